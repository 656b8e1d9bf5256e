//! The rows of an import file and what they become.
//!
//! Owns the mapping. Texts that are longer than the contract allows are cut, because a posting with half its text is
//! better than none; a row without an id or a title is broken and says so.

use lepas_api::{
    Currency, Handle, JobId, Money, PartialDate, Timestamp,
    job::{Job, Pay, WorkMode},
    limits::{DESCRIPTION_MAX, HEADLINE_MAX, LABEL_MAX, SKILL_MAX, SKILLS_MAX, SUMMARY_MAX},
    profile::{Location, ProfileDocument, Rate, RateUnit, Skill},
};
use serde::{Deserialize, Serialize};

/// A posting as it stands in a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct JobRow {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    skills: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    budget: Option<Budget>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    posted: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode: Option<WorkMode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    employment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Budget {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
}

/// The words of a budget's `type` and what they mean.
const UNITS: [(&str, RateUnit); 5] = [
    ("hourly", RateUnit::Hour),
    ("daily", RateUnit::Day),
    ("monthly", RateUnit::Month),
    ("annual", RateUnit::Year),
    ("fixed", RateUnit::Project),
];

/// A profile as it stands in a file.
#[derive(Debug, Deserialize)]
pub(super) struct ProfileRow {
    id: String,
    headline: Option<String>,
    #[serde(default)]
    skills: Vec<String>,
    rate: Option<f64>,
    currency: Option<String>,
    country: Option<String>,
    category: Option<String>,
    text: Option<String>,
}

/// The text without control characters, at most so long.
fn clean(text: &str, maximum: usize) -> String {
    let kept: String = text
        .chars()
        .filter(|c| {
            (!c.is_control() || *c == '\n' || *c == '\t')
                && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        })
        .collect();
    let kept = kept.trim();
    if kept.chars().count() <= maximum {
        return kept.to_owned();
    }
    kept.chars().take(maximum.saturating_sub(1)).chain(['…']).collect()
}

fn optional(text: Option<String>, maximum: usize) -> Option<String> {
    text.map(|text| clean(&text, maximum)).filter(|text| !text.is_empty())
}

fn skills(skills: &[String]) -> Vec<String> {
    skills.iter().map(|skill| clean(skill, SKILL_MAX)).filter(|skill| !skill.is_empty()).take(SKILLS_MAX).collect()
}

/// Major units to minor ones; `None` for what is no amount.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the range is checked before the cast"
)]
fn minor(major: f64, currency: Currency) -> Option<i64> {
    let minor = (major * currency.minor_per_major() as f64).round();
    (0.0..=lepas_api::money::MAX_MINOR as f64).contains(&minor).then_some(minor as i64)
}

impl Budget {
    /// What is paid, when the file says how much or at least in what.
    fn pay(&self) -> Result<Option<Pay>, String> {
        let Some(code) = &self.currency else { return Ok(None) };
        let currency: Currency =
            code.parse().map_err(|_| format!("budget.currency {code:?} is not a known ISO 4217 code"))?;
        let (_, unit) = UNITS
            .into_iter()
            .find(|(word, _)| *word == self.kind)
            .ok_or_else(|| format!("budget.type {:?} is none of hourly, daily, monthly, annual, fixed", self.kind))?;
        let amount = |name: &str, value: Option<f64>| {
            value
                .map(|major| minor(major, currency).ok_or_else(|| format!("budget.{name} {major} is no amount")))
                .transpose()
        };
        let (minimum, maximum) = (amount("min", self.min)?, amount("max", self.max)?);
        let (minimum, maximum) = match (minimum, maximum) {
            (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
            ends => ends,
        };
        Ok((minimum.is_some() || maximum.is_some()).then_some(Pay { minimum, maximum, currency, unit }))
    }
}

impl JobRow {
    /// The posting of a row.
    ///
    /// # Errors
    /// Which field breaks which rule.
    pub(super) fn into_job(self, now: Timestamp) -> Result<Job, String> {
        let id: JobId = self.id.parse().map_err(|error| format!("id {:?}: {error}", self.id))?;
        let title = clean(&self.title, LABEL_MAX);
        if title.is_empty() {
            return Err("title is empty".to_owned());
        }
        let posted = match self.posted {
            Some(text) => Some(text.parse::<PartialDate>().map_err(|error| format!("posted {text:?}: {error}"))?),
            None => None,
        };
        Ok(Job {
            id,
            title,
            company: optional(self.company, LABEL_MAX),
            description: clean(&self.description.unwrap_or_default(), DESCRIPTION_MAX),
            skills: skills(&self.skills),
            category: optional(self.category, LABEL_MAX),
            mode: self.mode,
            employment: optional(self.employment, LABEL_MAX),
            level: optional(self.level, LABEL_MAX),
            pay: self.budget.map(|budget| budget.pay()).transpose()?.flatten(),
            country: optional(self.country, LABEL_MAX),
            location: optional(self.location, LABEL_MAX),
            posted,
            owner: None,
            updated_at: now,
        })
    }

