//! Sending and showing pictures.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use lepas_api::{
    ProblemCode, UploadId,
    limits::UPLOAD_BYTES,
    upload::{ACCEPTED, Upload},
};
use serde::Deserialize;

use super::people::{idempotency, new_id};
use crate::{
    app::AppState,
    auth::SignedIn,
    clock,
    http::{Answer, Fault, PathOf, QueryOf, json::read_body},
    images::{FACE_SIDE, THUMBNAIL_WIDTH, lighter},
    store::{NewUpload, Outcome},
};

/// Bytes of pictures that one account may store.
const ACCOUNT_BYTES: usize = 500 * 1024 * 1024;

/// Stores a picture: the raw bytes of a JPEG, PNG or WebP of at most 5 MB and 40 megapixels. It is written anew, at most
/// 1,600 pixels on its longer side, without any metadata.
#[utoipa::path(
    post,
    path = "/v1/uploads",
    operation_id = "createUpload",
    tag = "uploads",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes repeating the request safe for 24 hours")),
    request_body(content(("image/jpeg"), ("image/png"), ("image/webp")), description = "The picture"),
    responses((status = 201, description = "Stored", body = Upload))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !ACCEPTED.iter().any(|accepted| accepted.eq_ignore_ascii_case(essence)) {
        return Err(Fault::new(ProblemCode::UnsupportedMedia)
            .saying("Pakai gambar JPEG, PNG, atau WebP.", "Use a JPEG, PNG or WebP picture."));
    }
    let bytes = read_body(request, &state).await.map_err(|fault| match fault.code() {
        ProblemCode::TooLarge => fault.saying(
            ["Gambar paling besar ", &megabytes(UPLOAD_BYTES), "."].concat(),
            ["A picture may have at most ", &megabytes(UPLOAD_BYTES), "."].concat(),
        ),
        _ => fault,
    })?;
    let key = idempotency(&headers, &account, "createUpload", &bytes)?;
    if state.store.uploaded_bytes(&account.id).await? + UPLOAD_BYTES as u64 > ACCOUNT_BYTES as u64 {
        return Err(Fault::new(ProblemCode::StorageFull).saying(
            ["Akun ini sudah menyimpan ", &megabytes(ACCOUNT_BYTES), " gambar."].concat(),
            ["This account stores ", &megabytes(ACCOUNT_BYTES), " of pictures already."].concat(),
        ));
    }
    let upload = state.pictures.take(new_id()?, bytes).await?;
    let new = NewUpload { owner: account.id, upload: upload.clone(), created_at: clock::now() };
    let stored = match state.store.create_upload(new, key).await {
        Ok(Outcome::Created(stored)) => stored,
        Ok(Outcome::Existing(earlier)) => {
            state.pictures.remove(&upload).await;
            earlier
        }
        Err(error) => {
            state.pictures.remove(&upload).await;
            return Err(error.into());
        }
    };
    Ok((StatusCode::CREATED, [(header::LOCATION, stored.upload.url())], Json(stored.upload)).into_response())
}

/// A limit in words.
fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

/// Which copy of a picture.
#[derive(Debug, Deserialize)]
pub(super) struct Size {
    /// Wanted width; up to 192 gives the square for a portrait, up to 480 the small copy.
    w: Option<String>,
}

/// Shows a picture, as WebP to readers that name it. Its address never shows another one, so it may be kept for ever.
pub(super) async fn show(
    State(state): State<AppState>,
    PathOf(id): PathOf<UploadId>,
    asked: HeaderMap,
    QueryOf(size): QueryOf<Size>,
) -> Answer {
    let stored = state.store.upload(&id).await?.ok_or_else(Fault::not_found)?;
    let width = crate::http::extract::number("w", size.w.as_deref())?;
    let (bytes, media_type) = if width.is_some_and(|width| width <= u64::from(FACE_SIDE)) {
        (state.pictures.face(&stored.upload).await?, "image/jpeg".to_owned())
    } else {
        let small = width.is_some_and(|width| width <= u64::from(THUMBNAIL_WIDTH));
        let accept = asked.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let lighter =
            if lighter::is_read_by(accept) { state.pictures.lighter(&stored.upload, small).await } else { None };
        match lighter {
            Some(bytes) => (bytes, lighter::MEDIA_TYPE.to_owned()),
            None => (state.pictures.read(&stored.upload, small).await?, stored.upload.media_type),
        }
    };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        // Cards read pictures without credentials, from any site.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::VARY, "accept".to_owned()),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
