//! E-mail and phone, which never leave the account, and the person's own site.

use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        checks::Section,
        form::{BoundText, Sight, use_form},
        read::given,
    },
    i18n::Key,
};

#[component]
pub(super) fn ContactFields() -> impl IntoView {
    let form = use_form();
    let email = form.read(|document| document.basics.email.clone().unwrap_or_default());
    let phone = form.read(|document| document.basics.phone.clone().unwrap_or_default());
    let site = form.read(|document| document.basics.url.clone().unwrap_or_default());
    view! {
        <Fieldset section=Section::Contact title=Key::StudioSectionContact>
            <div class="lp-cols">
                <BoundText
                    label=Key::StudioEmail
                    pointer="/basics/email"
                    value=email
                    write=|document, text| document.basics.email = given(text)
                    sight=Sight::Private
                    kind="email"
                    autocomplete="email"
                />
                <BoundText
                    label=Key::StudioPhone
                    pointer="/basics/phone"
                    value=phone
                    write=|document, text| document.basics.phone = given(text)
                    sight=Sight::Private
                    kind="tel"
                    autocomplete="tel"
                />
            </div>
            <BoundText
                label=Key::StudioSite
                pointer="/basics/url"
                value=site
                write=|document, text| document.basics.url = given(text)
                help=Key::StudioSiteHelp
                kind="url"
                autocomplete="url"
            />
        </Fieldset>
    }
}
