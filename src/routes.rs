//! The one table of routes: which addresses there are, what they are called and who may see them.
//!
//! Owns reading and writing addresses. Everybody else says [`Route`], never a string.

pub mod person;
pub mod query;

use lepas_api::{ConversationId, JobId};

use crate::i18n::Key;

/// A part of the studio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StudioSection {
    /// Name, headline, skills, rate.
    Profile,
    /// Works.
    Portfolio,
    /// Offers with a price.
    Services,
    /// Cards and badges for other sites.
    Widgets,
    /// Checking and publishing.
    Publish,
    /// Bringing a profile in and taking it away.
    Moving,
}

impl StudioSection {
    /// All parts in the order of the outline.
    pub const ALL: [Self; 6] =
        [Self::Profile, Self::Portfolio, Self::Services, Self::Widgets, Self::Publish, Self::Moving];

    /// The word in the address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Portfolio => "portfolio",
            Self::Services => "services",
            Self::Widgets => "widgets",
            Self::Publish => "publish",
            Self::Moving => "import",
        }
    }

    /// The part that a word names.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.slug() == slug)
    }
}

/// An address of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The landing page.
    Home,
    /// Job search.
    Jobs,
    /// One posting.
    Job(JobId),
    /// Posting a job.
    NewJob,
    /// Talent search.
    Talent,
    /// What was kept while searching.
    Shortlist,
    /// The builder, at its first part.
    Studio,
    /// A part of the builder.
    StudioSection(StudioSection),
    /// All conversations.
    Messages,
    /// One conversation.
    Conversation(ConversationId),
    /// Language, look, account.
    Settings,
    /// Signing in, then going on to an address.
    SignIn {
        /// Where to go on to; a path of this app.
        next: Option<String>,
    },
    /// Registering, then going on to an address.
    SignUp {
        /// Where to go on to; a path of this app.
        next: Option<String>,
    },
    /// Every component in every state; development builds only.
    Gallery,
}

impl Route {
    /// The address.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Jobs => "/jobs".into(),
            Self::Job(id) => format!("/jobs/{id}"),
            Self::NewJob => "/jobs/new".into(),
            Self::Talent => "/talent".into(),
            Self::Shortlist => "/shortlist".into(),
            Self::Studio => "/studio".into(),
            Self::StudioSection(section) => format!("/studio/{}", section.slug()),
            Self::Messages => "/messages".into(),
            Self::Conversation(id) => format!("/messages/{id}"),
            Self::Settings => "/settings".into(),
            Self::SignIn { next } => with_next("/sign-in", next.as_deref()),
            Self::SignUp { next } => with_next("/sign-up", next.as_deref()),
            Self::Gallery => "/gallery".into(),
        }
    }

    /// The route of a path without its query; `None` for an address that the app does not have.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let trimmed = path.strip_suffix('/').unwrap_or(path);
        let pieces: Vec<&str> = trimmed.split('/').skip(1).collect();
        Some(match pieces.as_slice() {
            [] => Self::Home,
            ["jobs"] => Self::Jobs,
            ["jobs", "new"] => Self::NewJob,
            ["jobs", id] => Self::Job(id.parse().ok()?),
            ["talent"] => Self::Talent,
            ["shortlist"] => Self::Shortlist,
            ["studio"] => Self::Studio,
            ["studio", section] => Self::StudioSection(StudioSection::from_slug(section)?),
            ["messages"] => Self::Messages,
            ["messages", id] => Self::Conversation(id.parse().ok()?),
            ["settings"] => Self::Settings,
            ["sign-in"] => Self::SignIn { next: None },
            ["sign-up"] => Self::SignUp { next: None },
            ["gallery"] if cfg!(feature = "gallery") => Self::Gallery,
            _ => return None,
        })
    }

    /// What the tab is called until the page knows better.
    #[must_use]
    pub fn title(&self) -> Key {
        match self {
            Self::Home | Self::Gallery => Key::HomeTitle,
            Self::Jobs => Key::JobsTitle,
            Self::Job(_) => Key::JobsDetailTitle,
            Self::NewJob => Key::JobsNewTitle,
            Self::Talent => Key::TalentTitle,
            Self::Shortlist => Key::ShortlistTitle,
            Self::Studio | Self::StudioSection(_) => Key::StudioTitle,
            Self::Messages | Self::Conversation(_) => Key::MessagesTitle,
            Self::Settings => Key::SettingsTitle,
            Self::SignIn { .. } => Key::AccountSignInTitle,
            Self::SignUp { .. } => Key::AccountSignUpTitle,
        }
    }

    /// True for pages that mean nothing without an account.
    #[must_use]
    pub fn needs_session(&self) -> bool {
        matches!(self, Self::NewJob | Self::Studio | Self::StudioSection(_) | Self::Messages | Self::Conversation(_))
    }
}

/// Addresses that the server answers itself. A link to one needs `rel="external"`, or the app takes it.
#[must_use]
pub fn is_served_outside(path: &str) -> bool {
    ["/u/", "/v1/", "/uploads/", "/oembed", "/sitemap.xml"].iter().any(|prefix| path.starts_with(prefix))
}

/// A path of this app that is safe to go on to after signing in: never another site, never the sign-in page again.
#[must_use]
pub fn safe_next(next: &str) -> Option<String> {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let plain = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r', '\t']);
    match Route::parse(path) {
        Some(Route::SignIn { .. } | Route::SignUp { .. }) | None => None,
        Some(_) => plain.then(|| next.to_owned()),
    }
}

fn with_next(path: &str, next: Option<&str>) -> String {
    match next {
        Some(next) => format!("{path}{}", query::encode(&[("next", next.to_owned())])),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_route() {
        let job: JobId = "hn-1".parse().unwrap();
        let conversation: ConversationId = "c1".parse().unwrap();
        let mut all = vec![
            Route::Home,
            Route::Jobs,
            Route::Job(job),
            Route::NewJob,
            Route::Talent,
            Route::Shortlist,
            Route::Studio,
            Route::Messages,
            Route::Conversation(conversation),
            Route::Settings,
            Route::SignIn { next: None },
            Route::SignUp { next: None },
        ];
        all.extend(StudioSection::ALL.map(Route::StudioSection));
        for route in all {
            assert_eq!(Route::parse(&route.path()), Some(route.clone()), "{route:?}");
        }
    }

    #[test]
    fn unknown_addresses_are_no_routes() {
        for path in ["/work", "/jobs/a b", "/studio/else", "/messages/x/y", "/u/sari", "//", "/jobs//"] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn signing_in_goes_on_only_to_pages_of_the_app() {
        assert_eq!(safe_next("/jobs?q=a b"), Some("/jobs?q=a b".into()));
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/sign-in",
            "javascript:alert(1)",
            "/nowhere",
            "",
        ] {
            assert_eq!(safe_next(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_next_address_survives_in_the_query() {
        let route = Route::SignIn { next: Some("/jobs?q=c%2B%2B&x=1".into()) };
        assert_eq!(route.path(), "/sign-in?next=/jobs%3Fq%3Dc%252B%252B%26x%3D1");
    }
}
