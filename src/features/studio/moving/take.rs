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
    state::{describe::describe, locale::I18n},
    ui::{Button, ButtonSize, Icon, Notice, Switch, Tone, live},
};

/// One form: what it is called, what it is, its icon, and who makes it (the device where there is no name for it).
const FORMS: [(Key, Key, &str, Option<ExportForm>); 4] = [
    (Key::StudioTakeSite, Key::StudioTakeSiteHelp, "package", Some(ExportForm::Site)),
    (Key::StudioTakeJson, Key::StudioTakeJsonHelp, "code", None),
    (Key::StudioTakeMarkdown, Key::StudioTakeMarkdownHelp, "file", Some(ExportForm::Markdown)),
    (Key::StudioTakeCsv, Key::StudioTakeCsvHelp, "table-properties", Some(ExportForm::Tables)),
];

/// What is on screen while one is made and after it. Plain types that the studio has signals of already.
#[derive(Clone, Copy)]
struct Screen {
    /// What is said.
    words: RwSignal<String>,
    /// Why there is no file.
    failure: RwSignal<Option<String>>,
    /// One is being made.
    busy: RwSignal<bool>,
    /// How much of it has come, in per cent; nothing while that is not known.
    share: RwSignal<Option<String>>,
}

impl Screen {
    fn say(self, locale: Locale, key: Key, values: &[(&str, &str)]) {
        let _ = self.words.try_set(i18n::fill(i18n::text(locale, key), values));
    }

    /// The end of one, good or bad.
    fn end(self) {
        let _ = self.busy.try_set(false);
        let _ = self.share.try_set(None);
    }
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
    screen: Screen,
) -> Result<Made, Failure> {
    let Some(form) = form else { return resume(studio, private) };
    studio.settle().await?;
    let (client, handle) = studio.remote().ok_or(Failure::Request(ApiError::Cancelled))?;
    let export = profiles::export(&client, &handle, form, private, locale).await.map_err(Failure::Request)?;
    if form == ExportForm::Markdown {
        return Ok(text(&export, &handle.to_string()));
    }
    let all = export.fetched.len();
    let told = move |done: usize| {
        let _ = screen.share.try_set(Some((done * 100 / all.max(1)).to_string()));
        screen.say(locale, Key::StudioTakeProgress, &[("done", &done.to_string()), ("all", &all.to_string())]);
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

/// Makes one and says how it goes, until it is done or `stopped`.
async fn run(
    studio: Studio,
    wanted: Option<ExportForm>,
    private: bool,
    locale: Locale,
    screen: Screen,
    stopped: oneshot::Receiver<()>,
) {
    let work = make(studio, wanted, private, locale, screen).boxed_local();
    let made = match select(work, stopped).await {
        Either::Left((made, _)) => made,
        Either::Right(_) => {
            screen.say(locale, Key::StudioTakeStopped, &[]);
            return screen.end();
        }
    };
    let saved = made.and_then(|(name, media_type, parcel)| {
        let size = parcel.size().div_ceil(1024).to_string();
        parcel.save(&name, media_type).map_err(|_| Failure::Refused)?;
        screen.say(locale, Key::StudioTakeDone, &[("file", &name), ("size", &size)]);
        Ok(())
    });
    if let Err(failure) = saved {
        let _ = screen.words.try_set(String::new());
        let _ = screen.failure.try_set(Some(failure.words(locale)));
    }
    screen.end();
}

/// The forms and how far the one under way is.
pub(super) fn view() -> AnyView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let private = RwSignal::new(false);
    let screen = Screen {
        words: RwSignal::new(String::new()),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        share: RwSignal::new(None),
    };
    // Letting go of it stops what is under way, also when the page is left.
    let stop = StoredValue::new_local(None::<oneshot::Sender<()>>);
    let take = Callback::new(move |wanted: Option<ExportForm>| {
        let (held, stopped) = oneshot::channel();
        stop.set_value(Some(held));
        let (private, locale) = (private.get_untracked(), i18n.locale_now());
        screen.failure.set(None);
        screen.busy.set(true);
        screen.say(locale, Key::StudioTakeAsking, &[]);
        task::spawn(run(studio, wanted, private, locale, screen, stopped));
    });
    let cancel = Callback::new(move |()| {
        stop.set_value(None);
        // The button goes away, and the focus must be somewhere.
        ui_dom::focus_by_id("studio-take");
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
                <Button size=ButtonSize::Small icon="download" busy=screen.busy on_press=press>
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
        {progress(i18n, screen, cancel)}
    }
    .into_any()
}

/// How far it is, what came of it, and the way to stop it.
fn progress(i18n: I18n, screen: Screen, cancel: Callback<()>) -> AnyView {
    let under_way = move || {
        screen.busy.get().then(|| {
            // Without a value it says that something is going on.
            view! {
                <p class="row" data-gap="3">
                    <progress
                        class="lp-progress"
                        max="100"
                        value=move || screen.share.get()
                        aria-label=i18n.label(Key::StudioTake)
                    ></progress>
                    <Button size=ButtonSize::Small on_press=cancel>
                        {i18n.text(Key::StudioCancel)}
                    </Button>
                </p>
            }
        })
    };
    let failed =
        move || screen.failure.get().map(|words| view! { <Notice tone=Tone::Danger urgent=true title=words /> });
    view! {
        <div class="stack" data-gap="2">
            <p class="sm" role="status">{live(move || screen.words.get())}</p>
            {live(under_way)}
            {live(failed)}
        </div>
    }
    .into_any()
}
