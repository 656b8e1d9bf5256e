//! Members of JSON objects that the document keeps as they came: how they are read, written, checked and published.
//!
//! Owns the tables of what JSON Resume and Lepas put into an entry beyond its typed fields. A table instead of a type for
//! each section keeps the app small, and an entry of any program survives a round trip. Leaves words and controls to
//! those who show the members.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

use super::{Other, Rate};
use crate::{
    PartialDate, from_tree,
    limits::{LABEL_MAX, SECTION_MAX, SUMMARY_MAX},
    link, tree,
    validation::{Report, Rule, Validate},
};

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// One line of text.
    Label,
    /// Several lines of text.
    Text,
    /// A [`PartialDate`].
    Date,
    /// A web address.
    Link,
    /// A list of texts.
    Lines,
    /// A whole number.
    Number,
    /// A [`Rate`].
    Price,
    /// A list of objects with these members.
    Parts(Shape),
    /// Cipher text in base64url, checked by those who keep it.
    Cipher,
    /// Objects or lists that a feature of Lepas writes. Their `url` members are held to the rules of links.
    Data,
}

/// The known members of an object, in the order in which they are edited and shown.
pub type Shape = &'static [(&'static str, MemberKind)];

/// A section whose entries are kept as they came.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Member of the document, such as `education`.
    pub name: &'static str,
    /// Member that names an entry, such as `institution`.
    pub title: &'static str,
    /// All known members of an entry, its title first.
    pub members: Shape,
}

use MemberKind::{Cipher, Data, Date, Label, Lines, Link, Number, Parts, Price, Text};

/// The seven sections of JSON Resume 1.3.1 whose entries are [`Other`]; source: `schema.json` of that version.
pub const SECTIONS: [Section; 7] = [
    Section {
        name: "education",
        title: "institution",
        members: &[
            ("institution", Label),
            ("area", Label),
            ("studyType", Label),
            ("startDate", Date),
            ("endDate", Date),
            ("score", Label),
            ("url", Link),
            ("courses", Lines),
        ],
    },
    Section {
        name: "certificates",
        title: "name",
        members: &[("name", Label), ("issuer", Label), ("date", Date), ("url", Link)],
    },
    Section {
        name: "projects",
        title: "name",
        members: &[
            ("name", Label),
            ("description", Text),
            ("entity", Label),
            ("type", Label),
            ("startDate", Date),
            ("endDate", Date),
            ("url", Link),
            ("roles", Lines),
            ("highlights", Lines),
            ("keywords", Lines),
        ],
    },
    Section {
        name: "volunteer",
        title: "organization",
        members: &[
            ("organization", Label),
            ("position", Label),
            ("startDate", Date),
            ("endDate", Date),
            ("url", Link),
            ("summary", Text),
            ("highlights", Lines),
        ],
    },
    Section {
        name: "awards",
        title: "title",
        members: &[("title", Label), ("awarder", Label), ("date", Date), ("summary", Text)],
    },
    Section {
        name: "publications",
        title: "name",
        members: &[("name", Label), ("publisher", Label), ("releaseDate", Date), ("url", Link), ("summary", Text)],
    },
    Section { name: "interests", title: "name", members: &[("name", Label), ("keywords", Lines)] },
];

/// What a position has beside the fields of [`super::Work`].
pub const WORK: Shape = &[("location", Label), ("description", Label), ("url", Link), ("highlights", Lines)];
/// What a skill has beside the fields of [`super::Skill`].
pub const SKILL: Shape = &[("keywords", Lines)];
/// What a testimonial has beside the fields of [`super::Reference`]: who says it, when, and where it was said first.
pub const REFERENCE: Shape = &[("position", Label), ("company", Label), ("date", Date), ("source", Label)];
/// What a case has beside the fields of [`super::CaseStudy`]. `reference` is the `id` of a testimonial.
pub const CASE: Shape =
    &[("role", Label), ("tools", Lines), ("tags", Lines), ("credits", Data), ("blocks", Data), ("reference", Label)];
