//! Testimonials: asked for by a link, written by somebody without an account, shown with their consent.
//!
//! Owns what the owner sees and decides, and what the writer says. The page that the link leads to is plain HTML and not
//! part of the API.

use serde::{Deserialize, Serialize};

use crate::{
    TestimonialId, Timestamp,
    limits::{LABEL_MAX, NAME_MAX, TESTIMONIAL_MAX},
    validation::{Report, Rule, Validate},
};

/// `PUT /v1/profiles/{handle}/testimonials/{id}`: asks somebody, or asks again with a new link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskTestimonial {
    /// Whom, in the owner's words; only the owner and the person asked read it.
    pub asked: String,
}

impl Validate for AskTestimonial {
    fn validate(&self, report: &mut Report) {
        report.text("asked", &self.asked, 1, NAME_MAX);
    }
}

/// A request with its link, which is told this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedTestimonial {
    /// The request.
    pub testimonial: Testimonial,
    /// Path of the page on which it is written, the secret in it. Only its hash is kept.
    pub path: String,
}

/// `GET /v1/profiles/{handle}/testimonials`: everything the owner asked for, in the order it is shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Testimonials {
    /// At most [`crate::limits::TESTIMONIALS_MAX`].
    pub items: Vec<Testimonial>,
}

/// A request and what came of it, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Testimonial {
    /// Its id.
    pub id: TestimonialId,
    /// Who was asked, in the owner's words.
    pub asked: String,
    /// When the link was made.
    pub asked_at: Timestamp,
    /// Until when the link takes a text.
    pub expires_at: Timestamp,
    /// What was written with consent; absent while nothing is, and after it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// When the writer took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
    /// Whether the owner shows it.
    pub shown: bool,
}

/// What somebody wrote and agreed to be public.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Written {
    /// Their name.
    pub name: String,
    /// What they do, such as "pemilik Kopi Contoh".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// What they say.
    pub text: String,
    /// 1 to 5, if they gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// When.
    pub written_at: Timestamp,
}

impl Written {
    /// A form in which nothing is typed.
    #[must_use]
    pub fn blank() -> Self {
        let written_at = Timestamp::from_milliseconds(0);
        Self { name: String::new(), role: String::new(), text: String::new(), rating: None, written_at }
    }
}

impl Validate for Written {
    fn validate(&self, report: &mut Report) {
        report.text("name", &self.name, 1, NAME_MAX);
        report.text("role", &self.role, 0, LABEL_MAX);
        report.text("text", &self.text, 1, TESTIMONIAL_MAX);
        if self.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
            report.add("rating", Rule::OutOfRange { minimum: 1, maximum: 5 });
        }
    }
}

/// `PATCH /v1/profiles/{handle}/testimonials/{id}`: what the owner decides. What is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArrangeTestimonial {
    /// Shows or hides it. Only what is written can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<bool>,
    /// Its new place in the list, from 0; beyond the end means last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

/// In a public view: where a reference comes from when it was written through a link. Only the server says this; in a
/// draft it means nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ByLink {
    /// What the writer does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// 1 to 5, if they gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// When they wrote it.
    pub written_at: Timestamp,
}
