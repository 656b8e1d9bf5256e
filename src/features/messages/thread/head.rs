//! Who the conversation is with.

use lepas_api::{chat::Participant, path};
use leptos::prelude::*;

use crate::{
    i18n::Key,
    routes::Route,
    state::locale::use_i18n,
    ui::{Avatar, Icon, attr, live},
};

/// The head of a thread: back on a phone, picture, name, and the way to the person's page.
#[component]
pub(super) fn Head(person: Memo<Option<Participant>>, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let avatar = move || person.get().and_then(|person| person.avatar);
    let page = move || person.with(|person| person.as_ref().and_then(|person| person.handle.as_ref()).map(path::page));
    view! {
        <header class="lp-chat__head">
            <a class="lp-icon-button only-phone" href=Route::Messages.path() aria-label=i18n.label(Key::MessagesBack)>
                <Icon name="arrow-left" />
            </a>
            {live(move || view! { <Avatar name=name.get() image=avatar() /> })}
            <div class="grow">
                <h2 class="lp-h" dir="auto">{live(move || name.get())}</h2>
            </div>
            {live(move || {
                page()
                    .map(|address| {
                        // The server answers this address itself.
                        view! {
                            <a
                                class="lp-icon-button"
                                href=address
                                rel="external"
                                aria-label=attr(move || i18n.fill(Key::MessagesPage, &[("name", &name.get())]))
                            >
                                <Icon name="external-link" />
                            </a>
                        }
                    })
            })}
        </header>
    }
}
