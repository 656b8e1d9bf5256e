//! The searches that the device keeps, each with what is new in it.
//!
//! Owns keeping, opening and deleting them, and when their new results are counted: once the index is whole, and again
//! whenever it changes. Leaves how they are written down to `saved`.

use lepas_api::{
    Locale,
    index::{IndexKind, field},
};
use leptos::prelude::*;

use super::{
    controller::Controller,
    rank::whole,
    saved::{self, Saved, Seen},
    state::SearchState,
    toolbar::filter_words,
};
use crate::{
    i18n::{Key, fill, text},
    platform::{clock, dom, storage::StorageError, task},
    state::{
        locale::use_i18n,
        search::{SearchFailure, SearchService},
        toasts::{ToastTone, Toasts, use_toasts},
    },
    ui::{Badge, Button, ButtonSize, ButtonVariant, Each, IconButton, Tone, attr, effect, live, memo},
};

/// How often a count that made way for the reader's own question is asked again.
const ATTEMPTS: usize = 5;

/// Where the focus goes when a search is deleted.
const TITLE: &str = "saved-title";

/// What is kept, on this page.
#[derive(Clone, Copy)]
struct Shelf {
    kind: IndexKind,
    service: SearchService,
    all: RwSignal<Vec<Saved>>,
    /// New results of each, in the same order; `None` until they are counted.
    news: RwSignal<Vec<Option<usize>>>,
    epoch: StoredValue<u32>,
    toasts: Toasts,
}

impl Shelf {
    /// Changes what is kept.
    fn change(self, locale: Locale, change: impl FnOnce(&mut Vec<Saved>)) {
        match saved::change(self.kind, change) {
            Ok(all) => {
                // The page may be gone by now, as when a deletion is undone later.
                self.news.try_set(Vec::new());
                self.all.try_set(all);
            }
            Err(StorageError::Full | StorageError::Unavailable) => {
                self.toasts.show(ToastTone::Danger, text(locale, Key::SearchSavedRefused));
            }
        }
    }

    fn keep(self, locale: Locale, state: SearchState) {
        if self.all.with_untracked(Vec::len) >= saved::MOST {
            let most = whole(locale, saved::MOST);
            self.toasts.show(ToastTone::Info, fill(text(locale, Key::SearchSavedFull), &[("count", &most)]));
            return;
        }
        self.change(locale, |all| put(all, 0, Saved { state, seen: None }));
        // The button goes, because there is nothing left to keep.
        dom::focus(TITLE);
    }

    fn delete(self, locale: Locale, state: &SearchState) {
        let mut gone = None;
        self.change(locale, |all| {
            if let Some(place) = all.iter().position(|held| saved::same(&held.state, state)) {
                gone = Some((place, all.remove(place)));
            }
        });
        let Some((place, gone)) = gone else { return };
        // The button that had the focus is about to go, and with the last search the whole section may.
        if !(dom::focus(TITLE) && self.all.with_untracked(|all| !all.is_empty())) {
            dom::focus_first("#filters input");
        }
        let words = fill(text(locale, Key::SearchSavedDeleted), &[("name", &name(locale, state))]);
        let undo = move || {
            let gone = gone.clone();
            self.change(locale, |all| put(all, place, gone));
        };
        self.toasts.offer(ToastTone::Info, words, text(locale, Key::SearchSavedUndo), undo);
    }

    /// Counts what is new in each, one after the other; the one that is on screen counts as seen.
    fn count(self, shown: Option<usize>) {
        let Some(epoch) = self.epoch.try_update_value(|epoch| {
            *epoch = epoch.wrapping_add(1);
            *epoch
        }) else {
            return;
        };
        // What was seen stands in the device's note only, because nothing that is drawn depends on it.
        let noted = saved::read(self.kind);
        let all: Vec<Saved> = self.all.with_untracked(|all| {
            let note = |held: &Saved| noted.iter().find(|note| saved::same(&note.state, &held.state)).cloned();
            all.iter().map(|held| note(held).unwrap_or_else(|| held.clone())).collect()
        });
        let now = saved::since(clock::today());
        task::spawn(async move {
            let mut news = Vec::new();
            for (place, held) in all.iter().enumerate() {
                let looked_at = shown == Some(place) || held.seen.is_none();
                let since = held.seen.filter(|_| !looked_at).map_or(now, |seen| seen.since);
                let total = self.total(&held.state, since).await;
                if self.epoch.try_get_value() != Some(epoch) {
                    return;
                }
                if let Some(total) = total.filter(|_| looked_at) {
                    self.see(&held.state, Seen { since, total });
                }
                news.push(total.map(|total| if looked_at { 0 } else { held.news(total) }));
            }
            self.news.try_set(news);
        });
    }

