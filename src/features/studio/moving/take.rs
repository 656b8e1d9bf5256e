//! Taking the profile away: four forms, each with a button.
//!
//! Owns the order of things: the server gets the newest draft first, makes the files, the pictures are fetched, the browser
//! saves one file. JSON Resume needs nobody but this device. One is made at a time, and it can be cancelled.

use futures::{
    FutureExt,
    channel::oneshot,
    future::{Either, select},
};
use lepas_api::{
    Locale,
    profile::{ExportForm, ProfileExport},
};
use lepas_exchange::json_resume;
use leptos::prelude::*;

use super::pack::{Fetch, Trouble, pack};
use crate::{
    api::{ApiError, profiles},
    features::studio::{autosave::Hold, form::use_form, publishing::PublishError, store::Studio},
    i18n::{self, Key},
    platform::{dom, files::Parcel, task, ui_dom},
    state::describe::describe,
    ui::{Button, ButtonSize, Icon, Notice, Switch, Tone, live, memo},
};

/// One form: what it is called, what it is, its icon, and who makes it (the device where there is no name for it).
const FORMS: [(Key, Key, &str, Option<ExportForm>); 4] = [
    (Key::StudioTakeSite, Key::StudioTakeSiteHelp, "package", Some(ExportForm::Site)),
    (Key::StudioTakeJson, Key::StudioTakeJsonHelp, "code", None),
    (Key::StudioTakeMarkdown, Key::StudioTakeMarkdownHelp, "file", Some(ExportForm::Markdown)),
    (Key::StudioTakeCsv, Key::StudioTakeCsvHelp, "table-properties", Some(ExportForm::Tables)),
];

/// Where it is.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Idle,
    /// Asking the server.
    Asking,
    /// Fetching pictures: how many have come, how many there are.
    Fetching(usize, usize),
    /// Saved under a name; kilobytes.
    Done(String, usize),
    Stopped,
    Failed(Failure),
}

#[derive(Debug, Clone, PartialEq)]
enum Failure {
    NotSaved(Hold),
    Fields,
    Request(ApiError),
    TooLarge,
    Refused,
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Fields(_) => Self::Fields,
            PublishError::NotSaved(hold) => Self::NotSaved(hold),
            PublishError::Request(error) => Self::Request(error),
        }
    }
}

impl Failure {
    fn words(&self, locale: Locale) -> String {
        let key = match self {
            Self::Request(ApiError::Offline) | Self::NotSaved(Hold::Network) => Key::StudioTakeNetwork,
            Self::Request(error) => return describe(locale, error),
            Self::NotSaved(Hold::SignedOut) => return describe(locale, &ApiError::Unauthorized),
            Self::NotSaved(_) | Self::Fields => Key::StudioTakeNotSaved,
            Self::TooLarge => Key::StudioTakeTooLarge,
            Self::Refused => Key::StudioBringRefused,
        };
        i18n::text(locale, key).to_owned()
    }
}

