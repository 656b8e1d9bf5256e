//! The portrait of the person.

use leptos::prelude::*;

use super::{form::use_form, upload::PictureControl};
use crate::{
    i18n::Key,
    ui::{Avatar, AvatarSize, live},
};

/// The portrait with its buttons.
#[component]
pub(super) fn Portrait() -> impl IntoView {
    let form = use_form();
    let studio = form.studio;
    let image = form.read(|document| document.basics.image.clone());
    let name = form.read(|document| document.basics.name.clone());
    view! {
        <div class="row lp-who">
            {live(move || view! { <Avatar name=name.get() image=image.get() size=AvatarSize::Huge /> })}
            <PictureControl
                choose=Key::StudioPortraitChoose
                change=Key::StudioPortraitChange
                has_picture=Signal::derive(move || image.with(Option::is_some))
                on_upload=Callback::new(move |upload: lepas_api::upload::Upload| {
                    studio.edit("/basics/image", |document| document.basics.image = Some(upload.url()));
                })
                on_remove=Callback::new(move |()| studio.edit("/basics/image", |document| document.basics.image = None))
            />
        </div>
    }
    .into_any()
}
