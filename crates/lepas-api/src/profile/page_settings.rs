//! What an owner decides about their public page beyond its theme.

use serde::{Deserialize, Serialize};

use super::document::check_link;
use crate::{
    limits::{LABEL_MAX, SECTION_MAX},
    validation::{Report, Rule, Validate},
};

/// `meta.lepas.page`: colour, shape, who may find it, whether visits are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageSettings {
    /// The owner's colour: a name of ours or six hexadecimal digits. It is moved until it is legible on the theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The address of the page shows the links in one column; the whole profile stands at `/u/{handle}/profile`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub link_page: bool,
    /// Links in the person's own order, for the link page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<PageLink>,
    /// Search engines are asked to leave the page out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hide_from_engines: bool,
    /// The talent search of Lepas leaves the person out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hide_from_talent: bool,
    /// Visits are counted by day, without noting who it was. Off unless switched on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count_visits: bool,
}

/// A link of the link page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageLink {
    /// Stable within the profile, so that marks and moves stay with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What it says; an empty one shows its address.
    #[serde(default)]
    pub label: String,
    /// Where it leads; empty while nobody has written it.
    #[serde(default)]
    pub url: String,
    /// Links after one another with the same heading stand together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
}

impl PageSettings {
    /// True when the owner chose nothing, so that the document need not say it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Validate for PageSettings {
    fn validate(&self, report: &mut Report) {
        let is_color = |word: &str| {
            let word = word.strip_prefix('#').unwrap_or(word);
            !word.is_empty() && word.len() <= 12 && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if self.accent.as_deref().is_some_and(|word| !is_color(word)) {
            report.add("accent", Rule::Choice);
        }
        report.each("links", &self.links, SECTION_MAX, |link, report| {
            report.text("id", &link.id, 0, 64);
            report.text("label", &link.label, 0, LABEL_MAX);
            report.text("group", &link.group, 0, LABEL_MAX);
            check_link(report, "url", Some(&link.url));
        });
    }
}
