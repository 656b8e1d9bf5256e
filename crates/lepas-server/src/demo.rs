//! The demo set: people, postings and conversations of our own writing, with pictures drawn by code.
//!
//! Owns the content and making more of it; everything in it is invented. The same day gives the same set. Leaves
//! storing it, ids of accounts, password hashing and re-encoding of pictures to the caller.
//!
//! Hand-written parts and sentence material live in `demo-data/` beside this crate's `src`; they are parsed here.

mod art;
mod composed_jobs;
mod composed_people;
mod conversations;
mod jobs;
mod notation;
mod people;
mod pictures;
mod portrait;
mod random;
mod trade;

use lepas_api::{
    Handle, Locale, PartialDate, UploadId, account::Role, email::Email, job::Job, profile::ProfileDocument,
};

pub use composed_jobs::scale;
pub use pictures::DrawError;

/// How many people are composed beside the hand-written ones.
const COMPOSED_PEOPLE: usize = 96;
/// How many postings are composed beside the hand-written ones.
const COMPOSED_JOBS: usize = 340;
/// Seed of everything composed for the demo.
const SEED: u64 = 0x1e9a_5000_2026;

/// Why the built-in data could not be read: a fault of the data files, found by this module's tests.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A data file is not the JSON it should be.
    #[error("demo-data/{file}: {source}")]
    Json {
        /// Which file.
        file: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A value in a data file cannot be read.
    #[error("demo data: {what} cannot be read: {value:?}")]
    Value {
        /// What it should have been.
        what: &'static str,
        /// What it is.
        value: String,
    },
}

/// The whole demo set.
#[derive(Debug, Clone)]
pub struct DemoData {
    /// Accounts with their pages.
    pub people: Vec<DemoPerson>,
    /// Postings, newest first.
    pub jobs: Vec<DemoJob>,
    /// Conversations between two people.
    pub conversations: Vec<DemoConversation>,
    /// Every picture that the documents name, each once.
    pub pictures: Vec<DemoPicture>,
}

/// An account and its page.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// Page address.
    pub handle: Handle,
    /// Name as others see it.
    pub name: String,
    /// Address of the account; at a host that cannot receive mail.
    pub email: Email,
    /// Only three people can sign in; the others have accounts without a password.
    pub password: Option<&'static str>,
    /// What the person mostly comes for.
    pub role: Role,
    /// Language of the account.
    pub locale: Locale,
    /// The page, published when it can be; `None` for the person who has just registered.
    pub document: Option<ProfileDocument>,
}

/// A posting and who posted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoJob {
    /// The posting; `owner` in it is empty, because account ids are the server's.
    pub job: Job,
    /// The account that posted it, if one of the demo people did.
    pub owner: Option<Handle>,
}

/// A conversation between two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoConversation {
    /// Both people; the first one opened it.
    pub between: [Handle; 2],
    /// In the order they were written.
    pub messages: Vec<DemoMessage>,
    /// How many messages at the end the second person has not read yet.
    pub unread: usize,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMessage {
    /// 0 or 1: which of the two wrote it.
    pub by: usize,
    /// Minutes before the moment the demo is made.
    pub minutes_ago: i64,
    /// What was written.
    pub text: String,
}

/// A picture as a drawing; [`DemoPicture::png`] makes the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPicture {
    /// The id under which documents name it: `/uploads/{id}`.
    pub id: UploadId,
    /// The first person whose page shows it.
    pub owner: Handle,
    /// The drawing.
    pub svg: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// A way to sign in, for the text that `demo` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignIn {
    /// Who it is.
    pub who: &'static str,
    /// Address of the account.
    pub email: &'static str,
    /// Its password.
    pub password: &'static str,
}

/// The three accounts that can sign in: a freelancer with a full page, a client, and somebody who has just registered.
pub const SIGN_INS: [SignIn; 3] = [
    SignIn { who: "freelancer", email: "sari@contoh.id", password: "kopi-tiga-warna" },
    SignIn { who: "client", email: "klara@example.com", password: "nordlicht-am-hafen" },
    SignIn { who: "newcomer", email: "baru@contoh.id", password: "hari-pertama-saya" },
];

/// The demo set as it looks on a day. The same day gives the same set.
///
/// # Errors
/// [`DemoError`] when a data file is broken, which the tests of this module would have told before.
pub fn dataset(today: PartialDate) -> Result<DemoData, DemoError> {
    let trades = trade::all()?;
    let mut gallery = pictures::Gallery::default();
    let mut people = people::written(today, &mut gallery)?;
    people.extend(composed_people::composed(&trades, COMPOSED_PEOPLE, SEED, today, &people, &mut gallery)?);
    let mut jobs = jobs::written(today)?;
    jobs.extend(composed_jobs::composed(&trades, COMPOSED_JOBS, SEED, today)?);
    jobs.sort_by(|one, other| other.job.posted.cmp(&one.job.posted).then_with(|| one.job.id.cmp(&other.job.id)));
    Ok(DemoData { people, jobs, conversations: conversations::written()?, pictures: gallery.into_pictures() })
}

#[cfg(test)]
mod tests;
