//! Parts of a score that a reader may ask for beside text relevance and freshness.
//!
//! Owns what can be measured of a document; the meaning of a measure (skill fit, pay fit, languages, facts about a client) is its
//! asker's. Every measure gives a share of 0 to 1, or says that it does not know.

/// One part of the score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PartRequest {
    /// Name under which the part is shown, 1 to 64 bytes, unique in a query; not `relevance` or `freshness`.
    pub name: String,
    /// Points for a full share, finite and not below 0.
    pub weight: f32,
    /// What is measured.
    pub measure: Measure,
}

/// What is measured of a document.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Measure {
    /// How many of `wanted` the document has, each value by its worth: a person's fit for a posting. Having one more never
    /// lowers it. Unknown where the document has no value of the facet.
    Wanted {
        /// Name of the facet.
        facet: String,
        /// Values and what each is worth, greater than 0.
        wanted: Vec<(String, f32)>,
        /// Values that stand in for a wanted one, and the share of it that they are worth: what is wanted, what is had, share.
        #[cfg_attr(feature = "serde", serde(default))]
        related: Vec<(String, String, f32)>,
    },
    /// How many of the document's values are among `had`, each at most its share: a posting's fit for a person.
    /// Unknown where the document has no value of the facet.
    Covered {
        /// Name of the facet.
        facet: String,
        /// Values and how well each counts, 0 to 1.
        had: Vec<(String, f32)>,
    },
    /// Where a number lies between two bounds: 0 at `none` and beyond, 1 at `full` and beyond, straight in between. `full` may be
    /// below `none`. Currencies and units are the asker's to convert; a converted number is an estimated [`Fact`](crate::Fact).
    Between {
        /// Name of the number.
        number: String,
        /// Value that gives nothing.
        none: f64,
        /// Value that gives everything; not equal to `none`.
        full: f64,
    },
    /// Minutes that the reader's working hours share with a document's time zone, as a share of `full`.
    Overlap {
        /// Name of the facet that holds time zones (`Asia/Jakarta`) or countries (`ID`), the latter only as an estimate.
        facet: String,
        /// The reader's working hours.
        hours: crate::Hours,
        /// Working hours assumed in the document's zone: minutes after midnight.
        theirs: (u16, u16),
        /// Minutes that give everything, above 0.
        full: u16,
    },
}
