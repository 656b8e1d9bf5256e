//! LinkedIn exports, written by us after what their readers say of them.

use lepas_api::{Locale, Rule, profile::ProfileDocument};
use lepas_exchange::{Found, Problem, State, apply, archive::list, linkedin};

use crate::support::{archive, unpack};

const PROFILE: &str = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n\
    Sari,Kemasan,,Jalan Rahasia 1,1 Jan,Desainer kemasan,\"Sembilan tahun.\nDua baris, dengan \"\"kutipan\"\".\",Desain,40111,\"Bandung, Jawa Barat, Indonesia\",[sarikemasan],\"[PORTFOLIO:https://sari.contoh.id,COMPANY:https://studio.contoh.id]\",rahasia\n";
const POSITIONS: &str = "\u{FEFF}Title,Company Name,Description,Location,Started On,Finished On\r\n\
    Desainer,Studio Umpama,\"Lini minuman,\nlini teh\",Bandung,Jan 2020,\r\nMagang,Percetakan Misal,,,Mar 2017,Dec 2019\r\n";
const CERTIFICATES: &str = "Name,Url,Authority,Started On,Finished On,License Number\nSertifikat Misal,,Lembaga Umpama,May 2023,,A-1\n\
    Rusak,\"https://x.contoh.id,Lembaga,Jan 2020,,\nSertifikat Dua,https://dua.contoh.id,Lembaga,Feb 2021,,\n";

fn complete() -> Vec<(&'static str, String)> {
    let mut connections = String::from(
        "Notes:\n\"When exporting your connection data, you may notice, etc.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    );
    for at in 0..2_000 {
        connections
            .push_str(&format!("Kenalan{at},Rahasia,https://contoh.id/{at},k{at}@contoh.id,Umpama,,01 Jan 2020\n"));
    }
    [
        ("Profile.csv", PROFILE),
        ("Positions.csv", POSITIONS),
        ("Certifications.csv", CERTIFICATES),
        ("Education.csv", "School Name,Start Date,End Date,Notes,Degree Name,Activities\nKampus Umpama,2008,2012,,S1 Desain,\n"),
        ("Skills.csv", "Name\nTipografi\nDesain kemasan\n"),
        ("Languages.csv", "Name,Proficiency\nIndonesia,Native or bilingual proficiency\n"),
        ("Projects.csv", "Title,Description,Url,Started On,Finished On\nKatalog,40 halaman,,Jan 2020,Mar 2020\n"),
        ("Email Addresses.csv", "Email Address,Confirmed,Primary,Updated On\nlama@contoh.id,Yes,No,1/1/20\nsari@contoh.id,Yes,Yes,1/1/20\n"),
        ("PhoneNumbers.csv", "Extension,Number,Type\n,+62 21 000,Mobile\n"),
        ("Recommendations_Received.csv", "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nAyu,Umpama,Kopi Contoh,Pemilik,\"Rapi,\ntepat waktu\",\"05/17/21, 03:12 PM\",VISIBLE\nBudi,Misal,Toko,Manajer,Tidak tampil,\"05/17/21, 03:12 PM\",HIDDEN\n"),
        ("Endorsement_Received_Info.csv", "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n2021/01/01,Tipografi,Orang,Rahasia,x,ACCEPTED\n2021/01/02,Tipografi,Lain,Rahasia,y,ACCEPTED\n"),
        ("Publications.csv", "Name,Published On,Description,Publisher,Url\nBuku Contoh,Aug 2022,,Penerbit,https://buku.contoh.id\n"),
        ("Honors.csv", "Title,Description,Issued On\nKemasan Umpama,Juara,May 2024\n"),
        ("Rich Media.csv", "Date,Link\nx,y\n"),
        ("Jobs/Saved Jobs.csv", "Job Title\nx\n"),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.to_owned()))
    .chain([("Connections.csv", connections)])
    .collect()
}

fn import(files: &[(&str, String)]) -> Found {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let bytes = archive(&files);
    let entries = list(&bytes).unwrap();
    let read: Vec<_> =
        linkedin::wanted(&entries).into_iter().map(|entry| (entry.name.clone(), unpack(entry, &bytes))).collect();
    linkedin::read(&read)
}

fn document(found: &Found) -> ProfileDocument {
    apply(&ProfileDocument::default(), &found.proposals).unwrap()
}

