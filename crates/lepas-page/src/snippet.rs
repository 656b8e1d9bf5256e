//! The static snippet: a profile as plain HTML to paste into mails, shops and site builders that keep nothing else.
//!
//! Owns its markup. It must still say everything when a sanitiser has thrown away every class and style, so each fact is
//! an element of its own, the words do not lean on the layout, and the address stands there as text. It is a copy: it
//! does not change when the profile does.

use lepas_api::{Locale, path, profile::PublicProfile};
use maud::html;

use crate::{
    card::{FACE, small_picture, without_scheme},
    facts, format,
    options::absolute,
    place,
    words::words,
};

/// Most skills in it.
const SKILLS: usize = 8;

/// The snippet, without a document around it.
#[must_use]
pub fn render_snippet(profile: &PublicProfile, origin: &str, locale: Locale) -> String {
    let document = &profile.document;
    let extras = &document.meta.lepas;
    let page = absolute(origin, &path::page(&profile.handle));
    let name = facts::name(profile, locale);
    let label = document.basics.label.trim();
    let place = place::place(document.basics.location.as_ref(), locale);
    let rate = extras.rate.map(|rate| format::rate(rate, locale));
    let state = facts::availability(extras.availability, locale);
    let facts: Vec<String> = [Some(state), rate, place].into_iter().flatten().collect();
    let skills: Vec<&str> =
        document.skills.iter().map(|skill| skill.name.trim()).filter(|name| !name.is_empty()).take(SKILLS).collect();
    let written = (extras.locale != locale).then(|| extras.locale.tag());
    html! {
        div.h-card lang=(locale.tag()) style="max-width:480px;padding:16px;border:1px solid #d2ccc2;border-radius:4px;background:#ffffff;color:#201e19;font:15px/1.5 Arial,Helvetica,sans-serif" {
            @if let Some(source) = document.basics.image.as_deref().and_then(|image| small_picture(image, origin, FACE)) {
                p style="margin:0 0 8px" {
                    img.u-photo src=(source) alt="" width="72" height="72" style="border-radius:50%";
                }
            }
            p style="margin:0;font-size:18px" {
                strong { a."p-name u-url" href=(page) style="color:#201e19" { (name) } }
            }
            @if !label.is_empty() { p.p-job-title lang=[written] style="margin:4px 0 0" { (label) } }
            p style="margin:4px 0 0;color:#4b4740" { (facts.join(" · ")) }
            @if !skills.is_empty() {
                ul lang=[written] style="margin:8px 0 0;padding:0 0 0 20px" {
                    @for skill in skills { li.p-category { (skill) } }
                }
            }
            p style="margin:8px 0 0" {
                a href=(page) style="color:#21477c" { (words(locale).hire) ": " (without_scheme(&page)) }
            }
        }
    }
    .into_string()
}
