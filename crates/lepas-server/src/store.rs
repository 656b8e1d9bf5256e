//! What the server keeps, as traits that each database implements.
//!
//! Owns the operations, their atomicity and their errors. Leaves SQL to the implementations, and the question who may
//! do what to the routes: a store does what it is told. Every write is committed and synced before it returns.

mod records;
pub mod sqlite;

use async_trait::async_trait;
use lepas_api::{
    CaseId, ConversationId, Handle, Locale, MessageId, TestimonialId, Timestamp, UploadId, UserId,
    account::{Settings, SettingsPatch},
    chat::{Conversation, Message, Participant},
    email::Email,
    index::IndexKind,
    job::Job,
    profile::{ArrangeTestimonial, CaseLink, ProfileDocument, Testimonial, Written},
};

use crate::widgets::Sum;

pub use records::{
    Account, AskOutcome, ChangedJob, ChangedProfile, Changes, Credentials, Idempotency, ImportedConversation,
    NewAccount, NewTestimonial, NewUpload, OpenTestimonial, Outcome, Position, ProfileRecord, SaveOutcome, SendOutcome,
    SessionRecord, StoredUpload, UNUSABLE_PASSWORD,
};

/// Why a store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The e-mail address has an account already.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The handle belongs to somebody else.
    #[error("the handle is taken")]
    HandleTaken,
    /// The idempotency key was used with another body.
    #[error("the idempotency key was used with another body")]
    KeyReused,
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// The store is stopping or its queue is full.
    #[error("the store is busy or stopping")]
    Busy,
    /// A stored document cannot be read any more.
    #[error("a stored value is unreadable: {0}")]
    Corrupt(String),
    /// Anything else that the database says.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// Result of a store operation.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Accounts and sessions.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// Registers an account with an unpublished profile, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::EmailTaken`], [`StoreError::HandleTaken`].
    async fn create_account(&self, account: NewAccount, document: &ProfileDocument) -> Result<()>;
    /// What is needed to check a password; `None` for an unknown address.
    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>>;
    /// An account with the handle and portrait of its own profile.
    async fn account(&self, id: &UserId) -> Result<Option<Account>>;
    /// Changes what is given and answers the whole.
    async fn update_settings(&self, id: &UserId, patch: SettingsPatch) -> Result<Option<Settings>>;
    /// Replaces a stored password hash after the cost parameters rose.
    async fn set_password_hash(&self, id: &UserId, hash: &str) -> Result<()>;
    /// Stores a session and removes the one it replaces.
    async fn create_session(&self, token_hash: &[u8], session: &SessionRecord, replaces: Option<&[u8]>) -> Result<()>;
    /// The session of a token.
    async fn session(&self, token_hash: &[u8]) -> Result<Option<SessionRecord>>;
    /// Notes that a session was used.
    async fn touch_session(&self, token_hash: &[u8], used_at: Timestamp) -> Result<()>;
    /// Ends a session.
    async fn delete_session(&self, token_hash: &[u8]) -> Result<()>;
}

/// Profiles and their addresses.
#[async_trait]
pub trait ProfileStore: Send + Sync {
    /// The profile under a handle, published or not. Old handles are not followed.
    async fn profile(&self, handle: &Handle) -> Result<Option<ProfileRecord>>;
    /// The present handle of the profile that once stood under an old one.
    async fn moved_to(&self, old: &Handle) -> Result<Option<Handle>>;
    /// Saves a draft when the stored version still is `expected`; `None` saves over any version.
    async fn save_draft(
        &self,
        handle: &Handle,
        document: &ProfileDocument,
        expected: Option<u64>,
        now: Timestamp,
    ) -> Result<SaveOutcome>;
    /// Makes the draft of a version public; [`SaveOutcome::Stale`] when the draft moved on meanwhile.
    async fn publish(&self, handle: &Handle, version: u64, now: Timestamp) -> Result<SaveOutcome>;
    /// Takes the page down; the draft stays.
    async fn unpublish(&self, handle: &Handle) -> Result<Option<ProfileRecord>>;
    /// Moves a profile to another handle and leaves a redirect.
    ///
    /// # Errors
    /// [`StoreError::HandleTaken`].
    async fn change_handle(&self, from: &Handle, to: &Handle) -> Result<Option<ProfileRecord>>;
    /// Handles of published profiles after a handle with the language they are written in, for the site map; without those
    /// whose owner does not want to be found by search engines.
    async fn published_handles(&self, after: &str, limit: u32) -> Result<Vec<(Handle, Timestamp, Locale)>>;
    /// Stores imported profiles as published, replacing those of the same handle and owner. One transaction.
    async fn import_profiles(
        &self,
        owner: &UserId,
        profiles: &[(Handle, ProfileDocument)],
        now: Timestamp,
    ) -> Result<()>;
}

