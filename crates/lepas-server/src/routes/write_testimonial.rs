//! The page on which somebody without an account writes a testimonial, changes it or takes it back.
//!
//! The address carries the secret: it is never cached, never told to other sites, and only its hash is stored. The form
//! comes from this page alone, because requests of other sites that change something are refused in the frame.

use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{Locale, ProblemCode, Report, Rule, Validate, profile::Written};
use lepas_page::{TestimonialPage, TestimonialStep};

use super::{choices::value, people::Peer, testimonials::changed};
use crate::{
    app::AppState,
    auth::sha256,
    clock,
    http::{Answer, Fault, cross_site, extract},
    store::OpenTestimonial,
};

/// Largest form: the longest text with every byte escaped, and room for the rest.
const FORM_BYTES: usize = 48 * 1024;

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/testimonials/{token}", get(show).post(send)).layer(DefaultBodyLimit::max(FORM_BYTES))
}

async fn show(State(state): State<AppState>, Path(token): Path<String>, request: HeaderMap) -> Answer {
    let Some(open) = open(&state, &token).await? else { return Ok(nothing(&request)) };
    Ok(as_it_is(&open, &request))
}

async fn send(
    State(state): State<AppState>,
    Peer(peer): Peer,
    Path(token): Path<String>,
    request: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    if !cross_site::allowed(&Method::POST, &request) {
        return Err(Fault::new(ProblemCode::CrossSite));
    }
    if let Some(seconds) = state.limiter.count(("testimonial-form", peer), state.limits.attempts) {
        return Err(Fault::too_many(seconds));
    }
    let Some(held) = open(&state, &token).await? else { return Ok(nothing(&request)) };
    let hash = sha256(token.as_bytes());
    let text = |name: &str| value(&pairs, name).unwrap_or_default().trim().replace("\r\n", "\n");
    let now = clock::now();
    if text("action") == "withdraw" {
        if held.testimonial.written.is_some() {
            state.store.write_testimonial(&hash, None, now).await?;
            changed(&state);
        }
    } else if matches!(step(&held), TestimonialStep::Expired | TestimonialStep::Gone) {
        return Ok(as_it_is(&held, &request));
    } else {
        let written = Written {
            name: text("name"),
            role: text("role"),
            text: text("text"),
            rating: text("rating").parse().ok().filter(|rating| *rating != 0),
            written_at: now,
        };
        let agreed = text("consent") == "1";
        let mut report = Report::new();
        written.validate(&mut report);
        if !agreed {
            report.add("consent", Rule::Required);
        }
        if !report.is_empty() {
            let mut page = page(&held, &written, step(&held), locale(&held, &request));
            page.agreed = agreed;
            page.wrong_from(report);
            return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        state.store.write_testimonial(&hash, Some(&written), now).await?;
        changed(&state);
    }
    let Some(open) = open(&state, &token).await? else { return Ok(nothing(&request)) };
    Ok(as_it_is(&open, &request))
}

async fn open(state: &AppState, token: &str) -> Answer<Option<OpenTestimonial>> {
    Ok(state.store.open_testimonial(&sha256(token.as_bytes())).await?)
}

/// What the link can do now. What was written can be changed and taken back however old the link is.
fn step(open: &OpenTestimonial) -> TestimonialStep {
    let held = &open.testimonial;
    if held.written.is_some() {
        return TestimonialStep::Written;
    }
    match (held.withdrawn_at.is_some(), held.expires_at < clock::now()) {
        (true, true) => TestimonialStep::Gone,
        (true, false) => TestimonialStep::Withdrawn,
        (false, true) => TestimonialStep::Expired,
        (false, false) => TestimonialStep::Write,
    }
}

/// The language of the reader where they name one, else that of the owner.
fn locale(open: &OpenTestimonial, request: &HeaderMap) -> Locale {
    if request.contains_key(header::ACCEPT_LANGUAGE) {
        extract::language_of(request)
    } else {
        open.document.meta.lepas.locale
    }
}

fn page<'a>(
    open: &'a OpenTestimonial,
    typed: &'a Written,
    step: TestimonialStep,
    locale: Locale,
) -> TestimonialPage<'a> {
    let name = open.document.basics.name.trim();
    TestimonialPage {
        locale,
        step,
        owner: if name.is_empty() { open.handle.as_str() } else { name },
        asked: &open.testimonial.asked,
        typed,
        agreed: open.testimonial.written.is_some(),
        wrong: Vec::new(),
    }
}

fn as_it_is(open: &OpenTestimonial, request: &HeaderMap) -> Response {
    let step = step(open);
    let status = if step == TestimonialStep::Expired { StatusCode::GONE } else { StatusCode::OK };
    let none = Written::blank();
    answer(status, &page(open, open.testimonial.written.as_ref().unwrap_or(&none), step, locale(open, request)))
}

fn nothing(request: &HeaderMap) -> Response {
    let page = TestimonialPage {
        locale: extract::language_of(request),
        step: TestimonialStep::Nothing,
        owner: "",
        asked: "",
        typed: &Written::blank(),
        agreed: false,
        wrong: Vec::new(),
    };
    answer(StatusCode::NOT_FOUND, &page)
}

fn answer(status: StatusCode, page: &TestimonialPage<'_>) -> Response {
    let mut response = (status, lepas_page::render_testimonial(page)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(page.locale.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    if let Ok(policy) = HeaderValue::from_str(&lepas_page::csp::testimonial_csp()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
