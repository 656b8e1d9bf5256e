//! The one renderer of Lepas: a profile document becomes the public page, the card, the badge.
//!
//! Owns their markup, their CSS and their Content-Security-Policies, and nothing else: no input, no output, no clock.
//! The studio's preview in the browser and the server's public addresses call the same functions, so the preview shows
//! what will be published. Leaves loading documents, caching, headers and choosing the language to the caller.
//!
//! Every text of the document goes through maud's escaping; an address becomes a link only when
//! [`lepas_api::link::is_safe`] says so; there is no script in any output apart from JSON-LD, which is data.

mod badge;
mod card;
#[cfg(feature = "csp")]
pub mod csp;
pub mod embed;
pub mod facts;
mod files;
pub mod format;
mod json_ld;
mod mark;
mod missing;
mod options;
mod page;
mod place;
mod qr;
mod snippet;
pub mod style;
mod team;
mod testimonial;
mod words;

pub use badge::{render_badge, render_missing_badge};
pub use card::render_card;
pub use files::{render_atom, render_calendar, render_json_feed, render_vcard};
pub use missing::{render_missing_card, render_missing_page};
pub use options::{
    Accent, BadgeOptions, BadgeParts, CardLayout, CardOptions, PageKind, PageOptions, RADIUS_MAX, Rating, Rgb, Tint,
    radius_from_word, scheme_from_word,
};
pub use page::{render_locked_case, render_page, render_preview, render_rate_card, render_secret_case};
pub use qr::QrCode;
pub use snippet::render_snippet;
pub use team::{Joint, joint_availability, render_team};
pub use testimonial::{TestimonialPage, TestimonialStep, render_testimonial};
