//! Which address does what.
//!
//! Owns the router and the OpenAPI document, which is made from the routes themselves. Each module holds the routes of
//! one resource: read the request, ask who is asking, call the store, word the answer.

mod accounts;
mod case_links;
pub mod choices;
mod conversations;
mod events;
mod exports;
mod index;
mod jobs;
mod me;
mod messages;
mod oembed;
mod operations;
mod people;
mod private_cases;
mod profiles;
mod public;
mod public_files;
mod reports;
mod session;
mod testimonials;
mod uploads;
mod widget_counts;
mod widgets;
mod write_testimonial;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{
    ProblemCode,
    limits::{JSON_BODY_BYTES, UPLOAD_BYTES},
    path,
};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::AppState, assets, http::Fault};

/// Where browsers report violations of the policy; not part of the contract.
pub const CSP_REPORTS: &str = "/v1/csp-reports";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Lepas",
        description = "Profiles, jobs and chat for freelancers and their clients. Errors are problem documents (RFC 9457); \
                       clients switch on `code`. Sessions are `__Host-lepas` cookies. Requests that change something must \
                       come from the same site: `Sec-Fetch-Site`, else `Origin` equal to the host."
    ),
    components(schemas(lepas_api::Problem, lepas_api::event::Event))
)]
struct Description;

fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(accounts::create))
        .routes(routes!(session::sign_in, session::sign_out))
        .routes(routes!(me::me))
        .routes(routes!(me::change_settings))
        .routes(routes!(profiles::public))
        .routes(routes!(profiles::draft, profiles::save_draft))
        .routes(routes!(profiles::publish, profiles::unpublish))
        .routes(routes!(profiles::change_address))
        .routes(routes!(exports::export))
        .routes(routes!(widget_counts::list))
        .routes(routes!(testimonials::list))
        .routes(routes!(testimonials::ask, testimonials::arrange, testimonials::delete))
        .routes(routes!(case_links::list))
        .routes(routes!(case_links::make, case_links::end))
        .routes(routes!(jobs::list, jobs::create))
        .routes(routes!(jobs::get, jobs::close))
        .routes(routes!(conversations::list, conversations::start))
        .routes(routes!(conversations::get))
        .routes(routes!(messages::list))
        .routes(routes!(messages::send))
        .routes(routes!(conversations::mark_read))
        .routes(routes!(events::events))
        .routes(routes!(index::manifest))
        .routes(routes!(index::segment))
        .layer(DefaultBodyLimit::max(JSON_BODY_BYTES))
        // Pictures are larger than any JSON.
        .merge(OpenApiRouter::new().routes(routes!(uploads::create)).layer(DefaultBodyLimit::max(UPLOAD_BYTES)))
}

/// The OpenAPI 3.1 document: what the code says, with what holds for every operation.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    document.info.version = "1".to_owned();
    operations::describe(&mut document);
    document
}

/// Every route of the server. The frame is put around it by the app.
pub fn all(state: &AppState) -> Router<AppState> {
    let (api, _) = api().split_for_parts();
    api.route(path::OPENAPI, get(operations::openapi))
        .route("/healthz", get(operations::healthy))
        .route("/readyz", get(operations::ready))
        .route("/metrics", get(operations::metrics))
        .merge(reports::router())
        .merge(public::router())
        .merge(widgets::router())
        .merge(write_testimonial::router())
        .merge(private_cases::router())
        .merge(oembed::router())
        .merge(public_files::router())
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(fallback)
        .with_state(state.clone())
}

async fn method_not_allowed() -> Fault {
    Fault::new(ProblemCode::MethodNotAllowed)
}

/// Every other address: an unknown one of the API, a file of the app, or the app itself, which has routes of its own.
async fn fallback(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let path = request.uri().path();
    if path == path::API || path.starts_with("/v1/") {
        return Fault::not_found().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Fault::new(ProblemCode::MethodNotAllowed).into_response();
    }
    match &state.assets {
        Some(assets) => assets.answer(path, request.uri().query(), &headers),
        None if path == "/" => assets::missing_app(),
        None => Fault::not_found().into_response(),
    }
}
