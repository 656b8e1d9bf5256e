//! JSON Resume both ways, and the other forms of the document.

use std::{io::Write, path::PathBuf};

use lepas_api::{Locale, profile::ProfileDocument};
use lepas_exchange::{Problem, State, apply, json_resume, markdown, spreadsheet, table};
use serde_json::{Value, json};

use crate::support::{ORIGIN, full};

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema/jsonresume-1.3.1.json")).unwrap()
}

fn read(value: &Value) -> (ProfileDocument, Vec<lepas_exchange::Note>) {
    json_resume::read(&value.to_string(), "resume.json", ORIGIN).unwrap()
}

#[test]
fn the_full_document_is_valid_json_resume_and_comes_back_equal() {
    let document = full();
    let written = json_resume::write(&document, ORIGIN);
    let value: Value = serde_json::from_str(&written).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let broken: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(broken, Vec::<String>::new());
    assert_eq!(value["basics"]["image"], "https://lepas.example/uploads/p1");
    let (back, notes) = json_resume::read(&written, "resume.json", ORIGIN).unwrap();
    assert_eq!(notes, []);
    assert_eq!(back, document);
}

#[test]
fn the_schema_does_refuse_what_is_wrong() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut value = serde_json::to_value(full()).unwrap();
    value["work"][0]["startDate"] = "Februari 2017".into();
    assert!(!validator.is_valid(&value));
}

#[test]
fn every_member_of_the_full_document_survives_known_or_not() {
    let text: Value = serde_json::from_str(include_str!("../fixtures/full.json")).unwrap();
    assert_eq!(serde_json::to_value(full()).unwrap(), text);
}

