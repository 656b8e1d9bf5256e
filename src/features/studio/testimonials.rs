//! Testimonials in the studio: asking somebody by a link, and choosing what is shown.
//!
//! Owns the list and its buttons. They are no part of the document: each choice goes to the server at once and is public
//! at once, so the list is what the server says. The page on which they are written is the server's.

use lepas_api::{
    Handle, Report, TestimonialId, Validate,
    profile::{ArrangeTestimonial, AskTestimonial, Testimonial},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{form::use_form, widgets::CopyButton};
use crate::{
    api::{Client, testimonials},
    i18n::Key,
    platform::{dom, intl, random, task},
    state::{describe::describe, locale::I18n},
    ui::{Button, ButtonSize, ButtonVariant, TextField, effect, heard, live},
};

/// What the list needs to act.
#[derive(Clone, Copy)]
struct List {
    i18n: I18n,
    items: RwSignal<Option<Vec<Testimonial>>>,
    /// The link that was made last, by the id of its request; the server tells it only once.
    link: RwSignal<Option<(TestimonialId, String)>>,
    trouble: RwSignal<Option<String>>,
    owner: StoredValue<Option<(Client, Handle)>>,
}

impl List {
    /// Asks the server for something, then for the whole list. What fails is said, and nothing typed is lost.
    fn act<F>(self, ask: impl FnOnce(Client, Handle) -> F + 'static)
    where
        F: Future<Output = Result<(), crate::api::ApiError>> + 'static,
    {
        let Some((client, handle)) = self.owner.get_value() else { return };
        task::spawn(async move {
            let mut outcome = ask(client.clone(), handle.clone()).await;
            match testimonials::list(&client, &handle).await {
                Ok(list) => {
                    let _ = self.items.try_set(Some(list.items));
                }
                Err(error) => outcome = outcome.and(Err(error)),
            }
            let words = outcome.err().map(|error| describe(self.i18n.locale_now(), &error));
            let _ = self.trouble.try_set(words);
        });
    }

    fn ask(self, id: TestimonialId, asked: String) {
        self.act(move |client, handle| async move {
            let answer = testimonials::ask(&client, &handle, &id, &asked).await?;
            let _ = self.link.try_set(Some((id, [dom::origin(), answer.path].concat())));
            Ok(())
        });
    }

    fn arrange(self, id: TestimonialId, wanted: ArrangeTestimonial) {
        self.act(move |client, handle| async move {
            testimonials::arrange(&client, &handle, &id, &wanted).await.map(|_| ())
        });
    }
}

/// Asking, and the list.
#[component]
pub(super) fn TestimonialsPart() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let list = List {
        i18n,
        items: RwSignal::new(None),
        link: RwSignal::new(None),
        trouble: RwSignal::new(None),
        owner: StoredValue::new(None),
    };
    effect(move || {
        let handle = studio.about.with(|about| about.as_ref().map(|about| about.handle.clone()));
        let owner = studio.client().zip(handle);
        let first = owner.is_some() && list.owner.with_value(Option::is_none);
        list.owner.set_value(owner);
        if first {
            list.act(|_, _| async { Ok(()) });
        }
    });
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let ask = move || {
        let asked = typed.get_untracked();
        let mut report = Report::new();
        AskTestimonial { asked: asked.clone() }.validate(&mut report);
        if let Some(error) = report.into_errors(i18n.locale_now()).into_iter().next() {
            return wrong.set(Some(error.detail));
        }
        let Ok(id) = random::id().parse() else { return };
        list.ask(id, asked);
        typed.set(String::new());
    };
    view! {
        <section class="lp-form stack" data-gap="5" aria-labelledby="studio-testimonials">
            <div class="stack" data-gap="2">
                <h2 class="lp-h" id="studio-testimonials" tabindex="-1">{i18n.text(Key::StudioSaidTitle)}</h2>
                <p class="soft">{i18n.text(Key::StudioSaidText)}</p>
            </div>
            <form
                class="stack"
                data-gap="3"
                novalidate
                on:submit=heard(move |event: SubmitEvent| {
                    event.prevent_default();
                    ask();
                })
            >
                <TextField
                    label=i18n.label(Key::StudioSaidAsk)
                    value=typed
                    on_input=Callback::new(move |text: String| {
                        wrong.set(None);
                        typed.set(text);
                    })
                    help=MaybeProp::derive(move || Some(i18n.t(Key::StudioSaidAskHelp).to_owned()))
                    error=MaybeProp::derive(move || wrong.get())
                    autocomplete="off"
                />
                <div>
                    <Button icon="plus" submit=true>
                        {i18n.text(Key::StudioSaidAskPress)}
                    </Button>
                </div>
            </form>
            <p class="sm" role="status">{live(move || list.trouble.get())}</p>
            {live(move || {
                let items = list.items.get()?;
                let count = items.len();
                let rows = items
                    .into_iter()
                    .enumerate()
                    .map(|(at, item)| row(list, item, at, count))
                    .collect_view();
                (count > 0).then(|| view! { <ol class="lp-entries">{rows}</ol> })
            })}
        </section>
    }
    .into_any()
}

/// One of the list: who, what came of it, and what can be done.
fn row(list: List, item: Testimonial, at: usize, count: usize) -> AnyView {
    let i18n = list.i18n;
    let Testimonial { id, asked, written, withdrawn_at, shown, expires_at, .. } = item;
    let is_written = written.is_some();
    let state = move || match (is_written, shown, withdrawn_at) {
        (true, true, _) => i18n.t(Key::StudioSaidShown).to_owned(),
        (true, false, _) => i18n.t(Key::StudioSaidHidden).to_owned(),
        (false, _, Some(_)) => i18n.t(Key::StudioSaidWithdrawn).to_owned(),
        (false, ..) => i18n.fill(Key::StudioSaidWaiting, &[("date", &intl::date(i18n.locale(), expires_at))]),
    };
    let (for_link, for_show, for_move, for_new, for_gone) = (id.clone(), id.clone(), id.clone(), id.clone(), id);
    let link =
        move || list.link.with(|link| link.as_ref().filter(|(id, _)| *id == for_link).map(|(_, link)| link.clone()));
    let name = written.as_ref().map_or_else(|| asked.clone(), |written| written.name.clone());
    let said = written.map(|written| {
        let role = (!written.role.is_empty()).then(|| [", ", &written.role].concat());
        let rating = written.rating.map(|rating| i18n.fill(Key::StudioSaidRating, &[("rating", &rating.to_string())]));
        view! {
            <blockquote class="lp-said">{written.text}</blockquote>
            <p class="sm soft">{written.name} {role} {rating.map(|rating| [" · ", &rating].concat())}</p>
        }
    });
    let act = move |words: Key, press: Callback<()>| {
        let name = name.clone();
        view! {
            <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_press=press>
                {i18n.text(words)} <span class="vh">" " {name}</span>
            </Button>
        }
        .into_any()
    };
    let show = Callback::new(move |()| {
        list.arrange(for_show.clone(), ArrangeTestimonial { shown: Some(!shown), place: None });
    });
    let earlier = Callback::new(move |()| {
        let place = u32::try_from(at.saturating_sub(1)).ok();
        list.arrange(for_move.clone(), ArrangeTestimonial { shown: None, place });
    });
    let asked_again = asked.clone();
    let renew = Callback::new(move |()| list.ask(for_new.clone(), asked_again.clone()));
    let remove = Callback::new(move |()| {
        let id = for_gone.clone();
        list.act(move |client, handle| async move { testimonials::delete(&client, &handle, &id).await });
    });
    view! {
        <li class="lp-entry--said stack" data-gap="2">
            <p><b>{asked}</b> " · " {live(state)}</p>
            {said}
            {live(move || {
                link().map(|link| view! { <Link link=link text=Key::StudioSaidLinkText /> })
            })}
            <div class="row">
                {is_written.then(|| act(if shown { Key::StudioSaidHide } else { Key::StudioSaidShow }, show))}
                {(count > 1 && at > 0).then(|| act(Key::StudioSaidEarlier, earlier))}
                {(!is_written).then(|| act(Key::StudioSaidRenew, renew))}
                {act(Key::StudioSaidRemove, remove)}
            </div>
        </li>
    }
    .into_any()
}

/// The link to send, which is shown this once.
#[component]
pub(super) fn Link(link: String, text: Key) -> impl IntoView {
    let i18n = use_form().i18n;
    let id = crate::ui::unique_id("said");
    let shown = StoredValue::new(link);
    view! {
        <div class="lp-field">
            <label class="lp-field__label" for=id.clone()>{i18n.text(Key::StudioSaidLink)}</label>
            <input class="lp-input" id=id readonly value=shown.get_value() />
            <p class="sm soft">{i18n.text(text)}</p>
            <div>
                <CopyButton text=Signal::derive(move || shown.get_value()) />
            </div>
        </div>
    }
    .into_any()
}
