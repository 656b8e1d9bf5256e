//! What is known of an entry, fact by fact, the same facts for all of a kind.
//!
//! Owns which facts stand side by side and their words. A fact that nobody stated has none.

use lepas_api::{
    Locale,
    index::{IndexKind, field},
    job::JobRow,
    talent::TalentRow,
};
use lepas_search::{Hit, of_country};

use super::{
    super::{labels, person_row::availability_words, rank::shared_hours, weigh::Piece},
    address,
};
use crate::{
    api::read_json,
    i18n::{Key, fill, text},
    state::{pay, shortlist::Entry},
    ui::FactSource,
};

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) name: Key,
    /// `None` where nobody stated it.
    pub(super) words: Option<String>,
    pub(super) estimated: bool,
}

/// An entry in words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// What the posting or the person is called.
    pub(super) title: String,
    /// Who offers the posting, or what the person does.
    pub(super) who: String,
    pub(super) address: String,
    pub(super) rows: Vec<Fact>,
}

impl Facts {
    /// What is stated, in one line.
    pub(super) fn line(&self) -> String {
        let stated =
            self.rows.iter().filter(|fact| fact.name != Key::SearchFacetSkill && fact.name != Key::CompareClient);
        let who = (!self.who.is_empty()).then_some(&self.who);
        let words = who.into_iter().chain(stated.filter_map(|fact| fact.words.as_ref()));
        words.map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

fn stated(name: Key, words: Option<String>) -> Fact {
    Fact { name, words: words.filter(|words| !words.is_empty()), estimated: false }
}

fn list(name: Key, values: &[String]) -> Fact {
    stated(name, Some(values.join(", ")))
}

/// Hours in common with the reader, as the index has them today.
fn hours(locale: Locale, hit: Option<&Hit>) -> Fact {
    let part =
        hit.and_then(|hit| hit.parts.iter().find(|part| Piece::of(&part.name) == Some(Piece::Hours) && part.known));
    let words =
        part.map(|part| fill(text(locale, Key::SearchPartHoursFact), &[("hours", &shared_hours(locale, part))]));
    Fact { estimated: part.is_some_and(|part| part.estimated), ..stated(Key::SearchPartHours, words) }
}

/// The facts of an entry. `hit` is what the index has of it today.
pub(super) fn facts(locale: Locale, entry: &Entry, hit: Option<&Hit>) -> Facts {
    match entry.kind {
        IndexKind::Jobs => of_job(locale, entry, hit),
        IndexKind::Talent => of_person(locale, entry, hit),
    }
}

fn of_job(locale: Locale, entry: &Entry, hit: Option<&Hit>) -> Facts {
    let row: Option<JobRow> = read_json(entry.row.as_bytes()).ok();
    let row = row.as_ref();
    let company = row.and_then(|row| row.company.clone());
    Facts {
        title: entry.title.clone(),
        who: company.clone().unwrap_or_default(),
        address: address(entry),
        rows: vec![
            stated(Key::JobPay, row.and_then(|row| pay::pay(locale, row.pay.as_ref()?))),
            stated(Key::JobMode, row.and_then(|row| Some(labels::value(locale, field::MODE, row.mode?.slug())))),
            stated(Key::JobPlace, row.and_then(|row| row.place.clone())),
            hours(locale, hit),
            list(Key::SearchFacetSkill, row.map_or(&[], |row| &row.skills)),
            stated(Key::JobPosted, row.and_then(|row| Some(pay::day(locale, row.posted?)))),
            stated(Key::CompareClient, company),
        ],
    }
}

fn of_person(locale: Locale, entry: &Entry, hit: Option<&Hit>) -> Facts {
    let row: Option<TalentRow> = read_json(entry.row.as_bytes()).ok();
    let row = row.as_ref();
    // The country stands last in the place; most of its people live in this zone.
    let country = row.and_then(|row| row.place.as_deref()?.rsplit(", ").next());
    let zone = country.and_then(of_country).map(str::to_owned);
    let free = row.map(|row| availability_words(locale, row.availability));
    Facts {
        title: row.map_or(&entry.id, |row| &row.name).clone(),
        who: entry.title.clone(),
        address: address(entry),
        rows: vec![
            stated(Key::CompareRate, row.and_then(|row| Some(pay::rate(locale, row.rate.as_ref()?)))),
            stated(
                Key::SearchFacetAvailability,
                free.filter(|(source, _)| *source != FactSource::Unknown).map(|(_, words)| words),
            ),
            stated(Key::JobPlace, row.and_then(|row| row.place.clone())),
            Fact { estimated: true, ..stated(Key::CompareZone, zone) },
            hours(locale, hit),
            list(Key::SearchFacetLanguage, row.map_or(&[], |row| &row.languages)),
            list(Key::SearchFacetSkill, row.map_or(&[], |row| &row.skills)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(facts: &Facts, name: Key) -> Option<&str> {
        facts.rows.iter().find(|fact| fact.name == name).unwrap().words.as_deref()
    }

    #[test]
    fn every_entry_of_a_kind_has_the_same_facts_whatever_is_known() {
        let names = |kind, row: &str| {
            let entry = Entry::new(kind, "a".into(), "T", row.into());
            facts(Locale::En, &entry, None).rows.into_iter().map(|fact| fact.name).collect::<Vec<_>>()
        };
        let job = r#"{"id":"a","company":"Contoh","skills":["Figma","Rust"],"mode":"remote","place":"Bandung"}"#;
        let person = r#"{"handle":"sari","name":"Sari","place":"Bandung, ID","languages":["Jawa"]}"#;
        for (kind, row) in [(IndexKind::Jobs, job), (IndexKind::Talent, person)] {
            assert_eq!(names(kind, row), names(kind, "damaged"));
        }
        let job = facts(Locale::En, &Entry::new(IndexKind::Jobs, "a".into(), "T", job.into()), None);
        assert_eq!(words(&job, Key::SearchFacetSkill), Some("Figma, Rust"));
        assert_eq!((words(&job, Key::JobPay), words(&job, Key::CompareClient)), (None, Some("Contoh")));
        assert_eq!(job.line(), "Contoh · Remote · Bandung");
        assert_eq!(job.address, "/jobs/a");
        let person = facts(
            Locale::En,
            &Entry::new(IndexKind::Talent, "sari-kemasan".into(), "Label designer", person.into()),
            None,
        );
        assert_eq!((person.title.as_str(), words(&person, Key::CompareZone)), ("Sari", Some("Asia/Jakarta")));
        assert_eq!((words(&person, Key::CompareRate), words(&person, Key::SearchFacetAvailability)), (None, None));
        assert_eq!(person.address, "/u/sari-kemasan");
    }
}
