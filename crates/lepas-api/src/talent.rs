//! The row that a result of the talent search shows; the payload of the index.

use serde::{Deserialize, Serialize};

use crate::{
    Handle,
    profile::{Availability, Picture, ProfileDocument, Rate},
};

/// What a result row shows of a person. The headline is the indexed title's companion text and not repeated here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TalentRow {
    /// Page address.
    pub handle: Handle,
    /// Name as others see it.
    pub name: String,
    /// City and country as far as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Skills in the person's own order, at most eight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// What work costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// When and how much the person can work.
    #[serde(default)]
    pub availability: Availability,
    /// Languages spoken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Portrait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Pictures of up to three works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<Picture>,
}

impl TalentRow {
    /// The row of a published document.
    #[must_use]
    pub fn new(handle: Handle, document: &ProfileDocument) -> Self {
        let basics = &document.basics;
        let extras = &document.meta.lepas;
        let place = basics.location.as_ref().and_then(|location| {
            let parts: Vec<&str> =
                [&location.city, &location.country_code].into_iter().filter_map(|part| part.as_deref()).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        });
        Self {
            handle,
            name: basics.name.clone(),
            place,
            skills: document.skills.iter().take(8).map(|skill| skill.name.clone()).collect(),
            rate: extras.rate,
            availability: extras.availability,
            languages: document.languages.iter().map(|language| language.language.clone()).collect(),
            avatar: basics.image.clone(),
            works: extras.cases.iter().filter_map(|case| case.picture.clone()).take(3).collect(),
        }
    }
}
