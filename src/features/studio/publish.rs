//! What is public, what changed since, what to check first, and the button.

mod reach;
mod words;

use lepas_api::{Timestamp, path};
use leptos::prelude::*;

use super::{
    autosave::Hold,
    changes::{Kind, between},
    checks::{Check, Target, Verdict, before_publishing, target_of},
    form::use_form,
    preview_pane::PreviewPane,
    publishing::PublishError,
    themes::ThemePicker,
    widgets::CopyButton,
};
use crate::{
    i18n::Key,
    platform::{dom, intl, task},
    state::{
        describe::describe,
        session::use_session,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Badge, Button, ButtonSize, ButtonVariant, Dialog, Icon, Notice, Tone, heard, live, memo},
};

/// The publishing part.
#[component]
pub(super) fn PublishSection() -> impl IntoView {
    let i18n = use_form().i18n;
    view! {
        <div class="lp-pub">
            <div class="stack" data-gap="5">
                <State />
                <section aria-labelledby="studio-pub-theme">
                    <h2 class="lp-h" id="studio-pub-theme">{i18n.text(Key::StudioSectionLook)}</h2>
                    <ThemePicker />
                </section>
                <section aria-labelledby="studio-pub-accent">
                    <h2 class="lp-h" id="studio-pub-accent">{i18n.text(Key::StudioAccent)}</h2>
                    <reach::AccentPicker />
                </section>
                <section aria-labelledby="studio-pub-checks">
                    <h2 class="lp-h" id="studio-pub-checks">{i18n.text(Key::StudioChecks)}</h2>
                    <Checks />
                </section>
                <section class="stack" data-gap="3" aria-labelledby="studio-pub-reach">
                    <h2 class="lp-h" id="studio-pub-reach">{i18n.text(Key::StudioReach)}</h2>
                    <reach::Reach />
                    <reach::Links />
                </section>
                <section aria-labelledby="studio-pub-take">
                    <h2 class="lp-h" id="studio-pub-take">{i18n.text(Key::StudioTake)}</h2>
                    <reach::OnPaper />
                </section>
            </div>
            <PreviewPane without_theme=true />
        </div>
    }
    .into_any()
}

fn day(i18n: crate::state::locale::I18n, time: Timestamp) -> String {
    intl::date(i18n.locale(), time)
}

