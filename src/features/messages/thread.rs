//! The open conversation: head, messages, composer.
//!
//! Owns what is on the page of a long thread (a window of it), where it is scrolled to, and deciding that something was
//! displayed: the page in front, the keyboard here, the end of the thread in sight.

mod follow;
mod head;

use lepas_api::{ConversationId, MessageId, ProblemCode, UserId};
use leptos::{ev::KeyboardEvent, html, prelude::*};

use self::{follow::Follow, head::Head};
use super::{
    Absent, Composer,
    bubble::Line,
    drafts::Drafts,
    list::partner,
    rows::{Key as RowKey, Row, Source, compose},
};
use crate::{
    i18n::Key,
    routes::Route,
    state::{
        address::use_address,
        conversations::{Load, inbox::read_by_others, threads::Thread, use_conversations},
        describe::describe,
        locale::use_i18n,
        outbox::use_outbox,
    },
    ui::{Button, ButtonSize, Each, EmptyState, ErrorPanel, Icon, SkeletonRows, attr, heard, live, memo},
};

/// The pane of one conversation.
#[component]
pub(super) fn ThreadPane(id: ConversationId, me: UserId, drafts: Drafts) -> impl IntoView {
    let i18n = use_i18n();
    let conversations = use_conversations();
    conversations.show();
    let thread = StoredValue::new_local(conversations.thread(&id));
    let id = StoredValue::new(id);
    let me = StoredValue::new(me);
    let talk = memo(move || id.with_value(|id| conversations.get(id)));
    let person =
        memo(move || talk.with(|talk| talk.as_ref().and_then(|talk| me.with_value(|me| partner(talk, me).cloned()))));
    let name = Signal::derive(move || {
        person.get().map_or_else(|| i18n.t(Key::MessagesSomebody).to_owned(), |person| person.name)
    });
    let absent = memo(move || {
        let failed = thread.with_value(Thread::load);
        matches!(failed, Load::Failed(error) if error.code() == Some(ProblemCode::NotFound))
    });
    let editing = RwSignal::new(None::<MessageId>);
    let follow = Follow::new(thread, id, me);
    let address = use_address();
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            if editing.get_untracked().is_some() {
                editing.set(None);
            } else {
                address.go(&Route::Messages.path());
            }
        }
    };
    move || {
        if absent.get() {
            return view! { <Absent /> }.into_any();
        }
        view! {
            <section
                class="lp-chat__main"
                aria-label=attr(move || i18n.fill(Key::MessagesThread, &[("name", &name.get())]))
                on:keydown=heard(escape)
            >
                <Head person=person name=name />
                <Log thread=thread id=id me=me name=name follow=follow editing=editing />
                <Composer id=id.get_value() drafts=drafts editing=editing on_sent=Callback::new(move |()| follow.to_end()) />
            </section>
        }
        .into_any()
    }
}

/// The messages.
#[component]
fn Log(
    thread: StoredValue<Thread, LocalStorage>,
    id: StoredValue<ConversationId>,
    me: StoredValue<UserId>,
    name: Signal<String>,
    follow: Follow,
    editing: RwSignal<Option<MessageId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let conversations = use_conversations();
    let outbox = use_outbox();
    let rows = memo(move || {
        let read_up_to = conversations.with_inbox(|inbox| {
            let talk = id.with_value(|id| inbox.get(id).cloned());
            talk.map_or(0, |talk| me.with_value(|me| read_by_others(&talk, me)))
        });
        let (divider, end) = (follow.divider(), follow.window_end());
        let (id, me) = (id.get_value(), me.get_value());
        outbox.with_entries(|pending| {
            thread.with_value(|thread| {
                thread.with(|timeline| {
                    compose(&Source { timeline, pending, conversation: &id, me: &me, read_up_to, divider, end })
                })
            })
        })
    });
    follow.watch(rows);
    let log = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Ol>::new();
    follow.attach(log, list);
    let before = move || {
        match thread.with_value(|thread| (thread.load(), thread.older())) {
        (Load::Failed(error), _) => view! {
            <ErrorPanel
                title=i18n.label(Key::MessagesLoadFailed)
                text=Signal::derive(move || describe(i18n.locale(), &error))
                retry_label=i18n.label(Key::CommonRetry)
                on_retry=Callback::new(move |()| thread_again(conversations, id))
            />
        }
        .into_any(),
        (Load::Ready, Load::Failed(_)) => view! {
            <p class="lp-gap" role="status">
                <span>{i18n.text(Key::MessagesOlderFailed)}</span>
                <Button size=ButtonSize::Small on_press=Callback::new(move |()| thread.with_value(|thread| conversations.load_older(thread)))>
                    {i18n.text(Key::CommonRetry)}
                </Button>
            </p>
        }
        .into_any(),
        (Load::Ready, Load::Loading) => view! { <p class="lp-chat__pad quiet sm" role="status">{i18n.text(Key::MessagesOlder)}</p> }.into_any(),
        (Load::Ready, _) => ().into_any(),
        _ => view! { <SkeletonRows rows=4 label=i18n.label(Key::MessagesLoading) /> }.into_any(),
    }
    };
    let empty = memo(move || rows.with(Vec::is_empty) && thread.with_value(Thread::load) == Load::Ready);
    let edit = Callback::new(move |old| editing.set(Some(old)));
    view! {
        <div class="lp-chat__scroll">
            <div
                class="lp-chat__log"
                role="log"
                tabindex="0"
                aria-label=attr(move || i18n.fill(Key::MessagesLog, &[("name", &name.get())]))
                node_ref=log
                on:scroll=heard(move |_| follow.scrolled())
            >
                {live(before)}
                {live(move || {
                    empty.get().then(|| {
                        let text = Signal::derive(move || i18n.fill(Key::MessagesFirstText, &[("name", &name.get())]));
                        view! { <EmptyState title=i18n.label(Key::MessagesFirstTitle) text=text /> }
                    })
                })}
                <ol class="lp-thread" node_ref=list>
                    <Each each=move || rows.get() key=Row::key let:row>
                        <Line row=followed(rows, row) on_edit=edit />
                    </Each>
                </ol>
            </div>
            <Jump follow=follow />
        </div>
    }
}

fn thread_again(conversations: crate::state::conversations::Conversations, id: StoredValue<ConversationId>) {
    // Asking for the thread loads it when it is not here.
    id.with_value(|id| conversations.thread(id));
}

/// The line with the same key in every later list; the last one seen while it is on its way out.
fn followed(rows: Memo<Vec<Row>>, first: Row) -> Memo<Row> {
    let key: RowKey = first.key();
    Memo::new(move |last: Option<&Row>| {
        let now = rows.with(|rows| rows.iter().find(|row| row.key() == key).cloned());
        now.unwrap_or_else(|| last.unwrap_or(&first).clone())
    })
}

/// Back to the end, with the number of messages that came meanwhile.
#[component]
fn Jump(follow: Follow) -> impl IntoView {
    let i18n = use_i18n();
    let below = memo(move || (!follow.is_at_end()).then(|| follow.below()));
    move || {
        below.get().map(|count| {
            let words = move || if count == 0 { i18n.t(Key::MessagesJump).to_owned() } else { i18n.plural(count, Key::MessagesJumpNewOne, Key::MessagesJumpNewOther) };
            view! {
                <button class="lp-button lp-chat__jump" type="button" data-variant=(count > 0).then_some("primary") on:click=heard(move |_| follow.to_end())>
                    <span class=if count == 0 { "vh" } else { "num" }>{live(words)}</span>
                    <Icon name="arrow-down" />
                </button>
            }
        })
    }
}