/// Facts about uploaded pictures. The bytes are files.
#[async_trait]
pub trait UploadStore: Send + Sync {
    /// Notes an upload, or answers the one that the idempotency key made before.
    async fn create_upload(&self, upload: NewUpload, key: Option<Idempotency>) -> Result<Outcome<StoredUpload>>;
    /// An upload by id.
    async fn upload(&self, id: &UploadId) -> Result<Option<StoredUpload>>;
    /// Bytes that an account has stored.
    async fn uploaded_bytes(&self, owner: &UserId) -> Result<u64>;
}

/// Postings.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Stores a posting, or answers the one that the idempotency key made before.
    async fn create_job(&self, job: &Job, key: Option<Idempotency>) -> Result<Outcome<Job>>;
    /// Stores many postings in one transaction, replacing those of the same id.
    async fn import_jobs(&self, jobs: &[Job]) -> Result<()>;
    /// A posting by id; closed ones are not found.
    async fn job(&self, id: &lepas_api::JobId) -> Result<Option<Job>>;
    /// Closes a posting of this account; closing it again changes nothing. False when the account has no such posting.
    async fn close_job(&self, id: &lepas_api::JobId, owner: &UserId) -> Result<bool>;
    /// Open postings before a position, newest first, with their positions.
    async fn jobs(&self, before: Option<Position>, limit: u32) -> Result<Vec<(Position, Job)>>;
}

/// Conversations and messages.
#[async_trait]
pub trait ChatStore: Send + Sync {
    /// Opens the conversation of two people or finds it.
    async fn start_conversation(
        &self,
        id: &ConversationId,
        people: [&UserId; 2],
        now: Timestamp,
        key: Option<Idempotency>,
    ) -> Result<Outcome<ConversationId>>;
    /// A conversation as one of its people sees it; `None` for everybody else.
    async fn conversation(&self, id: &ConversationId, reader: &UserId) -> Result<Option<Conversation>>;
    /// Conversations below an activity mark, latest first, with their marks.
    async fn conversations(
        &self,
        reader: &UserId,
        below: Option<Position>,
        limit: u32,
    ) -> Result<Vec<(Position, Conversation)>>;
    /// Who is in it; empty when there is no such conversation.
    async fn participants(&self, id: &ConversationId) -> Result<Vec<Participant>>;
    /// Messages above a `seq`, ascending.
    async fn messages_after(&self, id: &ConversationId, after: u64, limit: u32) -> Result<Vec<Message>>;
    /// The last messages below a `seq`, ascending.
    async fn messages_before(&self, id: &ConversationId, before: u64, limit: u32) -> Result<Vec<Message>>;
    /// Stores a message and gives it the next `seq`. Returns only after the commit is synced.
    async fn send(
        &self,
        conversation: &ConversationId,
        id: &MessageId,
        sender: &UserId,
        text: &str,
    ) -> Result<SendOutcome>;
    /// Stores a conversation with all its messages in one transaction, for filling an empty store.
    async fn import_conversation(&self, conversation: ImportedConversation) -> Result<()>;
    /// Moves a read mark forward and answers where it stands; `None` when the reader is not in the conversation.
    async fn mark_read(&self, id: &ConversationId, reader: &UserId, up_to: u64) -> Result<Option<u64>>;
    /// Messages of all conversations of a reader above a global position, ascending.
    async fn messages_since(&self, reader: &UserId, after: Position, limit: u32) -> Result<Vec<(Position, Message)>>;
    /// The highest global position.
    async fn last_position(&self) -> Result<Position>;
    /// Unread messages of a reader over all conversations.
    async fn unread(&self, reader: &UserId) -> Result<u32>;
}

/// Counts of widgets.
#[async_trait]
pub trait WidgetStore: Send + Sync {
    /// Adds sums to those of their days, in one transaction. Handles that nobody has are left out.
    async fn add_widget_counts(&self, sums: &[Sum]) -> Result<()>;
    /// The sums of a profile, latest day first.
    async fn widget_counts(&self, handle: &Handle, limit: u32) -> Result<Vec<Sum>>;
}

