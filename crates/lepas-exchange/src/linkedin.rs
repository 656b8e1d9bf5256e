//! The data export of LinkedIn: which files and columns mean what.
//!
//! Owns the table of files, by exact name, and of columns, by header. Reads only what it needs: never the street, the
//! birthday or the messengers. Connections and messages are other people's data, so they are counted and no more.
//! Sources of names: the exports themselves as described by three open importers; see docs/IMPORT.md.

mod person;

use lepas_api::profile::{Members, Other};

use crate::{
    Found, Problem, Proposal,
    archive::Entry,
    dates,
    table::{Row, Table},
};

/// How a cell becomes a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// As it stands.
    Text,
    /// A month, a year or a day.
    Date,
}
use Cell::{Date, Text};

/// A file whose rows are entries of one section.
struct File {
    name: &'static str,
    section: &'static str,
    /// The column that an entry cannot be without.
    key: &'static str,
    columns: &'static [(&'static str, &'static str, Cell)],
}

const FILES: [File; 11] = [
    File {
        name: "Positions.csv",
        section: "work",
        key: "Company Name",
        columns: &[
            ("Company Name", "name", Text),
            ("Title", "position", Text),
            ("Description", "summary", Text),
            ("Location", "location", Text),
            ("Started On", "startDate", Date),
            ("Finished On", "endDate", Date),
        ],
    },
    File {
        name: "Education.csv",
        section: "education",
        key: "School Name",
        columns: &[
            ("School Name", "institution", Text),
            ("Degree Name", "studyType", Text),
            ("Start Date", "startDate", Date),
            ("End Date", "endDate", Date),
            ("Notes", "notes", Text),
            ("Activities", "activities", Text),
        ],
    },
    File {
        name: "Certifications.csv",
        section: "certificates",
        key: "Name",
        columns: &[
            ("Name", "name", Text),
            ("Authority", "issuer", Text),
            ("Started On", "date", Date),
            ("Url", "url", Text),
            ("License Number", "license", Text),
        ],
    },
    File { name: "Skills.csv", section: "skills", key: "Name", columns: &[("Name", "name", Text)] },
    File {
        name: "Languages.csv",
        section: "languages",
        key: "Name",
        columns: &[("Name", "language", Text), ("Proficiency", "fluency", Text)],
    },
    File {
        name: "Projects.csv",
        section: "projects",
        key: "Title",
        columns: &[
            ("Title", "name", Text),
            ("Description", "description", Text),
            ("Url", "url", Text),
            ("Started On", "startDate", Date),
            ("Finished On", "endDate", Date),
        ],
    },
    File {
        name: "Volunteering.csv",
        section: "volunteer",
        key: "Company Name",
        columns: &[
            ("Company Name", "organization", Text),
            ("Role", "position", Text),
            ("Description", "summary", Text),
            ("Started On", "startDate", Date),
            ("Finished On", "endDate", Date),
        ],
    },
    File {
        name: "Honors.csv",
        section: "awards",
        key: "Title",
        columns: &[
            ("Title", "title", Text),
            ("Issuer", "awarder", Text),
            ("Description", "summary", Text),
            ("Issued On|Date", "date", Date),
        ],
    },
    File {
        name: "Publications.csv",
        section: "publications",
        key: "Name",
        columns: &[
            ("Name", "name", Text),
            ("Publisher", "publisher", Text),
            ("Description", "summary", Text),
            ("Published On|Date", "releaseDate", Date),
            ("Url", "url", Text),
        ],
    },
    File {
        name: "Interests.csv",
        section: "interests",
        key: "Name|Interest",
        columns: &[("Name|Interest", "name", Text)],
    },
    File {
        name: "Causes You Care About.csv",
        section: "interests",
        key: "Name|Cause Name|Supported Cause",
        columns: &[("Name|Cause Name|Supported Cause", "name", Text)],
    },
];

/// Files about the person that have a form of their own.
const PERSON: [&str; 6] = [
    "Profile.csv",
    "Email Addresses.csv",
    "PhoneNumbers.csv",
    "Recommendations_Received.csv",
    "Recommendations Received.csv",
    "Endorsement_Received_Info.csv",
];

/// Files that are counted: their column that an entry cannot be without.
const COUNTED: [(&str, &str); 2] = [("Connections.csv", "First Name"), ("messages.csv", "CONVERSATION ID")];

