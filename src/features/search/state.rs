//! What a person is looking for, as it stands in the address of the page.
//!
//! Owns both directions between the address and the search, and the translation into a query of the engine. Pure: no
//! browser, no view. An address that somebody edited by hand gives the nearest sensible search, never an error.

use lepas_api::index::{IndexKind, field};
use lepas_search::{FacetFilter, FacetRequest, HistogramRequest, Query, RangeFilter, Sort};

use super::weigh::Piece;
use crate::routes::query;

/// Rows that are fetched at a time.
pub(crate) const PAGE: usize = 50;
/// Longest list of values that one facet may filter by.
const MAX_VALUES: usize = 20;
/// Dollars an hour between the bars of the histogram.
pub(crate) const PAY_EDGES: [f64; 15] =
    [0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 75.0, 90.0, 110.0, 130.0, 160.0, 200.0];

/// How results are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// Best first.
    #[default]
    Match,
    /// Newest first.
    Newest,
    /// Highest pay first; for people lowest rate first.
    Pay,
}

impl Order {
    /// All orders as they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Match, Self::Newest, Self::Pay];

    /// The word in the address.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Newest => "newest",
            Self::Pay => "pay",
        }
    }

    /// The order with this word.
    pub(crate) fn from_slug(slug: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.slug() == slug).unwrap_or_default()
    }
}

/// Facets that a page of this kind offers, in the order they are drawn.
pub(crate) fn facets(kind: IndexKind) -> &'static [&'static str] {
    match kind {
        IndexKind::Jobs => &[
            field::SKILL,
            field::CATEGORY,
            field::MODE,
            field::PAY_UNIT,
            field::EMPLOYMENT,
            field::LEVEL,
            field::COUNTRY,
        ],
        IndexKind::Talent => &[field::SKILL, field::CATEGORY, field::AVAILABILITY, field::LANGUAGE, field::COUNTRY],
    }
}

/// Bounds on pay in dollars an hour.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct PayRange {
    /// Least.
    pub(crate) minimum: Option<f64>,
    /// Most.
    pub(crate) maximum: Option<f64>,
    /// Whether those who state nothing stay in.
    pub(crate) unknown: bool,
}

impl PayRange {
    /// True when neither end is set.
    pub(crate) fn is_open(&self) -> bool {
        self.minimum.is_none() && self.maximum.is_none()
    }

    /// The range with or without those who state nothing. Without an end they are always in, so leaving them out sets the
    /// lowest end there is.
    pub(crate) fn with_unknown(self, unknown: bool) -> Self {
        let minimum = if self.is_open() && !unknown { Some(0.0) } else { self.minimum };
        Self { minimum, unknown, ..self }
    }
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SearchState {
    /// What was typed.
    pub(crate) text: String,
    /// Whether the words count as they are written: unknown ones are not corrected. Never set without words.
    pub(crate) exact: bool,
    /// Chosen values by facet, in the order they were chosen. No facet stands without a value.
    pub(crate) filters: Vec<(String, Vec<String>)>,
    /// Bounds on pay.
    pub(crate) pay: PayRange,
    /// Order of the results.
    pub(crate) order: Order,
    /// Points of the pieces of a score in their order; empty as long as no slider was moved.
    pub(crate) weights: Vec<u8>,
}

impl Default for SearchState {
    fn default() -> Self {
        Self {
            text: String::new(),
            exact: false,
            filters: Vec::new(),
            pay: PayRange::default(),
            order: Order::Match,
            weights: Vec::new(),
        }
    }
}

impl SearchState {
    /// Reads the part of an address after `?`, with or without it.
    pub(crate) fn from_address(kind: IndexKind, search: &str) -> Self {
        let mut state = Self::default();
        for (name, value) in query::decode(search) {
            match name.as_str() {
                "q" => state.text = value.chars().take(lepas_api::limits::QUERY_MAX).collect(),
                "exact" => state.exact = value == "1",
                "pay" => {
                    let (low, high) = value.split_once('-').unwrap_or((value.as_str(), ""));
                    state.pay.minimum = bound(low);
                    state.pay.maximum = bound(high);
                }
                "pay-unknown" => state.pay.unknown = value == "1",
                "sort" => state.order = Order::from_slug(&value),
                "w" => state.weights = weights(kind, &value),
                facet if facets(kind).contains(&facet) => state.set(facet, &value, true),
                _ => {}
            }
        }
        state.exact &= !state.text.is_empty();
        state
    }

