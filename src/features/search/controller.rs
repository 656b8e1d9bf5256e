//! One search page at work: what is looked for, what was found, and the address that says so.
//!
//! Owns the order of things: an edit changes the state at once, the address follows (typing replaces it after a pause,
//! a deliberate change makes a step that Back undoes), the question goes to the worker, late answers are dropped by their
//! number. Leaves ranking to the engine and drawing to the views.

use lepas_api::index::IndexKind;
use lepas_search::{Answer, Hit, Query};
use leptos::prelude::*;

use super::{
    reader::Reader,
    repeats::repeats,
    state::{PAGE, SearchState},
    triage::Triage,
    weigh,
};
use crate::{
    platform::{clock, task, timers, visibility},
    routes::Route,
    state::{
        address::{Address, use_address},
        pairs::Pairs,
        search::{SearchFailure, SearchService, use_search},
    },
    ui::{effect, memo},
};

/// Milliseconds without a key before the address follows the text.
const ADDRESS_PAUSE: u32 = 400;
/// Milliseconds without a change before the count is spoken.
const SPEAK_PAUSE: u32 = 500;
/// Most pages of rows that are held.
const MOST_PAGES: usize = 12;
/// Milliseconds between two looks for new and closed postings while the page is open. Whoever is signed in hears of them at
/// once from the event stream.
const FRESHEN: u32 = 30_000;

/// State and methods of a search page.
#[derive(Clone, Copy)]
pub(crate) struct Controller {
    /// Which index.
    pub(crate) kind: IndexKind,
    /// What is looked for.
    pub(crate) state: RwSignal<SearchState>,
    /// What is known of the reader, for ranking by it.
    pub(crate) reader: RwSignal<Reader>,
    /// What the reader keeps and passes by.
    pub(crate) triage: Triage,
    /// The first page of the answer with its counts; `None` until the first answer.
    pub(crate) answer: RwSignal<Option<Answer>>,
    /// The rows that are here, by the page they stand on.
    pages: RwSignal<Pairs<usize, Vec<Hit>>>,
    /// Pages that are on their way.
    asked: StoredValue<Pairs<usize, ()>>,
    /// What the rows that are here answer.
    answered: StoredValue<Option<SearchState>>,
    /// Why there is no answer.
    pub(crate) failure: RwSignal<Option<SearchFailure>>,
    /// Rises half a second after the last change: time to speak.
    pub(crate) settled: RwSignal<u32>,
    service: SearchService,
    epoch: StoredValue<u32>,
    address_timer: StoredValue<Option<timers::Timer>, LocalStorage>,
    speak_timer: StoredValue<Option<timers::Timer>, LocalStorage>,
    address: Address,
}

impl Controller {
    /// Sets up the page's search from the address and keeps both together.
    pub(crate) fn new(kind: IndexKind) -> Self {
        let address = use_address();
        let search = untrack(move || address.search());
        let controller = Self {
            kind,
            state: RwSignal::new(SearchState::from_address(kind, &search)),
            reader: RwSignal::new(Reader::kept(kind)),
            triage: Triage::new(kind),
            answer: RwSignal::new(None),
            pages: RwSignal::new(Pairs::new()),
            asked: StoredValue::new(Pairs::new()),
            answered: StoredValue::new(None),
            failure: RwSignal::new(None),
            settled: RwSignal::new(0),
            service: use_search(),
            epoch: StoredValue::new(0),
            address_timer: StoredValue::new_local(None),
            speak_timer: StoredValue::new_local(None),
            address,
        };
        // Back, Forward and links to this page change the address from outside.
        effect(move || {
            let wanted = SearchState::from_address(kind, &address.search());
            // Another page has an address of its own, and this one is about to go.
            if untrack(|| address.route()) != Some(route(kind)) {
                return;
            }
            let typing = controller.address_timer.with_value(Option::is_some);
            if !typing && controller.state.with_untracked(|held| *held != wanted) {
                controller.state.set(wanted);
            }
        });
        // The question goes out whenever the search or the loaded data changes.
        let version = memo(move || controller.service.version(kind));
        effect(move || {
            // Read and not only tracked: a memo that nobody has read follows nothing.
            let _ = version.get();
            controller.state.track();
            controller.reader.track();
            controller.triage.track();
            controller.ask();
        });
        let look = move || {
            if visibility::is_visible() {
                controller.service.refresh(kind);
            }
        };
        // Held as long as the page.
        StoredValue::new_local((timers::every(FRESHEN, look), visibility::on_change(move |_| look())));
        controller
    }