    async fn total(self, state: &SearchState, since: f64) -> Option<usize> {
        for _ in 0..ATTEMPTS {
            match self.service.search(self.kind, saved::count(state, self.kind, since)).await {
                Ok(answer) => return Some(answer.total),
                Err(SearchFailure::Superseded) => {}
                Err(_) => return None,
            }
        }
        None
    }

    /// Notes what was there.
    fn see(self, state: &SearchState, seen: Seen) {
        // A device that refuses shows the news again, which is the lesser evil.
        let _ = saved::change(self.kind, |all| {
            all.iter_mut().filter(|held| saved::same(&held.state, state)).for_each(|held| held.seen = Some(seen));
        });
    }
}

/// Puts a search in its place, unless it is there already, as when another tab kept it too.
fn put(all: &mut Vec<Saved>, place: usize, new: Saved) {
    if !all.iter().any(|held| saved::same(&held.state, &new.state)) {
        all.insert(place.min(all.len()), new);
    }
}

/// What a search is called: its words and filters.
fn name(locale: Locale, search: &SearchState) -> String {
    let mut words = Vec::new();
    if !search.text.trim().is_empty() {
        words.push(search.text.trim().to_owned());
    }
    words.extend(search.filters.iter().map(|(facet, _)| filter_words(locale, search, facet)));
    if !search.pay.is_open() {
        words.push(filter_words(locale, search, field::PAY));
    }
    words.join(" · ")
}

/// The searches that are kept, and a button that keeps the present one.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn SavedSearches(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let kind = controller.kind;
    let shelf = Shelf {
        kind,
        service: controller.service(),
        all: RwSignal::new(saved::read(kind)),
        news: RwSignal::new(Vec::new()),
        epoch: StoredValue::new(0),
        toasts: use_toasts(),
    };
    let shown = memo(move || {
        controller.state.with(|state| shelf.all.with(|all| all.iter().position(|held| saved::same(&held.state, state))))
    });
    let can_keep = memo(move || {
        let asks = controller.state.with(|state| !state.text.trim().is_empty() || state.active() > 0);
        asks && shown.get().is_none()
    });
    effect(move || {
        let service = shelf.service;
        let _ = service.version(kind);
        let shown = shown.get();
        shelf.all.track();
        // While the index is not whole, what is still on its way would look new later.
        let whole = service.progress(kind).is_some_and(|(done, of)| done >= of);
        if whole && !service.is_loading(kind) {
            shelf.count(shown);
        }
    });
    let rows = move || {
        view! {
            <Each each=move || shelf.all.get() key=|held| held.state.to_address() let(held)>
                <Row shelf=shelf shown=shown address=controller.address_of(&held.state) search=held.state />
            </Each>
        }
    };
    let any = memo(move || shelf.all.with(|all| !all.is_empty()));
    let visible = memo(move || any.get() || can_keep.get());
    move || {
        visible.get().then(|| {
            view! {
                <section class="lp-facet lp-saved" aria-labelledby=TITLE>
                    <h2 id=TITLE tabindex="-1">{live(move || text(i18n.locale(), Key::SearchSavedTitle))}</h2>
                    {live(move || {
                        can_keep
                            .get()
                            .then(|| {
                                view! {
                                    <Button
                                        size=ButtonSize::Small
                                        variant=ButtonVariant::Quiet
                                        icon="bookmark"
                                        on_press=Callback::new(move |()| shelf.keep(i18n.locale_now(), controller.state.get_untracked()))
                                    >
                                        {live(move || text(i18n.locale(), Key::SearchSavedKeep))}
                                    </Button>
                                }
                            })
                    })}
                    {live(move || any.get().then(|| view! { <ul>{rows()}</ul> }))}
                </section>
            }
        })
    }
}

