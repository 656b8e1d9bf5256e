//! What a reader does with results one by one: keep one, pass one by, go on to the next.
//!
//! Owns the buttons and keys of a row, the way back from each, and where the focus goes when a row leaves the list. Leaves how
//! things are kept to `state::shortlist` and `passed`, and leaving results out to the engine.

use lepas_api::{Locale, index::IndexKind};
use lepas_search::{Hit, Query};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    controller::Controller,
    passed::{self, Passed},
    rank::whole,
    state::PAGE,
};
use crate::{
    api::read_json,
    i18n::{Key, fill, text},
    platform::{clock, dom, storage::StorageError, timers},
    routes::Route,
    state::{
        locale::use_i18n,
        shortlist::{self, Entry, Refused},
        toasts::{ToastTone, Toasts, use_toasts},
    },
    ui::{Chip, IconButton, live, memo},
};

/// What is kept and passed by, on this page.
#[derive(Clone, Copy)]
pub(crate) struct Triage {
    kind: IndexKind,
    /// Ids on the shortlist.
    kept: RwSignal<Vec<String>>,
    /// Newest first.
    passed: RwSignal<Vec<Passed>>,
    /// Whether what was passed by is shown, and nothing else.
    alone: RwSignal<bool>,
    /// The last pass, where it stood and what it is called, for the way back.
    last: StoredValue<Option<(Passed, usize, String)>>,
    /// The place in the list at which a result left or came back, and the row that gets the focus when the next results are
    /// here: the one that had it is replaced. They differ where repeats are folded away.
    focus: StoredValue<Option<(usize, usize)>>,
    /// The last notice.
    notice: StoredValue<u64>,
    toasts: Toasts,
}

/// What a row says that is needed here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    /// Of a person.
    name: String,
    skills: Vec<String>,
}

impl Row {
    fn of(hit: &Hit) -> Self {
        let row: Self = read_json(hit.payload.as_bytes()).unwrap_or_default();
        if row.name.is_empty() { Self { name: hit.title.text.clone(), ..row } } else { row }
    }
}

impl Triage {
    /// What the device keeps.
    pub(crate) fn new(kind: IndexKind) -> Self {
        Self {
            kind,
            kept: RwSignal::new(shortlist::ids(kind)),
            passed: RwSignal::new(passed::read(kind)),
            alone: RwSignal::new(false),
            last: StoredValue::new(None),
            focus: StoredValue::new(None),
            notice: StoredValue::new(0),
            toasts: use_toasts(),
        }
    }

    /// Follows what changes the question.
    pub(crate) fn track(self) {
        self.passed.track();
        self.alone.track();
    }

    /// Adds what was passed by to the question.
    pub(crate) fn ask(self, query: &mut Query) {
        let alone = self.alone.get_untracked();
        self.passed.with_untracked(|passed| passed::ask(query, passed, clock::today(), alone));
    }

    /// The rows of a page are here.
    pub(crate) fn settle(self, page: usize) {
        let focus = self.focus.try_get_value().flatten().filter(|(place, _)| place.saturating_sub(1) / PAGE == page);
        if let Some((_, row)) = focus {
            self.focus.try_set_value(None);
            timers::next_frame(move || {
                // Whoever went on meanwhile is not pulled back.
                if !dom::focus_is_nowhere() {
                    return;
                }
                // The last row has none in its place, and the only one leaves nothing.
                let _ = dom::focus_row(row) || dom::focus_row(row.saturating_sub(1)) || dom::focus_heading();
            })
            .detach();
        }
    }

    /// Says what was done, with a way back, in place of what was said before: who decides about ten results in a row needs no
    /// pile of ten notices.
    fn say(self, locale: Locale, key: Key, name: &str, undo: impl Fn() + Send + Sync + 'static) {
        let words = fill(text(locale, key), &[("name", name)]);
        self.toasts.dismiss(self.notice.get_value());
        self.notice.set_value(self.toasts.offer(ToastTone::Info, words, text(locale, Key::SearchSavedUndo), undo));
    }

    fn refuse(self, locale: Locale, refused: Refused) {
        let most = whole(locale, shortlist::MOST);
        self.toasts.show(ToastTone::Danger, fill(text(locale, refused.words()), &[("count", &most)]));
    }