    /// The service behind the page, for progress and age of the data.
    pub(crate) fn service(self) -> SearchService {
        self.service
    }

    /// What was typed so far.
    pub(crate) fn type_text(self, typed: String) {
        self.state.update(|state| state.set_text(typed));
        self.address_timer.set_value(Some(timers::after(ADDRESS_PAUSE, move || {
            // The page may be gone by now.
            if self.address_timer.try_set_value(None).is_none() {
                self.write_address(true);
            }
        })));
    }

    /// A deliberate change: a filter, an order, a weight.
    pub(crate) fn edit(self, change: impl FnOnce(&mut SearchState)) {
        self.state.update(change);
        self.address_timer.set_value(None);
        self.write_address(false);
    }

    /// The address follows at once, as when Enter is pressed.
    pub(crate) fn commit(self) {
        self.address_timer.set_value(None);
        self.write_address(true);
    }

    /// The address follows at once if it still waits: whoever leaves the box may leave the page next, and Back must find
    /// the text again.
    pub(crate) fn flush(self) {
        if self.address_timer.with_value(Option::is_some) {
            self.commit();
        }
    }

    /// Where a search on this page stands.
    pub(crate) fn address_of(self, state: &SearchState) -> String {
        format!("{}{}", route(self.kind).path(), state.to_address())
    }

    /// The address of the present search.
    pub(crate) fn own_address(self) -> Option<String> {
        self.state.try_with_untracked(|state| self.address_of(state))
    }

    /// Whether Back or Forward led to this page.
    pub(crate) fn is_return(self) -> bool {
        self.address.is_return()
    }

    fn write_address(self, replace: bool) {
        if let Some(address) = self.own_address() {
            self.address.note(&address, replace);
        }
    }

    /// The question for the rows from a place on.
    pub(crate) fn query(self, offset: usize) -> Query {
        self.reader.with_untracked(|reader| self.query_as(reader, offset))
    }

    /// The same for somebody who says this about themselves.
    pub(crate) fn query_as(self, reader: &Reader, offset: usize) -> Query {
        self.state.with_untracked(|state| {
            let mut query = state.query(self.kind, offset);
            weigh::ask(&mut query, self.kind, state, reader, clock::today());
            self.triage.ask(&mut query);
            query
        })
    }

    /// A change that goes on, such as a slider on its way; [`settle`](Self::settle) makes one step of all of it.
    pub(crate) fn slide(self, change: impl FnOnce(&mut SearchState)) {
        self.state.update(change);
    }

    /// The end of a change that went on.
    pub(crate) fn settle(self) {
        let stands = self.state.with_untracked(|state| SearchState::from_address(self.kind, &state.to_address()));
        if SearchState::from_address(self.kind, &untrack(|| self.address.search())) != stands {
            self.edit(|_| {});
        }
    }

