//! Publishing the draft, taking the page down, and moving it to another address.
//!
//! Owns the order: the server gets the newest text first, then it is asked to publish. Nothing here can lose text.

use futures::future::LocalBoxFuture;
use lepas_api::{FieldError, Handle};
use leptos::prelude::*;

use super::{
    autosave::Hold,
    exchange::{Outcome, Refusal},
    server::refusal,
    store::Studio,
};
use crate::{
    api::{ApiError, profiles},
    platform::timers,
};
/// Why publishing did not happen.
#[derive(Debug, Clone, PartialEq)]
pub enum PublishError {
    /// Fields break rules.
    Fields(Vec<FieldError>),
    /// The server does not have the newest text.
    NotSaved(Hold),
    /// The request failed.
    Request(ApiError),
}

impl From<ApiError> for PublishError {
    fn from(error: ApiError) -> Self {
        match refusal(&error) {
            Refusal::Invalid(errors) => Self::Fields(errors),
            Refusal::Held(hold @ (Hold::Network | Hold::SignedOut), _) => Self::NotSaved(hold),
            _ => Self::Request(error),
        }
    }
}

impl Studio {
    /// Brings the server up to date and publishes. Saving and publishing can each be refused.
    ///
    /// # Errors
    /// [`PublishError`]; the text is on the device in every case.
    pub async fn publish(self) -> Result<(), PublishError> {
        self.settle().await?;
        let (client, handle) = self.remote().ok_or(PublishError::Request(ApiError::Cancelled))?;
        let profile = profiles::publish(&client, &handle).await.map_err(PublishError::from)?;
        self.learn(&profile);
        self.fetch_published(&client, &handle).await;
        Ok(())
    }

    /// Takes the page down; the draft stays.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn unpublish(self) -> Result<(), ApiError> {
        let (client, handle) = self.remote().ok_or(ApiError::Cancelled)?;
        profiles::unpublish(&client, &handle).await?;
        let _ = self.about.try_update(|about| {
            if let Some(about) = about {
                about.published_at = None;
                about.is_current = false;
            }
        });
        let _ = self.published.try_set(None);
        Ok(())
    }

    /// Moves the page to another address.
    ///
    /// # Errors
    /// Any [`ApiError`]; a taken address is a broken rule.
    pub async fn move_to(self, wanted: &Handle) -> Result<(), ApiError> {
        let (client, handle) = self.remote().ok_or(ApiError::Cancelled)?;
        let profile = profiles::change_address(&client, &handle, wanted).await?;
        self.learn(&profile);
        Ok(())
    }

    /// Waits until the server has everything, sending it now. Boxed, so that there is one of it for all who wait.
    pub(super) fn settle(self) -> LocalBoxFuture<'static, Result<(), PublishError>> {
        Box::pin(self.send_all())
    }

    async fn send_all(self) -> Result<(), PublishError> {
        self.write_device();
        // A save that is under way ends first; its answer changes the mark that the next one must name.
        for _ in 0..200 {
            if self.with(|inner| inner.autosave.take_all()) != Some(false) {
                break;
            }
            timers::sleep(100).await;
        }
        match self.push().await {
            Outcome::Saved(_) => Ok(()),
            Outcome::Refused(Refusal::Invalid(errors)) => Err(PublishError::Fields(errors)),
            Outcome::Refused(Refusal::Held(hold, _)) => Err(PublishError::NotSaved(hold)),
            Outcome::Refused(Refusal::Changed) => Err(PublishError::NotSaved(Hold::Trouble)),
        }
    }
}