    /// The row of a posting, so that what is generated can be imported.
    #[expect(clippy::cast_precision_loss, reason = "amounts are exact in a double")]
    pub(super) fn from_job(job: Job) -> Self {
        let budget = job.pay.map(|pay| {
            let major = |minor: i64| minor as f64 / pay.currency.minor_per_major() as f64;
            let kind = UNITS.into_iter().find(|(_, unit)| *unit == pay.unit).map_or("fixed", |(word, _)| word);
            Budget {
                kind: kind.to_owned(),
                min: pay.minimum.map(major),
                max: pay.maximum.map(major),
                currency: Some(pay.currency.code().to_owned()),
            }
        });
        Self {
            id: job.id.into(),
            title: job.title,
            company: job.company,
            description: Some(job.description).filter(|text| !text.is_empty()),
            skills: job.skills,
            budget,
            posted: job.posted.map(|date| date.to_string()),
            country: job.country,
            location: job.location,
            mode: job.mode,
            employment: job.employment,
            level: job.level,
            category: job.category,
        }
    }
}

impl ProfileRow {
    /// Handle and document of a row. The files name nobody, so the name says just that it is a freelancer.
    ///
    /// # Errors
    /// Which field breaks which rule.
    pub(super) fn into_profile(self) -> Result<(Handle, ProfileDocument), String> {
        let lower = self.id.to_lowercase();
        let handle = lower.parse().ok().or_else(|| Handle::suggest(&lower));
        let handle: Handle = handle.ok_or_else(|| format!("id {:?} makes no page address", self.id))?;
        let short = self.id.rsplit('-').next().unwrap_or(&self.id);
        let mut document = ProfileDocument::default();
        let extras = &mut document.meta.lepas;
        extras.locale = lepas_api::Locale::En;
        if let Some(major) = self.rate {
            let code = self.currency.as_deref().unwrap_or("USD");
            let currency: Currency =
                code.parse().map_err(|_| format!("currency {code:?} is not a known ISO 4217 code"))?;
            let amount_minor = minor(major, currency).ok_or_else(|| format!("rate {major} is no amount"))?;
            extras.rate = Some(Rate { amount: Money { amount_minor, currency }, unit: RateUnit::Hour });
        }
        if let Some(category) = optional(self.category.clone(), LABEL_MAX) {
            extras.other.insert("category".to_owned(), category.into());
        }
        let skills = skills(&self.skills);
        // Whoever wrote no headline is known by what they can do.
        let first_skills = skills.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let headline = self.headline.or(self.category).filter(|text| !text.trim().is_empty()).unwrap_or(first_skills);
        let basics = &mut document.basics;
        basics.name = clean(&format!("Freelancer {short}"), lepas_api::limits::NAME_MAX);
        basics.label = clean(&headline, HEADLINE_MAX);
        basics.summary = clean(&self.text.unwrap_or_default(), SUMMARY_MAX);
        basics.location =
            self.country.map(|country| Location { country_code: Some(clean(&country, 2)), ..Location::default() });
        document.skills = skills.into_iter().map(Skill::named).collect();
        if document.basics.label.is_empty() {
            return Err("headline, category and skills are all empty".to_owned());
        }
        Ok((handle, document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> Result<Job, String> {
        let row: JobRow = serde_json::from_str(text).map_err(|error| error.to_string())?;
        row.into_job(Timestamp::from_milliseconds(0))
    }

    #[test]
    fn a_row_becomes_a_posting_with_exact_money() {
        let job = job(r#"{"id":"a-1","title":"Desainer","budget":{"type":"monthly","min":7500000,"currency":"IDR"},"posted":"2024"}"#).unwrap();
        let pay = job.pay.unwrap();
        assert_eq!((pay.minimum, pay.unit, pay.currency), (Some(750_000_000), RateUnit::Month, Currency::IDR));
        assert_eq!(job.posted.map(|date| date.to_string()), Some("2024".to_owned()));
    }

    #[test]
    fn a_broken_row_names_field_and_rule() {
        for (text, words) in [
            (r#"{"id":"a b","title":"x"}"#, "id \"a b\""),
            (r#"{"id":"a","title":" "}"#, "title is empty"),
            (r#"{"id":"a","title":"x","posted":"gestern"}"#, "posted \"gestern\""),
            (r#"{"id":"a","title":"x","budget":{"type":"fixed","min":1,"currency":"XYZ"}}"#, "budget.currency"),
            (r#"{"id":"a","title":"x","budget":{"type":"weekly","min":1,"currency":"USD"}}"#, "budget.type"),
            (r#"{"id":"a"}"#, "missing field `title`"),
        ] {
            let error = job(text).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn what_is_generated_can_be_imported() {
        let text = r#"{"id":"a-1","title":"Desainer","description":"Kemasan.","skills":["Figma"],"budget":{"type":"hourly","min":20.5,"max":30.0,"currency":"USD"},"posted":"2026-11-01","mode":"remote"}"#;
        let first = job(text).unwrap();
        let again = job(&serde_json::to_string(&JobRow::from_job(first.clone())).unwrap()).unwrap();
        assert_eq!(first, again);
    }
}