    fn ask(self) {
        let epoch = self.next_epoch();
        let (kind, service) = (self.kind, self.service);
        let query = self.query(0);
        task::spawn(async move {
            let outcome = service.search(kind, query).await;
            if self.epoch.try_get_value() != Some(epoch) {
                return;
            }
            match outcome {
                Ok(answer) => self.take(answer),
                Err(SearchFailure::Superseded) => {}
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    fn next_epoch(self) -> u32 {
        self.epoch.update_value(|epoch| *epoch = epoch.wrapping_add(1));
        self.epoch.get_value()
    }

    fn take(self, mut answer: Answer) {
        self.failure.try_set(None);
        // The same search over newer data: what stands further down is asked for again and stays until it comes.
        let state = self.state.try_get_untracked();
        let again = self.answered.try_get_value().is_some_and(|answered| answered == state);
        self.answered.try_set_value(state);
        let first = std::mem::take(&mut answer.hits);
        let held = self.pages.try_update(|pages| {
            if !again {
                pages.clear();
            }
            pages.insert(0, first);
            pages.keys().skip(1).copied().collect::<Vec<_>>()
        });
        self.asked.try_set_value(Pairs::new());
        self.answer.try_set(Some(answer));
        self.triage.settle(0);
        held.into_iter().flatten().for_each(|page| self.fetch(page));
        self.speak_timer.try_set_value(Some(timers::after(SPEAK_PAUSE, move || {
            self.settled.try_update(|count| *count = count.wrapping_add(1));
        })));
    }

    /// The result at a place, from 0 (tracked); `None` until it is here.
    pub(crate) fn hit(self, place: usize) -> Option<Hit> {
        self.pages.with(|pages| pages.get(&(place / PAGE))?.get(place % PAGE).cloned())
    }

    /// Does something with the result that stands at a place of the list, from 1.
    pub(crate) fn act(self, place: usize, act: impl FnOnce(&Hit)) {
        if let Some(hit) = place.checked_sub(1).and_then(|at| untrack(|| self.hit(at))) {
            act(&hit);
        }
    }

    /// Places of the postings that are here and repeat one on the same page of results, each with the place of that one
    /// (tracked).
    pub(crate) fn repeats(self) -> Vec<(usize, usize)> {
        if self.kind != IndexKind::Jobs {
            return Vec::new();
        }
        let of_page = |(page, hits): (&usize, &Vec<Hit>)| {
            let start = page * PAGE;
            repeats(hits).into_iter().map(move |(at, first)| (start + at, start + first))
        };
        self.pages.with(|pages| pages.iter().flat_map(of_page).collect())
    }

    /// Makes sure that the result at a place comes.
    pub(crate) fn need(self, place: usize) {
        let page = place / PAGE;
        if !self.pages.with_untracked(|pages| pages.contains_key(&page)) {
            self.fetch(page);
        }
    }

    fn fetch(self, page: usize) {
        if page == 0 || self.asked.try_update_value(|asked| asked.insert(page, ()).is_none()) != Some(true) {
            return;
        }
        let epoch = self.epoch.get_value();
        let (kind, service) = (self.kind, self.service);
        let query = self.query(page * PAGE);
        task::spawn(async move {
            let answer = service.search(kind, query).await;
            if self.epoch.try_get_value() != Some(epoch) {
                return;
            }
            // Whether it came or not: it may be asked for again when it comes into view again.
            self.asked.try_update_value(|asked| asked.remove(&page));
            if let Ok(answer) = answer {
                self.pages.try_update(|pages| {
                    pages.insert(page, answer.hits);
                    forget_far(pages, page);
                });
                self.triage.settle(page);
            }
        });
    }

    /// How many results there are (tracked).
    pub(crate) fn total(self) -> usize {
        self.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total))
    }
}

/// Where the search of an index stands.
fn route(kind: IndexKind) -> Route {
    match kind {
        IndexKind::Jobs => Route::Jobs,
        IndexKind::Talent => Route::Talent,
    }
}

/// Lets go of the page that is furthest from `near`, beyond the most that are held. The first always stays.
fn forget_far(pages: &mut Pairs<usize, Vec<Hit>>, near: usize) {
    while pages.len() > MOST_PAGES {
        let far = pages.keys().skip(1).copied().max_by_key(|page| page.abs_diff(near));
        let Some(far) = far else { return };
        pages.remove(&far);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_and_those_nearby_are_held() {
        let mut pages: Pairs<_, _> = (0..=MOST_PAGES).map(|page| (page, Vec::new())).collect();
        forget_far(&mut pages, MOST_PAGES);
        assert_eq!(pages.len(), MOST_PAGES);
        assert!(pages.contains_key(&0) && !pages.contains_key(&1) && pages.contains_key(&MOST_PAGES));
    }
}
