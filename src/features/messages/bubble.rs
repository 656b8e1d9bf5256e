//! One line of a thread on screen. A message keeps its element from the echo to the last tick; only its parts change.

use lepas_api::{MessageId, ProblemCode};
use leptos::prelude::*;

use super::{
    rows::{Bubble, Delivery, Row},
    when,
};
use crate::{
    i18n::Key,
    platform::{clock, intl},
    state::{locale::use_i18n, outbox::use_outbox},
    ui::{Button, ButtonSize, ButtonVariant, Icon, attr, live, memo},
};

/// Draws a line. `row` follows the line with this key for as long as it exists.
#[component]
pub(super) fn Line(row: Memo<Row>, on_edit: Callback<MessageId>) -> AnyView {
    match row.get_untracked() {
        Row::Day(at) => {
            let i18n = use_i18n();
            view! { <li class="lp-day"><span>{live(move || when::as_day(i18n.locale(), at, clock::now()))}</span></li> }
                .into_any()
        }
        Row::New(_) => view! { <NewLine row=row /> }.into_any(),
        Row::Hole(hole) => view! { <HoleLine row=row after=hole.after /> }.into_any(),
        Row::Message(bubble) => {
            view! { <MessageLine row=row id=bubble.id text=bubble.text on_edit=on_edit /> }.into_any()
        }
    }
}

#[component]
fn NewLine(row: Memo<Row>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match row.get() {
        Row::New(count) => i18n.plural(count, Key::MessagesNewOne, Key::MessagesNewOther),
        _ => String::new(),
    };
    view! { <li class="lp-day" data-kind="new" id="new-messages"><span>{live(words)}</span></li> }
}

#[component]
fn HoleLine(row: Memo<Row>, after: u64) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match row.get() {
        Row::Hole(hole) => i18n.plural(hole.count, Key::MessagesHoleOne, Key::MessagesHoleOther),
        _ => String::new(),
    };
    view! {
        <li class="lp-gap" id=format!("after-{after}") role="status">
            <Icon name="loader-circle" />
            <span>{live(words)}</span>
        </li>
    }
}

#[component]
fn MessageLine(row: Memo<Row>, id: MessageId, text: String, on_edit: Callback<MessageId>) -> impl IntoView {
    let bubble = move || match row.get() {
        Row::Message(bubble) => Some(bubble),
        _ => None,
    };
    let delivery = memo(move || bubble().map_or(Delivery::Theirs, |bubble| bubble.delivery));
    let element = format!("m-{id}");
    let state = move || match delivery.get() {
        Delivery::Waiting(_) | Delivery::Sending => Some("waiting"),
        Delivery::Failed(_) => Some("failed"),
        Delivery::Theirs | Delivery::Sent | Delivery::Read => None,
    };
    let failed = memo(move || matches!(delivery.get(), Delivery::Failed(_)));
    view! {
        <li
            class="lp-msg"
            id=element
            data-own=attr(move || (delivery.get() != Delivery::Theirs).then_some(""))
            data-state=attr(state)
        >
            <div class="lp-msg__b"><p dir="auto">{text}</p></div>
            <Status row=memo(bubble) />
            {live(move || failed.get().then(|| view! { <Choices id=id.clone() on_edit=on_edit /> }))}
        </li>
    }
}

/// Time and delivery in icon and words.
#[component]
fn Status(row: Memo<Option<Bubble>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let bubble = row.get()?;
        let time = intl::time(i18n.locale(), bubble.at);
        let (icon, words) = match bubble.delivery {
            Delivery::Theirs => (None, time),
            Delivery::Waiting(true) => (Some("clock"), i18n.t(Key::MessagesStateWaiting).to_owned()),
            Delivery::Waiting(false) => (Some("triangle-alert"), i18n.t(Key::MessagesStateUnsaved).to_owned()),
            Delivery::Sending => (Some("clock"), i18n.t(Key::MessagesStateSending).to_owned()),
            Delivery::Sent => (Some("check"), i18n.fill(Key::MessagesStateSent, &[("time", &time)])),
            Delivery::Read => (Some("check-check"), i18n.fill(Key::MessagesStateRead, &[("time", &time)])),
            Delivery::Failed(code) => return Some(view! { <Reason code=code /> }.into_any()),
        };
        let icon = icon.map(|name| view! { <Icon name=name /> });
        Some(view! { <p class="lp-msg__s">{icon} <span>{words}</span></p> }.into_any())
    }
}

/// Why it was refused, read out at once.
#[component]
fn Reason(code: ProblemCode) -> impl IntoView {
    let i18n = use_i18n();
    let reason = move || match code {
        ProblemCode::Conflict => i18n.t(Key::MessagesReasonConflict),
        ProblemCode::TooLarge => i18n.t(Key::MessagesReasonTooLarge),
        ProblemCode::Invalid => i18n.t(Key::MessagesReasonInvalid),
        ProblemCode::Forbidden => i18n.t(Key::MessagesReasonForbidden),
        ProblemCode::NotFound => i18n.t(Key::MessagesReasonNotFound),
        other => other.title(i18n.locale()),
    };
    view! {
        <p class="lp-msg__s">
            <Icon name="circle-alert" />
            <span role="alert"><b>{i18n.text(Key::MessagesStateFailed)}</b> " " {live(reason)}</span>
        </p>
    }
}

/// What a person can do with a refused message.
#[component]
fn Choices(id: MessageId, on_edit: Callback<MessageId>) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let id = StoredValue::new(id);
    let resend = Callback::new(move |()| id.with_value(|id| outbox.resend(id)));
    let edit = Callback::new(move |()| on_edit.run(id.get_value()));
    let discard = Callback::new(move |()| id.with_value(|id| outbox.discard(id)));
    view! {
        <p class="row" data-gap="1">
            <Button size=ButtonSize::Small on_press=resend>{i18n.text(Key::MessagesResend)}</Button>
            <Button size=ButtonSize::Small on_press=edit>{i18n.text(Key::MessagesEdit)}</Button>
            <Button size=ButtonSize::Small variant=ButtonVariant::Danger on_press=discard>{i18n.text(Key::MessagesDiscard)}</Button>
        </p>
    }
}
