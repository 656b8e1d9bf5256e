//! Postings.
//!
//! Owns their shape on the wire, the row that the search index carries, and making pay of different units comparable.

use serde::{Deserialize, Serialize};

use crate::{
    Currency, JobId, Money, PartialDate, Timestamp, UserId,
    limits::{DESCRIPTION_MAX, LABEL_MAX, SKILL_MAX, SKILLS_MAX},
    money::MAX_MINOR,
    profile::RateUnit,
    rates,
    validation::{Report, Rule, Validate},
};

/// Where the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WorkMode {
    /// From anywhere.
    Remote,
    /// Partly at a place.
    Hybrid,
    /// At a place.
    Onsite,
}

impl WorkMode {
    /// The word on the wire and in the index.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Remote => "remote",
            Self::Hybrid => "hybrid",
            Self::Onsite => "onsite",
        }
    }
}

/// What is paid, as the poster said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pay {
    /// Lower end in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// Upper end in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    /// Currency of both.
    pub currency: Currency,
    /// What it is paid for.
    pub unit: RateUnit,
}

impl Pay {
    /// The middle of the range, or the end that is given; `None` when neither is.
    #[must_use]
    pub fn middle(&self) -> Option<Money> {
        let amount_minor = match (self.minimum, self.maximum) {
            (Some(low), Some(high)) => low / 2 + high / 2 + (low % 2 + high % 2) / 2,
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return None,
        };
        Some(Money { amount_minor, currency: self.currency })
    }

    /// Dollars an hour, for comparing postings, and whether it is an estimate.
    ///
    /// A year counts 2,080 hours, a month 173, a day 8. Stated only when the poster named an hourly amount in dollars;
    /// any conversion of unit or currency makes it an estimate. `None` (unknown) for a price of a whole project, whose
    /// hours nobody stated, and for currencies without a rate.
    #[must_use]
    pub fn dollars_an_hour(&self) -> Option<(f64, bool)> {
        let hours = match self.unit {
            RateUnit::Hour => 1.0,
            RateUnit::Day => 8.0,
            RateUnit::Month => 173.0,
            RateUnit::Year => 2_080.0,
            RateUnit::Project => return None,
        };
        let dollars = rates::to_dollars(self.middle()?)?;
        Some((dollars / hours, self.unit != RateUnit::Hour || self.currency != Currency::USD))
    }
}

impl Validate for Pay {
    fn validate(&self, report: &mut Report) {
        for (field, value) in [("minimum", self.minimum), ("maximum", self.maximum)] {
            if value.is_some_and(|amount| !(0..=MAX_MINOR).contains(&amount)) {
                report.add(field, Rule::OutOfRange { minimum: 0, maximum: MAX_MINOR });
            }
        }
        if self.minimum.zip(self.maximum).is_some_and(|(low, high)| low > high) {
            report.add("maximum", Rule::Order);
        }
    }
}

/// A posting, whole. A member that the poster did not state is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// The id.
    pub id: JobId,
    /// What it is called.
    pub title: String,
    /// Who offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The whole text.
    #[serde(default)]
    pub description: String,
    /// Skills asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Kind of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkMode>,
    /// Kind of contract: `full-time`, `contract`, `part-time`, `intern`, `freelance`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment: Option<String>,
    /// Experience asked for: `junior`, `mid`, `senior`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// What is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Pay>,
    /// ISO 3166-1 alpha-2, or a plain name where the source had no code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Place as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// When it was posted, as exactly as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<PartialDate>,
    /// The account that posted it; absent for imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    /// When Lepas learned of it or of its last change.
    pub updated_at: Timestamp,
}

/// What a result row of the job search shows; the payload of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// The id.
    pub id: JobId,
    /// Who offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Skills asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Where it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkMode>,
    /// What is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Pay>,
    /// Place as written, or the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<PartialDate>,
}

impl From<&Job> for JobRow {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id.clone(),
            company: job.company.clone(),
            skills: job.skills.iter().take(8).cloned().collect(),
            mode: job.mode,
            pay: job.pay,
            place: job.location.clone().or_else(|| job.country.clone()),
            posted: job.posted,
        }
    }
}

/// `POST /v1/jobs`: post a job. Needs an `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewJob {
    /// What it is called.
    pub title: String,
    /// Who offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The whole text.
    pub description: String,
    /// Skills asked for.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Kind of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkMode>,
    /// What is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Pay>,
    /// Place as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

impl Validate for NewJob {
    fn validate(&self, report: &mut Report) {
        report.text("title", &self.title, 1, LABEL_MAX);
        report.optional_text("company", self.company.as_deref(), LABEL_MAX);
        report.text("description", &self.description, 1, DESCRIPTION_MAX);
        report.each("skills", &self.skills, SKILLS_MAX, |skill, report| report.text("", skill, 1, SKILL_MAX));
        report.optional_text("category", self.category.as_deref(), LABEL_MAX);
        report.optional_text("location", self.location.as_deref(), LABEL_MAX);
        if let Some(pay) = &self.pay {
            report.within("pay", |report| pay.validate(report));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pay(minimum: i64, maximum: i64, currency: Currency, unit: RateUnit) -> Pay {
        Pay { minimum: Some(minimum), maximum: Some(maximum), currency, unit }
    }

    #[test]
    fn only_an_hourly_amount_in_dollars_is_stated() {
        assert_eq!(pay(2_000, 4_000, Currency::USD, RateUnit::Hour).dollars_an_hour(), Some((30.0, false)));
        let (yearly, estimated) = pay(10_400_000, 10_400_000, Currency::USD, RateUnit::Year).dollars_an_hour().unwrap();
        assert!((yearly - 50.0).abs() < 1e-9 && estimated);
        assert_eq!(pay(1, 2, Currency::USD, RateUnit::Project).dollars_an_hour(), None);
    }

    #[test]
    fn the_middle_does_not_overflow() {
        assert_eq!(
            pay(i64::MAX, i64::MAX, Currency::USD, RateUnit::Hour).middle().map(|m| m.amount_minor),
            Some(i64::MAX)
        );
    }
}
