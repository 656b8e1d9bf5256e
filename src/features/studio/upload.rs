//! A picture on its way: chosen, made smaller on the device, sent, or refused with the reason and a way to try again.
//!
//! Owns the steps and what is kept for a repeat. The prepared bytes stay until the server has them, so that a lost
//! network costs a press of a button and not the choice of the file again.

use lepas_api::{ProblemCode, limits::ALT_MAX, profile::Picture as StoredPicture, tree, upload::Upload};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    fields::{FieldAt, Kind, field_id},
    form::use_form,
    paths,
};
use crate::{
    api::{ApiError, client::new_key, uploads},
    i18n::{self, Key},
    platform::{
        files::{self, FileError, Picture},
        task, timers, ui_dom,
    },
    state::{describe::describe, locale::I18n},
    ui::{Button, ButtonSize, ButtonVariant, Icon, heard, live, memo},
};

/// Where a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// None is on its way.
    Idle,
    /// Being made smaller on the device.
    Preparing,
    /// Being sent; kilobytes.
    Sending(u64),
    /// Refused, with the reason; whether the same bytes can be sent again.
    Failed(String, bool),
}

/// Why the server refused a picture, in words that say what to do.
fn reason(i18n: I18n, error: &ApiError) -> String {
    let locale = i18n.locale_now();
    match error.code() {
        Some(ProblemCode::TooLarge) => i18n::text(locale, Key::StudioPictureTooLarge).to_owned(),
        Some(ProblemCode::UnsupportedMedia) => i18n::text(locale, Key::StudioPictureKind).to_owned(),
        Some(ProblemCode::Invalid) => {
            error.field_errors().first().map_or_else(|| describe(locale, error), |broken| broken.detail.clone())
        }
        _ => describe(locale, error),
    }
}
/// A picture at a path of the document, with the text for those who cannot see it.
#[component]
pub(super) fn PictureAt(#[prop(into)] path: String, label: Key) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let alt = paths::join(&path, "alt");
    let alt_id = field_id(&alt);
    let path = StoredValue::new(path);
    let shown = memo(move || {
        form.json.with(|json| {
            let picture = path.with_value(|path| paths::get(json, path))?;
            let side = |name: &str| picture.get(name).and_then(Value::as_u64).unwrap_or_default();
            Some((picture.get("url")?.as_str()?.to_owned(), side("width"), side("height")))
        })
    });
    let has_picture = memo(move || shown.with(Option::is_some));
    let on_upload = Callback::new(move |upload: Upload| {
        let picture =
            StoredPicture { url: upload.url(), alt: String::new(), width: upload.width, height: upload.height };
        path.with_value(|path| form.studio.put(path, Some(tree(&picture))));
        // The next thing to write is what the picture shows.
        let field = alt_id.clone();
        timers::after(60, move || ui_dom::focus_by_id(&field)).detach();
    });
    let on_remove = Callback::new(move |()| path.with_value(|path| form.studio.put(path, None)));
    let picture = move || {
        shown.get().map(|(url, width, height)| {
            let size =
                i18n.fill(Key::StudioPictureSize, &[("width", &width.to_string()), ("height", &height.to_string())]);
            view! {
                <img class="lp-case-picture" src=url alt="" width=width.to_string() height=height.to_string() />
                <p class="xs quiet">{size}</p>
            }
        })
    };
    view! {
        <fieldset class="lp-picture-field stack" data-gap="3">
            <legend class="lp-field__label">{i18n.text(label)}</legend>
            {live(picture)}
            <PictureControl
                choose=Key::StudioPictureChoose
                change=Key::StudioPictureChange
                has_picture=has_picture
                on_upload=on_upload
                on_remove=on_remove
            />
            {live(move || {
                has_picture
                    .get()
                    .then(|| {
                        view! {
                            <FieldAt
                                path=alt.clone()
                                label=Key::StudioCaseAlt
                                kind=Kind::Counted(ALT_MAX)
                                help=Key::StudioCaseAltHelp
                            />
                        }
                    })
            })}
        </fieldset>
    }
    .into_any()
}