/// Testimonials and the links that ask for them.
#[async_trait]
pub trait TestimonialStore: Send + Sync {
    /// Notes a request. One that is there already and has no text yet gets the new link, and the old one ends.
    async fn ask_testimonial(&self, handle: &Handle, new: NewTestimonial) -> Result<AskOutcome>;
    /// All of a profile, in their order.
    async fn testimonials(&self, handle: &Handle) -> Result<Vec<Testimonial>>;
    /// Shows, hides and orders one; only what is written can be shown.
    async fn arrange_testimonial(
        &self,
        handle: &Handle,
        id: &TestimonialId,
        wanted: &ArrangeTestimonial,
    ) -> Result<Option<Testimonial>>;
    /// Removes one with its link; false when there is none.
    async fn delete_testimonial(&self, handle: &Handle, id: &TestimonialId) -> Result<bool>;
    /// What a link leads to.
    async fn open_testimonial(&self, token_hash: &[u8]) -> Result<Option<OpenTestimonial>>;
    /// Keeps what was written, or deletes it for `None`. Either way it is hidden until the owner shows it. False when
    /// there is no such link.
    async fn write_testimonial(&self, token_hash: &[u8], written: Option<&Written>, now: Timestamp) -> Result<bool>;
}

/// Links to works that are not public.
#[async_trait]
pub trait CaseLinkStore: Send + Sync {
    /// Notes the link of a work in place of the one before. False when the profile has as many as it can.
    async fn make_case_link(&self, handle: &Handle, case: &CaseId, token_hash: &[u8], now: Timestamp) -> Result<bool>;
    /// All of a profile, latest first.
    async fn case_links(&self, handle: &Handle) -> Result<Vec<CaseLink>>;
    /// Ends the link of a work, if it has one.
    async fn end_case_link(&self, handle: &Handle, case: &CaseId) -> Result<()>;
    /// Whose profile and which work a link leads to.
    async fn open_case_link(&self, token_hash: &[u8]) -> Result<Option<(ProfileRecord, CaseId)>>;
}

/// What the index builder asks for.
#[async_trait]
pub trait IndexStore: Send + Sync {
    /// The change counter of an index.
    async fn change(&self, kind: IndexKind) -> Result<u64>;
    /// How many live documents there are and how many changed above a mark, tombstones included.
    async fn counts(&self, kind: IndexKind, above: u64) -> Result<(u32, u32)>;
    /// Live postings above a position, ascending, that changed at or below `up_to`.
    async fn jobs_for_index(&self, after: Position, up_to: u64, limit: u32) -> Result<Vec<(Position, Job)>>;
    /// Published profiles above a position, ascending, that changed at or below `up_to`.
    async fn profiles_for_index(
        &self,
        after: Position,
        up_to: u64,
        limit: u32,
    ) -> Result<Vec<(Position, ProfileRecord)>>;
    /// Postings that changed above a mark.
    async fn changed_jobs(&self, above: u64) -> Result<Changes<ChangedJob>>;
    /// Profiles that changed above a mark.
    async fn changed_profiles(&self, above: u64) -> Result<Changes<ChangedProfile>>;
}

/// Care of the whole store.
#[async_trait]
pub trait Upkeep: Send + Sync {
    /// True when the store answers.
    async fn ready(&self) -> bool;
    /// Removes ended sessions and idempotency keys made before the given times.
    async fn sweep(&self, sessions_before: Timestamp, keys_before: Timestamp) -> Result<()>;
    /// True when nobody has registered and nothing was imported.
    async fn is_empty(&self) -> Result<bool>;
    /// Writes a consistent copy of everything into a new file.
    async fn backup(&self, file: &std::path::Path) -> Result<()>;
    /// Finishes what has queued and closes.
    async fn close(&self);
}

/// Everything a server needs of its storage.
pub trait Store:
    AccountStore
    + ProfileStore
    + UploadStore
    + JobStore
    + ChatStore
    + IndexStore
    + WidgetStore
    + TestimonialStore
    + CaseLinkStore
    + Upkeep
    + 'static
{
}
impl<T> Store for T where
    T: AccountStore
        + ProfileStore
        + UploadStore
        + JobStore
        + ChatStore
        + IndexStore
        + WidgetStore
        + TestimonialStore
        + CaseLinkStore
        + Upkeep
        + 'static
{
}
