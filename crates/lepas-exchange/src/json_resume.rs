//! JSON Resume of any version, and the document of Lepas itself, which is one.
//!
//! Owns what older versions called the members of today (<https://jsonresume.org/schema>, 0.0.0 to 1.3.1) and how wrong
//! types are mended without inventing anything. Members that nobody knows are kept at every level.

use lepas_api::{
    Locale, PartialDate, Rule, Validate, from_tree,
    profile::{Members, Other, ProfileDocument, SECTIONS, members},
    tree,
    validation::Report,
};
use serde_json::Value;

use crate::{Found, Note, Problem, Proposal, dates, propose::LISTS};

/// Where the schema of what we write can be read.
const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";
/// The version of the schema that what we write follows.
const VERSION: &str = "v1.3.1";

/// Members with another name in older versions: section (empty for the document itself), then, now.
const RENAMED: [(&str, &str, &str); 11] = [
    ("", "hobbies", "interests"),
    ("basics", "picture", "image"),
    ("basics", "website", "url"),
    ("work", "company", "name"),
    ("work", "website", "url"),
    ("volunteer", "website", "url"),
    ("publications", "website", "url"),
    ("projects", "title", "name"),
    ("education", "gpa", "score"),
    ("certificates", "title", "name"),
    ("languages", "name", "language"),
];

/// Typed members: what each section holds beside the tables of the contract.
fn shape(section: &str) -> Vec<(&'static str, members::MemberKind)> {
    use members::MemberKind::{Date, Label, Link, Text};
    let typed: &[(&'static str, members::MemberKind)] = match section {
        "basics" => &[
            ("name", Label),
            ("label", Label),
            ("image", Label),
            ("email", Label),
            ("phone", Label),
            ("url", Link),
            ("summary", Text),
        ],
        "location" => {
            &[("address", Label), ("postalCode", Label), ("city", Label), ("countryCode", Label), ("region", Label)]
        }
        "profiles" => &[("network", Label), ("username", Label), ("url", Link)],
        "work" => &[("name", Label), ("position", Label), ("startDate", Date), ("endDate", Date), ("summary", Text)],
        "skills" => &[("name", Label), ("level", Label)],
        "languages" => &[("language", Label), ("fluency", Label)],
        "references" => &[("name", Label), ("reference", Text)],
        _ => &[],
    };
    let further: members::Shape = match section {
        "work" => members::WORK,
        "skills" => members::SKILL,
        "references" => members::REFERENCE,
        name => SECTIONS.iter().find(|held| held.name == name).map(|held| held.members).unwrap_or_default(),
    };
    typed.iter().chain(further).copied().collect()
}

/// Reads a file. The document holds everything that could be read; each note names what could not.
///
/// # Errors
/// [`Problem::Unreadable`] when the text is no JSON object.
pub fn read(text: &str, file: &str, origin: &str) -> Result<(ProfileDocument, Vec<Note>), Problem> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let value: Value =
        serde_json::from_slice(text.as_bytes()).map_err(|error| Problem::Unreadable(error.to_string()))?;
    let Value::Object(mut whole) = value else { return Err(Problem::Unreadable("{".to_owned())) };
    let mut reader = Reader { file, found: Found::default() };
    reader.mend_document(&mut whole);
    without_our_marks(&mut whole, origin);
    let document = reader.settle(whole);
    Ok((document, reader.found.notes))
}

/// A file as proposals, for a person who wants parts of it.
///
/// # Errors
/// As [`read`].
pub fn proposals(text: &str, file: &str, origin: &str) -> Result<(Found, ProfileDocument), Problem> {
    let (document, notes) = read(text, file, origin)?;
    let mut found = Found { proposals: Vec::new(), notes };
    let Value::Object(whole) = tree(&document) else { return Ok((found, document)) };
    if let Some(Value::Object(basics)) = whole.get("basics") {
        for (member, value) in basics {
            let empty = value.as_str().is_some_and(|text| text.trim().is_empty());
            if member != "profiles" && !empty {
                found.take(Proposal::field(member, value.clone(), file, 0));
            }
        }
        for members in entries(basics.get("profiles")) {
            found.take(Proposal::entry("profiles", members, file, 0));
        }
    }
    for (section, _) in LISTS {
        for members in entries(whole.get(section)) {
            found.take(Proposal::entry(section, members, file, 0));
        }
    }
    Ok((found, document))
}

fn entries(value: Option<&Value>) -> Vec<Other> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_object).cloned().collect()
}

