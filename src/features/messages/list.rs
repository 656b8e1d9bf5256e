//! The list of conversations: who, the last words, when, what is unread, unsent or refused.

use lepas_api::{
    ConversationId, UserId,
    chat::{Conversation, Participant},
};
use leptos::prelude::*;

use super::{drafts::Drafts, when};
use crate::{
    api::ApiError,
    i18n::Key,
    platform::clock,
    routes::Route,
    state::{
        conversations::{Load, use_conversations},
        describe::describe,
        locale::use_i18n,
        outbox::{machine::Stage, use_outbox},
    },
    ui::{
        Avatar, Button, ButtonSize, Count, Each, EmptyState, ErrorPanel, Icon, LinkButton, Notice, SkeletonRows, Tone,
        attr, heard, live, memo,
    },
};

/// The other person of a conversation.
pub(super) fn partner<'a>(conversation: &'a Conversation, me: &UserId) -> Option<&'a Participant> {
    conversation.participants.iter().find(|participant| &participant.id != me)
}

/// Whether a name answers what was typed: every typed word begins somewhere in it.
fn answers(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

/// What the left column shows.
#[derive(Clone, PartialEq)]
enum Face {
    Waiting,
    Failed(ApiError),
    Empty,
    List,
}

/// The left column.
#[component]
pub(super) fn ConversationList(me: UserId, current: Memo<Option<ConversationId>>, drafts: Drafts) -> impl IntoView {
    let i18n = use_i18n();
    let conversations = use_conversations();
    let typed = RwSignal::new(String::new());
    let me = StoredValue::new(me);
    let shown = memo(move || {
        conversations.with_inbox(|inbox| {
            let all = inbox.ordered().into_iter();
            let name = |talk: &Conversation| me.with_value(|me| partner(talk, me).map(|person| person.name.clone()));
            all.filter(|talk| typed.with(|typed| name(talk).is_some_and(|name| answers(&name, typed))))
                .map(|talk| talk.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let empty = memo(move || conversations.with_inbox(|inbox| inbox.is_empty()));
    // A memo, so that the list stays the same elements while the state behind it moves.
    let face = memo(move || match (empty.get(), conversations.list()) {
        (false, _) => Face::List,
        (true, Load::Idle | Load::Loading) => Face::Waiting,
        (true, Load::Failed(error)) => Face::Failed(error),
        (true, Load::Ready) => Face::Empty,
    });
    let body = move || match face.get() {
        Face::Waiting => {
            view! { <div class="lp-chat__pad"><SkeletonRows rows=5 label=i18n.label(Key::MessagesLoading) /></div> }
                .into_any()
        }
        Face::Failed(error) => view! {
            <ErrorPanel
                title=i18n.label(Key::MessagesLoadFailed)
                text=Signal::derive(move || describe(i18n.locale(), &error))
                retry_label=i18n.label(Key::CommonRetry)
                on_retry=Callback::new(move |()| conversations.catch_up())
            />
        }
        .into_any(),
        Face::Empty => view! {
            <EmptyState title=i18n.label(Key::MessagesEmptyTitle) text=i18n.label(Key::MessagesEmptyText)>
                <LinkButton href=Route::Talent.path()>{i18n.text(Key::MessagesEmptyTalent)}</LinkButton>
            </EmptyState>
        }
        .into_any(),
        Face::List => view! {
            <ul>
                <Each each=move || shown.get() key=Clone::clone let:id>
                    <Item id=id me=me.get_value() current=current drafts=drafts />
                </Each>
            </ul>
            <p class="lp-chat__pad quiet sm" role="status">
                {live(move || {
                    shown
                        .with(Vec::is_empty)
                        .then(|| typed.with(|typed| i18n.fill(Key::MessagesSearchNone, &[("text", typed.trim())])))
                })}
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="lp-chat__list" aria-label=i18n.label(Key::MessagesConversations)>
            <div class="lp-chat__tools">
                <label class="lp-affix grow">
                    <span><Icon name="search" /></span>
                    <input
                        class="lp-input"
                        type="search"
                        autocomplete="off"
                        placeholder=i18n.label(Key::MessagesSearch)
                        aria-label=i18n.label(Key::MessagesSearch)
                        prop:value=attr(move || typed.get())
                        on:input=heard(move |event| typed.set(event_target_value(&event)))
                    />
                </label>
            </div>
            <Refused />
            {live(body)}
        </section>
    }
}

/// How many messages were refused, and one press for all.
#[component]
fn Refused() -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let failed = memo(move || outbox.failed());
    move || {
        (failed.get() > 0).then(|| {
            let words = move || {
                i18n.plural(u64::from(failed.get()), Key::MessagesFailedCountOne, Key::MessagesFailedCountOther)
            };
            view! {
                <Notice tone=Tone::Danger title=Signal::derive(words)>
                    <p>
                        <Button size=ButtonSize::Small on_press=Callback::new(move |()| outbox.resend_all())>
                            {i18n.text(Key::MessagesResendAll)}
                        </Button>
                    </p>
                </Notice>
            }
        })
    }
}

/// The state of a conversation's own unsent messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unsent {
    None,
    Waiting,
    Failed,
}

/// One conversation.
#[component]
fn Item(id: ConversationId, me: UserId, current: Memo<Option<ConversationId>>, drafts: Drafts) -> impl IntoView {
    let i18n = use_i18n();
    let conversations = use_conversations();
    let outbox = use_outbox();
    let id = StoredValue::new(id);
    let me = StoredValue::new(me);
    let talk = memo(move || id.with_value(|id| conversations.get(id)));
    let person =
        move || talk.with(|talk| talk.as_ref().and_then(|talk| me.with_value(|me| partner(talk, me).cloned())));
    let name =
        Signal::derive(move || person().map_or_else(|| i18n.t(Key::MessagesSomebody).to_owned(), |person| person.name));
    let avatar = move || person().and_then(|person| person.avatar);
    // The newest of one's own that is not stored yet, and how it stands.
    let unsent = memo(move || {
        id.with_value(|id| {
            outbox.with_entries(|entries| {
                let own = || entries.iter().filter(|entry| &entry.record.conversation == id);
                let failed = own().any(|entry| matches!(entry.stage, Stage::Failed(_)));
                let state = if failed {
                    Unsent::Failed
                } else if own().next().is_some() {
                    Unsent::Waiting
                } else {
                    Unsent::None
                };
                (state, own().next_back().map(|entry| entry.record.text.clone()))
            })
        })
    });
    let draft = memo(move || {
        let open = current.with(|current| current.as_ref() == Some(&id.get_value()));
        if open { String::new() } else { id.with_value(|id| drafts.get(id)) }
    });
    let unread = memo(move || talk.with(|talk| talk.as_ref().map_or(0, |talk| talk.unread)));
    let when = move || {
        let at = talk
            .with(|talk| talk.as_ref().and_then(|talk| talk.last_message.as_ref()).map(|message| message.created_at));
        at.map(|at| view! { <time datetime=at.to_string()>{when::in_list(i18n.locale(), at, clock::now())}</time> })
    };
    let mark = move || match unsent.get().0 {
        Unsent::Failed => {
            Some(view! { <Mark icon="circle-alert" words=Key::MessagesFailedMark bad=true /> }.into_any())
        }
        Unsent::Waiting => Some(view! { <Mark icon="clock" words=Key::MessagesWaitingMark /> }.into_any()),
        Unsent::None => None,
    };
    let last = move || {
        let text = draft.get();
        if !text.trim().is_empty() {
            return view! { <em>{i18n.text(Key::MessagesDraft)}</em> " " {text} }.into_any();
        }
        let own = |text: String| view! { {i18n.text(Key::MessagesYou)} " " {text} }.into_any();
        if let Some(text) = unsent.get().1 {
            return own(text);
        }
        match talk.with(|talk| talk.as_ref().and_then(|talk| talk.last_message.clone())) {
            Some(message) if me.with_value(|me| &message.sender == me) => own(message.text),
            Some(message) => message.text.into_any(),
            None => ().into_any(),
        }
    };
    view! {
        <li>
            <a
                href=id.with_value(|id| Route::Conversation(id.clone()).path())
                aria-current=attr(move || current.with(|current| current.as_ref() == Some(&id.get_value())).then_some("true"))
            >
                {live(move || view! { <Avatar name=name.get() image=avatar() /> })}
                <span class="grow">
                    <span class="lp-chat__l1">
                        <b>{live(move || name.get())}</b>
                        {live(when)}
                    </span>
                    <span class="lp-chat__l3" data-unread=attr(move || (unread.get() > 0).then_some(""))>
                        <span dir="auto">{live(mark)} {live(last)}</span>
                        <Count value=unread meaning=i18n.label(Key::MessagesUnreadMark) />
                    </span>
                </span>
            </a>
        </li>
    }
}

/// A small picture with its words for those who cannot see it.
#[component]
fn Mark(icon: &'static str, words: Key, #[prop(optional)] bad: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class=if bad { "lp-bad" } else { "quiet" }>
            <Icon name=icon />
            <span class="vh">{i18n.text(words)}</span>
        </span>
        " "
    }
}

#[cfg(test)]
mod tests {
    use super::answers;

    #[test]
    fn a_name_is_found_by_parts_of_it_in_any_order_and_case() {
        assert!(answers("Klara Nordlicht", "nord kla"));
        assert!(answers("Klara", "  "));
        assert!(!answers("Klara", "tom"));
    }
}
