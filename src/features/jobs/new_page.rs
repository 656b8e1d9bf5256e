//! `/jobs/new`: the form that posts a job.

use lepas_api::{Currency, FieldError};
use leptos::{ev::SubmitEvent, prelude::*};

use super::form::JobForm;
use crate::{
    api::{client::new_key, jobs},
    i18n::{Key, text},
    platform::task,
    routes::Route,
    state::{
        address::use_address,
        describe::describe,
        locale::use_i18n,
        page::use_page,
        toasts::{ToastTone, use_toasts},
        use_client,
    },
    ui::{Button, ButtonSize, ButtonVariant, Notice, Select, SelectOption, TextField, Tone, heard, live},
};

/// Field of the form by accessor, so that each line of the view names its field once.
type Field = fn(&mut JobForm) -> &mut String;

/// `/jobs/new`.
#[component]
pub fn NewJobPage() -> impl IntoView {
    let i18n = use_i18n();
    let (client, toasts, address) = (StoredValue::new(use_client()), use_toasts(), use_address());
    let form = RwSignal::new(JobForm::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let refusal = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // One key for this form however often it is sent, so that a lost answer does not post it twice.
    let key = StoredValue::new(new_key());
    use_page().set_title(i18n.label(Key::JobNew));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refusal.set(None);
        let job = match form.with_untracked(|form| form.read(i18n.locale_now())) {
            Ok(job) => job,
            Err(found) => return errors.set(found),
        };
        errors.set(Vec::new());
        busy.set(true);
        task::spawn(async move {
            let outcome = jobs::post(&client.get_value(), &job, &key.get_value()).await;
            busy.try_set(false);
            match outcome {
                Ok(job) => {
                    toasts.show(ToastTone::Success, text(i18n.locale_now(), Key::JobNewDone));
                    address.go(&Route::Job(job.id).path());
                }
                Err(error) => {
                    errors.try_set(error.field_errors().to_vec());
                    refusal.try_set(Some(describe(i18n.locale_now(), &error)));
                    // A refused form is another request once it is corrected.
                    key.try_set_value(new_key());
                }
            }
        });
    };
    view! {
        <form class="lp-form stack" data-gap="4" novalidate on:submit=heard(send)>
            <header class="stack" data-gap="2">
                <h1>{i18n.text(Key::JobNew)}</h1>
                <p class="soft">{i18n.text(Key::JobNewLead)}</p>
            </header>
            <Line form=form errors=errors field=|form| &mut form.title pointer="/title" label=Key::JobNewTitle />
            <Line form=form errors=errors field=|form| &mut form.company pointer="/company" label=Key::JobNewCompany optional=true />
            <Line
                form=form
                errors=errors
                field=|form| &mut form.description
                pointer="/description"
                label=Key::JobNewDescription
                help=Key::JobNewDescriptionHelp
                multiline=true
            />
            <Line
                form=form
                errors=errors
                field=|form| &mut form.skills
                pointer="/skills"
                label=Key::JobNewSkills
                help=Key::JobNewSkillsHelp
                optional=true
            />
            <Facts form=form errors=errors />
            {live(move || {
                refusal
                    .get()
                    .map(|words| {
                        view! {
                            <Notice tone=Tone::Danger urgent=true>
                                <span>{words}</span>
                            </Notice>
                        }
                    })
            })}
            <p>
                <Button variant=ButtonVariant::Primary size=ButtonSize::Large submit=true busy=busy>
                    {live(move || i18n.t(if busy.get() { Key::JobNewBusy } else { Key::JobNewSubmit }))}
                </Button>
            </p>
        </form>
    }
}

