//! Works for some people only: a secret link to the work that is open, locking it with a passphrase, opening it again.
//!
//! Owns asking and saying what came of it. Links are no part of the document: each choice goes to the server at once.

use lepas_api::{CaseId, Handle, tree};
use leptos::{ev::SubmitEvent, prelude::*};
use serde_json::Value;

use super::{
    PATH,
    locked::{LOCKED, put_back, take_out},
};
use crate::{
    api::{Client, case_links},
    features::studio::{
        form::{Form, use_form},
        paths,
        testimonials::Link,
    },
    i18n::Key,
    platform::{device, dom, task, timers, ui_dom},
    state::describe::describe,
    ui::{Button, ButtonSize, ButtonVariant, Each, TextField, effect, heard, live, memo},
};

/// Shortest passphrase in characters: whoever has the cipher text may try as many as they like.
const SHORTEST: usize = 12;

/// The heading of the locked works, where the focus goes with a work.
const HEADING: &str = "studio-locked";

fn owner(form: Form) -> Option<(Client, Handle)> {
    form.studio.client().zip(form.studio.about.with(|about| about.as_ref().map(|about| about.handle.clone())))
}

/// The two ways to show the work with this id to some people.
#[component]
pub(super) fn ForSome(id: String) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let link = id.parse::<CaseId>().ok().map(|case| view! { <SecretLink case=case /> });
    view! {
        <section class="lp-subpart">
            <h4>{i18n.text(Key::StudioSomeTitle)}</h4>
            <p class="sm soft">{i18n.text(Key::StudioSomeText)}</p>
            {link}
            <Lock id=id />
        </section>
    }
    .into_any()
}

/// What is asked of the server about a link.
#[derive(Clone, Copy)]
enum Act {
    Ask,
    Make,
    End,
}

#[component]
fn SecretLink(case: CaseId) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let case = StoredValue::new(case);
    // Nobody knows before the server was asked.
    let has = RwSignal::new(None::<bool>);
    let made = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<String>);
    // One task for all three, because each kind of task is code of its own.
    let act = move |what: Act| {
        let Some((client, handle)) = untrack(|| owner(form)) else { return };
        let case = case.get_value();
        task::spawn(async move {
            let outcome = match what {
                Act::Ask => case_links::has(&client, &handle, &case).await.map(|there| (there, None)),
                Act::Make => case_links::make(&client, &handle, &case).await.map(|path| (true, Some(path))),
                Act::End => case_links::end(&client, &handle, &case).await.map(|()| (false, None)),
            };
            let said = match outcome {
                Ok((there, path)) => {
                    let _ = has.try_set(Some(there));
                    let _ = made.try_set(path.map(|path| [dom::origin(), path].concat()));
                    None
                }
                Err(error) => Some(describe(i18n.locale_now(), &error)),
            };
            let _ = trouble.try_set(said);
        });
    };
    effect(move || {
        // Asked once the address of the profile is known.
        if owner(form).is_some() && has.with_untracked(Option::is_none) {
            act(Act::Ask);
        }
    });
    let make = Callback::new(move |()| act(Act::Make));
    let end = Callback::new(move |()| act(Act::End));
    let there = move || has.get() == Some(true);
    view! {
        {live(move || made.get().map(|link| view! { <Link link=link text=Key::StudioSomeLinkText /> }))}
        <div class="row">
            <Button size=ButtonSize::Small icon="link" on_press=make>
                {live(move || i18n.t(if there() { Key::StudioSomeLinkAgain } else { Key::StudioSomeLink }))}
            </Button>
            {live(move || {
                there()
                    .then(|| {
                        view! {
                            <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_press=end>
                                {i18n.text(Key::StudioSomeLinkEnd)}
                            </Button>
                        }
                    })
            })}
        </div>
        <p class="sm" role="status">
            {live(move || trouble.get().or_else(|| there().then(|| i18n.t(Key::StudioSomeLinkIs).to_owned())))}
        </p>
    }
    .into_any()
}

