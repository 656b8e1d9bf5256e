//! What an import would change, one piece at a time, and what it could not read.
//!
//! Owns the comparison with the document that is there and the applying of what a person chose. Leaves reading files to the
//! modules of the formats, and asking the person to the studio.

use lepas_api::{
    Locale, Rule, Validate, from_tree,
    limits::{SECTION_MAX, SKILLS_MAX},
    profile::{Members, Other, ProfileDocument},
    tree,
    validation::Report,
};
use serde_json::Value;

use crate::words;

/// Sections in the order in which they are shown, with the member that names an entry.
pub(crate) const LISTS: [(&str, &str); 12] = [
    ("work", "position"),
    ("education", "institution"),
    ("certificates", "name"),
    ("skills", "name"),
    ("languages", "language"),
    ("projects", "name"),
    ("volunteer", "organization"),
    ("awards", "title"),
    ("publications", "name"),
    ("interests", "name"),
    ("references", "name"),
    ("profiles", "network"),
];

/// How a proposal stands to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is nothing like it yet.
    New,
    /// It would replace what is there.
    Replaces,
    /// The document says the same already.
    Same,
    /// Its section is full.
    Full,
}

/// One piece of an import: a field of `basics`, or an entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// `basics`, or a section of the document; `profiles` are those in `basics`.
    pub section: &'static str,
    /// Which field, in `basics` and `meta`; empty for an entry of a list.
    pub member: String,
    /// The value: a text, or an object.
    pub value: Value,
    /// The file that says it.
    pub file: String,
    /// The row as a spreadsheet numbers it, or the line of a text; 0 where there are none.
    pub row: u32,
    /// How it stands to the document; set by [`Found::compare`].
    pub state: State,
}

impl Proposal {
    /// A field of `basics`.
    pub(crate) fn field(member: &str, value: impl Into<Value>, file: &str, row: u32) -> Self {
        Self {
            section: "basics",
            member: member.to_owned(),
            value: value.into(),
            file: file.to_owned(),
            row,
            state: State::New,
        }
    }

    /// An entry of a list.
    pub(crate) fn entry(section: &'static str, members: Other, file: &str, row: u32) -> Self {
        Self {
            section,
            member: String::new(),
            value: Value::Object(members),
            file: file.to_owned(),
            row,
            state: State::New,
        }
    }

    /// What it is called, in one line.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            Value::Object(members) => {
                let named = ["position", "name", "institution", "organization", "title", "language", "network"];
                let mut parts: Vec<&str> = named.into_iter().map(|name| members.text(name)).collect();
                parts.extend(
                    ["username", "studyType", "area", "issuer", "entity", "publisher", "city"]
                        .map(|name| members.text(name)),
                );
                parts.retain(|part| !part.trim().is_empty());
                parts.truncate(3);
                parts.join(" · ")
            }
            other => other.to_string(),
        }
    }

    /// Everything else it says, one line for each member, so that a person sees all that would be taken.
    #[must_use]
    pub fn lines(&self) -> Vec<(String, String)> {
        let Value::Object(members) = &self.value else { return Vec::new() };
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        };
        members.iter().map(|(name, value)| (name.clone(), text(value))).collect()
    }
}

/// What an import could not read, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The file.
    pub file: String,
    /// The row as a spreadsheet numbers it, or the line; 0 for the file as a whole.
    pub row: u32,
    /// The column or member; empty for the row as a whole.
    pub column: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a piece of an import.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// A value breaks a rule of the document and was left out. Carries the value.
    Rule(Rule, String),
    /// A row has another number of cells than the header.
    Cells {
        /// Cells of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A quotation mark was never closed.
    OpenQuote,
    /// What an entry cannot be without is missing.
    Nameless,
    /// The file has no header that is known.
    Header,
    /// The text is not UTF-8.
    Encoding,
    /// The archive says less or other bytes than it holds.
    Damaged,
    /// Not JSON, or no résumé. Carries what the reader said.
    Unreadable(String),
    /// Entries that are other people's data or of no use here: counted, not taken.
    Counted(usize),
    /// Somebody took their recommendation back, or it was never shown.
    Hidden,
}

impl Problem {
    /// The problem in a person's language.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        words::problem(self, locale)
    }

    /// True when nothing was lost that could have been taken.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::Counted(_) | Self::Hidden)
    }
}

/// The answer of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// What could be taken.
    pub proposals: Vec<Proposal>,
    /// What could not be read.
    pub notes: Vec<Note>,
}

impl Found {
    /// Adds a note.
    pub(crate) fn note(&mut self, file: &str, row: u32, column: &str, problem: Problem) {
        self.notes.push(Note { file: file.to_owned(), row, column: column.to_owned(), problem });
    }