/// A work that a passphrase opens: what stands above it, and the cipher text with what was used to make it, in base64url
/// (RFC 4648 §5, without padding).
pub const LOCKED: Shape = &[("title", Label), ("salt", Label), ("iv", Label), ("rounds", Number), ("data", Cipher)];
/// What a service has beside the fields of [`super::Service`].
pub const SERVICE: Shape =
    &[("tiers", Parts(TIER)), ("extras", Parts(EXTRA)), ("faq", Parts(QUESTION)), ("tags", Lines)];
/// One of the sizes of a service: what is in it, what it costs, in how many days, with how many rounds of changes.
pub const TIER: Shape =
    &[("title", Label), ("summary", Text), ("price", Price), ("days", Number), ("revisions", Number)];
/// What can be added to a service.
pub const EXTRA: Shape = &[("title", Label), ("price", Price), ("days", Number)];
/// What clients ask before they order.
pub const QUESTION: Shape = &[("question", Label), ("answer", Text)];
/// A weekly span of working hours: `day` 1 (Monday) to 7, `from` and `to` as `09:00`, in the profile's time zone.
pub const SPAN: Shape = &[("day", Data), ("from", Label), ("to", Label)];
/// The area in which somebody works on site, what coming there costs, and when.
pub const AREA: Shape = &[
    ("city", Label),
    ("region", Label),
    ("countryCode", Label),
    ("radiusKm", Number),
    ("fee", Price),
    ("slots", Lines),
];
/// A role: the same document under another heading; see [`super::ProfileDocument::in_role`].
pub const ROLE: Shape = &[("name", Label), ("hide", Lines), ("texts", Data)];

/// Reading and writing of members by name. A member of another JSON type than asked for reads as absent.
pub trait Members {
    /// A text; empty when absent.
    fn text(&self, name: &str) -> &str;
    /// A date; `None` when absent or not a date.
    fn date(&self, name: &str) -> Option<PartialDate>;
    /// The texts of a list.
    fn lines(&self, name: &str) -> Vec<&str>;
    /// A whole number that is not negative.
    fn number(&self, name: &str) -> Option<u64>;
    /// A price; nothing costs nothing, so an amount of zero is none.
    fn price(&self, name: &str) -> Option<Rate>;
    /// The objects of a list.
    fn parts(&self, name: &str) -> Vec<&Other>;
    /// Writes a text; an empty one takes the member away.
    fn set_text(&mut self, name: &str, text: &str);
    /// Writes a list of texts; an empty one takes the member away.
    fn set_lines(&mut self, name: &str, lines: Vec<String>);
    /// Notes every known member that breaks its rule.
    fn check(&self, shape: Shape, report: &mut Report);
    /// Leaves `id` and the known members that fit, links only where they may become one.
    fn keep_public(&mut self, shape: Shape);
}

impl Members for Other {
    fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn date(&self, name: &str) -> Option<PartialDate> {
        self.text(name).parse().ok()
    }

    fn lines(&self, name: &str) -> Vec<&str> {
        self.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.as_u64()
    }

    fn price(&self, name: &str) -> Option<Rate> {
        from_tree::<Rate>(self.get(name)?).ok().filter(|price| price.amount.amount_minor > 0)
    }

