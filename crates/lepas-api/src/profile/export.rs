//! Taking a profile away: what the server makes and what the client adds to it.
//!
//! Owns the answer. The files are made by `lepas-exchange`; packing them is the client's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// In which form a profile leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// The whole site, public parts only.
    Site,
    /// One text in Markdown.
    Markdown,
    /// One CSV table a section.
    Tables,
}

impl ExportForm {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Site, Self::Markdown, Self::Tables];

    /// The word in the address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Markdown => "markdown",
            Self::Tables => "tables",
        }
    }

    /// The form that a word names.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.slug() == slug)
    }
}

/// `GET /v1/profiles/{handle}/export`: the files of an export by their paths, which are relative, unique and use `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileExport {
    /// Path to text, in UTF-8.
    pub files: BTreeMap<String, String>,
    /// Path to bytes in base64: pictures that only the server draws.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drawn: BTreeMap<String, String>,
    /// Path to the address of a file on this server, which the client fetches and puts there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fetched: BTreeMap<String, String>,
}