/// A field for a passphrase with the button that uses it.
#[component]
fn Passphrase(button: Key, said: RwSignal<Option<Key>>, run: Callback<String>) -> impl IntoView {
    let i18n = use_form().i18n;
    let typed = RwSignal::new(String::new());
    view! {
        <form
            class="stack"
            data-gap="2"
            novalidate
            on:submit=heard(move |event: SubmitEvent| {
                event.prevent_default();
                event.stop_propagation();
                run.run(typed.get_untracked());
            })
        >
            <TextField
                label=i18n.label(Key::StudioSomePassphrase)
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                error=MaybeProp::derive(move || said.get().map(|key| i18n.t(key).to_owned()))
                kind="password"
                autocomplete="off"
            />
            <div>
                <Button size=ButtonSize::Small icon="lock" submit=true>
                    {i18n.text(button)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Lock(id: String) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let (title, said) = (RwSignal::new(String::new()), RwSignal::new(None::<Key>));
    let id = StoredValue::new(id);
    let lock = Callback::new(move |passphrase: String| {
        if passphrase.trim().chars().count() < SHORTEST {
            return said.set(Some(Key::StudioSomeShort));
        }
        said.set(Some(Key::StudioSomeWorking));
        let out = move || {
            form.studio.document.try_with_untracked(tree).and_then(|mut json| take_out(&mut json, &id.get_value()))
        };
        task::spawn(async move {
            let Some(case) = out() else { return };
            let answer = device::ask_for_text("lock", [&case.to_string(), &passphrase]).await;
            let held = answer.and_then(|text| crate::api::read_json::<Value>(text.as_bytes()).ok());
            // What was written meanwhile is not in the cipher text, and must not go with the work.
            let (Some(Value::Object(mut held)), true) = (held, out().as_ref() == Some(&case)) else {
                let _ = said.try_set(Some(Key::StudioSomeUnable));
                return;
            };
            let id = id.get_value();
            held.insert("id".to_owned(), Value::String(id.clone()));
            held.insert("title".to_owned(), Value::String(title.get_untracked()));
            form.studio.edit_json(LOCKED, |json| {
                if take_out(json, &id).is_some() {
                    let list = paths::list(json, LOCKED).iter().cloned().chain([Value::Object(held)]).collect();
                    paths::put(json, LOCKED, Some(Value::Array(list)));
                }
            });
            form.open_case.set(None);
            timers::after(60, || ui_dom::focus_by_id(HEADING)).detach();
        });
    });
    view! {
        <p class="sm soft">{i18n.text(Key::StudioSomeLockText)}</p>
        <TextField
            label=i18n.label(Key::StudioSomeLockTitle)
            value=title
            on_input=Callback::new(move |text| title.set(text))
            autocomplete="off"
        />
        <Passphrase button=Key::StudioSomeLock said=said run=lock />
    }
    .into_any()
}

/// The locked works, each to be opened again or taken away.
#[component]
pub(super) fn LockedWorks() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let ids = memo(move || form.json.with(|json| paths::identities(json, LOCKED)));
    live(move || {
        (!ids.with(Vec::is_empty)).then(|| {
            view! {
                <h3 class="lp-h" id=HEADING tabindex="-1">{i18n.text(Key::StudioSomeLocked)}</h3>
                <ol class="lp-entries">
                    <Each each=move || ids.get() key=Clone::clone children=|id| view! { <LockedWork id=id /> } />
                </ol>
            }
        })
    })
}

#[component]
fn LockedWork(id: String) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let said = RwSignal::new(None::<Key>);
    let place = StoredValue::new(paths::join(LOCKED, &id));
    let id = StoredValue::new(id);
    let title = form.text_at(paths::join(&place.get_value(), "title"));
    let open = Callback::new(move |passphrase: String| {
        let held =
            form.json.with_untracked(|json| place.with_value(|place| paths::get(json, place).map(Value::to_string)));
        let Some(held) = held else { return };
        said.set(Some(Key::StudioSomeWorking));
        task::spawn(async move {
            let answer = device::ask_for_text("unlock", [&held, &passphrase]).await;
            let key = match answer.as_deref() {
                None => Key::StudioSomeUnable,
                Some("") => Key::StudioSomeWrong,
                Some(text) => {
                    let id = id.get_value();
                    form.studio.edit_json(PATH, |json| {
                        put_back(json, &id, text);
                    });
                    return;
                }
            };
            let _ = said.try_set(Some(key));
        });
    });
    let remove = Callback::new(move |()| place.with_value(|place| form.studio.put(place, None)));
    view! {
        <li class="lp-entry--said stack" data-gap="2">
            <p>
                <b>{live(move || Some(title.get()).filter(|title| !title.is_empty()).unwrap_or_else(|| i18n.t(Key::StudioCasesUntitled).to_owned()))}</b>
            </p>
            <Passphrase button=Key::StudioSomeOpen said=said run=open />
            <div>
                <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_press=remove>
                    {i18n.text(Key::StudioPictureRemove)}
                    <span class="vh">" " {title}</span>
                </Button>
            </div>
        </li>
    }
    .into_any()
}