    /// Puts a result on the shortlist, or takes it off with its note.
    pub(crate) fn keep(self, locale: Locale, hit: &Hit) {
        let name = Row::of(hit).name;
        let entry = Entry::new(self.kind, hit.id.clone(), &hit.title.text, hit.payload.clone());
        if self.kept.with_untracked(|kept| kept.contains(&hit.id)) {
            let gone = shortlist::remove(self.kind, &hit.id).unwrap_or(entry);
            self.say(locale, Key::ShortlistRemoved, &name, move || self.put(locale, &gone));
            self.look();
        } else {
            // The button is pressed now, and the count above the list is spoken.
            self.put(locale, &entry);
        }
    }

    fn put(self, locale: Locale, entry: &Entry) {
        if let Err(refused) = entry.keep() {
            self.refuse(locale, refused);
        }
        self.look();
    }

    fn look(self) {
        // The page may be gone by now.
        self.kept.try_set(shortlist::ids(self.kind));
    }

    /// Passes the result at a place by, or shows it again.
    pub(crate) fn pass(self, locale: Locale, hit: &Hit, place: usize) {
        let Row { name, skills } = Row::of(hit);
        let held = self.passed.with_untracked(|passed| passed.iter().find(|pass| pass.id == hit.id).cloned());
        if let Some(pass) = held {
            if !self.alone.get_untracked() {
                // Pressed twice before the row was gone.
                return;
            }
            self.change(locale, &pass, place, false);
            self.say(locale, Key::SearchHiddenBack, &name, move || _ = self.change(locale, &pass, place, true));
        } else {
            let pass = Passed { id: hit.id.clone(), day: clock::today(), skills };
            self.last.set_value(Some((pass.clone(), place, name.clone())));
            if self.change(locale, &pass, place, true) {
                self.say(locale, Key::SearchHidden, &name, move || _ = self.change(locale, &pass, place, false));
            }
        }
    }

    /// Takes the last pass back.
    pub(crate) fn undo(self, locale: Locale) {
        if let Some((pass, place, name)) = self.last.try_update_value(Option::take).flatten()
            && self.change(locale, &pass, place, false)
        {
            self.toasts.dismiss(self.notice.get_value());
            self.toasts.show(ToastTone::Info, fill(text(locale, Key::SearchHiddenBack), &[("name", &name)]));
        }
    }

    fn change(self, locale: Locale, pass: &Passed, place: usize, is_passed: bool) -> bool {
        let changed = passed::change(self.kind, |all| {
            all.retain(|held| held.id != pass.id);
            if is_passed {
                all.insert(0, pass.clone());
            }
        });
        match changed {
            Ok(all) => {
                self.focus.try_set_value(Some((place, dom::focused_row().unwrap_or(place))));
                if all.is_empty() {
                    self.alone.try_set(false);
                }
                self.passed.try_set(all);
                true
            }
            Err(StorageError::Full | StorageError::Unavailable) => {
                self.refuse(locale, Refused::Device);
                false
            }
        }
    }
}

/// The buttons of a row.
///
/// | prop | meaning |
/// | --- | --- |
/// | `locale` | language |
/// | `controller` | the search |
/// | `id` | of the result |
/// | `place` | its place in the list, from 1 |
#[component]
pub(crate) fn Acts(locale: Locale, controller: Controller, id: String, place: usize) -> impl IntoView {
    let triage = controller.triage;
    let is_kept = {
        let id = id.clone();
        move || triage.kept.with(|kept| kept.contains(&id))
    };
    let is_passed =
        move || triage.alone.get().then(|| triage.passed.with(|passed| passed.iter().any(|pass| pass.id == id)));
    view! {
        <div class="lp-job__acts">
            <IconButton
                icon="bookmark"
                label=text(locale, Key::ShortlistKeep).to_owned()
                pressed=Signal::derive(move || Some(is_kept()))
                on_press=Callback::new(move |()| controller.act(place, |hit| triage.keep(locale, hit)))
            />
            <IconButton
                icon="eye-off"
                label=text(locale, Key::SearchHide).to_owned()
                pressed=Signal::derive(is_passed)
                on_press=Callback::new(move |()| controller.act(place, |hit| triage.pass(locale, hit, place)))
            />
        </div>
    }
    .into_any()
}