#[test]
fn a_complete_export_becomes_a_profile_and_reports_what_it_could_not_take() {
    let found = import(&complete());
    let held = document(&found);
    assert_eq!(held.basics.name, "Sari Kemasan");
    assert_eq!(held.basics.summary, "Sembilan tahun.\nDua baris, dengan \"kutipan\".");
    assert_eq!(held.basics.email.as_deref(), Some("sari@contoh.id"));
    let place = held.basics.location.as_ref().unwrap();
    assert_eq!((place.city.as_deref(), place.region.as_deref()), (Some("Bandung"), Some("Jawa Barat")));
    assert_eq!(held.basics.url.as_deref(), Some("https://sari.contoh.id"));
    assert_eq!(held.basics.profiles.len(), 2);
    assert_eq!((held.work.len(), held.work[0].end_date), (2, None));
    assert_eq!(held.work[0].start_date.unwrap().to_string(), "2020-01");
    assert_eq!(held.work[1].end_date.unwrap().to_string(), "2019-12");
    assert_eq!(held.references.len(), 1);
    assert_eq!(held.skills[0].other["endorsements"], 2);
    for section in ["education", "projects", "publications", "awards"] {
        assert_eq!(held.section(section).unwrap().len(), 1, "{section}");
    }
    let text = serde_json::to_string(&held).unwrap();
    for private in ["Rahasia", "rahasia", "1 Jan", "40111", "Kenalan", "Orang", "Tidak tampil"] {
        assert!(!text.contains(private), "{private}");
    }
    // The certificate without an address is there, the broken row is named, the one after it is there too.
    assert_eq!(held.certificates.len(), 2);
    let told: Vec<(&str, u32, &Problem)> =
        found.notes.iter().map(|note| (note.file.as_str(), note.row, &note.problem)).collect();
    assert!(told.contains(&("Certifications.csv", 3, &Problem::OpenQuote)), "{told:?}");
    assert!(told.contains(&("Connections.csv", 0, &Problem::Counted(2_000))), "{told:?}");
    assert!(told.contains(&("Recommendations_Received.csv", 3, &Problem::Hidden)), "{told:?}");
    assert_eq!(told.len(), 3, "{told:?}");
    for note in &found.notes {
        assert_ne!(note.problem.message(Locale::Id), note.problem.message(Locale::En));
    }
}

#[test]
fn every_proposal_names_its_row() {
    let found = import(&complete());
    let row =
        |title: &str| found.proposals.iter().find(|it| it.title().contains(title)).map(|it| (it.file.as_str(), it.row));
    assert_eq!(row("Percetakan Misal"), Some(("Positions.csv", 3)));
    assert_eq!(row("Sertifikat Dua"), Some(("Certifications.csv", 4)));
}

#[test]
fn a_partial_export_in_a_folder_is_enough() {
    let found = import(&[("Basic_Export/Skills.csv", "Name\nTipografi\n".into())]);
    assert_eq!(document(&found).skills.len(), 1);
    assert_eq!(found.notes, []);
    assert_eq!(import(&[("Lain.csv", "x\n".into())]), Found::default());
}

#[test]
fn names_count_only_when_they_are_exact() {
    let found =
        import(&[("My Skills.csv", "Name\nTipografi\n".into()), ("Skills.csv.txt", "Name\nTipografi\n".into())]);
    assert_eq!(found, Found::default());
}

#[test]
fn indonesian_months_are_read_and_what_is_no_date_is_named() {
    let rows = "Company Name,Title,Started On,Finished On\nSatu,A,Mei 2019,Agustus 2020\nDua,B,Okt 2020,Sekarang\nTiga,C,akhir 2020,\n";
    let found = import(&[("Positions.csv", rows.into())]);
    let held = document(&found);
    let date = |at: usize| {
        (held.work[at].start_date.map(|it| it.to_string()), held.work[at].end_date.map(|it| it.to_string()))
    };
    assert_eq!(date(0), (Some("2019-05".into()), Some("2020-08".into())));
    assert_eq!(date(1), (Some("2020-10".into()), None));
    assert_eq!((date(2), held.work[2].name.as_str()), ((None, None), "Tiga"));
    assert_eq!(found.notes.len(), 1);
    let note = &found.notes[0];
    assert_eq!((note.row, note.column.as_str()), (4, "Started On"));
    assert_eq!(note.problem, Problem::Rule(Rule::Date, "akhir 2020".into()));
}

#[test]
fn broken_rows_cells_and_files_cost_only_themselves() {
    let found = import(&[
        ("Skills.csv", "Name\nTipografi\nSatu,dua\n\n  \nCetak\n".into()),
        ("Languages.csv", "Bahasa apa\nx\n".into()),
        ("Certifications.csv", "Name,Url,Authority\nA,javascript:alert(1),B\n,https://x.contoh.id,C\n".into()),
        ("Projects.csv", "Title,Description\nP,D\n".into()),
    ]);
    let held = document(&found);
    assert_eq!(held.skills.len(), 2);
    assert_eq!((held.certificates.len(), held.certificates[0].get("url")), (1, None));
    let told: Vec<(&str, u32, &str)> =
        found.notes.iter().map(|note| (note.file.as_str(), note.row, note.column.as_str())).collect();
    for wanted in [
        ("Skills.csv", 3, ""),
        ("Languages.csv", 0, ""),
        ("Certifications.csv", 2, "url"),
        ("Certifications.csv", 3, "Name"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    assert_eq!(told.len(), 4);
}

#[test]
fn what_is_there_already_is_not_taken_twice_and_a_full_section_says_so() {
    let many: String = (0..60).map(|at| format!("Keahlian {at}\n")).collect();
    let mut found = import(&[("Skills.csv", format!("Name\nTipografi\n{many}"))]);
    let mut document = ProfileDocument::default();
    document.skills.push(lepas_api::profile::Skill::named("tipografi"));
    found.compare(&document);
    let states: Vec<State> = found.proposals.iter().map(|proposal| proposal.state).collect();
    assert_eq!(states[0], State::Same);
    assert_eq!(states.iter().filter(|state| **state == State::New).count(), 49);
    assert_eq!(states.iter().filter(|state| **state == State::Full).count(), 11);
}