/// The entries of an archive that an import reads. A name counts whatever folder it lies in; of two with one name, the one
/// that lies less deep.
#[must_use]
pub fn wanted(entries: &[Entry]) -> Vec<&Entry> {
    let names = FILES.iter().map(|file| file.name).chain(PERSON).chain(COUNTED.map(|(name, _)| name));
    names
        .filter_map(|name| {
            let named = entries.iter().filter(|entry| entry.file_name() == name);
            named.min_by_key(|entry| entry.name.matches('/').count())
        })
        .collect()
}

/// Reads unpacked files of an export: path and bytes, `None` where unpacking failed. Files that are missing are simply not
/// there: an export may be partial.
#[must_use]
pub fn read(files: &[(String, Option<Vec<u8>>)]) -> Found {
    let mut found = Found::default();
    // By name, path and text; there are a dozen at most.
    let mut texts: Vec<(&str, &str, &str)> = Vec::new();
    for (path, bytes) in files {
        let name = path.rsplit('/').next().unwrap_or_default();
        let Some(bytes) = bytes else {
            found.note(path, 0, "", Problem::Damaged);
            continue;
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => texts.push((name, path, text)),
            Err(_) => found.note(path, 0, "", Problem::Encoding),
        }
    }
    let open = |found: &mut Found, name: &str, key: &str| {
        let (_, path, text) = *texts.iter().rfind(|(held, ..)| *held == name)?;
        let table = Table::read(text, key);
        if table.is_none() && !text.trim().is_empty() {
            found.note(path, 0, "", Problem::Header);
        }
        Some((path.to_owned(), table?))
    };
    let person: [(&str, &str, Reader); 3] = [
        ("Profile.csv", "First Name", person::profile),
        ("Email Addresses.csv", "Email Address", person::email),
        ("PhoneNumbers.csv", "Number", person::phone),
    ];
    for (name, key, read) in person {
        if let Some((path, table)) = open(&mut found, name, key) {
            read(&path, &table, &mut found);
        }
    }
    let endorsed = open(&mut found, "Endorsement_Received_Info.csv", "Skill Name");
    let endorsements =
        endorsed.map(|(path, table)| person::endorsements(&path, &table, &mut found)).unwrap_or_default();
    for file in &FILES {
        if let Some((path, table)) = open(&mut found, file.name, file.key) {
            entries(file, &path, &table, &endorsements, &mut found);
        }
    }
    for name in ["Recommendations_Received.csv", "Recommendations Received.csv"] {
        if let Some((path, table)) = open(&mut found, name, "Text") {
            person::recommendations(&path, &table, &mut found);
        }
    }
    for (name, key) in COUNTED {
        if let Some((path, table)) = open(&mut found, name, key) {
            found.note(&path, 0, "", Problem::Counted(table.rows.len()));
        }
    }
    found
}

/// Reads the rows of a file.
type Reader = fn(&str, &Table, &mut Found);

fn entries(file: &File, path: &str, table: &Table, endorsements: &Other, found: &mut Found) {
    for row in &table.rows {
        if !is_whole(table, row, path, found) {
            continue;
        }
        if table.cell(row, file.key).is_empty() {
            found.note(path, row.number, file.key.split('|').next().unwrap_or_default(), Problem::Nameless);
            continue;
        }
        let mut members = Other::new();
        for (column, member, cell) in file.columns {
            let text = table.cell(row, column);
            match cell {
                Text => members.set_text(member, text),
                Date if text.is_empty() || dates::is_present(text) => {}
                Date => match dates::read(text) {
                    Some(date) => members.set_text(member, &date.to_string()),
                    None => {
                        let broken = Problem::Rule(lepas_api::Rule::Date, text.to_owned());
                        found.note(path, row.number, column.split('|').next().unwrap_or_default(), broken);
                    }
                },
            }
        }
        if let Some(count) = endorsements.get(&members.text("name").to_lowercase()).filter(|_| file.section == "skills")
        {
            members.insert("endorsements".to_owned(), count.clone());
        }
        found.take(Proposal::entry(file.section, members, path, row.number));
    }
}

/// Notes a row that cannot be read by its columns.
fn is_whole(table: &Table, row: &Row, path: &str, found: &mut Found) -> bool {
    let problem = if row.open {
        Problem::OpenQuote
    } else if row.cells.len() != table.width() {
        Problem::Cells { found: row.cells.len(), expected: table.width() }
    } else {
        return true;
    };
    found.note(path, row.number, "", problem);
    false
}
