//! Searches that the device keeps.
//!
//! Owns how they are written down, how many there may be, and which results count as new. Pure but for the device's
//! storage: no view. Leaves counting to the engine.

use lepas_api::index::{IndexKind, field};
use lepas_search::{Query, RangeFilter};

use super::state::{Order, SearchState};
use crate::platform::storage::{self, StorageError};

/// Most searches of a kind that are kept.
pub(crate) const MOST: usize = 20;
/// Days before a search was seen whose documents are counted too: a posting may arrive some days after its own date.
const LATE_DAYS: f64 = 7.0;

/// What was there when a search was last seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Seen {
    /// Documents from this day on are counted; days since 1970-01-01.
    pub(crate) since: f64,
    /// How many there were.
    pub(crate) total: usize,
}

/// A search that is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saved {
    /// What is looked for.
    pub(crate) state: SearchState,
    /// What was there; `None` until the first count.
    pub(crate) seen: Option<Seen>,
}

impl Saved {
    /// How many documents came since, of `total` that are there now. What went away meanwhile is set off against it.
    pub(crate) fn news(&self, total: usize) -> usize {
        self.seen.map_or(0, |seen| total.saturating_sub(seen.total))
    }
}

/// The day from which a search that is seen `today` counts.
pub(crate) fn since(today: f64) -> f64 {
    today.floor() - LATE_DAYS
}

/// Asks how many results a search has from a day on, and for nothing else: such a question never takes the place of one
/// that a reader waits for.
pub(crate) fn count(state: &SearchState, kind: IndexKind, since: f64) -> Query {
    let mut query = state.query(kind, 0);
    query.limit = 0;
    query.facets = Vec::new();
    query.histograms = Vec::new();
    query.ranges.push(RangeFilter { number: field::POSTED.to_owned(), min: Some(since), ..RangeFilter::default() });
    query
}

/// Whether two searches find the same, in whatever order.
pub(crate) fn same(one: &SearchState, other: &SearchState) -> bool {
    let found = |state: &SearchState| {
        let mut state = SearchState { order: Order::Match, weights: Vec::new(), ..state.clone() };
        state.filters.iter_mut().for_each(|(_, values)| values.sort_unstable());
        state.filters.sort_unstable();
        (state.text.trim().to_owned(), SearchState { text: String::new(), ..state })
    };
    found(one) == found(other)
}

fn key(kind: IndexKind) -> String {
    format!("lepas.searches.{}", kind.slug())
}

/// The searches that the device keeps. A line that cannot be read is left out.
pub(crate) fn read(kind: IndexKind) -> Vec<Saved> {
    let text = storage::read(&key(kind)).unwrap_or_default();
    text.lines().filter_map(|line| read_line(kind, line)).take(MOST).collect()
}

fn read_line(kind: IndexKind, line: &str) -> Option<Saved> {
    let (since, rest) = line.split_once(' ')?;
    let (total, address) = rest.split_once(' ')?;
    let since = since.parse().ok().filter(|since: &f64| since.is_finite());
    let seen = since.zip(total.parse().ok()).map(|(since, total)| Seen { since, total });
    Some(Saved { state: SearchState::from_address(kind, address), seen })
}

/// Changes what the device keeps, beginning with what it holds now: another tab may have changed it too.
///
/// # Errors
/// [`StorageError`] when the device did not keep it.
pub(crate) fn change(kind: IndexKind, change: impl FnOnce(&mut Vec<Saved>)) -> Result<Vec<Saved>, StorageError> {
    let mut all = read(kind);
    change(&mut all);
    let mut text = String::new();
    for saved in &all {
        let (since, total) = saved.seen.map_or(("-".to_owned(), 0), |seen| (seen.since.to_string(), seen.total));
        // An address has neither spaces nor line ends.
        text.push_str(&format!("{since} {total} {}\n", saved.state.to_address()));
    }
    if all.is_empty() {
        storage::remove(&key(kind));
    } else {
        storage::write(&key(kind), &text)?;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use lepas_api::index::IndexKind::{Jobs, Talent};

    use super::*;

    fn saved(address: &str, seen: Option<Seen>) -> Saved {
        Saved { state: SearchState::from_address(Jobs, address), seen }
    }

    #[test]
    fn what_is_kept_is_read_again_each_kind_for_itself() {
        let all = [
            saved("?q=kemasan+makanan&exact=1&mode=remote&pay=20-", Some(Seen { since: 20_000.0, total: 3 })),
            saved("?skill=C%2B%2B", None),
        ];
        change(Jobs, |kept| kept.extend(all.iter().cloned())).unwrap();
        assert_eq!(read(Jobs), all);
        assert!(read(Talent).is_empty());
        change(Jobs, Vec::clear).unwrap();
        assert!(read(Jobs).is_empty());
    }

    #[test]
    fn a_damaged_line_costs_only_itself() {
        storage::write(&key(Jobs), "nonsense\n20000 x ?q=a\n20000 2 ?q=b\n").unwrap();
        assert_eq!(read(Jobs), [saved("?q=a", None), saved("?q=b", Some(Seen { since: 20_000.0, total: 2 }))]);
        storage::remove(&key(Jobs));
    }

    #[test]
    fn a_full_device_says_so_and_keeps_what_it_held() {
        storage::set_limit(60);
        change(Jobs, |kept| kept.push(saved("?q=a", None))).unwrap();
        let long = saved(&format!("?q={}", "b".repeat(80)), None);
        assert_eq!(change(Jobs, |kept| kept.push(long)), Err(StorageError::Full));
        assert_eq!(read(Jobs).len(), 1);
        storage::remove(&key(Jobs));
    }

    #[test]
    fn only_what_came_since_is_new() {
        let seen = saved("?q=a", Some(Seen { since: 0.0, total: 3 }));
        assert_eq!((seen.news(5), seen.news(3), seen.news(1)), (2, 0, 0));
        assert_eq!(saved("?q=a", None).news(5), 0);
    }

    #[test]
    fn counting_asks_for_nothing_but_the_total_since_a_day() {
        let state = SearchState::from_address(Jobs, "?q=a&exact=1&mode=remote&pay=20-");
        let query = count(&state, Jobs, since(20_000.7));
        assert_eq!((query.limit, query.offset, query.facets.len(), query.histograms.len()), (0, 0, 0, 0));
        assert_eq!((query.text.as_str(), query.correct, query.filters.len()), ("a", false, 1));
        let bounds: Vec<_> = query.ranges.iter().map(|range| (range.number.as_str(), range.min)).collect();
        assert_eq!(bounds, [("pay", Some(20.0)), ("posted", Some(19_993.0))]);
    }

    #[test]
    fn order_and_weights_make_no_other_search() {
        let state = |address| SearchState::from_address(Jobs, address);
        assert!(same(
            &state("?q=a+&mode=remote&skill=B&skill=A&sort=newest"),
            &state("?q=a&skill=A&skill=B&mode=remote&w=1.2.3.4.5")
        ));
        assert!(!same(&state("?q=a"), &state("?q=a&exact=1")));
        assert!(!same(&state("?q=a&pay=20-"), &state("?q=a&pay=30-")));
    }
}
