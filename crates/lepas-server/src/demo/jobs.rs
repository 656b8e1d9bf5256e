//! The hand-written postings.
//!
//! Owns turning `demo-data/jobs-*.json` into postings of the last two months.

use lepas_api::{
    JobId, PartialDate,
    job::{Job, WorkMode},
};
use serde::Deserialize;

use super::{DemoError, DemoJob, notation, people, trade::data};

/// A posting as the data file writes it; what is absent was not stated by its poster.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    company: Option<String>,
    text: String,
    #[serde(default)]
    skills: Vec<String>,
    category: Option<String>,
    mode: Option<WorkMode>,
    employment: Option<String>,
    level: Option<String>,
    /// `2000-4000 USD project`.
    pay: Option<String>,
    country: Option<String>,
    location: Option<String>,
    /// Days before today.
    days_ago: i64,
    /// Handle of the demo person who posted it.
    owner: Option<String>,
}

pub(super) fn id(text: String) -> Result<JobId, DemoError> {
    text.parse().map_err(|_| DemoError::Value { what: "the id of a posting", value: text })
}

/// All hand-written postings.
pub(super) fn written(today: PartialDate) -> Result<Vec<DemoJob>, DemoError> {
    let mut list: Vec<Written> = data!("jobs-id.json")?;
    list.extend(data!("jobs-en.json").map(|more: Vec<Written>| more)?);
    list.into_iter().enumerate().map(|(index, written)| posting(index, written, today)).collect()
}

fn posting(index: usize, written: Written, today: PartialDate) -> Result<DemoJob, DemoError> {
    let posted = notation::day(today, -written.days_ago);
    let job = Job {
        id: id(format!("demo-{:03}", index + 1))?,
        title: written.title,
        company: written.company,
        description: written.text,
        skills: written.skills,
        category: written.category,
        mode: written.mode,
        employment: written.employment,
        level: written.level,
        pay: written.pay.as_deref().map(notation::pay).transpose()?,
        country: written.country,
        location: written.location,
        posted: Some(posted),
        owner: None,
        updated_at: notation::morning(posted),
    };
    Ok(DemoJob { job, owner: written.owner.as_deref().map(people::handle).transpose()? })
}
