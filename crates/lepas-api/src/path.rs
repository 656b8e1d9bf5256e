//! Every path of the API and of the public pages, built in one place.
//!
//! Owns the spelling. Ids and handles hold only characters that need no escaping, which their types guarantee.

use crate::{CaseId, ConversationId, Handle, JobId, MessageId, TestimonialId, UploadId, index::IndexKind};

/// Prefix of the API.
pub const API: &str = "/v1";
/// `POST`: register.
pub const ACCOUNTS: &str = "/v1/accounts";
/// `POST` signs in, `DELETE` signs out.
pub const SESSION: &str = "/v1/session";
/// `GET`: who is signed in.
pub const ME: &str = "/v1/me";
/// `PATCH`: language and look.
pub const SETTINGS: &str = "/v1/me/settings";
/// `POST`: upload a picture.
pub const UPLOADS: &str = "/v1/uploads";
/// `POST`: post a job.
pub const JOBS: &str = "/v1/jobs";
/// `GET` lists, `POST` opens.
pub const CONVERSATIONS: &str = "/v1/conversations";
/// `GET`: the event stream.
pub const EVENTS: &str = "/v1/events";
/// Card of several people, `?handles=a,b,c`.
pub const TEAM_CARD: &str = "/team/card";
/// How another site embeds a card, `?url=`.
pub const OEMBED: &str = "/oembed";
/// The script of the custom element.
pub const EMBED_SCRIPT: &str = "/embed.js";
/// The script of a card in a frame whose host asked for it.
pub const CARD_SCRIPT: &str = "/embed/card.js";
/// The script that opens a work with its passphrase.
pub const UNLOCK_SCRIPT: &str = "/unlock.js";
/// `GET`: the OpenAPI document.
pub const OPENAPI: &str = "/v1/openapi.json";

/// `GET`: a posting, `DELETE`: close one's own.
#[must_use]
pub fn job(id: &JobId) -> String {
    format!("/v1/jobs/{id}")
}

/// `GET`: a published profile.
#[must_use]
pub fn profile(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}")
}

/// `GET`, `PUT`: one's own draft.
#[must_use]
pub fn draft(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/draft")
}

/// `POST` publishes the draft, `DELETE` takes the page down.
#[must_use]
pub fn publication(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/publication")
}

/// `PUT`: change the page address.
#[must_use]
pub fn address(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/address")
}

/// `GET`: everything of one's own profile as files, `?form=`.
#[must_use]
pub fn export(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/export")
}

/// `GET`: one conversation.
#[must_use]
pub fn conversation(id: &ConversationId) -> String {
    format!("/v1/conversations/{id}")
}

/// `GET`: messages, `?after=SEQ` or `?before=SEQ`, `&limit=N`.
#[must_use]
pub fn messages(id: &ConversationId) -> String {
    format!("/v1/conversations/{id}/messages")
}

/// `PUT`: send a message.
#[must_use]
pub fn message(conversation: &ConversationId, message: &MessageId) -> String {
    format!("/v1/conversations/{conversation}/messages/{message}")
}

/// `PUT`: mark as read.
#[must_use]
pub fn read(id: &ConversationId) -> String {
    format!("/v1/conversations/{id}/read")
}

/// `GET`: manifest of an index.
#[must_use]
pub fn index(kind: IndexKind) -> String {
    format!("/v1/index/{}", kind.slug())
}

/// `GET`: bytes of a segment, immutable.
#[must_use]
pub fn segment(kind: IndexKind, hash: &str) -> String {
    format!("/v1/index/{}/segments/{hash}", kind.slug())
}

/// Public address of a picture.
#[must_use]
pub fn picture(id: &UploadId) -> String {
    format!("/uploads/{id}")
}

/// `GET`: one's own testimonials and the requests for them.
#[must_use]
pub fn testimonials(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/testimonials")
}

