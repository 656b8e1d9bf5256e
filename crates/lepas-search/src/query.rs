//! What is asked of a collection, and what is wrong with a question.
//!
//! Owns the query types, their defaults and [`QueryError`]. Leaves their meaning to `search`.

mod measure;

pub use measure::{Measure, PartRequest};

/// One question to a collection. Every field has a default, so a caller names only what it needs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Query {
    /// At most 200 characters and 32 words. `"quoted words"` must stand together, `-word` must not occur; while the text
    /// does not end in a space, its last word is taken as the beginning of a word. No word at all matches everything.
    pub text: String,
    /// Whether words that the collection does not have may be corrected (default: yes). The way back from a correction.
    pub correct: bool,
    /// All must hold.
    pub filters: Vec<FacetFilter>,
    /// All must hold.
    pub ranges: Vec<RangeFilter>,
    /// Order of the hits.
    pub sort: Sort,
    /// Hits to leave out at the beginning.
    pub offset: usize,
    /// Hits to return, at most 200.
    pub limit: usize,
    /// Facets to count.
    pub facets: Vec<FacetRequest>,
    /// Numbers to draw.
    pub histograms: Vec<HistogramRequest>,
    /// When present, new documents get points.
    pub freshness: Option<Freshness>,
    /// Points per part of the score.
    pub weights: Weights,
    /// Further parts of the score, at most 8.
    pub parts: Vec<PartRequest>,
    /// Takes away from the score: the share that it measures times its weight (at most 1) of what all other parts gave. It
    /// is shown as the last part, with points below 0 and none possible.
    pub lowered: Option<PartRequest>,
    /// Ids that do not pass, at most 1,000.
    pub hidden: Vec<String>,
    /// Only these ids pass, at most 1,000; none at all is no filter.
    pub only: Vec<String>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            correct: true,
            filters: Vec::new(),
            ranges: Vec::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 20,
            facets: Vec::new(),
            histograms: Vec::new(),
            freshness: None,
            weights: Weights::default(),
            parts: Vec::new(),
            lowered: None,
            hidden: Vec::new(),
            only: Vec::new(),
        }
    }
}

/// Documents with one of these values. Several filters must all hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct FacetFilter {
    /// Name of the facet.
    pub facet: String,
    /// Any of these; the empty string is "unknown". No value at all is no filter.
    pub values: Vec<String>,
}

/// Documents whose number lies between two bounds, both included.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct RangeFilter {
    /// Name of the number.
    pub number: String,
    /// Least value that passes.
    pub min: Option<f64>,
    /// Greatest value that passes.
    pub max: Option<f64>,
    /// Whether estimated values may pass (default: yes).
    pub estimated: bool,
    /// Whether documents without the number pass (default: no).
    pub unknown: bool,
}

impl Default for RangeFilter {
    fn default() -> Self {
        Self { number: String::new(), min: None, max: None, estimated: true, unknown: false }
    }
}

/// Order of the hits. Equal documents are ordered by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Sort {
    /// By score, best first.
    #[default]
    Relevance,
    /// By a number; documents without it come last in either direction.
    Number {
        /// Name of the number.
        number: String,
        /// Greatest first.
        #[cfg_attr(feature = "serde", serde(default))]
        descending: bool,
    },
}

/// Asks for the counts of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct FacetRequest {
    /// Name of the facet.
    pub facet: String,
    /// Most values to return (default 10, at most 1,000).
    pub limit: usize,
}

impl Default for FacetRequest {
    fn default() -> Self {
        Self { facet: String::new(), limit: 10 }
    }
}

/// Asks for the distribution of a number.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct HistogramRequest {
    /// Name of the number.
    pub number: String,
    /// 2 to 256 rising bounds; bin `i` holds `edges[i] <= value < edges[i + 1]`. No edge gives no bin, only the totals.
    pub edges: Vec<f64>,
}

/// How new documents gain points: half of them every `half_life_days`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Freshness {
    /// Name of the number that holds the date, in days since 1970.
    pub number: String,
    /// Today in the same unit. The engine has no clock.
    pub today: f64,
    /// Days after which half of the points are left; greater than 0.
    pub half_life_days: f64,
}

impl Default for Freshness {
    fn default() -> Self {
        Self { number: String::new(), today: 0.0, half_life_days: 30.0 }
    }
}

/// Points that the best document of a part gets. The reader's choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Weights {
    /// Points for the best text match among the candidates.
    pub relevance: f32,
    /// Points for a document of today.
    pub freshness: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { relevance: 85.0, freshness: 15.0 }
    }
}

/// What is supposed of one document.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Change {
    /// It has this value of a facet too, or instead where a document has one only.
    Value {
        /// Name of the facet.
        facet: String,
        /// The value.
        value: String,
    },
    /// Its number is stated as this.
    Number {
        /// Name of the number.
        number: String,
        /// The value.
        value: f64,
    },
}

/// Why a query cannot be answered. Every variant is the asker's to repair.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text has more than 200 characters.
    #[error("the text has {length} characters, at most {maximum} are allowed")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        maximum: usize,
    },
    /// The text has more than 32 words.
    #[error("the text has {count} words, at most {maximum} are allowed")]
    TooManyTerms {
        /// Words given.
        count: usize,
        /// Words allowed.
        maximum: usize,
    },
    /// A facet that the schema does not have.
    #[error("there is no facet called {0:?}")]
    UnknownFacet(String),
    /// A number that the schema does not have.
    #[error("there is no number called {0:?}")]
    UnknownNumber(String),
    /// A limit above its maximum.
    #[error("{what} of {given} is more than {maximum}")]
    LimitTooLarge {
        /// Which limit.
        what: &'static str,
        /// What was asked for.
        given: usize,
        /// What is allowed.
        maximum: usize,
    },
    /// A part of the score has no name, one that is taken, or nothing to measure.
    #[error("the part {0:?} is not valid")]
    BadPart(String),
    /// The query has a phrase, and of a segment it is not known where its words stand.
    #[error("phrases cannot be looked for before the positions of all words are there")]
    NoPositions,
    /// A bound, edge, weight or half-life that is not a usable number.
    #[error("{0} is not a usable number")]
    BadNumber(&'static str),
}
