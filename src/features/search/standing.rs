//! Where something stands, and which one change would move it: under a receipt for the reader of postings, and as a box of
//! its own for a freelancer among others.
//!
//! Owns asking the worker when somebody looks, and the words. Leaves what is worth trying to `advice`.

use lepas_api::{Locale, account::Role, index::IndexKind, job::JobRow};
use lepas_search::Standing;
use leptos::prelude::*;

use super::{
    about,
    advice::{self, Step},
    controller::Controller,
    fold::fold,
    rank::whole,
};
use crate::{
    api::read_json,
    i18n::{Key, fill, text},
    platform::{dom, task},
    routes::Route,
    state::{locale::use_i18n, pay, session::use_session},
    ui::{Button, ButtonSize, ButtonVariant, effect, memo},
};

/// What was found out.
type Found = RwSignal<Option<(Option<Standing>, Vec<(Step, usize)>)>>;

/// Asks where a document stands now and with each step.
fn ask(controller: Controller, document: String, steps: Vec<Step>, found: Found) {
    let (kind, service) = (controller.kind, controller.service());
    let reader = controller.reader.get_untracked();
    let now = controller.query(0);
    let mut asked = vec![(now.clone(), None)];
    asked.extend(steps.iter().map(|step| match kind {
        IndexKind::Jobs => {
            let mut reader = reader.clone();
            step.take(&mut reader);
            (controller.query_as(&reader, 0), None)
        }
        IndexKind::Talent => (now.clone(), Some(step.change())),
    }));
    task::spawn(async move {
        let places = service.places(kind, document, asked).await;
        if let Some((own, then)) = places.split_first() {
            let led = own.map(|own| advice::worthwhile(steps, own, then)).unwrap_or_default();
            found.try_set(Some((*own, led)));
        }
    });
}

/// A step and where it leads.
fn words(locale: Locale, controller: Controller, (step, place): &(Step, usize)) -> String {
    let (key, name, value) = match step {
        Step::Skill(skill) => (Key::SearchAdviceSkill, "skill", skill.clone()),
        Step::Language(language) => (Key::SearchAdviceLanguage, "language", language.clone()),
        Step::Free => (Key::SearchAdviceFree, "", String::new()),
        Step::Pay(dollars) => (Key::SearchAdvicePay, "amount", pay::dollars(locale, *dollars)),
    };
    let exact = controller.state.with_untracked(|state| advice::is_exact(controller.kind, state, step));
    let place = whole(locale, *place);
    let place =
        if exact { format!("#{place}") } else { fill(text(locale, Key::SearchAdviceHigher), &[("place", &place)]) };
    format!("{}: {place}", fill(text(locale, key), &[(name, &value)]))
}

/// Under the receipt of a posting: what the reader could say about themselves, each with a button that says it.
pub(super) fn under_receipt(controller: Controller, locale: Locale, place: usize) -> AnyView {
    let found: Found = RwSignal::new(None);
    let hit = untrack(|| controller.hit(place.saturating_sub(1)));
    if let Some((id, row)) = hit.and_then(|hit| Some((hit.id, read_json::<JobRow>(hit.payload.as_bytes()).ok()?))) {
        let steps = controller.state.with_untracked(|state| {
            let mut steps = controller.reader.with_untracked(|reader| advice::for_reader(state, reader, &row));
            steps.retain(|step| advice::counts(state, step));
            steps
        });
        if place > 1 && !steps.is_empty() {
            ask(controller, id, steps, found);
        }
    }
    let step = move |led: (Step, usize)| {
        let (key, name, value) = match &led.0 {
            Step::Pay(dollars) => (Key::SearchAdviceTake, "amount", pay::dollars(locale, *dollars)),
            Step::Skill(value) | Step::Language(value) => (Key::SearchAdviceAdd, "skill", value.clone()),
            Step::Free => return ().into_any(),
        };
        let sentence = words(locale, controller, &led);
        let label = fill(text(locale, key), &[(name, &value)]);
        let take = move |()| {
            // The row is about to move, and the focus would go with it.
            dom::focus_heading();
            about::change(controller, |reader| led.0.take(reader));
        };
        view! {
            <p class="row sm">
                <span>{sentence}</span>
                <Button class="push" variant=ButtonVariant::Quiet size=ButtonSize::Small on_press=Callback::new(take)>
                    {label}
                </Button>
            </p>
        }
        .into_any()
    };
    let body = move || {
        let (_, led) = found.get()?;
        (!led.is_empty()).then(|| {
            view! {
                <p class="sm">{text(locale, Key::SearchAdviceTitle)}</p>
                {led.into_iter().map(step).collect_view()}
            }
        })
    };
    body.into_any()
}

/// A freelancer's own place among the people found.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn Where(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let handle = memo(move || session.me().filter(|me| me.role == Role::Freelancer).map(|me| me.handle.to_string()));
    let open = RwSignal::new(false);
    let found: Found = RwSignal::new(None);
    effect(move || {
        controller.settled.track();
        controller.reader.track();
        let Some(handle) = handle.get().filter(|_| open.get()) else { return };
        let steps = controller
            .state
            .with_untracked(|state| controller.reader.with_untracked(|reader| advice::for_profile(state, reader)));
        ask(controller, handle, steps, found);
    });
    let body = move || {
        found.get().map(|(own, led)| {
            let locale = i18n.locale();
            let key = match own {
                None => Key::SearchWhereAbsent,
                Some(Standing { place: None, .. }) => Key::SearchWhereOut,
                Some(_) => Key::SearchWherePlace,
            };
            let Standing { place, of } = own.unwrap_or(Standing { place: None, of: 0 });
            let (place, of) = (whole(locale, place.unwrap_or_default()), whole(locale, of));
            let nothing = own.is_some_and(|own| own.place != Some(1)) && led.is_empty();
            view! {
                <p class="sm">
                    <b>{fill(text(locale, key), &[("place", &place), ("total", &of)])}</b>
                </p>
                <ul class="sm">
                    {led.iter().map(|led| view! { <li>{words(locale, controller, led)}</li> }).collect_view()}
                </ul>
                {nothing.then(|| view! { <p class="sm soft">{text(locale, Key::SearchWhereNothing)}</p> })}
                <p class="sm">
                    <a href=Route::Studio.path()>{text(locale, Key::SearchWhereEdit)}</a>
                </p>
            }
            .into_any()
        })
    };
    move || {
        let title = i18n.label(Key::SearchWhereTitle);
        handle.with(Option::is_some).then(|| fold("where", title, open, body.into_any()))
    }
}
