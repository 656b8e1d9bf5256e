//! One line that says where the text is at this moment.

use lepas_api::Timestamp;
use leptos::prelude::*;

use super::{
    autosave::{Hold, Place},
    form::use_form,
};
use crate::{
    i18n::Key,
    platform::intl,
    routes::{Route, StudioSection},
    ui::{Icon, attr, live, memo},
};

/// The status line. Read out when it changes, politely.
#[component]
pub(super) fn SaveStatus() -> impl IntoView {
    let form = use_form();
    let (i18n, place) = (form.i18n, form.studio.place);
    let words = move || {
        let key = match place.get() {
            Place::Untouched => return String::new(),
            Place::Saving => Key::StudioSaveBusy,
            #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds")]
            Place::Both(at) => {
                let time = intl::time(i18n.locale(), Timestamp::from_milliseconds(at as i64));
                return i18n.fill(Key::StudioSaveBoth, &[("time", &time)]);
            }
            Place::Device(None) => Key::StudioSaveDevice,
            Place::Device(Some(Hold::Network)) => Key::StudioSaveNetwork,
            Place::Device(Some(Hold::SignedOut)) => Key::StudioSaveSignedOut,
            Place::Device(Some(Hold::Invalid)) => Key::StudioSaveInvalid,
            Place::Device(Some(Hold::NoRoom)) => Key::StudioSaveNoRoom,
            Place::Device(Some(Hold::Trouble)) => Key::StudioSaveTrouble,
            Place::MemoryOnly => Key::StudioSaveNowhere,
        };
        i18n.t(key).to_owned()
    };
    let icon = memo(move || match place.get() {
        Place::Both(_) => "cloud-check",
        Place::Device(Some(Hold::Network)) => "cloud-off",
        Place::Device(Some(_)) | Place::MemoryOnly => "triangle-alert",
        _ => "hard-drive",
    });
    let held = move || matches!(place.get(), Place::Device(Some(_)) | Place::MemoryOnly);
    let sign_in = move || {
        (place.get() == Place::Device(Some(Hold::SignedOut))).then(|| {
            let next = Some(Route::StudioSection(StudioSection::Profile).path());
            view! { <a href=Route::SignIn { next }.path()>{i18n.t(Key::AccountSignIn)}</a> }
        })
    };
    view! {
        <p class="lp-sync lp-studio__sync" role="status" data-kind=attr(move || held().then_some("off"))>
            {live(move || (place.get() != Place::Untouched).then(|| view! { <Icon name=icon.get() /> }))}
            <span>{live(words)} " " {live(sign_in)}</span>
        </p>
    }
    .into_any()
}