    /// The part of the address after the path: empty, or with `?` in front. What is default is left out.
    pub(crate) fn to_address(&self) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
            if self.exact {
                pairs.push(("exact", "1".into()));
            }
        }
        for (facet, values) in &self.filters {
            pairs.extend(values.iter().map(|value| (facet.as_str(), value.clone())));
        }
        if !self.pay.is_open() {
            let show = |bound: Option<f64>| bound.map(|value| value.to_string()).unwrap_or_default();
            pairs.push(("pay", format!("{}-{}", show(self.pay.minimum), show(self.pay.maximum))));
            if self.pay.unknown {
                pairs.push(("pay-unknown", "1".into()));
            }
        }
        if self.order != Order::Match {
            pairs.push(("sort", self.order.slug().into()));
        }
        if !self.weights.is_empty() {
            let points: Vec<String> = self.weights.iter().map(u8::to_string).collect();
            pairs.push(("w", points.join(".")));
        }
        query::encode(&pairs)
    }

    /// Looks for other words; whether they may be corrected is a question anew.
    pub(crate) fn set_text(&mut self, text: String) {
        self.exact &= self.text == text;
        self.text = text;
    }

    /// Whether a value of a facet is chosen.
    pub(crate) fn has(&self, facet: &str, value: &str) -> bool {
        self.filters.iter().any(|(name, values)| name == facet && values.iter().any(|held| held == value))
    }

    /// Chooses a value of a facet or lets it go.
    pub(crate) fn set(&mut self, facet: &str, value: &str, chosen: bool) {
        let at = self.filters.iter().position(|(name, _)| name == facet);
        match (at, chosen) {
            (Some(at), true) => {
                let values = &mut self.filters[at].1;
                if values.len() < MAX_VALUES && !values.iter().any(|held| held == value) {
                    values.push(value.to_owned());
                }
            }
            (None, true) => self.filters.push((facet.to_owned(), vec![value.to_owned()])),
            (Some(at), false) => {
                self.filters[at].1.retain(|held| held != value);
                if self.filters[at].1.is_empty() {
                    self.filters.remove(at);
                }
            }
            (None, false) => {}
        }
    }

    /// How many filters are on, as the phone's button shows it.
    pub(crate) fn active(&self) -> usize {
        self.filters.iter().map(|(_, values)| values.len()).sum::<usize>() + usize::from(!self.pay.is_open())
    }

    /// The same search without any filter; text, order and weights stay.
    pub(crate) fn without_filters(&self) -> Self {
        Self { filters: Vec::new(), pay: PayRange::default(), ..self.clone() }
    }

    /// The same search without the filters on one facet, or without the pay range, which goes by the name of its number.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut looser = self.clone();
        if name == field::PAY {
            looser.pay = PayRange::default();
        } else {
            looser.filters.retain(|(facet, _)| facet != name);
        }
        looser
    }

    /// The question to the engine, but for what counts towards the score (see `weigh`).
    pub(crate) fn query(&self, kind: IndexKind, offset: usize) -> Query {
        let first_page = offset == 0;
        Query {
            text: self.text.clone(),
            correct: !self.exact,
            filters: self
                .filters
                .iter()
                .map(|(facet, values)| FacetFilter { facet: facet.clone(), values: values.clone() })
                .collect(),
            ranges: self.range().into_iter().collect(),
            sort: self.sort(kind),
            offset,
            limit: PAGE,
            // Counts belong to the whole answer, so only its first page asks for them.
            facets: if first_page {
                facets(kind)
                    .iter()
                    .map(|facet| FacetRequest { facet: (*facet).to_owned(), limit: facet_limit(facet) })
                    .collect()
            } else {
                Vec::new()
            },
            histograms: if first_page {
                vec![HistogramRequest { number: field::PAY.to_owned(), edges: PAY_EDGES.to_vec() }]
            } else {
                Vec::new()
            },
            ..Query::default()
        }
    }

    fn range(&self) -> Option<RangeFilter> {
        (!self.pay.is_open()).then(|| RangeFilter {
            number: field::PAY.to_owned(),
            min: self.pay.minimum,
            max: self.pay.maximum,
            estimated: true,
            unknown: self.pay.unknown,
        })
    }

    fn sort(&self, kind: IndexKind) -> Sort {
        match self.order {
            Order::Match => Sort::Relevance,
            Order::Newest => Sort::Number { number: field::POSTED.to_owned(), descending: true },
            Order::Pay => Sort::Number { number: field::PAY.to_owned(), descending: kind == IndexKind::Jobs },
        }
    }
}

