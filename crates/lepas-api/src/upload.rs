//! Uploaded pictures.
//!
//! Owns what the server answers about a picture. The bytes travel as the raw request body of `POST /v1/uploads`.

use serde::{Deserialize, Serialize};

use crate::{UploadId, path};

/// Media types a picture may be sent as.
pub const ACCEPTED: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// A stored picture: re-encoded, so that no metadata of the camera is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// The id, part of every address of the picture.
    pub id: UploadId,
    /// Width in pixels after re-encoding; at most 1600.
    pub width: u32,
    /// Height in pixels after re-encoding; at most 1600.
    pub height: u32,
    /// Bytes of the stored file.
    pub bytes: u64,
    /// Media type of the stored file.
    pub media_type: String,
}

impl Upload {
    /// The public address of the picture.
    #[must_use]
    pub fn url(&self) -> String {
        path::picture(&self.id)
    }
}
