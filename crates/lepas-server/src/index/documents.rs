//! What a posting or a profile is to the search engine.
//!
//! Owns the mapping to title, tags, text, facets and numbers. A fact that nobody stated stays unknown; one that had to be
//! converted is marked as an estimate.

use lepas_api::{
    index::{IndexKind, field},
    job::{Job, JobRow, Pay},
    profile::AvailabilityStatus,
    talent::TalentRow,
};
use lepas_search::{Document, FacetField, FacetKind, Fact, Schema, Source};

use crate::store::ProfileRecord;

/// Characters of the summary that results show.
const SUMMARY: usize = 200;

/// The columns of an index.
#[must_use]
pub fn schema(kind: IndexKind) -> Schema {
    let (facets, numbers) = match kind {
        IndexKind::Jobs => (field::JOB_FACETS, field::JOB_NUMBERS),
        IndexKind::Talent => (field::TALENT_FACETS, field::TALENT_NUMBERS),
    };
    let facet = |(name, many): &(&str, bool)| FacetField {
        name: (*name).to_owned(),
        kind: if *many { FacetKind::Many } else { FacetKind::One },
    };
    Schema {
        facets: facets.iter().map(facet).collect(),
        numbers: numbers.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// The document of a posting.
#[must_use]
pub fn of_job(job: &Job) -> Document {
    let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let facets = field::JOB_FACETS
        .iter()
        .map(|(name, _)| match *name {
            field::SKILL => distinct(job.skills.iter().map(String::as_str)),
            field::CATEGORY => one(job.category.as_deref()),
            field::MODE => one(job.mode.map(lepas_api::job::WorkMode::slug)),
            field::PAY_UNIT => one(job.pay.map(|pay| unit_word(&pay))),
            field::EMPLOYMENT => one(job.employment.as_deref()),
            field::LEVEL => one(job.level.as_deref()),
            field::COUNTRY => one(job.country.as_deref()),
            _ => Vec::new(),
        })
        .collect();
    let numbers = field::JOB_NUMBERS
        .iter()
        .map(|name| match *name {
            field::PAY => job.pay.and_then(|pay| dollars(&pay)),
            field::POSTED => job.posted.map(|date| fact(days(date.first_day()), date.day.is_none())),
            _ => None,
        })
        .collect();
    Document {
        id: job.id.to_string(),
        title: job.title.clone(),
        tags: job.skills.clone(),
        body: [
            job.company.as_deref().unwrap_or_default(),
            &job.description,
            job.location.as_deref().unwrap_or_default(),
        ]
        .join("\n"),
        summary: beginning(&job.description),
        facets,
        numbers,
        payload: serde_json::to_vec(&JobRow::from(job)).unwrap_or_default(),
    }
}

/// The document of a profile; `None` when it is not public or its owner does not want to be found here.
#[must_use]
pub fn of_profile(record: &ProfileRecord) -> Option<Document> {
    let public = record.public().filter(|public| !public.document.meta.lepas.page.hide_from_talent)?;
    let document = &public.document;
    let (basics, extras) = (&document.basics, &document.meta.lepas);
    // The public view drops members that Lepas does not know; the category is known to the index alone.
    let category = record
        .published
        .as_ref()
        .and_then(|(.., whole)| whole.meta.lepas.other.get("category"))
        .and_then(|value| value.as_str());
    let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let skills = distinct(document.skills.iter().map(|skill| skill.name.as_str()));
    let facets = field::TALENT_FACETS
        .iter()
        .map(|(name, _)| match *name {
            field::SKILL => skills.clone(),
            field::CATEGORY => one(category),
            field::LANGUAGE => distinct(document.languages.iter().map(|language| language.language.as_str())),
            field::AVAILABILITY => one(availability_word(extras.availability.status)),
            field::COUNTRY => one(basics.location.as_ref().and_then(|location| location.country_code.as_deref())),
            _ => Vec::new(),
        })
        .collect();
    let numbers = field::TALENT_NUMBERS
        .iter()
        .map(|name| match *name {
            field::PAY => extras.rate.and_then(|rate| {
                let amount = Some(rate.amount.amount_minor);
                dollars(&Pay { minimum: amount, maximum: amount, currency: rate.amount.currency, unit: rate.unit })
            }),
            field::POSTED => Some(fact(public.published_at.days().floor(), false)),
            field::HOURS => extras.availability.hours_per_week.map(|hours| fact(f64::from(hours), false)),
            _ => None,
        })
        .collect();
    let cases = extras.cases.iter().map(|case| case.title.as_str());
    let body: Vec<&str> = [basics.name.as_str(), basics.summary.as_str()].into_iter().chain(cases).collect();
    Some(Document {
        id: public.handle.to_string(),
        title: basics.label.clone(),
        tags: skills,
        body: body.join("\n"),
        summary: beginning(&basics.summary),
        facets,
        numbers,
        payload: serde_json::to_vec(&TalentRow::new(public.handle.clone(), document)).unwrap_or_default(),
    })
}

fn fact(value: f64, estimated: bool) -> Fact {
    Fact { value, source: if estimated { Source::Estimated } else { Source::Stated } }
}

fn dollars(pay: &Pay) -> Option<Fact> {
    pay.dollars_an_hour().map(|(value, estimated)| fact(value, estimated))
}

#[expect(clippy::cast_precision_loss, reason = "days of the years 1 to 9999 fit a double exactly")]
fn days(days: i64) -> f64 {
    days as f64
}

fn unit_word(pay: &Pay) -> &'static str {
    use lepas_api::profile::RateUnit;
    match pay.unit {
        RateUnit::Hour => "hour",
        RateUnit::Day => "day",
        RateUnit::Month => "month",
        RateUnit::Year => "year",
        RateUnit::Project => "project",
    }
}

fn availability_word(status: AvailabilityStatus) -> Option<&'static str> {
    match status {
        AvailabilityStatus::Now => Some("now"),
        AvailabilityStatus::From => Some("from"),
        AvailabilityStatus::Full => Some("full"),
        AvailabilityStatus::Unknown => None,
    }
}

/// Values without blanks and repeats, in their order.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values.map(str::trim).filter(|value| !value.is_empty()) {
        if !kept.iter().any(|held| held == value) {
            kept.push(value.to_owned());
        }
    }
    kept
}

/// The first characters of a text on one line, cut at a word.
fn beginning(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > SUMMARY {
            if length == 0 {
                line.extend(word.chars().take(SUMMARY - 1));
            }
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_ends_at_a_word_and_says_that_it_was_cut() {
        assert_eq!(beginning("  satu\ndua "), "satu dua");
        let cut = beginning(&"kata ".repeat(100));
        assert!(cut.ends_with("kata…") && cut.chars().count() <= SUMMARY + 1, "{cut}");
        assert_eq!(beginning(&"x".repeat(500)).chars().count(), SUMMARY);
    }

    #[test]
    fn a_fact_that_nobody_stated_stays_unknown() {
        let job: Job = serde_json::from_str(
            r#"{"id":"j1","title":"Desainer","updated_at":"2026-11-21T00:00:00Z","posted":"2024"}"#,
        )
        .unwrap();
        let document = of_job(&job);
        assert!(document.facets.iter().all(Vec::is_empty));
        assert_eq!(document.numbers[0], None);
        assert_eq!(document.numbers[1].map(|fact| fact.source), Some(Source::Estimated));
        assert_eq!(document.facets.len(), schema(IndexKind::Jobs).facets.len());
    }
}
