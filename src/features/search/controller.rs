//! One search page at work: what is looked for, what was found, and the address that says so.
//!
//! Owns the order of things: an edit changes the state at once, the address follows (typing replaces it after a pause,
//! a deliberate change makes a step that Back undoes), the question goes to the worker, late answers are dropped by their
//! number. Leaves ranking to the engine and drawing to the views.

use lepas_api::index::IndexKind;
use lepas_search::{Answer, Hit};
use leptos::prelude::*;

use super::state::{PAGE, SearchState};
use crate::{
    platform::{clock, task, timers, visibility},
    routes::Route,
    state::{
        address::{Address, use_address},
        search::{SearchFailure, SearchService, use_search},
    },
};

/// Rows of one answer, as the engine allows.
const MOST_ROWS: usize = 200;
/// Milliseconds without a key before the address follows the text.
const ADDRESS_PAUSE: u32 = 400;
/// Milliseconds without a change before the count is spoken.
const SPEAK_PAUSE: u32 = 500;

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
    /// The first page of the answer with its counts; `None` until the first answer.
    pub(crate) answer: RwSignal<Option<Answer>>,
    /// All rows so far.
    pub(crate) hits: RwSignal<Vec<Hit>>,
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
            answer: RwSignal::new(None),
            hits: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            settled: RwSignal::new(0),
            service: use_search(),
            epoch: StoredValue::new(0),
            address_timer: StoredValue::new_local(None),
            speak_timer: StoredValue::new_local(None),
            address,
        };
        // Back, Forward and links to this page change the address from outside.
        Effect::new(move |_| {
            let wanted = SearchState::from_address(kind, &address.search());
            let typing = controller.address_timer.with_value(Option::is_some);
            if !typing && controller.state.with_untracked(|held| *held != wanted) {
                controller.state.set(wanted);
            }
        });
        // The question goes out whenever the search or the loaded data changes.
        let version = Memo::new(move |_| controller.service.version(kind));
        Effect::new(move |before: Option<u32>| {
            let version = version.get();
            controller.state.track();
            controller.ask(before.is_some_and(|before| before != version));
            version
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
        let path = match self.kind {
            IndexKind::Jobs => Route::Jobs.path(),
            IndexKind::Talent => Route::Talent.path(),
        };
        format!("{path}{}", state.to_address())
    }

    fn write_address(self, replace: bool) {
        let address = self.state.try_with_untracked(|state| self.address_of(state));
        if let Some(address) = address {
            self.address.note(&address, replace);
        }
    }

    /// Asks for the first page, or after new data for as many rows as are shown, so that nobody loses their place.
    fn ask(self, is_same_search: bool) {
        let epoch = self.next_epoch();
        let (kind, service) = (self.kind, self.service);
        let mut query = self.state.with_untracked(|state| state.query(kind, clock::today(), 0));
        if is_same_search {
            query.limit = query.limit.max(self.hits.with_untracked(Vec::len)).min(MOST_ROWS);
        }
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
        self.hits.try_set(std::mem::take(&mut answer.hits));
        self.answer.try_set(Some(answer));
        self.speak_timer.try_set_value(Some(timers::after(SPEAK_PAUSE, move || {
            self.settled.try_update(|count| *count = count.wrapping_add(1));
        })));
    }

    /// Fetches the next rows.
    pub(crate) fn more(self) {
        let epoch = self.epoch.get_value();
        let (kind, service, offset) = (self.kind, self.service, self.hits.with_untracked(Vec::len));
        let query = self.state.with_untracked(|state| state.query(kind, clock::today(), offset));
        task::spawn(async move {
            if let Ok(answer) = service.search(kind, query).await
                && self.epoch.try_get_value() == Some(epoch)
                && self.hits.try_with_untracked(Vec::len) == Some(offset)
            {
                self.hits.try_update(|hits| hits.extend(answer.hits));
            }
        });
    }

    /// True when there are rows beyond those fetched.
    pub(crate) fn has_more(self) -> bool {
        let total = self.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total));
        self.hits.with(Vec::len) < total
    }

    /// How many rows the next fetch brings.
    pub(crate) fn next_rows(self) -> usize {
        let total = self.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total));
        total.saturating_sub(self.hits.with(Vec::len)).min(PAGE)
    }
}