/// The document as JSON Resume 1.3.1, for people and programs. Uploads get `origin` in front, since other programs know no
/// other way to them.
#[must_use]
pub fn write(document: &ProfileDocument, origin: &str) -> String {
    let mut value = tree(document);
    if let Value::Object(whole) = &mut value {
        whole.entry("$schema").or_insert_with(|| SCHEMA.into());
        if let Some(meta) = whole.get_mut("meta").and_then(Value::as_object_mut) {
            meta.entry("version").or_insert_with(|| VERSION.into());
        }
        if let Some(Value::String(image)) = whole.get_mut("basics").and_then(|basics| basics.get_mut("image"))
            && image.starts_with("/uploads/")
        {
            image.insert_str(0, origin);
        }
    }
    value.to_string()
}

/// Takes away what [`write`] adds, so that a file of ours reads back to the document it was made of.
fn without_our_marks(whole: &mut Other, origin: &str) {
    if whole.text("$schema") == SCHEMA {
        whole.remove("$schema");
    }
    if let Some(Value::Object(meta)) = whole.get_mut("meta")
        && meta.text("version") == VERSION
    {
        meta.remove("version");
    }
    whole.values_mut().for_each(to_uploads);
    if let Some(Value::Object(basics)) = whole.get_mut("basics") {
        let path = basics.text("image").strip_prefix(origin).filter(|path| path.starts_with("/uploads/"));
        if let Some(path) = path.map(str::to_owned).filter(|_| !origin.is_empty()) {
            basics.set_text("image", &path);
        }
    }
}

/// Pictures of our own archive (`images/{id}.webp`) become the uploads again that they were fetched from.
fn to_uploads(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_uploads),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(address) if name == "url" || name == "image" => {
                        let file = address.strip_prefix("images/").and_then(|file| file.split_once('.'));
                        let id = file.map(|(id, _)| id).filter(|id| !id.is_empty() && !id.contains('/'));
                        if let Some(uploaded) = id.map(|id| ["/uploads/", id].concat()) {
                            *address = uploaded;
                        }
                    }
                    other => to_uploads(other),
                }
            }
        }
        _ => {}
    }
}

struct Reader<'f> {
    file: &'f str,
    found: Found,
}