/// A text field of the form.
#[component]
fn Line(
    form: RwSignal<JobForm>,
    errors: RwSignal<Vec<FieldError>>,
    field: Field,
    pointer: &'static str,
    label: Key,
    #[prop(optional)] help: Option<Key>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] multiline: bool,
    #[prop(optional)] input_mode: Option<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || {
        // The accessor wants a place to write to; a copy does.
        let mut copy = form.get();
        std::mem::take(field(&mut copy))
    });
    let error = Signal::derive(move || {
        errors.with(|errors| {
            errors
                .iter()
                .find(|error| error.pointer.starts_with(pointer))
                .map(|error| error.rule.message(i18n.locale()))
        })
    });
    let type_text = move |typed: String| {
        form.update(|form| *field(form) = typed);
        errors.update(|errors| errors.retain(|error| !error.pointer.starts_with(pointer)));
    };
    view! {
        <TextField
            label=i18n.label(label)
            value=value
            on_input=Callback::new(type_text)
            error=error
            help=Signal::derive(move || help.map(|key| i18n.t(key).to_owned()))
            optional=Signal::derive(move || optional.then(|| i18n.t(Key::JobNewOptional).to_owned()))
            multiline=multiline
            input_mode=input_mode.unwrap_or("text")
        />
    }
}

#[component]
fn Facts(form: RwSignal<JobForm>, errors: RwSignal<Vec<FieldError>>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = move |unset: bool, known: &'static [(&'static str, Key)]| {
        Signal::derive(move || {
            let none = unset.then(|| SelectOption::new("", i18n.t(Key::SearchFacetUnknown)));
            none.into_iter()
                .chain(known.iter().map(|(value, key)| SelectOption::new(*value, i18n.t(*key))))
                .collect::<Vec<_>>()
        })
    };
    let currencies = Signal::derive(|| {
        Currency::all().map(|currency| SelectOption::new(currency.code(), currency.code())).collect::<Vec<_>>()
    });
    view! {
        <div class="lp-grid2">
            <Choice form=form field=|form| &mut form.category label=Key::JobCategory options=choices(true, CATEGORIES) />
            <Choice form=form field=|form| &mut form.mode label=Key::JobMode options=choices(true, MODES) />
            <Line
                form=form
                errors=errors
                field=|form| &mut form.low
                pointer="/pay/minimum"
                label=Key::JobNewPayLow
                optional=true
                input_mode="decimal"
            />
            <Line
                form=form
                errors=errors
                field=|form| &mut form.high
                pointer="/pay/maximum"
                label=Key::JobNewPayHigh
                optional=true
                input_mode="decimal"
            />
            <Choice form=form field=|form| &mut form.currency label=Key::JobNewCurrency options=currencies />
            <Choice form=form field=|form| &mut form.unit label=Key::JobNewUnit options=choices(false, UNITS) />
        </div>
        <Line form=form errors=errors field=|form| &mut form.location pointer="/location" label=Key::JobNewLocation optional=true />
    }
}

const MODES: &[(&str, Key)] =
    &[("remote", Key::SearchModeRemote), ("hybrid", Key::SearchModeHybrid), ("onsite", Key::SearchModeOnsite)];

const UNITS: &[(&str, Key)] = &[
    ("project", Key::SearchUnitProject),
    ("hour", Key::SearchUnitHour),
    ("day", Key::SearchUnitDay),
    ("month", Key::SearchUnitMonth),
    ("year", Key::SearchUnitYear),
];

const CATEGORIES: &[(&str, Key)] = &[
    ("design", Key::SearchCategoryDesign),
    ("illustration", Key::SearchCategoryIllustration),
    ("web", Key::SearchCategoryWeb),
    ("mobile", Key::SearchCategoryMobile),
    ("data", Key::SearchCategoryData),
    ("writing", Key::SearchCategoryWriting),
    ("translation", Key::SearchCategoryTranslation),
    ("video", Key::SearchCategoryVideo),
    ("photo", Key::SearchCategoryPhoto),
    ("audio", Key::SearchCategoryAudio),
    ("marketing", Key::SearchCategoryMarketing),
    ("finance", Key::SearchCategoryFinance),
    ("admin", Key::SearchCategoryAdmin),
    ("field-service", Key::SearchCategoryFieldService),
    ("other", Key::SearchCategoryOther),
];

#[component]
fn Choice(
    form: RwSignal<JobForm>,
    field: Field,
    label: Key,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || {
        let mut copy = form.get();
        std::mem::take(field(&mut copy))
    });
    view! {
        <Select
            label=i18n.label(label)
            options=options
            value=value
            on_change=Callback::new(move |chosen: String| form.update(|form| *field(form) = chosen))
        />
    }
}
