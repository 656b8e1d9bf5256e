//! The profile document: JSON Resume 1.3.1 with Lepas extras under `meta.lepas`.
//!
//! Owns its shape, its validation and the public view of it. Members that Lepas does not know are kept in `other` at
//! every level, so that a document survives a round trip. Leaves rendering to `lepas-page` and storing to the server.
//! Format: <https://jsonresume.org/schema>, version 1.3.1, draft-07, `additionalProperties: true`.

mod document;
mod export;
mod extras;
pub mod members;
mod open;
mod page_settings;
pub mod places;
mod private_case;
mod public_view;
mod testimonial;
mod widgets;

use serde::{Deserialize, Serialize};

pub use document::{Basics, Language, Location, Meta, NetworkProfile, ProfileDocument, Reference, Skill, Work};
pub use export::{ExportForm, ProfileExport};
pub use extras::{Availability, AvailabilityStatus, CaseStudy, Extras, Picture, Rate, RateUnit, Service, Theme};
pub use members::{Members, SECTIONS};
pub use page_settings::{PageLink, PageSettings};
pub use places::Audience;
pub use private_case::{CaseLink, CaseLinks, LOCK_ROUNDS, LOCKED_MAX, MadeCaseLink};
pub use testimonial::{
    ArrangeTestimonial, AskTestimonial, AskedTestimonial, ByLink, Testimonial, Testimonials, Written,
};
pub use widgets::{WidgetCounts, WidgetDay, WidgetSettings, check_site};

use crate::{Handle, Timestamp};

/// Members of a JSON object that Lepas does not know; kept as they came.
pub type Other = serde_json::Map<String, serde_json::Value>;

/// `GET /v1/profiles/{handle}/draft`: one's own document with its state. The `ETag` header carries the version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnProfile {
    /// Page address.
    pub handle: Handle,
    /// The draft as last saved.
    pub document: ProfileDocument,
    /// Counts every saved change; the strong `ETag` is `"{version}"`.
    pub version: u64,
    /// The version that is public, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_version: Option<u64>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// When the draft was saved.
    pub updated_at: Timestamp,
}

/// `GET /v1/profiles/{handle}`: what everybody may read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicProfile {
    /// Page address.
    pub handle: Handle,
    /// The published document without its private members.
    pub document: ProfileDocument,
    /// When it was published.
    pub published_at: Timestamp,
}

/// `PUT /v1/profiles/{handle}/address`: a new page address. The old one redirects for as long as nobody else takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeHandle {
    /// The wanted address.
    pub handle: Handle,
}