/// How many are kept and passed by: the way to the first, and back to the second.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn Kept(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let triage = controller.triage;
    let kept = memo(move || triage.kept.with(Vec::len));
    let hidden = memo(move || {
        let found = controller.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.hidden));
        if triage.alone.get() { triage.passed.with(Vec::len) } else { found }
    });
    let count =
        move |key: Key, count: usize| fill(text(i18n.locale(), key), &[("count", &whole(i18n.locale(), count))]);
    let list = move || {
        (kept.get() > 0).then(|| {
            view! { <a href=Route::Shortlist.path()>{live(move || count(Key::ShortlistCount, kept.get()))}</a> }
        })
    };
    let chip = move || {
        (hidden.get() > 0).then(|| {
            view! {
                <Chip
                    label=Signal::derive(move || count(Key::SearchHiddenCount, hidden.get()))
                    pressed=MaybeProp::derive(move || Some(triage.alone.get()))
                    icon="eye-off"
                    on_press=Callback::new(move |()| triage.alone.update(|alone| *alone = !*alone))
                />
            }
        })
    };
    view! {
        <div class="row sm lp-kept-line">
            <span role="status">{live(list)}</span>
            {live(chip)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use lepas_search::Marked;

    use super::*;
    use crate::{platform::storage, state::toasts::provide_toasts};

    fn hit(id: &str) -> Hit {
        Hit {
            id: id.into(),
            score: 0.0,
            parts: Vec::new(),
            title: Marked { text: format!("Job {id}"), ..Marked::default() },
            summary: Marked::default(),
            payload: r#"{"id":"a","skills":["Figma"]}"#.into(),
        }
    }

    fn triage() -> (Owner, Triage) {
        let owner = Owner::new();
        owner.set();
        provide_toasts();
        (owner, Triage::new(IndexKind::Jobs))
    }

    fn question(triage: Triage) -> (usize, usize, bool) {
        let mut query = Query::default();
        triage.ask(&mut query);
        (query.hidden.len(), query.only.len(), query.lowered.is_some())
    }

    #[test]
    fn what_is_kept_goes_with_its_note_and_comes_back_with_it() {
        let (_owner, triage) = triage();
        triage.keep(Locale::En, &hit("a"));
        let kept = Entry { note: "call first".into(), ..shortlist::entries(IndexKind::Jobs)[0].clone() };
        kept.keep().unwrap();
        triage.keep(Locale::En, &hit("a"));
        assert!(triage.kept.get_untracked().is_empty());
        let toasts = triage.toasts;
        toasts.act(toasts.items().last().unwrap().id);
        assert_eq!(shortlist::entries(IndexKind::Jobs), [kept]);
        assert_eq!(triage.kept.get_untracked(), ["a"]);
        shortlist::remove(IndexKind::Jobs, "a");
    }

    #[test]
    fn what_is_passed_by_is_left_out_until_it_is_taken_back() {
        let (_owner, triage) = triage();
        triage.pass(Locale::En, &hit("a"), 3);
        triage.pass(Locale::En, &hit("b"), 1);
        assert_eq!(question(triage), (2, 0, true));
        triage.undo(Locale::En);
        triage.undo(Locale::En);
        assert_eq!(question(triage), (1, 0, true), "one step back and not two");
        triage.alone.set(true);
        assert_eq!(question(triage), (0, 1, false));
        triage.pass(Locale::En, &hit("a"), 1);
        assert_eq!((question(triage), triage.alone.get_untracked()), ((0, 0, false), false));
        // The way back of showing it again is hiding it again.
        let toasts = triage.toasts;
        toasts.act(toasts.items().last().unwrap().id);
        assert_eq!(question(triage), (1, 0, true));
        storage::remove("lepas.passed.jobs");
    }

    #[test]
    fn a_device_that_refuses_hides_nothing_and_says_so() {
        let (_owner, triage) = triage();
        storage::set_limit(10);
        triage.pass(Locale::En, &hit("a"), 1);
        triage.keep(Locale::En, &hit("a"));
        assert_eq!((question(triage), triage.kept.get_untracked().len()), ((0, 0, false), 0));
        assert!(triage.toasts.items().iter().all(|toast| toast.tone == ToastTone::Danger));
        assert_eq!(triage.toasts.items().len(), 1);
    }
}
