//! What a collection answers. Owns the answer types; leaves their making to `search`.

/// The answer to one query.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Answer {
    /// Documents that pass the text and all filters, whatever the limit.
    pub total: usize,
    /// Live documents in the collection.
    pub of: usize,
    /// The asked-for page, best first.
    pub hits: Vec<Hit>,
    /// Counts in the order of the request. Each leaves out the filter on its own facet, so a count is what a click would show.
    pub facets: Vec<FacetCounts>,
    /// Distributions in the order of the request. Each leaves out the range on its own number.
    pub histograms: Vec<Histogram>,
    /// Words that the collection does not have and what was searched for instead.
    pub corrections: Vec<Correction>,
    /// Words that took no part: they occur nowhere and resemble nothing.
    pub ignored: Vec<String>,
    /// For every facet and number that is filtered by: how many documents there would be without its filters. Most first.
    pub loosened: Vec<Loosened>,
    /// Documents that would be found if none were hidden, and are not.
    pub hidden: usize,
}

/// What would be found without the filters on one facet or number.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Loosened {
    /// Name of the facet or number.
    pub name: String,
    /// Documents found without its filters, all others kept.
    pub total: usize,
}

/// One document of the answer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Hit {
    /// The document's id.
    pub id: String,
    /// The sum of the parts' points, added in `f32` in their order, starting at 0.
    pub score: f32,
    /// What the score is made of.
    pub parts: Vec<Part>,
    /// The title and the matched pieces of it.
    pub title: Marked,
    /// The summary and the matched pieces of it.
    pub summary: Marked,
    /// The document's payload.
    pub payload: String,
}

/// One summand of a score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Part {
    /// `relevance`, `freshness` or the name that the query gave it.
    pub name: String,
    /// Points given; below 0 where the query lowers.
    pub points: f32,
    /// Points possible; 0 where the query lowers.
    pub maximum: f32,
    /// Whether the fact behind the part is known. Unknown gives no points.
    pub known: bool,
    /// Whether the fact is only estimated.
    #[cfg_attr(feature = "serde", serde(default))]
    pub estimated: bool,
}

/// Text as stored, untouched, and where it matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Marked {
    /// The text.
    pub text: String,
    /// `[start, end)` in characters (Unicode scalar values), sorted and disjoint.
    pub marks: Vec<(u32, u32)>,
}

/// Counts of one facet over the matching documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FacetCounts {
    /// Name of the facet.
    pub facet: String,
    /// The most frequent values, count falling and then by value. A value that is filtered by stands here even with a count of
    /// 0 or beyond the limit, at the end, so that a reader can always take the filter off.
    pub values: Vec<(String, u32)>,
    /// Documents without a value.
    pub unknown: u32,
    /// Values that occur at all.
    pub distinct: u32,
}

/// Distribution of one number over the matching documents.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Histogram {
    /// Name of the number.
    pub number: String,
    /// Documents per bin.
    pub counts: Vec<u32>,
    /// Documents below the first edge.
    pub below: u32,
    /// Documents at or above the last edge.
    pub above: u32,
    /// Documents whose number is stated.
    pub stated: u32,
    /// Documents whose number is estimated.
    pub estimated: u32,
    /// Documents without the number.
    pub unknown: u32,
    /// Least known value.
    pub min: Option<f64>,
    /// Greatest known value.
    pub max: Option<f64>,
}

/// How a number spreads over the matching documents.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Spread {
    /// A quarter, half and three quarters of those whose number is known are not above these; `None` where it is known of nobody.
    pub quartiles: Option<[f64; 3]>,
    /// The distribution.
    pub histogram: Histogram,
}

/// A word that was searched for in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Correction {
    /// As written.
    pub from: String,
    /// As searched for.
    pub to: String,
}
