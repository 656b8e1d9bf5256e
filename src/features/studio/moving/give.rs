//! Taking away: the data as JSON Resume, Markdown and tables, and the whole site as one archive.

use lepas_api::profile::{ProfileDocument, PublicProfile};
use lepas_exchange::{archive::Writer, json_resume, markdown, spreadsheet};
use leptos::prelude::*;

use super::pack::{PackError, pack, put};
use crate::{
    features::studio::form::{Form, use_form},
    i18n::{self, Key},
    platform::{
        clock, dom,
        files::{FileError, Saved},
        task,
    },
    state::{
        describe::describe,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonVariant, Checkbox, Notice, Tone},
};

/// A form in which the data leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    JsonResume,
    Markdown,
    Tables,
}

impl Shape {
    const ALL: [(Self, Key); 3] = [
        (Self::JsonResume, Key::StudioGiveJson),
        (Self::Markdown, Key::StudioGiveMarkdown),
        (Self::Tables, Key::StudioGiveTables),
    ];
}

/// The buttons, and the archive under way.
#[component]
pub(super) fn Give() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let toasts = use_toasts();
    let everything = RwSignal::new(true);
    let progress = RwSignal::new(None::<(usize, usize)>);
    let stopped = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);

    let save = move |shape: Shape| {
        let document = form.studio.document.get_untracked();
        let document = if everything.get_untracked() { document } else { document.public_view() };
        if offer(form, shape, &document).is_err() {
            toasts.show(ToastTone::Danger, form.say(Key::StudioGiveFailed));
        }
    };
    let buttons = Shape::ALL
        .map(|(shape, key)| {
            let press = Callback::new(move |()| save(shape));
            view! {
                <Button icon="download" on_press=press>
                    {move || i18n.t(key)}
                </Button>
            }
        })
        .collect_view();
    let site = Callback::new(move |()| {
        let Some((client, handle)) = form.studio.remote() else {
            failure.set(Some(form.say(Key::StudioGiveFailed).to_owned()));
            return;
        };
        failure.set(None);
        stopped.set(false);
        progress.set(Some((0, 1)));
        let document = form.studio.document.with_untracked(ProfileDocument::public_view);
        let name = format!("{handle}.zip");
        let profile = PublicProfile { handle, document, published_at: clock::now() };
        task::spawn(async move {
            let step = |done, total| {
                let _ = progress.try_set(Some((done, total)));
                stopped.try_get_untracked() == Some(false)
            };
            let answer = pack(&client, &profile, &dom::origin(), step).await;
            let _ = progress.try_set(None);
            let locale = i18n.locale_now();
            let text = match answer {
                Ok(saved) => match saved.offer(&name, "application/zip") {
                    Ok(()) => {
                        toasts.show(ToastTone::Success, i18n::fill(form.say(Key::StudioGiveDone), &[("file", &name)]));
                        return;
                    }
                    Err(_) => form.say(Key::StudioGiveFailed).to_owned(),
                },
                Err(PackError::Stopped) => {
                    toasts.show(ToastTone::Info, form.say(Key::StudioGiveStopped));
                    return;
                }
                Err(PackError::TooLarge) => form.say(Key::StudioGiveFailed).to_owned(),
                Err(PackError::Missing(address, error)) => {
                    let words = [("file", address.as_str()), ("reason", &describe(locale, &error))];
                    i18n::fill(form.say(Key::StudioGiveMissing), &words)
                }
            };
            let _ = failure.try_set(Some(text));
        });
    });
    let busy = Signal::derive(move || progress.with(Option::is_some));
    let bar = move || {
        let (done, total) = progress.get()?;
        let said = i18n.fill(Key::StudioGiveProgress, &[("done", &done.to_string()), ("total", &total.to_string())]);
        let stop = Callback::new(move |()| stopped.set(true));
        Some(view! {
            <p class="row" data-gap="1">
                <progress value=done.to_string() max=total.to_string() aria-label=said.clone()></progress>
                <span class="num sm">{said}</span>
                <Button variant=ButtonVariant::Quiet on_press=stop>{i18n.t(Key::StudioCancel)}</Button>
            </p>
        })
    };
    view! {
        <div class="stack" data-gap="3">
            <h3>{move || i18n.t(Key::StudioGiveSite)}</h3>
            <p>{move || i18n.t(Key::StudioGiveSiteText)}</p>
            <p>
                <Button variant=ButtonVariant::Primary icon="package" busy=busy on_press=site>
                    {move || i18n.t(Key::StudioGiveSiteButton)}
                </Button>
            </p>
            {bar}
            {move || failure.get().map(|text| view! { <Notice tone=Tone::Danger urgent=true title=text /> })}
        </div>
        <div class="stack" data-gap="3">
            <h3>{move || i18n.t(Key::StudioGiveData)}</h3>
            <Checkbox
                label=i18n.label(Key::StudioGiveEverything)
                note=i18n.label(Key::StudioGiveEverythingText)
                checked=everything
                on_change=Callback::new(move |on| everything.set(on))
            />
            <p class="row" data-gap="1">{buttons}</p>
        </div>
    }
    .into_any()
}

/// Hands a file to the browser.
fn offer(form: Form, shape: Shape, document: &ProfileDocument) -> Result<(), FileError> {
    let handle = form.studio.remote().map_or_else(|| "lepas".to_owned(), |(_, handle)| handle.to_string());
    let saved = Saved::default();
    let (ending, media_type) = match shape {
        Shape::JsonResume => {
            saved.push(json_resume::write(document, &dom::origin()).as_bytes());
            ("resume.json", "application/json")
        }
        Shape::Markdown => {
            saved.push(markdown::write(document, form.i18n.locale_now()).as_bytes());
            ("md", "text/markdown;charset=utf-8")
        }
        Shape::Tables => {
            let mut writer = Writer::default();
            for (name, text) in spreadsheet::write(document) {
                put(&mut writer, &saved, &name, text.as_bytes()).map_err(|_| FileError::Refused)?;
            }
            saved.push(&writer.finish());
            ("csv.zip", "application/zip")
        }
    };
    saved.offer(&[handle.as_str(), ending].join("."), media_type)
}
