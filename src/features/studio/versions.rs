//! Versions that the person gave a name: kept on this device, and brought back as one step that can be taken back.
//!
//! Owns the list and its dialog. A version is the whole document; the newest twenty are kept.

use lepas_api::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::use_form;
use crate::{
    api::read_json,
    i18n::Key,
    platform::{
        clock,
        database::{self, Store},
        intl, task,
    },
    state::toasts::{ToastTone, use_toasts},
    ui::{Button, ButtonSize, Dialog, Each, IconButton, TextField, live},
};

/// Versions that are kept.
const MOST: usize = 20;

/// One version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Version {
    name: String,
    /// When, in milliseconds since 1970; also what tells two versions apart.
    at: i64,
    document: Value,
}

/// Adds a version, newest first.
fn with(mut versions: Vec<Version>, version: Version) -> Vec<Version> {
    versions.insert(0, version);
    versions.truncate(MOST);
    versions
}

/// What the device keeps; `None` when it does not say, or says what cannot be read.
async fn stored(key: &str) -> Option<Vec<Version>> {
    match database::read(Store::Documents, key).await.ok()? {
        Some(text) => read_json(text.as_bytes()).ok(),
        None => Some(Vec::new()),
    }
}

/// Keeps a list on the device, and gives it back when that was done.
async fn write(key: &str, versions: Vec<Version>) -> Option<Vec<Version>> {
    let text = serde_json::to_string(&versions).ok()?;
    database::write(Store::Documents, key, &text).await.ok().map(|()| versions)
}

/// The button that opens the list of versions.
#[component]
pub(super) fn Versions() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let versions = RwSignal::new(Vec::<Version>::new());
    let load = Callback::new(move |()| {
        open.set(true);
        task::spawn(async move {
            let Some(key) = studio.device_key("versions") else { return };
            match stored(&key).await {
                Some(kept) => drop(versions.try_set(kept)),
                None => toasts.show(ToastTone::Danger, form.say(Key::StudioVersionRefused)),
            }
        });
    });
    let change = move |changed: Box<dyn FnOnce(Vec<Version>) -> Vec<Version>>| {
        task::spawn(async move {
            let Some(key) = studio.device_key("versions") else { return };
            // The stored list is changed and not the one on the screen: that one may never have come.
            let kept = match stored(&key).await {
                Some(kept) => write(&key, changed(kept)).await,
                None => None,
            };
            match kept {
                Some(kept) => drop(versions.try_set(kept)),
                // What the device did not keep is not shown as kept.
                None => toasts.show(ToastTone::Danger, form.say(Key::StudioVersionRefused)),
            }
        });
    };
    let save = Callback::new(move |()| {
        let at = clock::now().milliseconds();
        let typed = name.get_untracked().trim().to_owned();
        let named =
            if typed.is_empty() { intl::date(i18n.locale_now(), Timestamp::from_milliseconds(at)) } else { typed };
        let document = form.json.get_untracked();
        change(Box::new(move |kept| with(kept, Version { name: named, at, document })));
        name.set(String::new());
    });
    let row = move |version: Version| {
        let at = version.at;
        let time = Timestamp::from_milliseconds(at);
        let (named, document) = (version.name.clone(), StoredValue::new(version.document));
        let restore = Callback::new(move |()| {
            document.with_value(|document| studio.edit_json("/", |json| json.clone_from(document)));
            open.set(false);
            toasts.offer(ToastTone::Success, form.say(Key::StudioVersionBack), form.say(Key::StudioUndo), move || {
                studio.undo()
            });
        });
        let forget = Callback::new(move |()| {
            change(Box::new(move |mut kept| {
                kept.retain(|version| version.at != at);
                kept
            }));
        });
        let remove = {
            let named = named.clone();
            Signal::derive(move || i18n.fill(Key::StudioRemove, &[("name", &named)]))
        };
        view! {
            <li class="lp-version">
                <span>
                    {named} " "
                    <span class="xs quiet">{live(move || format!("{}, {}", intl::date(i18n.locale(), time), intl::time(i18n.locale(), time)))}</span>
                </span>
                <Button size=ButtonSize::Small on_press=restore>{i18n.text(Key::StudioVersionRestore)}</Button>
                <IconButton icon="trash-2" label=remove on_press=forget />
            </li>
        }
    };
    view! {
        <IconButton icon="clock" label=i18n.label(Key::StudioVersions) on_press=load />
        <Dialog
            open=open
            on_close=Callback::new(move |()| open.set(false))
            title=i18n.label(Key::StudioVersions)
            close_label=i18n.label(Key::CommonClose)
        >
            <p class="soft">{i18n.text(Key::StudioVersionsText)}</p>
            <TextField
                label=i18n.label(Key::StudioVersionName)
                value=name
                on_input=Callback::new(move |text| name.set(text))
            />
            <ol class="lp-versions-list">
                <Each each=move || versions.get() key=|version| version.at children=row />
            </ol>
            <div class="lp-dialog__actions">
                <Button icon="plus" on_press=save>{i18n.text(Key::StudioVersionKeep)}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stands_first_and_only_so_many_are_kept() {
        let version = |at| Version { name: String::new(), at, document: Value::Null };
        let kept = (0..30).fold(Vec::new(), |kept, at| with(kept, version(at)));
        assert_eq!((kept.len(), kept[0].at, kept[MOST - 1].at), (MOST, 29, 10));
    }
}
