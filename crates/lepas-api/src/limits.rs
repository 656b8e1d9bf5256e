//! Every size limit of the contract in one place, so that client, server and documents say the same number.
//!
//! Text lengths count Unicode scalar values; bodies count bytes.

/// Largest JSON request body in bytes.
pub const JSON_BODY_BYTES: usize = 1024 * 1024;
/// Largest picture upload in bytes.
pub const UPLOAD_BYTES: usize = 5 * 1024 * 1024;
/// Largest picture in pixels (width × height), read from the header before decoding.
pub const UPLOAD_PIXELS: u64 = 40_000_000;
/// Shortest password in characters.
pub const PASSWORD_MIN: usize = 10;
/// Longest password in characters; long enough for any passphrase, short enough to hash.
pub const PASSWORD_MAX: usize = 128;
/// Longest display name.
pub const NAME_MAX: usize = 80;
/// Longest headline ("one sentence about you").
pub const HEADLINE_MAX: usize = 120;
/// Longest summary of a profile.
pub const SUMMARY_MAX: usize = 4_000;
/// Most skills on a profile or a job.
pub const SKILLS_MAX: usize = 50;
/// Longest skill name.
pub const SKILL_MAX: usize = 60;
/// Longest short label (city, company, role, title of a case).
pub const LABEL_MAX: usize = 160;
/// Longest alternative text of a picture.
pub const ALT_MAX: usize = 300;
/// Most entries in one section of a profile.
pub const SECTION_MAX: usize = 100;
/// Longest description of a job or a case.
pub const DESCRIPTION_MAX: usize = 8_000;
/// Longest chat message.
pub const MESSAGE_MAX: usize = 8_000;
/// Most items of one page of a list.
pub const PAGE_MAX: usize = 100;
/// Items of one page when the caller does not say.
pub const PAGE_DEFAULT: usize = 50;
/// Longest search text.
pub const QUERY_MAX: usize = 200;
/// Most sites that an owner can name for their card.
pub const WIDGET_SITES_MAX: usize = 20;
/// Longest testimonial.
pub const TESTIMONIAL_MAX: usize = 2_000;
/// Most testimonials, requests included, of a profile.
pub const TESTIMONIALS_MAX: usize = 50;
/// Most people on a team card.
pub const TEAM_MAX: usize = 8;
/// Longest web address.
pub const LINK_MAX: usize = 2_000;
/// Longest idempotency key.
pub const IDEMPOTENCY_KEY_MAX: usize = 128;
