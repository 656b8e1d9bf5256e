//! What a document is: its searched texts, its facets and its numbers.
//!
//! Owns the input types and the schema that gives columns their names. Leaves limits and their errors to `builder`.

/// Where a fact comes from. The third state, unknown, is the absence of the [`Fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Source {
    /// The person or company said it.
    #[default]
    Stated,
    /// Somebody or something derived it.
    Estimated,
}

/// A number somebody stands for, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fact {
    /// The number, finite, in the unit that the caller chose for the column.
    pub value: f64,
    /// Stated or estimated.
    #[cfg_attr(feature = "serde", serde(default))]
    pub source: Source,
}

/// How many values of a facet one document may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum FacetKind {
    /// At most one, such as a category.
    #[default]
    One,
    /// Any number, such as skills.
    Many,
}

/// Name and kind of one facet column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FacetField {
    /// 1 to 64 bytes, unique among the facets.
    pub name: String,
    /// One value or many.
    #[cfg_attr(feature = "serde", serde(default))]
    pub kind: FacetKind,
}

/// The columns of a collection. The order gives the column; at most 32 facets and 32 numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Schema {
    /// Columns of words to filter and count by.
    pub facets: Vec<FacetField>,
    /// Columns of numbers to filter, sort and draw by.
    pub numbers: Vec<String>,
}

impl Schema {
    /// Column of the facet called `name`.
    pub fn facet(&self, name: &str) -> Option<usize> {
        self.facets.iter().position(|field| field.name == name)
    }

    /// Column of the number called `name`.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.numbers.iter().position(|number| number == name)
    }
}

/// What a builder takes. Everything is owned; nothing is interpreted but what is said here.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Document {
    /// 1 to 64 bytes, unique in a segment. Ties are broken by it.
    pub id: String,
    /// Searched with the greatest weight, shown and highlighted.
    pub title: String,
    /// Searched with the second weight: skills and the like.
    pub tags: Vec<String>,
    /// Searched with the least weight, and not stored.
    pub body: String,
    /// Not searched; shown under the title and highlighted. About 200 characters.
    pub summary: String,
    /// The values per facet of the schema; none means unknown. Missing trailing columns are unknown.
    pub facets: Vec<Vec<String>>,
    /// The fact per number of the schema; `None` means unknown. Missing trailing columns are unknown.
    pub numbers: Vec<Option<Fact>>,
    /// Opaque to the engine, UTF-8 (JSON of the row), at most 64 KiB.
    pub payload: Vec<u8>,
}