    /// Takes a proposal, without those of its members that break a rule of the document; each gets a note.
    pub(crate) fn take(&mut self, mut proposal: Proposal) {
        for _ in 0..16 {
            let Some((pointer, rule)) = first_broken(&proposal) else {
                self.proposals.push(proposal);
                return;
            };
            let member = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default().to_owned();
            let lost = match &mut proposal.value {
                Value::Object(members) => members.remove(&member),
                _ => None,
            };
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let Some(lost) = lost else {
                let (file, value) = (proposal.file.clone(), text(&proposal.value));
                let column = if proposal.member.is_empty() { member } else { proposal.member.clone() };
                self.note(&file, proposal.row, &column, Problem::Rule(rule, value));
                return;
            };
            let (file, row) = (proposal.file.clone(), proposal.row);
            self.note(&file, row, &member, Problem::Rule(rule, text(&lost)));
        }
    }

    /// Says of every proposal how it stands to a document.
    pub fn compare(&mut self, document: &ProfileDocument) {
        let held = tree(document);
        let mut room: Vec<(&str, usize)> = Vec::new();
        for proposal in &mut self.proposals {
            if proposal.member.is_empty() {
                let entries = list(&held, proposal.section);
                let at = room.iter().position(|(section, _)| *section == proposal.section).unwrap_or(room.len());
                if at == room.len() {
                    room.push((proposal.section, entries.len()));
                }
                let Some((_, count)) = room.get_mut(at) else { continue };
                let most = if proposal.section == "skills" { SKILLS_MAX } else { SECTION_MAX };
                proposal.state = if entries.iter().any(|entry| same(proposal.section, entry, &proposal.value)) {
                    State::Same
                } else if *count >= most {
                    State::Full
                } else {
                    *count += 1;
                    State::New
                };
            } else {
                let value = held.get(proposal.section).and_then(|basics| basics.get(&proposal.member));
                proposal.state = match value {
                    Some(value) if *value == proposal.value => State::Same,
                    None | Some(Value::Null) => State::New,
                    Some(Value::String(text)) if text.trim().is_empty() => State::New,
                    Some(_) => State::Replaces,
                };
            }
        }
    }
}

fn list<'v>(document: &'v Value, section: &str) -> &'v [Value] {
    let whole = if section == "profiles" { document.get("basics") } else { Some(document) };
    whole.and_then(|whole| whole.get(section)).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// True when two entries are about the same thing: same names, in any letter case, and the same beginning.
fn same(section: &str, held: &Value, new: &Value) -> bool {
    let text = |value: &Value, member: &str| {
        value.get(member).and_then(Value::as_str).unwrap_or_default().trim().to_lowercase()
    };
    let members: &[&str] = match section {
        "work" => &["name", "position", "startDate"],
        "education" => &["institution", "area", "studyType", "startDate"],
        "volunteer" => &["organization", "position", "startDate"],
        "references" => &["name", "reference"],
        "profiles" => &["network", "username", "url"],
        "languages" => &["language"],
        "awards" => &["title", "date"],
        "certificates" => &["name", "issuer", "date"],
        "projects" => &["name", "startDate"],
        _ => &["name"],
    };
    members.iter().all(|member| text(held, member) == text(new, member))
}

/// The first rule that a document made of nothing but this proposal breaks.
fn first_broken(proposal: &Proposal) -> Option<(String, Rule)> {
    let Some(document) = apply(&ProfileDocument::default(), [proposal]) else {
        // The reader refuses what cannot be a date; find out which member it is.
        let Value::Object(members) = &proposal.value else { return Some((String::new(), Rule::Shape)) };
        let alone = |(name, value): (&String, &Value)| {
            let one = Proposal {
                value: Value::Object(Other::from_iter([(name.clone(), value.clone())])),
                ..proposal.clone()
            };
            apply(&ProfileDocument::default(), [&one]).is_none()
        };
        let broken = members.iter().find(|member| alone(*member)).map(|(name, _)| name.clone()).unwrap_or_default();
        let rule = if broken.to_lowercase().ends_with("date") { Rule::Date } else { Rule::Shape };
        return Some((broken, rule));
    };
    let mut report = Report::new();
    document.validate(&mut report);
    report.into_errors(Locale::En).into_iter().next().map(|error| (error.pointer, error.rule))
}

/// The document with the chosen proposals in it. `None` when one of them cannot be part of a document.
#[must_use]
pub fn apply<'p>(
    document: &ProfileDocument,
    chosen: impl IntoIterator<Item = &'p Proposal>,
) -> Option<ProfileDocument> {
    let mut value = tree(document);
    for proposal in chosen {
        let place = match (proposal.section, proposal.member.as_str()) {
            ("profiles", _) => value.get_mut("basics")?.as_object_mut()?.entry("profiles"),
            (section, "") => value.as_object_mut()?.entry(section),
            (section, member) => {
                let whole = value.as_object_mut()?.entry(section).or_insert_with(|| Value::Object(Other::new()));
                whole.as_object_mut()?.insert(member.to_owned(), proposal.value.clone());
                continue;
            }
        };
        place.or_insert_with(|| Value::Array(Vec::new())).as_array_mut()?.push(proposal.value.clone());
    }
    from_tree(&value).ok()
}
