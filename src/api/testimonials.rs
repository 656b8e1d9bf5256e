//! Testimonials: asking for them by a link, showing, ordering and removing them.

use lepas_api::{
    Handle, TestimonialId, path,
    profile::{ArrangeTestimonial, AskTestimonial, AskedTestimonial, Testimonial, Testimonials},
};

use super::{
    ApiError, Client,
    transport::{Method, Request},
};

/// One's own, in the order they are shown.
///
/// # Errors
/// Any [`ApiError`].
pub async fn list(client: &Client, handle: &Handle) -> Result<Testimonials, ApiError> {
    client.get(&path::testimonials(handle)).await
}

/// Asks somebody; the answer holds the link. The same id again makes a new link.
///
/// # Errors
/// Any [`ApiError`]; `conflict` when it is written already.
pub async fn ask(
    client: &Client,
    handle: &Handle,
    id: &TestimonialId,
    asked: &str,
) -> Result<AskedTestimonial, ApiError> {
    let form = AskTestimonial { asked: asked.to_owned() };
    client.exchange(Method::Put, &path::testimonial(handle, id), &form).await
}

/// Shows, hides or moves one.
///
/// # Errors
/// Any [`ApiError`].
pub async fn arrange(
    client: &Client,
    handle: &Handle,
    id: &TestimonialId,
    wanted: &ArrangeTestimonial,
) -> Result<Testimonial, ApiError> {
    client.exchange(Method::Patch, &path::testimonial(handle, id), wanted).await
}

/// Removes one and ends its link.
///
/// # Errors
/// Any [`ApiError`].
pub async fn delete(client: &Client, handle: &Handle, id: &TestimonialId) -> Result<(), ApiError> {
    client.send(Request::new(Method::Delete, path::testimonial(handle, id))).await.map(|_| ())
}
