//! Members of JSON objects that the document keeps as they came: how they are read, written, checked and published.
//!
//! Owns the tables of what JSON Resume and Lepas put into an entry beyond its typed fields. A table instead of a type for
//! each section keeps the app small, and an entry of any program survives a round trip. Leaves words and controls to
//! those who show the members.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

use super::Other;
use crate::{
    PartialDate,
    limits::{LABEL_MAX, SECTION_MAX, SUMMARY_MAX},
    link,
    validation::{Report, Rule},
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

use MemberKind::{Data, Date, Label, Lines, Link, Text};

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
/// What a service has beside the fields of [`super::Service`].
pub const SERVICE: Shape = &[("tiers", Data), ("extras", Data), ("faq", Data), ("tags", Lines)];
/// A weekly span of working hours: `day` 1 (Monday) to 7, `from` and `to` as `09:00`, in the profile's time zone.
pub const SPAN: Shape = &[("day", Data), ("from", Label), ("to", Label)];
/// The area in which somebody works on site; `radiusKm` and `fee` are written by their feature.
pub const AREA: Shape =
    &[("city", Label), ("region", Label), ("countryCode", Label), ("radiusKm", Data), ("fee", Data), ("slots", Data)];
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
                (Data, _) => {}
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
                (Label | Text, Value::String(_)) => true,
                (Date, Value::String(text)) => text.parse::<PartialDate>().is_ok(),
                (Link, Value::String(text)) => link::is_safe(text),
                (Lines, Value::Array(lines)) => {
                    lines.retain(Value::is_string);
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