/// `PUT` asks for one, `PATCH` shows, hides and orders it, `DELETE` removes it.
#[must_use]
pub fn testimonial(handle: &Handle, id: &TestimonialId) -> String {
    format!("/v1/profiles/{handle}/testimonials/{id}")
}

/// The page on which a testimonial is written, by its secret.
#[must_use]
pub fn write_testimonial(token: &str) -> String {
    format!("/testimonials/{token}")
}

/// `GET`: the links to works of one's own that are not public.
#[must_use]
pub fn case_links(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/case-links")
}

/// `PUT` makes a link to a work and ends the one before, `DELETE` ends it.
#[must_use]
pub fn case_link(handle: &Handle, case: &CaseId) -> String {
    format!("/v1/profiles/{handle}/case-links/{case}")
}

/// The page of a work that is not public, by its secret.
#[must_use]
pub fn secret_case(handle: &Handle, token: &str) -> String {
    format!("/u/{handle}/c/{token}")
}

/// The page of a work that opens with a passphrase.
#[must_use]
pub fn locked_case(handle: &Handle, id: &str) -> String {
    format!("/u/{handle}/locked/{id}")
}

/// Public page.
#[must_use]
pub fn page(handle: &Handle) -> String {
    format!("/u/{handle}")
}

/// Embeddable card.
#[must_use]
pub fn card(handle: &Handle) -> String {
    format!("/u/{handle}/card")
}

/// Badge picture.
#[must_use]
pub fn badge(handle: &Handle) -> String {
    format!("/u/{handle}/badge.svg")
}

/// `GET`: how often one's own widgets were seen and used.
#[must_use]
pub fn widget_counts(handle: &Handle) -> String {
    format!("/v1/profiles/{handle}/widget-counts")
}

/// Profile as plain HTML to paste into mails and other sites.
#[must_use]
pub fn snippet(handle: &Handle) -> String {
    format!("/u/{handle}/snippet.html")
}

/// Where the button of a counted card leads: counts the press and goes on to [`write_to`].
#[must_use]
pub fn contact(handle: &Handle) -> String {
    format!("/u/{handle}/contact")
}

/// Public document as JSON Resume.
#[must_use]
pub fn resume(handle: &Handle) -> String {
    format!("/u/{handle}/resume.json")
}

/// The link page of somebody whose address shows the whole one.
#[must_use]
pub fn link_page(handle: &Handle) -> String {
    format!("/u/{handle}/links")
}

/// The whole page of somebody whose address shows the link page.
#[must_use]
pub fn whole_page(handle: &Handle) -> String {
    format!("/u/{handle}/profile")
}

/// The page under one of its roles. Ids of roles are checked to need no escaping before a link is made.
#[must_use]
pub fn role(handle: &Handle, role: &str) -> String {
    format!("/u/{handle}/role/{role}")
}

/// Services and prices on one sheet of paper.
#[must_use]
pub fn rate_card(handle: &Handle) -> String {
    format!("/u/{handle}/rates")
}

/// The picture that link previews show.
#[must_use]
pub fn preview_picture(handle: &Handle) -> String {
    format!("/u/{handle}/preview.png")
}

/// New work as JSON Feed.
#[must_use]
pub fn json_feed(handle: &Handle) -> String {
    format!("/u/{handle}/feed.json")
}

/// New work as Atom.
#[must_use]
pub fn atom(handle: &Handle) -> String {
    format!("/u/{handle}/feed.xml")
}

/// The contact as vCard.
#[must_use]
pub fn vcard(handle: &Handle) -> String {
    format!("/u/{handle}/contact.vcf")
}

/// Availability as iCalendar.
#[must_use]
pub fn calendar(handle: &Handle) -> String {
    format!("/u/{handle}/availability.ics")
}

/// The app's address for writing to a person: opens the conversation, asking to sign in first when needed.
#[must_use]
pub fn write_to(handle: &Handle) -> String {
    format!("/messages?to={handle}")
}