/// A finished file.
type Made = (String, &'static str, Parcel);

/// Makes the file of a form.
async fn make(
    studio: Studio,
    form: Option<ExportForm>,
    private: bool,
    locale: Locale,
    step: RwSignal<Step>,
) -> Result<Made, Failure> {
    let Some(form) = form else { return resume(studio, private) };
    studio.settle().await?;
    let (client, handle) = studio.remote().ok_or(Failure::Request(ApiError::Cancelled))?;
    let export = profiles::export(&client, &handle, form, private, locale).await.map_err(Failure::Request)?;
    if form == ExportForm::Markdown {
        return Ok(text(&export, &handle.to_string()));
    }
    let all = export.fetched.len();
    let told = move |done| {
        let _ = step.try_set(Step::Fetching(done, all));
    };
    let fetch: Fetch = Box::new(move |address| {
        let client = client.clone();
        async move { profiles::file(&client, address).await }.boxed_local()
    });
    let parcel = pack(export, fetch, &told).await.map_err(|trouble| match trouble {
        Trouble::Request(error) => Failure::Request(error),
        Trouble::TooLarge => Failure::TooLarge,
    })?;
    Ok((format!("{handle}-{}.zip", form.slug()), "application/zip", parcel))
}

/// The only text of an export.
fn text(export: &ProfileExport, handle: &str) -> Made {
    let mut parcel = Parcel::default();
    for text in export.files.values() {
        parcel.add(text.as_bytes());
    }
    (format!("{handle}.md"), "text/markdown", parcel)
}

/// The document that this device has.
fn resume(studio: Studio, private: bool) -> Result<Made, Failure> {
    let document = studio.document.try_get_untracked().ok_or(Failure::Request(ApiError::Cancelled))?;
    let document = if private { document } else { document.public_view() };
    let handle = studio.remote().map_or_else(|| "lepas".to_owned(), |(_, handle)| handle.to_string());
    let mut parcel = Parcel::default();
    parcel.add(json_resume::write(&document, &dom::origin()).as_bytes());
    Ok((format!("{handle}-resume.json"), "application/json", parcel))
}

/// The forms and how far the one under way is.
pub(super) fn view() -> AnyView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let private = RwSignal::new(false);
    let step = RwSignal::new(Step::Idle);
    // Letting go of it stops what is under way, also when the page is left.
    let stop = StoredValue::new_local(None::<oneshot::Sender<()>>);
    let busy = memo(move || matches!(step.get(), Step::Asking | Step::Fetching(..)));
    let take = Callback::new(move |wanted: Option<ExportForm>| {
        let (held, stopped) = oneshot::channel();
        stop.set_value(Some(held));
        step.set(Step::Asking);
        let (private, locale) = (private.get_untracked(), i18n.locale_now());
        task::spawn(async move {
            let work = make(studio, wanted, private, locale, step).boxed_local();
            let made = match select(work, stopped).await {
                Either::Left((made, _)) => made,
                Either::Right(_) => {
                    let _ = step.try_set(Step::Stopped);
                    return;
                }
            };
            let _ = step.try_set(match made {
                Err(failure) => Step::Failed(failure),
                Ok((name, media_type, parcel)) => {
                    let size = parcel.size().div_ceil(1024);
                    parcel.save(&name, media_type).map_or(Step::Failed(Failure::Refused), |()| Step::Done(name, size))
                }
            });
        });
    });
    let rows = FORMS.map(|(title, help, icon, wanted)| {
        let press = Callback::new(move |()| take.run(wanted));
        view! {
            <li>
                <Icon name=icon />
                <span>
                    <b>{i18n.text(title)}</b>
                    <br />
                    <span class="sm soft">{i18n.text(help)}</span>
                </span>
                <Button size=ButtonSize::Small icon="download" busy=busy on_press=press>
                    {i18n.text(Key::StudioTakeMake)}
                    <span class="vh">": " {i18n.text(title)}</span>
                </Button>
            </li>
        }
        .into_any()
    });
    view! {
        <div class="stack" data-gap="1">
            <Switch
                label=i18n.label(Key::StudioTakePrivate)
                checked=private
                on_change=Callback::new(move |on| private.set(on))
            />
            <p class="xs quiet">{i18n.text(Key::StudioTakePrivateHelp)}</p>
        </div>
        <ul class="lp-checks">{rows.into_iter().collect_view()}</ul>
        {progress(step, busy, stop)}
    }
    .into_any()
}

/// How far it is, what came of it, and the way to stop it.
fn progress(
    step: RwSignal<Step>,
    busy: Memo<bool>,
    stop: StoredValue<Option<oneshot::Sender<()>>, LocalStorage>,
) -> AnyView {
    let i18n = use_form().i18n;
    let words = move || match step.get() {
        Step::Asking => i18n.t(Key::StudioTakeAsking).to_owned(),
        Step::Fetching(done, all) => {
            i18n.fill(Key::StudioTakeProgress, &[("done", &done.to_string()), ("all", &all.to_string())])
        }
        Step::Done(file, size) => i18n.fill(Key::StudioTakeDone, &[("file", &file), ("size", &size.to_string())]),
        Step::Stopped => i18n.t(Key::StudioTakeStopped).to_owned(),
        Step::Idle | Step::Failed(_) => String::new(),
    };
    let cancel = Callback::new(move |()| {
        stop.set_value(None);
        // The button goes away, and the focus must be somewhere.
        ui_dom::focus_by_id("studio-take");
    });
    let count = move || match step.get() {
        Step::Fetching(done, all) if all > 0 => Some((done, all)),
        _ => None,
    };
    let under_way = move || {
        busy.get().then(|| {
            // Without a value it says that something is going on.
            view! {
                <p class="row" data-gap="3">
                    <progress
                        class="lp-progress"
                        max=move || count().map_or(1, |(_, all)| all).to_string()
                        value=move || count().map(|(done, _)| done.to_string())
                        aria-label=i18n.label(Key::StudioTake)
                    ></progress>
                    <Button size=ButtonSize::Small on_press=cancel>
                        {i18n.text(Key::StudioCancel)}
                    </Button>
                </p>
            }
        })
    };
    let failed = move || match step.get() {
        Step::Failed(failure) => {
            Some(view! { <Notice tone=Tone::Danger urgent=true title=failure.words(i18n.locale()) /> })
        }
        _ => None,
    };
    view! {
        <div class="stack" data-gap="2">
            <p class="sm" role="status">{live(words)}</p>
            {live(under_way)}
            {live(failed)}
        </div>
    }
    .into_any()
}