/// The buttons to choose, change and take away a picture, with what happens to it.
///
/// | prop | meaning |
/// | --- | --- |
/// | `choose`, `change` | words of the button without and with a picture |
/// | `has_picture` | whether there is one |
/// | `on_upload` | the server has it |
/// | `on_remove` | the person wants none |
#[component]
pub(super) fn PictureControl(
    choose: Key,
    change: Key,
    #[prop(into)] has_picture: Signal<bool>,
    on_upload: Callback<Upload>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let step = RwSignal::new(Step::Idle);
    let prepared = StoredValue::new_local(None::<(Picture, String)>);
    let input = NodeRef::<leptos::html::Input>::new();

    let send = Callback::new(move |()| {
        let Some((picture, key)) = prepared.get_value() else { return };
        let Some(client) = form.studio.client() else { return };
        step.set(Step::Sending((picture.bytes.len() as u64).div_ceil(1024)));
        task::spawn(async move {
            match uploads::send(&client, picture.media_type, picture.bytes, &key).await {
                Ok(upload) => {
                    prepared.try_update_value(|held| *held = None);
                    if step.try_set(Step::Idle).is_none() {
                        on_upload.run(upload);
                    }
                }
                Err(error) => {
                    let _ = step.try_set(Step::Failed(
                        reason(i18n, &error),
                        error.is_temporary() || error == ApiError::Unauthorized,
                    ));
                }
            }
        });
    });
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after a failure.
        input.set_value("");
        step.set(Step::Preparing);
        task::spawn(async move {
            match files::picture(&file).await {
                Ok(picture) => {
                    prepared.try_update_value(|held| *held = Some((picture, new_key())));
                    if step.try_get_untracked().is_some() {
                        send.run(());
                    }
                }
                Err(error) => {
                    let words = match error {
                        FileError::Foreign => Key::StudioPictureKind,
                        FileError::TooLarge => Key::StudioPictureTooLarge,
                        FileError::NotAPicture | FileError::Refused => Key::StudioPictureUnreadable,
                    };
                    let words = i18n::text(i18n.locale_now(), words).to_owned();
                    let _ = step.try_set(Step::Failed(words, false));
                }
            }
        });
    };
    let busy = Signal::derive(move || matches!(step.get(), Step::Preparing | Step::Sending(_)));
    let open = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    let label = move || i18n.t(if has_picture.get() { change } else { choose });
    let progress = move || match step.get() {
        Step::Idle => None,
        Step::Preparing => Some(i18n.t(Key::StudioPicturePreparing).to_owned()),
        Step::Sending(size) => Some(i18n.fill(Key::StudioPictureSending, &[("size", &size.to_string())])),
        Step::Failed(..) => None,
    };
    let failure = move || match step.get() {
        Step::Failed(words, again) => Some(view! {
            <p class="lp-field__error">
                <Icon name="circle-alert" />
                <span>{words}</span>
            </p>
            {again
                .then(|| {
                    view! {
                        <Button size=ButtonSize::Small icon="refresh-cw" on_press=send>
                            {i18n.t(Key::CommonRetry)}
                        </Button>
                    }
                })}
        }),
        _ => None,
    };
    view! {
        <div class="stack" data-gap="2">
            <p class="row" data-gap="1">
                <Button size=ButtonSize::Small icon="image-up" busy=busy on_press=open>
                    {live(label)}
                </Button>
                {live(move || {
                    (has_picture.get() && !busy.get())
                        .then(|| {
                            view! {
                                <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_press=on_remove>
                                    {i18n.t(Key::StudioPictureRemove)}
                                </Button>
                            }
                        })
                })}
            </p>
            <input
                type="file"
                accept="image/jpeg,image/png,image/webp"
                hidden
                tabindex="-1"
                aria-hidden="true"
                data-testid="picture-file"
                node_ref=input
                on:change=heard(chosen)
            />
            <p class="xs quiet" role="status">
                {live(move || progress().unwrap_or_else(|| i18n.t(Key::StudioPictureNote).to_owned()))}
            </p>
            <div aria-live="polite" class="stack" data-gap="1">
                {live(failure)}
            </div>
        </div>
    }
    .into_any()
}
