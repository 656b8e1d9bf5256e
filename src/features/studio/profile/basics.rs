//! Portrait, name, page address, headline, about.

use lepas_api::{
    Handle, Rule,
    limits::{HEADLINE_MAX, SUMMARY_MAX},
};
use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        checks::{Section, field},
        fields::{FieldAt, Kind},
        form::{Sight, use_form},
        portrait::Portrait,
    },
    i18n::Key,
    platform::task,
    state::{
        describe::describe,
        session::use_session,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonSize, TextField, live, memo},
};

#[component]
pub(super) fn BasicsFields() -> impl IntoView {
    view! {
        <Fieldset section=Section::Basics title=Key::StudioSectionBasics>
            <Portrait />
            <div class="lp-cols">
                <FieldAt path="/basics/name" label=Key::StudioName kind=Kind::Line id=field::NAME autocomplete="name" />
                <Address />
            </div>
            <FieldAt
                path="/basics/label"
                label=Key::StudioHeadline
                kind=Kind::Counted(HEADLINE_MAX)
                help=Key::StudioHeadlineHelp
                id=field::HEADLINE
            />
        </Fieldset>
    }
}

#[component]
pub(super) fn SummaryFields() -> impl IntoView {
    view! {
        <Fieldset section=Section::Summary title=Key::StudioSectionSummary>
            <FieldAt
                path="/basics/summary"
                label=Key::StudioSummary
                kind=Kind::Long(SUMMARY_MAX)
                help=Key::StudioSummaryHelp
                id=field::SUMMARY
            />
        </Fieldset>
    }
}

/// The page address. It changes only when somebody says so, because others may have linked to it.
#[component]
fn Address() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let session = use_session();
    let toasts = use_toasts();
    let held = memo(move || {
        studio.about.with(|about| about.as_ref().map(|about| about.handle.to_string()).unwrap_or_default())
    });
    let typed = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let value = Signal::derive(move || typed.get().unwrap_or_else(|| held.get()));
    let differs = memo(move || value.get() != held.get());
    let checked = move || value.get().parse::<Handle>();
    let error = MaybeProp::derive(move || {
        refused.get().or_else(|| {
            let broken: Option<Rule> = differs.get().then(|| checked().err()).flatten();
            broken.map(|rule| rule.message(i18n.locale()))
        })
    });
    let change = Callback::new(move |()| {
        let Ok(wanted) = value.get_untracked().parse::<Handle>() else { return };
        busy.set(true);
        task::spawn(async move {
            let answer = studio.move_to(&wanted).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = typed.try_set(None);
                    session.change_me(|me| me.handle = wanted);
                    toasts.show(
                        ToastTone::Success,
                        untrack(|| i18n.fill(Key::StudioHandleChanged, &[("path", &format!("/u/{}", held.get()))])),
                    );
                }
                Err(error) => {
                    let words = error
                        .field_errors()
                        .first()
                        .map(|error| error.detail.clone())
                        .filter(|words| !words.is_empty());
                    let _ = refused.try_set(Some(words.unwrap_or_else(|| describe(i18n.locale_now(), &error))));
                }
            }
        });
    });
    let on_input = Callback::new(move |text: String| {
        refused.set(None);
        typed.set(Some(text));
    });
    view! {
        <div class="lp-address">
            <TextField
                label=i18n.label(Key::StudioHandle)
                value=value
                on_input=on_input
                error=error
                help=MaybeProp::derive(move || Some(i18n.t(Key::StudioHandleHelp).to_owned()))
                prefix="/u/"
                autocomplete="off"
                optional=MaybeProp::derive(move || Sight::Public.word(i18n).get())
                mark=Sight::Public.icon()
                id=field::HANDLE
            />
            {live(move || {
                (differs.get() && checked().is_ok())
                    .then(|| {
                        view! {
                            <div class="row" data-gap="1">
                                <Button size=ButtonSize::Small busy=busy on_press=change>
                                    {i18n.text(Key::StudioHandleChange)}
                                </Button>
                                <Button
                                    size=ButtonSize::Small
                                    variant=crate::ui::ButtonVariant::Quiet
                                    on_press=Callback::new(move |()| {
                                        typed.set(None);
                                        refused.set(None);
                                    })
                                >
                                    {i18n.text(Key::StudioHandleKeep)}
                                </Button>
                            </div>
                        }
                    })
            })}
        </div>
    }
}