#[test]
fn the_public_view_of_the_full_document_is_valid_too() {
    let value = serde_json::to_value(full().public_view()).unwrap();
    assert!(jsonschema::validator_for(&schema()).unwrap().is_valid(&value));
    let text = value.to_string();
    for hidden in ["sari@contoh.id", "3,6", "x-", "Jalan Misal", "40111"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    for shown in ["Tipografi", "Lembaga Umpama", "Tiga lini", "Awalnya tiga label", "Packaging designer", "kawung"] {
        assert!(text.contains(shown), "{shown}");
    }
}

#[test]
fn older_versions_load_under_todays_names() {
    let (document, notes) = read(&json!({
        "basics": {"name": "Sari", "picture": "https://contoh.id/s.jpg", "website": "https://contoh.id", "location": "Bandung"},
        "work": [{"company": "Umpama", "website": "https://umpama.contoh.id", "startDate": "Februari 2017", "endDate": "Present"}],
        "education": {"institution": "Kampus", "gpa": 3.5},
        "publications": [{"name": "Buku", "website": "https://buku.contoh.id"}],
        "hobbies": [{"name": "Batik"}],
        "skills": ["Tipografi", {"name": "Cetak", "keywords": "offset"}],
        "languages": [{"name": "Jawa"}],
        "volunteer": null,
    }));
    assert_eq!(notes, []);
    let value = serde_json::to_value(&document).unwrap();
    for (pointer, wanted) in [
        ("/basics/image", json!("https://contoh.id/s.jpg")),
        ("/basics/url", json!("https://contoh.id")),
        ("/basics/location/city", json!("Bandung")),
        ("/work/0/name", json!("Umpama")),
        ("/work/0/startDate", json!("2017-02")),
        ("/work/0/url", json!("https://umpama.contoh.id")),
        ("/education/0/score", json!("3.5")),
        ("/publications/0/url", json!("https://buku.contoh.id")),
        ("/interests/0/name", json!("Batik")),
        ("/skills/0/name", json!("Tipografi")),
        ("/skills/1/keywords/0", json!("offset")),
        ("/languages/0/language", json!("Jawa")),
    ] {
        assert_eq!(value.pointer(pointer), Some(&wanted), "{pointer}");
    }
    assert_eq!(document.work[0].end_date, None);
}

#[test]
fn what_cannot_be_read_is_named_and_costs_only_itself() {
    let (document, notes) = read(&json!({
        "basics": {"name": "Sari", "url": "javascript:alert(1)"},
        "work": [{"name": "Umpama", "startDate": "kapan-kapan"}, 7],
        "meta": {"lepas": {"theme": "malam", "rate": "mahal", "x": 1}},
        "x": 2,
    }));
    assert_eq!(document.basics.name, "Sari");
    assert_eq!(document.work.len(), 1);
    assert_eq!(document.other["x"], 2);
    assert_eq!(document.meta.lepas.other["x"], 1);
    assert_eq!(document.meta.lepas.theme, lepas_api::profile::Theme::Malam);
    let mut places: Vec<&str> = notes.iter().map(|note| note.column.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places.len(), 4, "{notes:?}");
    assert!(places.contains(&"/basics/url") && places.contains(&"/work/0/startDate") && places.contains(&"/work/1"));
    assert!(notes.iter().any(|note| matches!(&note.problem, Problem::Rule(_, value) if value == "kapan-kapan")));
}

#[test]
fn text_that_is_no_document_says_so() {
    for text in ["", "{", "[]", "\"x\"", "PK\u{3}\u{4}"] {
        assert!(matches!(json_resume::read(text, "x.json", ORIGIN), Err(Problem::Unreadable(_))), "{text}");
    }
}

#[test]
fn a_chosen_part_is_taken_and_the_rest_stays_as_it_was() {
    let (mut found, _) = json_resume::proposals(&json_resume::write(&full(), ORIGIN), "resume.json", ORIGIN).unwrap();
    let mut document = ProfileDocument::default();
    document.basics.name = "Nama Sendiri".into();
    found.compare(&document);
    let name = found.proposals.iter().find(|proposal| proposal.member == "name").unwrap();
    assert_eq!(name.state, State::Replaces);
    let chosen: Vec<_> = found.proposals.iter().filter(|proposal| proposal.section == "education").collect();
    let after = apply(&document, chosen).unwrap();
    assert_eq!(after.education, full().education);
    assert_eq!((after.basics.name.as_str(), after.work.len()), ("Nama Sendiri", 0));
    found.compare(&after);
    assert!(
        found.proposals.iter().filter(|proposal| proposal.section == "education").all(|it| it.state == State::Same)
    );
}

#[test]
fn markdown_says_everything_in_either_language_and_stays_text() {
    let mut document = full();
    document.basics.name = "Sari <script> *bintang*".into();
    let english = markdown::write(&document, Locale::En);
    for part in [
        "# Sari \\<script\\> \\*bintang\\*",
        "*Packaging designer*",
        "## Experience",
        "A line of drinks.",
        "## Education",
        "- Hemat (Rp\u{a0}3,500,000\u{a0}/\u{a0}project, 5\u{a0}days, 2 revisions): Satu label",
        "- Lengkap (1\u{a0}day)\n",
        "- \\+ Selesai dalam dua hari (Rp\u{a0}750,000\u{a0}/\u{a0}project, 2\u{a0}days)",
        "**Apakah biaya cetak termasuk?**",
        "## Comes to you",
        "up to 15\u{a0}km from Bandung · Rp\u{a0}150,000\u{a0}/\u{a0}day",
    ] {
        assert!(english.contains(part), "{part} in {english}");
    }
    let indonesian = markdown::write(&document, Locale::Id);
    for part in [
        "*Desainer kemasan*",
        "## Pengalaman",
        "Lini minuman.",
        "- Satu \\*penghargaan\\*",
        "## Sertifikat",
        "### Buku Contoh",
        "- Hemat (Rp\u{a0}3.500.000\u{a0}/\u{a0}proyek, 5\u{a0}hari, 2 revisi): Satu label",
        "## Datang ke tempat Anda",
    ] {
        assert!(indonesian.contains(part), "{part} in {indonesian}");
    }
}

#[test]
fn tables_hold_each_section_and_no_formula() {
    let mut document = full();
    document.skills[1].name = "=HYPERLINK(\"https://jahat.example\")".into();
    let files = spreadsheet::write(&document);
    let named = |name: &str| files.iter().find(|(file, _)| file == name).map(|(_, text)| table::rows(text)).unwrap();
    for name in ["basics", "work", "education", "skills", "projects", "references", "cases", "services", "profiles"] {
        assert!(named(&format!("{name}.csv")).len() >= 2, "{name}");
    }
    let skills = named("skills.csv");
    assert_eq!(skills[1].cells[0], "Desain kemasan");
    assert!(skills[2].cells[0].starts_with('\''), "{:?}", skills[2]);
}

#[test]
fn other_programs_samples_lose_nothing() {
    // Samples of other programs; they lie beside the repository, or nowhere.
    let data = std::env::var_os("LEPAS_DATA");
    let data =
        data.map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")), PathBuf::from);
    let folder = data.join("jsonresume");
    let Ok(files) = std::fs::read_dir(&folder) else {
        writeln!(std::io::stdout(), "skipped samples: {} is not there", folder.display()).unwrap();
        return;
    };
    for file in files.flatten().map(|file| file.path()) {
        let text = std::fs::read_to_string(&file).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        if !file.ends_with("schema.json") && value.get("basics").is_some() {
            let (document, notes) = json_resume::read(&text, "x.json", "").unwrap();
            assert_eq!(notes, [], "{}", file.display());
            assert!(!document.basics.name.is_empty() && !document.work.is_empty());
        }
    }
}
