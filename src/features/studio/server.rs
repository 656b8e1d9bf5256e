//! The real server behind [`DraftServer`].

use lepas_api::{Handle, ProblemCode, from_tree, profile::OwnProfile};
use serde_json::Value;

use super::{
    autosave::Hold,
    exchange::{DraftServer, Refusal},
};
use crate::api::{ApiError, Client, Versioned, profiles};

/// The draft of one person.
pub(super) struct Remote {
    pub(super) client: Client,
    pub(super) handle: Handle,
}

impl DraftServer for Remote {
    async fn read(&self) -> Result<(OwnProfile, String), Refusal> {
        profiles::draft(&self.client, &self.handle).await.map(pair).map_err(|error| refusal(&error))
    }

    async fn write(&self, document: Value, etag: String) -> Result<(OwnProfile, String), Refusal> {
        let document = from_tree(&document).map_err(|_| Refusal::Held(Hold::Trouble, None))?;
        profiles::save_draft(&self.client, &self.handle, &document, &etag)
            .await
            .map(pair)
            .map_err(|error| refusal(&error))
    }
}

fn pair(answer: Versioned<OwnProfile>) -> (OwnProfile, String) {
    (answer.value, answer.etag)
}

/// What an error means for the text.
pub(super) fn refusal(error: &ApiError) -> Refusal {
    let problem = match error {
        ApiError::Offline | ApiError::Timeout | ApiError::Cancelled => return Refusal::Held(Hold::Network, None),
        ApiError::Unauthorized => return Refusal::Held(Hold::SignedOut, None),
        ApiError::Decode { .. } => return Refusal::Held(Hold::Trouble, None),
        ApiError::Problem(problem) => problem,
    };
    match problem.code {
        ProblemCode::VersionMismatch | ProblemCode::VersionRequired => Refusal::Changed,
        ProblemCode::Invalid => Refusal::Invalid(problem.errors.clone()),
        ProblemCode::TooLarge | ProblemCode::StorageFull => Refusal::Held(Hold::NoRoom, None),
        _ => Refusal::Held(Hold::Trouble, problem.retry_after),
    }
}