/// The state and what can be done about it.
#[component]
fn State() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let asks = RwSignal::new(false);

    let since = memo(move || studio.about.with(|about| about.as_ref().and_then(|about| about.published_at)));
    let handle = memo(move || studio.about.with(|about| about.as_ref().map(|about| about.handle.clone())));
    let differences = memo(move || {
        studio.document.with(|draft| studio.published.with(|page| page.as_ref().map(|page| between(page, draft))))
    });
    let count = memo(move || differences.with(|all| all.as_ref().map_or(0, Vec::len)));
    let title = move || match (since.get(), count.get()) {
        (None, _) => i18n.t(Key::StudioPubDraft).to_owned(),
        (Some(time), 0) => i18n.fill(Key::StudioPubCurrent, &[("date", &day(i18n, time))]),
        (Some(time), many) => {
            let changes = i18n.plural(many as u64, Key::StudioPubChangesOne, Key::StudioPubChangesOther);
            i18n.fill(Key::StudioPubChanged, &[("date", &day(i18n, time)), ("changes", &changes)])
        }
    };
    let publish = Callback::new(move |()| {
        failure.set(None);
        // Told at once, without asking the server, and the focus goes to the first field that stops it.
        let broken = form.broken();
        let checks = studio.document.with_untracked(|document| before_publishing(document, &broken));
        if let Some(check) = checks.iter().find(|check| check.verdict == Verdict::Needed) {
            toasts.show(ToastTone::Danger, untrack(|| words::finding(i18n, check).0));
            form.go(&check.target);
            return;
        }
        busy.set(true);
        task::spawn(async move {
            let answer = studio.publish().await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    session.change_me(|me| me.published = true);
                    toasts.show(ToastTone::Success, form.say(Key::StudioPubDone));
                }
                Err(error) => {
                    if let PublishError::Fields(errors) = &error {
                        let target = errors.first().map(|error| {
                            studio.document.with_untracked(|document| target_of(document, &error.pointer))
                        });
                        let _ = studio.refused.try_set(errors.clone());
                        if let Some(target) = target {
                            form.go(&target);
                        }
                    }
                    let text = explain(i18n, &error);
                    let _ = failure.try_set(Some(text.clone()));
                    toasts.show(ToastTone::Danger, text);
                }
            }
        });
    });
    let take_down = Callback::new(move |()| {
        asks.set(false);
        busy.set(true);
        task::spawn(async move {
            let answer = studio.unpublish().await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    session.change_me(|me| me.published = false);
                    toasts.show(ToastTone::Success, form.say(Key::StudioPubDownDone));
                }
                Err(error) => {
                    let _ = failure.try_set(Some(describe(i18n.locale_now(), &error)));
                }
            }
        });
    });
    let label = move || i18n.t(if since.get().is_some() { Key::StudioPubUpdate } else { Key::StudioPubPublish });
    let link = move || {
        handle.get().filter(|_| since.get().is_some()).map(|handle| {
            let page = path::page(&handle);
            let full = format!("{}{page}", dom::origin());
            let shown = full.split_once("://").map_or(full.clone(), |(_, rest)| rest.to_owned());
            let (host, name) =
                shown.rsplit_once('/').map(|(host, name)| (format!("{host}/"), name.to_owned())).unwrap_or_default();
            view! {
                <p class="lp-url">
                    <span>{host}</span>
                    <b>{name}</b>
                    <CopyButton text=full />
                </p>
            }
        })
    };
    let open = move || {
        handle.get().filter(|_| since.get().is_some()).map(|handle| {
            view! {
                <a class="lp-button" data-size="lg" href=path::page(&handle) target="_blank" rel="external noopener">
                    <Icon name="external-link" />
                    {i18n.text(Key::StudioPubOpen)}
                    <span class="vh">{i18n.text(Key::StudioPubNewTab)}</span>
                </a>
                <Button size=ButtonSize::Large variant=ButtonVariant::Quiet on_press=Callback::new(move |()| asks.set(true))>
                    {i18n.text(Key::StudioPubDown)}
                </Button>
            }
        })
    };
    view! {
        <section class="lp-pub__now" aria-labelledby="studio-pub-state">
            <div class="stack" data-gap="2">
                <h2 class="lp-h" id="studio-pub-state">
                    {live(move || view! { <Icon name=if since.get().is_some() { "circle-check" } else { "pen-line" } /> })}
                    " "
                    {live(title)}
                </h2>
                {live(move || since.get().is_none().then(|| view! { <p class="soft">{i18n.t(Key::StudioPubNothing)}</p> }))}
                {live(link)}
            </div>
            <div class="row" data-gap="1">
                <Button variant=ButtonVariant::Primary size=ButtonSize::Large busy=busy on_press=publish>
                    {live(label)}
                </Button>
                {live(open)}
            </div>
            {live(move || {
                failure.get().map(|text| view! { <Notice tone=Tone::Danger urgent=true title=text /> })
            })}
            {live(move || {
                differences
                    .get()
                    .filter(|all| !all.is_empty())
                    .map(|all| {
                        let lines = all
                            .into_iter()
                            .map(|change| {
                                let (tone, word) = match change.kind {
                                    Kind::Added => (Tone::Success, Key::StudioChangeAdded),
                                    Kind::Changed => (Tone::Info, Key::StudioChangeChanged),
                                    Kind::Removed => (Tone::Danger, Key::StudioChangeRemoved),
                                };
                                view! {
                                    <li>
                                        <Badge tone=tone>{i18n.t(word)}</Badge>
                                        " "
                                        {words::change(i18n, &change.what)}
                                    </li>
                                }
                            })
                            .collect_view();
                        view! { <ul class="lp-diff" aria-label=i18n.t(Key::StudioPubChangesList)>{lines}</ul> }
                    })
            })}
            <Dialog
                open=asks
                on_close=Callback::new(move |()| asks.set(false))
                title=i18n.label(Key::StudioPubDownTitle)
                close_label=i18n.label(Key::CommonClose)
            >
                <p>{i18n.text(Key::StudioPubDownText)}</p>
                <div class="lp-dialog__actions">
                    <Button on_press=Callback::new(move |()| asks.set(false))>{i18n.text(Key::StudioCancel)}</Button>
                    <Button variant=ButtonVariant::DangerFill on_press=take_down>
                        {i18n.text(Key::StudioPubDown)}
                    </Button>
                </div>
            </Dialog>
        </section>
    }
    .into_any()
}

/// Why publishing did not happen, and that nothing is lost.
fn explain(i18n: crate::state::locale::I18n, error: &PublishError) -> String {
    let locale = i18n.locale_now();
    let key = match error {
        PublishError::Request(error) => return describe(locale, error),
        PublishError::Fields(_) => Key::StudioPubFields,
        PublishError::NotSaved(Hold::Network) => Key::StudioPubNetwork,
        PublishError::NotSaved(Hold::SignedOut) => Key::StudioPubSignedOut,
        PublishError::NotSaved(_) => Key::StudioPubNotSaved,
    };
    crate::i18n::text(locale, key).to_owned()
}

/// The list of checks, what stops publishing first.
#[component]
fn Checks() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let checks = memo(move || {
        let broken = form.broken();
        let mut checks = form.studio.document.with(|document| before_publishing(document, &broken));
        checks.sort_by_key(|check| match check.verdict {
            Verdict::Needed => 0,
            Verdict::Advice => 1,
            Verdict::Good => 2,
        });
        checks
    });
    let line = move |check: Check| {
        let (state, icon) = match check.verdict {
            Verdict::Good => ("ok", "circle-check"),
            Verdict::Advice => ("warn", "triangle-alert"),
            Verdict::Needed => ("bad", "circle-alert"),
        };
        let (title, text) = words::finding(i18n, &check);
        let mend = (check.verdict != Verdict::Good && check.target != Target::Nowhere).then(|| {
            let target = check.target.clone();
            let name = title.clone();
            view! {
                <button
                    class="lp-button"
                    data-size="sm"
                    type="button"
                    on:click=heard(move |_| form.go(&target))
                >
                    {i18n.t(Key::StudioMend)}
                    <span class="vh">": " {name}</span>
                </button>
            }
        });
        view! {
            <li data-s=state>
                <Icon name=icon />
                <span>
                    <b>{title}</b>
                    <br />
                    <span class="sm soft">{text}</span>
                </span>
                {mend}
            </li>
        }
    };
    view! { <ul class="lp-checks">{live(move || checks.get().into_iter().map(line).collect_view())}</ul> }.into_any()
}
