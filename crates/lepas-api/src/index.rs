//! The search indexes that browsers load.
//!
//! Owns the manifest and the names of facets and numbers, which the server writes and the app reads. Leaves the bytes
//! to `lepas-search`. Segments and their positions are immutable and named by the hash of their content; a newer segment overrides older
//! documents with the same id; tombstones remove documents.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Which index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IndexKind {
    /// Postings.
    Jobs,
    /// Published profiles.
    Talent,
}

impl IndexKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Jobs, Self::Talent];

    /// The word in paths.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Jobs => "jobs",
            Self::Talent => "talent",
        }
    }
}

/// Facets and numbers of the indexes by name. A document without a value is unknown there, which is a state of its own.
pub mod field {
    /// Facet, many: skill names.
    pub const SKILL: &str = "skill";
    /// Facet, one: kind of work.
    pub const CATEGORY: &str = "category";
    /// Facet, one: `remote`, `hybrid`, `onsite`.
    pub const MODE: &str = "mode";
    /// Facet, one: kind of contract.
    pub const EMPLOYMENT: &str = "employment";
    /// Facet, one: `junior`, `mid`, `senior`.
    pub const LEVEL: &str = "level";
    /// Facet, one: country.
    pub const COUNTRY: &str = "country";
    /// Facet, one: what pay is for: `hour`, `day`, `month`, `year`, `project`.
    pub const PAY_UNIT: &str = "pay-unit";
    /// Facet, many: languages spoken.
    pub const LANGUAGE: &str = "language";
    /// Facet, one: `now`, `from`, `full`.
    pub const AVAILABILITY: &str = "availability";
    /// Number: dollars an hour, stated or estimated.
    pub const PAY: &str = "pay";
    /// Number: days since 1970-01-01.
    pub const POSTED: &str = "posted";
    /// Number: hours a week.
    pub const HOURS: &str = "hours";

    /// Facets of the job index in column order: (name, many values).
    pub const JOB_FACETS: &[(&str, bool)] = &[
        (SKILL, true),
        (CATEGORY, false),
        (MODE, false),
        (PAY_UNIT, false),
        (EMPLOYMENT, false),
        (LEVEL, false),
        (COUNTRY, false),
    ];
    /// Numbers of the job index in column order.
    pub const JOB_NUMBERS: &[&str] = &[PAY, POSTED];
    /// Facets of the talent index in column order: (name, many values).
    pub const TALENT_FACETS: &[(&str, bool)] =
        &[(SKILL, true), (CATEGORY, false), (LANGUAGE, true), (AVAILABILITY, false), (COUNTRY, false)];
    /// Numbers of the talent index in column order.
    pub const TALENT_NUMBERS: &[&str] = &[PAY, POSTED, HOURS];
}

/// `GET /v1/index/{kind}`: what to load. Cacheable by `ETag`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndexManifest {
    /// Which index.
    pub kind: IndexKind,
    /// Rises with every change.
    pub version: u64,
    /// When it was built; the age of the data on screen.
    pub generated_at: Timestamp,
    /// Live documents.
    pub documents: u32,
    /// Segments in the order to push them: the later overrides the earlier. To show something early, load from the end.
    pub segments: Vec<SegmentReference>,
    /// Ids that are gone from all segments.
    #[serde(default)]
    pub tombstones: Vec<String>,
}

/// One segment of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentReference {
    /// SHA-256 of the bytes in lower-case hexadecimal; also its address.
    pub hash: String,
    /// Bytes uncompressed.
    pub bytes: u64,
    /// Documents in it.
    pub documents: u32,
    /// Where its words stand, a file of its own under the same path: needed for phrases, of use for several words.
    pub positions: PositionsReference,
}

/// The positions of one segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PositionsReference {
    /// SHA-256 of the bytes in lower-case hexadecimal; also the address.
    pub hash: String,
    /// Bytes uncompressed.
    pub bytes: u64,
}
