//! The plain data that goes into and comes out of a store.

use lepas_api::{
    ColorScheme, ConversationId, Handle, Locale, TestimonialId, Timestamp, UploadId, UserId,
    account::{Role, Settings},
    chat::Message,
    email::Email,
    job::Job,
    profile::{OwnProfile, ProfileDocument, PublicProfile, Reference, Testimonial},
    upload::Upload,
};

/// A place in an ever growing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position(pub u64);

/// Stands where a password hash would, for people of the demo who cannot sign in. No password matches it.
pub const UNUSABLE_PASSWORD: &str = "!";

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: UserId,
    /// Address to sign in with.
    pub email: Email,
    /// Name as others see it.
    pub name: String,
    /// PHC string, [`UNUSABLE_PASSWORD`], or empty for an account behind which there is nobody.
    pub password_hash: String,
    /// What the person mostly comes for.
    pub role: Role,
    /// Language of the account.
    pub locale: Locale,
    /// Address of the profile page; `None` for an account without a profile of its own.
    pub handle: Option<Handle>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What is needed to check a password.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub id: UserId,
    /// PHC string; empty when it cannot sign in.
    pub password_hash: String,
}

/// An account as stored.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// Address to sign in with.
    pub email: Email,
    /// Name as others see it.
    pub name: String,
    /// What the person mostly comes for.
    pub role: Role,
    /// Language and look.
    pub settings: Settings,
    /// Handle of the profile; `None` for accounts without one.
    pub handle: Option<Handle>,
    /// Portrait of the draft.
    pub avatar: Option<String>,
    /// Whether the page is public.
    pub published: bool,
    /// False for accounts behind which there is nobody, such as the owner of imported profiles.
    pub is_person: bool,
}

impl Account {
    /// Settings from stored words; unknown words fall back to the default.
    pub(crate) fn settings_from(locale: &str, color_scheme: &str) -> Settings {
        let color_scheme = match color_scheme {
            "light" => ColorScheme::Light,
            "dark" => ColorScheme::Dark,
            _ => ColorScheme::System,
        };
        Settings { locale: Locale::from_tag(locale).unwrap_or_default(), color_scheme }
    }
}

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Whose it is.
    pub user: UserId,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it was last used, to about ten minutes.
    pub used_at: Timestamp,
}

/// A profile as stored.
#[derive(Debug, Clone)]
pub struct ProfileRecord {
    /// Page address.
    pub handle: Handle,
    /// Whose it is.
    pub owner: UserId,
    /// The draft.
    pub draft: ProfileDocument,
    /// Counts saves.
    pub version: u64,
    /// When the draft was saved.
    pub updated_at: Timestamp,
    /// What is public: version, time and document, private members included.
    pub published: Option<(u64, Timestamp, ProfileDocument)>,
    /// Testimonials that the owner shows, in their order; read with a published profile, empty where only the document
    /// is asked for.
    pub testimonials: Vec<Reference>,
}

impl ProfileRecord {
    /// As the owner sees it.
    #[must_use]
    pub fn own(&self) -> OwnProfile {
        OwnProfile {
            handle: self.handle.clone(),
            document: self.draft.clone(),
            version: self.version,
            published_version: self.published.as_ref().map(|(version, ..)| *version),
            published_at: self.published.as_ref().map(|(_, at, _)| *at),
            updated_at: self.updated_at,
        }
    }

    /// As everybody sees it, if it is public.
    #[must_use]
    pub fn public(&self) -> Option<PublicProfile> {
        self.published.as_ref().map(|(_, published_at, document)| {
            let mut document = document.public_view();
            // What others wrote themselves comes before what the owner quotes.
            document.references.splice(0..0, self.testimonials.iter().cloned());
            PublicProfile { handle: self.handle.clone(), document, published_at: *published_at }
        })
    }
}

/// A request for a testimonial.
#[derive(Debug, Clone)]
pub struct NewTestimonial {
    /// Its id, from the client.
    pub id: TestimonialId,
    /// SHA-256 of the secret in the link.
    pub token_hash: Vec<u8>,
    /// Whom the owner asks.
    pub asked: String,
    /// When.
    pub asked_at: Timestamp,
    /// Until when the link takes a text.
    pub expires_at: Timestamp,
}

/// What became of asking.
#[derive(Debug, Clone)]
pub enum AskOutcome {
    /// Asked.
    Asked(Testimonial),
    /// Asked before; the link is a new one.
    Again(Testimonial),
    /// There is a text already, whose writer needs the link they have.
    Written,
    /// The profile holds as many as it can.
    TooMany,
    /// There is no such profile.
    Missing,
}

/// What a link leads to.
#[derive(Debug, Clone)]
pub struct OpenTestimonial {
    /// Whose profile.
    pub handle: Handle,
    /// The owner's draft, for their name and language.
    pub document: ProfileDocument,
    /// The request and what came of it.
    pub testimonial: Testimonial,
}

/// What became of saving a document.
#[derive(Debug, Clone)]
pub enum SaveOutcome {
    /// Saved; the profile as it is now.
    Saved(Box<ProfileRecord>),
    /// Somebody saved in between; the present version.
    Stale(u64),
    /// There is no such profile.
    Missing,
}

/// A picture to be noted.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Whose it is.
    pub owner: UserId,
    /// What is told of it.
    pub upload: Upload,
    /// When it came.
    pub created_at: Timestamp,
}

/// A picture as stored.
#[derive(Debug, Clone)]
pub struct StoredUpload {
    /// Whose it is.
    pub owner: UserId,
    /// What is told of it.
    pub upload: Upload,
}

impl StoredUpload {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &UploadId {
        &self.upload.id
    }
}

/// Marks a creating request so that repeating it makes nothing twice.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// Who asks.
    pub user: UserId,
    /// Which operation.
    pub operation: &'static str,
    /// The key of the client.
    pub key: String,
    /// SHA-256 of the body.
    pub body_hash: Vec<u8>,
    /// When it was asked.
    pub now: Timestamp,
}

/// What a creating operation gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It was made now.
    Created(T),
    /// It was there before.
    Existing(T),
}

impl<T> Outcome<T> {
    /// The thing, made now or before.
    pub fn into_inner(self) -> T {
        match self {
            Self::Created(value) | Self::Existing(value) => value,
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// Stored now, with its global position.
    Stored(Position, Message),
    /// The same message was stored before.
    Repeated(Message),
    /// The id belongs to another message.
    Conflict,
    /// The sender is not in that conversation, or there is none.
    Missing,
}

/// A conversation that happened before the store knew of it.
#[derive(Debug, Clone)]
pub struct ImportedConversation {
    /// Its id.
    pub id: ConversationId,
    /// Both people.
    pub between: [UserId; 2],
    /// With dense `seq` from 1.
    pub messages: Vec<Message>,
    /// Up to where each of the two has read.
    pub read_up_to: [u64; 2],
    /// When it began.
    pub created_at: Timestamp,
}

/// What changed in an index above a mark.
#[derive(Debug, Clone)]
pub struct Changes<T> {
    /// The counter that these changes lead to.
    pub up_to: u64,
    /// Live documents.
    pub live: Vec<T>,
    /// Ids that are gone.
    pub gone: Vec<String>,
}

/// A changed posting.
pub type ChangedJob = Job;
/// A changed profile.
pub type ChangedProfile = ProfileRecord;