#[component]
fn Row(shelf: Shelf, shown: Memo<Option<usize>>, address: String, search: SearchState) -> impl IntoView {
    let i18n = use_i18n();
    let search = StoredValue::new(search);
    let called = move || search.with_value(|search| name(i18n.locale(), search));
    let place = memo(move || {
        shelf.all.with(|all| search.with_value(|search| all.iter().position(|held| saved::same(&held.state, search))))
    });
    let here = memo(move || place.get().is_some() && place.get() == shown.get());
    let count = memo(move || {
        let counted = place.get().and_then(|place| shelf.news.with(|news| news.get(place).copied().flatten()));
        if here.get() { Some(0) } else { counted }
    });
    let news = move || {
        let locale = i18n.locale();
        count.get().map(|count| {
            if count == 0 {
                view! { <span class="quiet xs">{text(locale, Key::SearchSavedNothingNew)}</span> }.into_any()
            } else {
                let words = fill(text(locale, Key::SearchSavedNew), &[("count", &whole(locale, count))]);
                view! { <Badge tone=Tone::Accent>{words}</Badge> }.into_any()
            }
        })
    };
    let delete = move || fill(text(i18n.locale(), Key::SearchSavedDelete), &[("name", &called())]);
    view! {
        <li>
            <a
                class="grow"
                href=address
                aria-current=attr(move || here.get().then_some("true"))
            >
                {live(called)}
            </a>
            {live(news)}
            <IconButton
                icon="trash-2"
                label=Signal::derive(delete)
                on_press=Callback::new(move |()| {
                    let gone = search.get_value();
                    shelf.delete(i18n.locale_now(), &gone);
                })
            />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use lepas_search::Answer;

    use super::*;
    use crate::{
        api::search::{Request, Response, read, write},
        platform::worker::{Double, double},
        state::{search::provide_search, toasts::provide_toasts},
    };

    fn say(worker: &Double, response: &Response) {
        (worker.say)(write(response).unwrap());
        task::run_until_stalled();
    }

    /// Answers the newest question, and says from which day on it asked.
    fn answer(worker: &Double, total: usize) -> f64 {
        let last = read::<Request>(worker.posted.borrow().last().unwrap()).unwrap();
        let Request::Search { id, query, .. } = last else { panic!("{last:?} asks for nothing") };
        say(worker, &Response::Answer { id, answer: Box::new(Answer { total, ..Answer::default() }) });
        query.ranges.last().and_then(|range| range.min).unwrap()
    }

    fn shelf() -> (Owner, Shelf, Double) {
        let owner = Owner::new();
        owner.set();
        let (service, toasts) = (provide_search(), provide_toasts());
        service.load(IndexKind::Jobs);
        let worker = double().unwrap();
        say(&worker, &Response::Ready);
        let shelf = Shelf {
            kind: IndexKind::Jobs,
            service,
            all: RwSignal::new(saved::read(IndexKind::Jobs)),
            news: RwSignal::new(Vec::new()),
            epoch: StoredValue::new(0),
            toasts,
        };
        (owner, shelf, worker)
    }

    #[test]
    fn two_postings_that_arrive_are_two_new_until_they_are_seen() {
        let (_owner, shelf, worker) = shelf();
        shelf.keep(Locale::En, SearchState::from_address(IndexKind::Jobs, "?q=kopi"));
        shelf.count(Some(0));
        let since = answer(&worker, 3);
        assert_eq!(shelf.news.get_untracked(), [Some(0)]);
        shelf.count(None);
        assert_eq!(answer(&worker, 5), since);
        assert_eq!(shelf.news.get_untracked(), [Some(2)]);
        shelf.count(Some(0));
        answer(&worker, 5);
        shelf.count(None);
        answer(&worker, 5);
        assert_eq!(shelf.news.get_untracked(), [Some(0)]);
    }

    #[test]
    fn a_count_that_made_way_is_asked_again() {
        let (_owner, shelf, worker) = shelf();
        shelf.keep(Locale::En, SearchState::from_address(IndexKind::Jobs, "?q=kopi"));
        shelf.count(None);
        let Some(Request::Search { id, .. }) = read(worker.posted.borrow().last().unwrap()) else { panic!() };
        say(&worker, &Response::Superseded { id });
        answer(&worker, 3);
        assert_eq!(shelf.news.get_untracked(), [Some(0)]);
    }

    #[test]
    fn what_was_deleted_comes_back_to_its_place() {
        let (_owner, shelf, _worker) = shelf();
        for address in ["?q=a", "?q=b", "?q=c"] {
            shelf.keep(Locale::En, SearchState::from_address(IndexKind::Jobs, address));
        }
        shelf.keep(Locale::En, SearchState::from_address(IndexKind::Jobs, "?q=c&sort=newest"));
        let before = shelf.all.get_untracked();
        assert_eq!(before.len(), 3, "the same search in another order is kept once");
        shelf.delete(Locale::En, &before[1].state);
        assert_eq!(saved::read(IndexKind::Jobs), [before[0].clone(), before[2].clone()]);
        shelf.toasts.act(shelf.toasts.items()[0].id);
        assert_eq!(shelf.all.get_untracked(), before);
        assert_eq!(saved::read(IndexKind::Jobs), before);
    }

    #[test]
    fn a_search_is_called_by_its_words_and_filters() {
        let state = SearchState::from_address(IndexKind::Jobs, "?q=+kopi+&mode=remote&skill=Figma&skill=Rust&sort=pay");
        assert_eq!(name(Locale::En, &state), "kopi · Remote · Figma, Rust");
    }
}
