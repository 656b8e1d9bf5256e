//! The contact as vCard 4.0 (RFC 6350).

use lepas_api::{Locale, path, profile::PublicProfile};

use super::Lines;
use crate::{facts, json_ld::picture, options::absolute};

/// The contact. Serve it as `text/vcard; charset=utf-8`. E-mail and phone are in it only when the owner made them public.
#[must_use]
pub fn render_vcard(profile: &PublicProfile, origin: &str, locale: Locale) -> String {
    let document = &profile.document;
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let name = facts::name(profile, locale);
    let page = absolute(origin, &path::page(&profile.handle));
    let mut lines = Lines(String::new());
    lines.raw("BEGIN", "VCARD");
    lines.raw("VERSION", "4.0");
    lines.text("FN", name);
    // Which part of a name is the family's nobody stated, and many names here have none.
    lines.raw("N", &[";", &super::escape(name), ";;;"].concat());
    lines.raw("KIND", "individual");
    lines.raw("UID", &page);
    lines.raw("SOURCE", &absolute(origin, &path::vcard(&profile.handle)));
    lines.raw("REV", &profile.published_at.to_string().replace(['-', ':'], "").replace(".000Z", "Z"));
    lines.text("TITLE", &basics.label);
    lines.raw("URL;PREF=1", &page);
    for address in basics.profiles.iter().map(|held| held.url.as_deref()).chain([basics.url.as_deref()]) {
        if let Some(address) = facts::safe_link(address) {
            lines.raw("URL", address);
        }
    }
    if let Some(email) = basics.email.as_deref().filter(|text| text.parse::<lepas_api::email::Email>().is_ok()) {
        lines.text("EMAIL", email);
    }
    lines.text("TEL", basics.phone.as_deref().unwrap_or_default());
    if let Some(location) = &basics.location {
        let part = |text: &Option<String>| super::escape(text.as_deref().unwrap_or_default().trim());
        let parts =
            [&location.address, &location.city, &location.region, &location.postal_code, &location.country_code];
        let [street, city, region, code, country] = parts.map(part);
        if ![&street, &city, &region, &country].into_iter().all(String::is_empty) {
            lines.raw("ADR", &[";;", &street, ";", &city, ";", &region, ";", &code, ";", &country].concat());
        }
    }
    if let Some(photo) = basics.image.as_deref().and_then(|image| picture(image, origin)) {
        lines.raw("PHOTO", &photo);
    }
    lines.text("TZ", extras.time_zone.as_deref().unwrap_or_default());
    lines.raw("LANG", extras.locale.tag());
    let skills: Vec<String> = document.skills.iter().map(|skill| super::escape(skill.name.trim())).collect();
    if !skills.is_empty() {
        lines.raw("CATEGORIES", &skills.join(","));
    }
    lines.text("NOTE", &facts::availability(extras.availability, locale));
    lines.raw("END", "VCARD");
    lines.0
}
