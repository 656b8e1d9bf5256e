//! Testimonials as their owner asks for, shows and orders them. The page on which they are written is `write_testimonial`.

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use lepas_api::{
    Handle, ProblemCode, Report, Rule, TestimonialId, Validate,
    index::IndexKind,
    limits::TESTIMONIALS_MAX,
    path,
    profile::{ArrangeTestimonial, AskTestimonial, AskedTestimonial, Testimonial, Testimonials},
};

use crate::{
    app::AppState,
    auth::{SignedIn, hexadecimal, random_bytes, sha256},
    clock,
    http::{Answer, Fault, JsonOf, PathOf},
    store::{Account, AskOutcome, NewTestimonial},
};

/// How long a link takes a text.
const DAYS: i64 = 30;

/// One's own testimonials and the requests for them, in the order in which they are shown.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}/testimonials",
    operation_id = "listTestimonials",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses((status = 200, description = "All of them", body = Testimonials))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
) -> Answer {
    own(&state, &account, &handle).await?;
    Ok(Json(Testimonials { items: state.store.testimonials(&handle).await? }).into_response())
}

/// Asks somebody for a testimonial and answers the link to send them. Asking again under the same id ends the link before
/// and makes a new one, as long as nothing is written.
#[utoipa::path(
    put,
    path = "/v1/profiles/{handle}/testimonials/{id}",
    operation_id = "askTestimonial",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("id" = String, Path, description = "Id of the request, made by the client")
    ),
    request_body = AskTestimonial,
    responses(
        (status = 201, description = "Asked", body = AskedTestimonial),
        (status = 200, description = "Asked again, with a new link", body = AskedTestimonial)
    )
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((handle, id)): PathOf<(Handle, TestimonialId)>,
    JsonOf(form): JsonOf<AskTestimonial>,
) -> Answer {
    own(&state, &account, &handle).await?;
    let mut report = Report::new();
    form.validate(&mut report);
    Fault::check(report)?;
    if let Some(seconds) = state.limiter.count(("testimonial", account.id.as_str()), state.limits.attempts) {
        return Err(Fault::too_many(seconds));
    }
    let token = hexadecimal(&random_bytes::<16>().map_err(Fault::internal)?);
    let now = clock::now();
    let new = NewTestimonial {
        id,
        token_hash: sha256(token.as_bytes()).to_vec(),
        asked: form.asked.trim().to_owned(),
        asked_at: now,
        expires_at: clock::before(now, -DAYS * 86_400),
    };
    let (status, testimonial) = match state.store.ask_testimonial(&handle, new).await? {
        AskOutcome::Asked(testimonial) => (StatusCode::CREATED, testimonial),
        AskOutcome::Again(testimonial) => (StatusCode::OK, testimonial),
        AskOutcome::Written => {
            return Err(Fault::new(ProblemCode::Conflict).saying(
                "Kesaksian ini sudah ditulis; penulisnya memerlukan tautan yang dimilikinya.",
                "This testimonial is written; its writer needs the link they have.",
            ));
        }
        AskOutcome::TooMany => return Err(Fault::field("", Rule::TooLong { maximum: TESTIMONIALS_MAX })),
        AskOutcome::Missing => return Err(Fault::not_found()),
    };
    Ok((status, Json(AskedTestimonial { testimonial, path: path::write_testimonial(&token) })).into_response())
}

/// Shows or hides a testimonial, or gives it another place. One without a text is not shown, whatever is asked.
#[utoipa::path(
    patch,
    path = "/v1/profiles/{handle}/testimonials/{id}",
    operation_id = "arrangeTestimonial",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("id" = String, Path, description = "Id of the testimonial")
    ),
    request_body = ArrangeTestimonial,
    responses((status = 200, description = "As it is now", body = Testimonial))
)]
pub(super) async fn arrange(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((handle, id)): PathOf<(Handle, TestimonialId)>,
    JsonOf(form): JsonOf<ArrangeTestimonial>,
) -> Answer {
    own(&state, &account, &handle).await?;
    let found = state.store.arrange_testimonial(&handle, &id, &form).await?.ok_or_else(Fault::not_found)?;
    changed(&state);
    Ok(Json(found).into_response())
}

/// Removes a testimonial or a request, and ends its link.
#[utoipa::path(
    delete,
    path = "/v1/profiles/{handle}/testimonials/{id}",
    operation_id = "deleteTestimonial",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("id" = String, Path, description = "Id of the testimonial")
    ),
    responses((status = 204, description = "Gone"))
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((handle, id)): PathOf<(Handle, TestimonialId)>,
) -> Answer {
    own(&state, &account, &handle).await?;
    if !state.store.delete_testimonial(&handle, &id).await? {
        return Err(Fault::not_found());
    }
    changed(&state);
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lets go of everything that was drawn with the testimonials before.
pub(super) fn changed(state: &AppState) {
    state.indexes.changed(IndexKind::Talent);
    state.widgets.forget();
}

/// Somebody else's profile answers as if there were none.
async fn own(state: &AppState, account: &Account, handle: &Handle) -> Answer<()> {
    let record = state.store.profile(handle).await?;
    record.filter(|record| record.owner == account.id).map(|_| ()).ok_or_else(Fault::not_found)
}