/// Values of a facet to ask for: skills and countries are many, the rest are few.
fn facet_limit(facet: &str) -> usize {
    match facet {
        field::SKILL | field::COUNTRY => 60,
        _ => 30,
    }
}

/// Points as they stand in an address: one number for each piece, not all of them 0. Anything else is the default.
fn weights(kind: IndexKind, text: &str) -> Vec<u8> {
    let points: Vec<u8> =
        text.split('.').filter_map(|points| points.parse().ok()).filter(|points| *points <= 100).collect();
    let is_whole = points.len() == Piece::all(kind).len() && points.iter().any(|points| *points > 0);
    if is_whole { points } else { Vec::new() }
}

/// A bound as it stands in an address: a plain number that is not negative.
fn bound(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite() && (0.0..=100_000.0).contains(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hand_edited_address_gives_the_nearest_search() {
        let state = SearchState::from_address(
            IndexKind::Jobs,
            "?q=rust&mode=remote&mode=remote&nonsense=1&pay=x-50&w=1.999.3&sort=no",
        );
        assert_eq!(state.text, "rust");
        assert_eq!(state.filters, vec![("mode".to_owned(), vec!["remote".to_owned()])]);
        assert_eq!((state.pay.minimum, state.pay.maximum), (None, Some(50.0)));
        assert_eq!((state.order, state.weights), (Order::Match, vec![]));
        assert_eq!(SearchState::from_address(IndexKind::Jobs, "%%%&=&&?"), SearchState::default());
    }

    #[test]
    fn the_default_search_leaves_the_address_bare() {
        assert_eq!(SearchState::default().to_address(), "");
    }

    #[test]
    fn words_stay_as_written_until_they_change() {
        let mut state = SearchState::from_address(IndexKind::Jobs, "?q=desgin&exact=1");
        assert!(!state.query(IndexKind::Jobs, 0).correct);
        state.set_text("desgin".into());
        assert!(state.exact);
        state.set_text("desgin ".into());
        assert!(state.query(IndexKind::Jobs, 0).correct);
        assert_eq!(SearchState::from_address(IndexKind::Jobs, "?exact=1"), SearchState::default());
    }

    #[test]
    fn a_filter_is_loosened_as_a_whole_and_alone() {
        let address = "?q=a&skill=Rust&skill=Figma&mode=remote&pay=20-";
        let state = SearchState::from_address(IndexKind::Jobs, address);
        assert_eq!(state.without("skill").to_address(), "?q=a&mode=remote&pay=20-");
        assert_eq!(state.without("pay").to_address(), "?q=a&skill=Rust&skill=Figma&mode=remote");
    }

    #[test]
    fn unknown_pay_passes_only_when_asked_for() {
        let mut state = SearchState::default();
        assert!(state.query(IndexKind::Jobs, 0).ranges.is_empty());
        state.pay.minimum = Some(20.0);
        assert!(!state.query(IndexKind::Jobs, 0).ranges[0].unknown);
        state.pay.unknown = true;
        assert!(state.query(IndexKind::Jobs, 0).ranges[0].unknown);
    }

    #[test]
    fn letting_the_last_value_go_removes_the_facet() {
        let mut state = SearchState::default();
        state.set("skill", "Rust", true);
        state.set("skill", "Figma", true);
        assert_eq!(state.active(), 2);
        state.set("skill", "Rust", false);
        state.set("skill", "Figma", false);
        assert_eq!(state, SearchState::default());
    }

    proptest! {
        #[test]
        fn every_search_survives_its_address(
            text in ".{0,40}",
            exact in any::<bool>(),
            skills in proptest::collection::btree_set(".{1,12}", 0..4),
            minimum in proptest::option::of(0_u32..1_000),
            maximum in proptest::option::of(0_u32..1_000),
            unknown in any::<bool>(),
            order in prop::sample::select(Order::ALL.to_vec()),
            weights in proptest::option::of(proptest::collection::vec(1..=100_u8, 6)),
        ) {
            let pay = PayRange { minimum: minimum.map(f64::from), maximum: maximum.map(f64::from), unknown };
            let pay = if pay.is_open() { PayRange::default() } else { pay };
            let filters = if skills.is_empty() { vec![] } else { vec![("skill".to_owned(), skills.into_iter().collect())] };
            let exact = exact && !text.is_empty();
            let state = SearchState { text, exact, filters, pay, order, weights: weights.unwrap_or_default() };
            prop_assert_eq!(SearchState::from_address(IndexKind::Talent, &state.to_address()), state);
        }
    }
}