impl Reader<'_> {
    fn mend_document(&mut self, whole: &mut Other) {
        rename(whole, "");
        if let Some(Value::Object(basics)) = whole.get_mut("basics") {
            rename(basics, "basics");
            self.mend_members(basics, "basics", "/basics");
            match basics.remove("location") {
                Some(Value::Object(mut location)) => {
                    self.mend_members(&mut location, "location", "/basics/location");
                    basics.insert("location".to_owned(), Value::Object(location));
                }
                // Version 0.0.0 knew a line of text.
                Some(Value::String(city)) if !city.trim().is_empty() => {
                    basics.insert(
                        "location".to_owned(),
                        Value::Object(Other::from_iter([("city".to_owned(), city.into())])),
                    );
                }
                _ => {}
            }
            self.mend_list(basics, "profiles");
        }
        for (section, _) in LISTS {
            if section != "profiles" {
                self.mend_list(whole, section);
            }
        }
    }

    fn mend_list(&mut self, whole: &mut Other, section: &'static str) {
        let items = match whole.remove(section) {
            None | Some(Value::Null) => return,
            Some(Value::Array(items)) => items,
            Some(single) => vec![single],
        };
        let title = LISTS.iter().find(|(name, _)| *name == section).map_or("name", |(_, title)| title);
        let mut mended = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            let pointer = format!("/{section}/{at}");
            match item {
                Value::Object(mut members) => {
                    rename(&mut members, section);
                    self.mend_members(&mut members, section, &pointer);
                    mended.push(Value::Object(members));
                }
                // A list of names, as people write skills by hand.
                Value::String(name) if !name.trim().is_empty() => {
                    mended.push(Value::Object(Other::from_iter([(title.to_owned(), name.into())])));
                }
                Value::Null => {}
                other => self.lose(&pointer, Rule::Shape, &other),
            }
        }
        if !mended.is_empty() {
            whole.insert(section.to_owned(), Value::Array(mended));
        }
    }

    fn mend_members(&mut self, members: &mut Other, section: &str, pointer: &str) {
        use members::MemberKind::{Data, Date, Lines, Number, Parts, Price};
        for (name, kind) in shape(section) {
            let Some(value) = members.remove(name) else { continue };
            let text = match (kind, value) {
                (_, Value::Null) => continue,
                (Data | Number | Parts(_) | Price, value) => {
                    members.insert(name.to_owned(), value);
                    continue;
                }
                (Lines, value) => {
                    let items = match value {
                        Value::Array(items) => items,
                        single => vec![single],
                    };
                    members.set_lines(name, items.into_iter().filter_map(line).collect());
                    continue;
                }
                (_, value) => match line(value) {
                    Some(text) => text,
                    None => continue,
                },
            };
            if kind == Date {
                if text.trim().is_empty() || dates::is_present(&text) {
                    continue;
                }
                match dates::read(&text) {
                    Some(date) => members.set_text(name, &date.to_string()),
                    None => self.lose(&format!("{pointer}/{name}"), Rule::Date, &Value::String(text)),
                }
            } else if section == "basics" || !text.is_empty() {
                members.insert(name.to_owned(), Value::String(text));
            }
        }
    }

    fn lose(&mut self, pointer: &str, rule: Rule, value: &Value) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.found.note(self.file, 0, pointer, Problem::Rule(rule, text));
    }

    /// The document of what has been mended; what the reader still refuses is left out, member by member.
    fn settle(&mut self, whole: Other) -> ProfileDocument {
        let whole = Value::Object(whole);
        let mut document = match from_tree(&whole) {
            Ok(document) => document,
            Err(_) => {
                let kept = self.sift(&mut Vec::new(), whole).unwrap_or_default();
                from_tree(&kept).unwrap_or_default()
            }
        };
        self.drop_broken(&mut document);
        document
    }

    /// What of a value can be part of a document at this place; the rest is noted.
    fn sift(&mut self, path: &mut Vec<Step>, value: Value) -> Option<Value> {
        if is_readable(path, &value) {
            return Some(value);
        }
        let kept = match &value {
            Value::Object(members) => {
                let mut kept = Other::new();
                for (name, member) in members {
                    path.push(Step::Member(name.clone()));
                    if let Some(member) = self.sift(path, member.clone()) {
                        kept.insert(name.clone(), member);
                    }
                    path.pop();
                }
                Value::Object(kept)
            }
            Value::Array(items) => {
                let mut kept = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    path.push(Step::Item(at));
                    kept.extend(self.sift(path, item.clone()));
                    path.pop();
                }
                Value::Array(kept)
            }
            _ => Value::Null,
        };
        // An object may still lack what it cannot be without.
        if !kept.is_null() && is_readable(path, &kept) {
            return Some(kept);
        }
        let pointer: String = path.iter().map(Step::written).collect();
        self.lose(&pointer, Rule::Shape, &value);
        None
    }

    /// Links that may not become links, texts that are too long: the document would be refused with them.
    fn drop_broken(&mut self, document: &mut ProfileDocument) {
        let mut report = Report::new();
        document.validate(&mut report);
        let errors = report.into_errors(Locale::En);
        if errors.is_empty() {
            return;
        }
        let mut value = tree(&*document);
        // From the end, so that the positions before stay.
        for error in errors.iter().rev() {
            let Some((parent, last)) = error.pointer.rsplit_once('/') else { continue };
            let lost = match value.pointer_mut(parent) {
                Some(Value::Object(members)) => members.remove(&last.replace("~1", "/").replace("~0", "~")),
                Some(Value::Array(items)) => {
                    last.parse().ok().filter(|at| *at < items.len()).map(|at: usize| items.remove(at))
                }
                _ => None,
            };
            if let Some(lost) = lost {
                self.lose(&error.pointer, error.rule.clone(), &lost);
            }
        }
        if let Ok(mended) = from_tree(&value) {
            *document = mended;
        }
    }
}

/// One step down into a document.
enum Step {
    Member(String),
    Item(usize),
}

impl Step {
    fn written(&self) -> String {
        match self {
            Self::Member(name) => format!("/{name}"),
            Self::Item(at) => format!("/{at}"),
        }
    }
}

/// True when a document of nothing but this value at this place can be read.
fn is_readable(path: &[Step], value: &Value) -> bool {
    let whole = path.iter().rev().fold(value.clone(), |inside, step| match step {
        Step::Member(name) => Value::Object(Other::from_iter([(name.clone(), inside)])),
        Step::Item(_) => Value::Array(vec![inside]),
    });
    from_tree::<ProfileDocument>(&whole).is_ok()
}

/// A scalar as text.
fn line(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// Gives members of older versions the names of today, where the name of today is free.
fn rename(members: &mut Other, section: &str) {
    for (_, then, now) in RENAMED.iter().filter(|(held, ..)| *held == section) {
        if !members.contains_key(*now)
            && let Some(value) = members.remove(*then)
        {
            members.insert((*now).to_owned(), value);
        }
    }
}

/// The dates of an entry as people write them: `2020-03 – 2021`, open at the end where it goes on.
#[must_use]
pub fn span(start: Option<PartialDate>, end: Option<PartialDate>) -> String {
    match (start, end) {
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(start), None) => format!("{start} –"),
        (None, Some(end)) => end.to_string(),
        (None, None) => String::new(),
    }
}
