//! Where a message is written. Every key is kept on the device; nothing typed is ever cleared before it is in the outbox.

use lepas_api::{ConversationId, MessageId, limits::MESSAGE_MAX};
use leptos::{ev::KeyboardEvent, ev::SubmitEvent, html, prelude::*};

use super::drafts::Drafts;
use crate::{
    i18n::Key,
    platform::{intl, pointer, scroll, timers},
    state::{connectivity::use_connectivity, locale::use_i18n, outbox::use_outbox},
    ui::{Button, ButtonSize, ButtonVariant, Icon, attr, effect, heard, live, memo, unique_id},
};

/// From how many characters before the limit the rest is counted.
const NEAR_LIMIT: usize = 400;

/// Whether Enter sends: yes with a keyboard, no with a thumb, and never while an input method composes a character.
fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.shift_key() && !event.is_composing() && !pointer::is_coarse()
}

/// The composer of one conversation. `editing` names a refused message whose new words are being written.
#[component]
pub(super) fn Composer(
    id: ConversationId,
    drafts: Drafts,
    editing: RwSignal<Option<MessageId>>,
    on_sent: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let connectivity = use_connectivity();
    let area = NodeRef::<html::Textarea>::new();
    let note = unique_id("composer");
    let id = StoredValue::new(id);
    let text = RwSignal::new(id.with_value(|id| untrack(|| drafts.get(id))));
    let length = memo(move || text.with(|text| text.chars().count()));
    let too_long = memo(move || length.get() > MESSAGE_MAX);
    let fit = move || {
        if let Some(area) = area.get_untracked() {
            scroll::fit_height(&area);
        }
    };
    let write = move |next: String| {
        id.with_value(|id| drafts.set(id, &next));
        text.set(next);
    };
    // The height follows the text, also when the text comes from elsewhere.
    effect(move || {
        text.track();
        if area.get().is_some() {
            timers::next_frame(fit).detach();
        }
    });
    // The words of a refused message come into the field; a draft that stood there comes back afterwards.
    let set_aside = StoredValue::new(String::new());
    Effect::new(move |before: Option<Option<MessageId>>| {
        let now = editing.get();
        if before.as_ref() != Some(&now) {
            if let Some(old) = &now {
                let words = outbox.with_entries_now(|entries| {
                    entries.iter().find(|entry| &entry.record.id == old).map(|entry| entry.record.text.clone())
                });
                if let Some(words) = words {
                    set_aside.set_value(text.get_untracked());
                    text.set(words);
                    focus(area);
                }
            } else if before.flatten().is_some() {
                text.set(set_aside.get_value());
            }
        }
        now
    });
    let send = move || {
        let words = text.get_untracked();
        if words.trim().is_empty() || too_long.get_untracked() {
            return;
        }
        match editing.get_untracked() {
            Some(old) => {
                // Refused no longer: another tab sent or discarded it, and the words become a message of their own.
                if !outbox.replace(&old, words.clone()) && id.with_value(|id| outbox.send(id, words)).is_none() {
                    return;
                }
                editing.set(None);
            }
            None => {
                if id.with_value(|id| outbox.send(id, words)).is_none() {
                    return;
                }
                write(String::new());
            }
        }
        on_sent.run(());
    };
    let pressed = move |event: KeyboardEvent| {
        if sends(&event) {
            event.prevent_default();
            send();
        }
    };
    timers::after(80, move || {
        if !pointer::is_coarse() {
            focus(area);
        }
    })
    .detach();
    let described = note.clone();
    view! {
        <form
            class="lp-composer"
            on:submit=heard(move |event: SubmitEvent| {
                event.prevent_default();
                send();
            })
        >
            {live(move || {
                (!connectivity.is_online())
                    .then(|| view! { <p class="lp-composer__time" role="status"><Icon name="cloud-off" /> <span>{i18n.text(Key::MessagesOffline)}</span></p> })
            })}
            {live(move || editing.get().map(|_| view! { <Editing editing=editing /> }))}
            <div class="lp-composer__in">
                <label class="grow">
                    <span class="vh">{i18n.text(Key::MessagesWrite)}</span>
                    <textarea
                        class="lp-input"
                        rows="1"
                        dir="auto"
                        node_ref=area
                        enterkeyhint=if pointer::is_coarse() { "enter" } else { "send" }
                        placeholder=i18n.label(Key::MessagesWrite)
                        aria-describedby=described
                        aria-invalid=attr(move || too_long.get().then_some("true"))
                        prop:value=attr(move || text.get())
                        on:input=heard(move |event| {
                            let next = event_target_value(&event);
                            // The words of a refused message are in the outbox already; the draft stays what it was.
                            if editing.get_untracked().is_some() { text.set(next) } else { write(next) }
                        })
                        on:keydown=heard(pressed)
                    ></textarea>
                </label>
                <Button variant=ButtonVariant::Primary icon="send" submit=true class="lp-composer__send">
                    <span>{i18n.text(Key::MessagesSend)}</span>
                </Button>
            </div>
            <div class="lp-composer__foot xs" id=note>
                <Note length=length drafts=drafts editing=editing />
                <span class="desk push quiet" data-fine="">
                    <kbd>"Enter"</kbd> " " {i18n.text(Key::MessagesHintSend)} " · " <kbd>"Shift"</kbd> " " <kbd>"Enter"</kbd> " "
                    {i18n.text(Key::MessagesHintLine)}
                </span>
            </div>
        </form>
    }
}

/// Focuses the field without scrolling the page.
fn focus(area: NodeRef<html::Textarea>) {
    if let Some(area) = area.try_get_untracked().flatten() {
        crate::platform::ui_dom::focus_in_place(&area);
    }
}

/// Which message is being rewritten.
#[component]
fn Editing(editing: RwSignal<Option<MessageId>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="lp-composer__time">
            <Icon name="pen-line" />
            <p>{i18n.text(Key::MessagesEditing)}</p>
            <Button size=ButtonSize::Small on_press=Callback::new(move |()| editing.set(None))>
                {i18n.text(Key::MessagesEditingCancel)}
            </Button>
        </div>
    }
}

/// Under the field: too long, how much is left, or that the draft is kept.
#[component]
fn Note(length: Memo<usize>, drafts: Drafts, editing: RwSignal<Option<MessageId>>) -> impl IntoView {
    let i18n = use_i18n();
    #[expect(clippy::cast_precision_loss, reason = "a count of characters")]
    let number = move |count: usize| intl::number(i18n.locale(), count as f64, 0);
    move || {
        let typed = length.get();
        if typed > MESSAGE_MAX {
            let words = i18n.fill(Key::MessagesTooLong, &[("count", &number(typed)), ("limit", &number(MESSAGE_MAX))]);
            return view! { <span class="lp-bad" role="alert"><Icon name="circle-alert" /> " " {words}</span> }
                .into_any();
        }
        if typed + NEAR_LIMIT > MESSAGE_MAX {
            let words = i18n.fill(Key::MessagesLeft, &[("count", &number(MESSAGE_MAX - typed))]);
            return view! { <span class="quiet" role="status">{words}</span> }.into_any();
        }
        let (icon, words) = match (typed > 0 && editing.get().is_none(), drafts.is_kept()) {
            (false, true) => return view! { <span></span> }.into_any(),
            (_, false) => ("triangle-alert", Key::MessagesNotKept),
            (true, true) => ("hard-drive", Key::MessagesKept),
        };
        view! { <span class="quiet"><Icon name=icon /> " " {i18n.t(words)}</span> }.into_any()
    }
}