    fn parts(&self, name: &str) -> Vec<&Other> {
        self.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).collect()
    }

    fn set_text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            self.remove(name);
        } else {
            self.insert(name.to_owned(), Value::from(text));
        }
    }

    fn set_lines(&mut self, name: &str, lines: Vec<String>) {
        if lines.is_empty() {
            self.remove(name);
        } else {
            self.insert(name.to_owned(), Value::Array(lines.into_iter().map(Value::String).collect()));
        }
    }

    fn check(&self, shape: Shape, report: &mut Report) {
        for (name, kind) in shape {
            let Some(value) = self.get(*name).filter(|value| !value.is_null()) else { continue };
            match (kind, value) {
                (Label, Value::String(text)) => report.text(name, text, 0, LABEL_MAX),
                (Text, Value::String(text)) => report.text(name, text, 0, SUMMARY_MAX),
                (Date, Value::String(text)) if text.is_empty() || text.parse::<PartialDate>().is_ok() => {}
                (Date, Value::String(_)) => report.add(name, Rule::Date),
                (Link, Value::String(text)) if text.is_empty() => {}
                (Link, Value::String(text)) => {
                    if let Err(rule) = link::check(text) {
                        report.add(name, rule);
                    }
                }
                (Lines, Value::Array(lines)) => report.each(name, lines, SECTION_MAX, |line, report| match line {
                    Value::String(text) => report.text("", text, 0, SUMMARY_MAX),
                    _ => report.add("", Rule::Shape),
                }),
                (Number, value) if value.is_u64() => {}
                (Number, _) => report.add(name, Rule::Number),
                (Price, value) => match from_tree::<Rate>(value) {
                    Ok(price) => {
                        report.within(name, |report| report.within("amount", |report| price.amount.validate(report)))
                    }
                    Err(_) => report.add(name, Rule::Shape),
                },
                (Parts(shape), Value::Array(parts)) => {
                    report.each(name, parts, SECTION_MAX, |part, report| match part {
                        Value::Object(part) => part.check(shape, report),
                        _ => report.add("", Rule::Shape),
                    })
                }
                (Data, _) | (Cipher, Value::String(_)) => {}
                _ => report.add(name, Rule::Shape),
            }
        }
    }

    fn keep_public(&mut self, shape: Shape) {
        self.retain(|name, value| {
            let Some((_, kind)) = shape.iter().find(|(known, _)| known == name) else {
                return name == "id" && value.is_string();
            };
            match (kind, value) {
                (Label | Text | Cipher, Value::String(_)) => true,
                (Date, Value::String(text)) => text.parse::<PartialDate>().is_ok(),
                (Link, Value::String(text)) => link::is_safe(text),
                (Lines, Value::Array(lines)) => {
                    lines.retain(Value::is_string);
                    true
                }
                (Number, value) => value.is_u64(),
                (Price, value) => match from_tree::<Rate>(value) {
                    Ok(price) => {
                        // Nothing but the price stays in it.
                        *value = tree(&price);
                        true
                    }
                    Err(_) => false,
                },
                (Parts(shape), Value::Array(parts)) => {
                    parts.retain(Value::is_object);
                    parts.iter_mut().filter_map(Value::as_object_mut).for_each(|part| part.keep_public(shape));
                    true
                }
                (Data, value) => {
                    without_unsafe_links(value);
                    true
                }
                _ => false,
            }
        });
    }
}

/// Takes every `url` away that is neither a link nor an upload of Lepas, at any depth.
fn without_unsafe_links(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_unsafe_links),
        Value::Object(members) => {
            members.retain(|name, value| {
                name != "url" || value.as_str().is_some_and(|text| text.starts_with("/uploads/") || link::is_safe(text))
            });
            members.values_mut().for_each(without_unsafe_links);
        }
        _ => {}
    }
}

/// Reads the entries of a section. `null` is an empty section. Whatever is not an object is kept under `value`, because a
/// draft of the time when these sections were unknown may hold anything, and it must open.
///
/// # Errors
/// Only those of the reader itself.
pub(super) fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Other>, D::Error> {
    let entry = |value: Value| match value {
        Value::Object(members) => members,
        other => Other::from_iter([("value".to_owned(), other)]),
    };
    match Value::deserialize(deserializer).map_err(D::Error::custom)? {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => Ok(items.into_iter().map(entry).collect()),
        single => Ok(vec![entry(single)]),
    }
}
