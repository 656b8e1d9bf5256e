//! Conversations: the list, the open thread, the composer, and opening a conversation from somebody's page.
//!
//! Owns drawing and the keyboard. What is true stands in `state::conversations` and `state::outbox`.

mod bubble;
mod composer;
mod drafts;
mod invitation;
mod list;
mod rows;
mod start;
mod thread;
mod when;

use lepas_api::{ConversationId, JobId, UserId};
use leptos::prelude::*;

use self::{composer::Composer, drafts::Drafts, list::ConversationList, start::StartConversation, thread::ThreadPane};
use crate::{
    i18n::Key,
    routes::Route,
    state::{
        address::use_address, conversations::use_conversations, locale::use_i18n, page::use_page, session::use_session,
    },
    ui::{EmptyState, LinkButton, attr, live, memo},
};

/// What the larger part of the page shows.
#[derive(Clone, PartialEq, Eq)]
enum Pane {
    Nothing,
    /// With a person, and about a job when they are invited to one.
    Start(String, Option<JobId>),
    Thread(ConversationId),
}

/// All conversations and the open one: two columns on a desk, one after the other on a phone.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let session = use_session();
    let me = memo(move || session.me().map(|me| me.id));
    // Drafts belong to the account, so another account gets another page.
    move || me.get().map(|me| view! { <Page me=me /> }.into_any())
}

#[component]
fn Page(me: UserId) -> impl IntoView {
    let i18n = use_i18n();
    let address = use_address();
    let drafts = Drafts::load(me.clone());
    let me = StoredValue::new(me);
    let pane = memo(move || match address.route() {
        Some(Route::Conversation(id)) => Pane::Thread(id),
        _ => address
            .value("to")
            .map_or(Pane::Nothing, |handle| Pane::Start(handle, address.value("job").and_then(|job| job.parse().ok()))),
    });
    let current = memo(move || match pane.get() {
        Pane::Thread(id) => Some(id),
        _ => None,
    });
    name_the_tab(current);
    let side = move || if pane.get() == Pane::Nothing { "list" } else { "thread" };
    let main = move || match pane.get() {
        Pane::Nothing => view! {
            <section class="lp-chat__main lp-chat__none">
                <EmptyState title=i18n.label(Key::MessagesPickTitle) text=i18n.label(Key::MessagesPickText) />
            </section>
        }
        .into_any(),
        Pane::Start(handle, job) => view! { <StartConversation handle=handle job=job drafts=drafts /> }.into_any(),
        Pane::Thread(id) => view! { <ThreadPane id=id me=me.get_value() drafts=drafts /> }.into_any(),
    };
    view! {
        <div class="lp-chat" data-chat=attr(side)>
            <h1 class="vh">{i18n.text(Key::MessagesTitle)}</h1>
            <ConversationList me=me.get_value() current=current drafts=drafts />
            {live(main)}
        </div>
    }
}

/// The tab carries the name of the other person.
fn name_the_tab(current: Memo<Option<ConversationId>>) {
    let i18n = use_i18n();
    let conversations = use_conversations();
    let title = Signal::derive(move || {
        let name = current.get().and_then(|id| conversations.get(&id)).and_then(|talk| {
            let me = conversations.me()?;
            talk.participants.into_iter().find(|participant| participant.id != me).map(|participant| participant.name)
        });
        name.map_or_else(String::new, |name| format!("{name} · {}", i18n.t(Key::MessagesTitle)))
    });
    use_page().set_title(title);
}

/// An address that belongs to no conversation of this account.
#[component]
fn Absent() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="lp-chat__main lp-chat__none">
            <EmptyState title=i18n.label(Key::MessagesAbsentTitle) text=i18n.label(Key::MessagesAbsentText)>
                <LinkButton href=Route::Messages.path()>{i18n.text(Key::MessagesBack)}</LinkButton>
            </EmptyState>
        </section>
    }
}
