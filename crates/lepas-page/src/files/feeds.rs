//! New work as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>) and Atom (RFC 4287), one entry for each case.

use lepas_api::{
    Timestamp, path,
    profile::{CaseStudy, Members, PublicProfile},
};
use serde_json::{Map, Value, json};

use crate::{
    embed::escape,
    facts,
    json_ld::{fragment, picture},
    options::absolute,
    words::words,
};

/// A case as an entry of a feed.
struct Entry<'a> {
    case: &'a CaseStudy,
    id: String,
    title: &'a str,
    /// When it was made, or published when nobody said.
    at: Timestamp,
}

fn entries<'a>(profile: &'a PublicProfile, origin: &str) -> Vec<Entry<'a>> {
    let extras = &profile.document.meta.lepas;
    let page = absolute(origin, &path::page(&profile.handle));
    let untitled = words(extras.locale).works;
    let of = |case: &'a CaseStudy| {
        let made = case.date.filter(|date| date.day.is_some()).map(|date| date.first_day() * 86_400_000);
        let title = case.title.trim();
        Entry {
            // Ids that are no words have no fragment on the page, and a feed needs an id for each entry.
            id: [
                &page,
                "#",
                &fragment(&case.id).unwrap_or_else(|| ["karya-", &crate::embed::percent_encoded(&case.id)].concat()),
            ]
            .concat(),
            title: if title.is_empty() { untitled } else { title },
            at: made.map_or(profile.published_at, Timestamp::from_milliseconds),
            case,
        }
    };
    extras.cases.iter().map(of).collect()
}

/// The feed as JSON. Serve it as `application/feed+json`.
#[must_use]
pub fn render_json_feed(profile: &PublicProfile, origin: &str) -> String {
    let document = &profile.document;
    let locale = document.meta.lepas.locale;
    let page = absolute(origin, &path::page(&profile.handle));
    let name = facts::name(profile, locale);
    let mut author = Map::from_iter([("name".to_owned(), Value::from(name)), ("url".to_owned(), page.clone().into())]);
    if let Some(face) = document.basics.image.as_deref().and_then(|image| picture(image, origin)) {
        author.insert("avatar".into(), face.into());
    }
    let items = entries(profile, origin).into_iter().map(|entry| {
        let mut item = Map::new();
        item.insert("id".into(), entry.id.clone().into());
        item.insert("url".into(), entry.id.clone().into());
        item.insert("title".into(), entry.title.into());
        let told = entry.case.summary.trim();
        item.insert("content_text".into(), (if told.is_empty() { entry.title } else { told }).into());
        item.insert("date_published".into(), entry.at.to_string().into());
        if let Some(image) = entry.case.picture.as_ref().and_then(|held| picture(&held.url, origin)) {
            item.insert("image".into(), image.into());
        }
        if let Some(link) = facts::safe_link(entry.case.url.as_deref()) {
            item.insert("external_url".into(), link.into());
        }
        let tags: Vec<Value> = entry.case.other.lines("tags").into_iter().map(Value::from).collect();
        if !tags.is_empty() {
            item.insert("tags".into(), Value::Array(tags));
        }
        Value::Object(item)
    });
    let title = [name, ": ", words(locale).works].concat();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": page,
        "feed_url": absolute(origin, &path::json_feed(&profile.handle)),
        "description": document.basics.label.trim(),
        "language": locale.tag(),
        "authors": [author],
        "items": items.collect::<Vec<_>>(),
    });
    feed.to_string()
}

/// The feed as Atom. Serve it as `application/atom+xml; charset=utf-8`.
#[must_use]
pub fn render_atom(profile: &PublicProfile, origin: &str) -> String {
    let document = &profile.document;
    let locale = document.meta.lepas.locale;
    let page = absolute(origin, &path::page(&profile.handle));
    let name = facts::name(profile, locale);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"",
    );
    text.push_str(locale.tag());
    text.push_str("\">\n");
    element(&mut text, "title", &[name, ": ", words(locale).works].concat());
    element(&mut text, "id", &page);
    link(&mut text, "self", "application/atom+xml", &absolute(origin, &path::atom(&profile.handle)));
    link(&mut text, "alternate", "text/html", &page);
    element(&mut text, "updated", &profile.published_at.to_string());
    text.push_str("<author>");
    element(&mut text, "name", name);
    element(&mut text, "uri", &page);
    text.push_str("</author>\n");
    for entry in entries(profile, origin) {
        text.push_str("<entry>\n");
        element(&mut text, "title", entry.title);
        element(&mut text, "id", &entry.id);
        link(&mut text, "alternate", "text/html", &entry.id);
        element(&mut text, "updated", &entry.at.to_string());
        for tag in entry.case.other.lines("tags") {
            text.push_str("<category term=\"");
            text.push_str(&xml(tag));
            text.push_str("\"/>\n");
        }
        if !entry.case.summary.trim().is_empty() {
            element(&mut text, "content", entry.case.summary.trim());
        }
        text.push_str("</entry>\n");
    }
    text.push_str("</feed>\n");
    text
}

fn element(text: &mut String, name: &str, content: &str) {
    for part in ["<", name, ">", &xml(content), "</", name, ">\n"] {
        text.push_str(part);
    }
}

fn link(text: &mut String, relation: &str, media_type: &str, address: &str) {
    for part in ["<link rel=\"", relation, "\" type=\"", media_type, "\" href=\"", &xml(address), "\"/>\n"] {
        text.push_str(part);
    }
}

/// Text for XML 1.0, which has no place for most control characters, escaped or not.
fn xml(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|character| {
            matches!(character, '\t' | '\n' | '\r')
                || !(character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}'))
        })
        .collect();
    escape(&kept)
}
