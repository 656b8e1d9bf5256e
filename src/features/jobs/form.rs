//! What is typed into the form that posts a job, and turning it into the contract. Pure.
//!
//! Owns keeping the text as typed: a wrong amount stays where it is, with the rule it breaks.

use lepas_api::{
    Currency, FieldError, Locale, Report, Rule, Validate,
    job::{NewJob, Pay, WorkMode},
    money,
    profile::RateUnit,
};

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct JobForm {
    pub(super) title: String,
    pub(super) company: String,
    pub(super) description: String,
    /// Separated by commas.
    pub(super) skills: String,
    pub(super) category: String,
    pub(super) mode: String,
    pub(super) location: String,
    pub(super) low: String,
    pub(super) high: String,
    pub(super) currency: String,
    pub(super) unit: String,
}

impl JobForm {
    /// An empty form with the currency and unit that most postings here use.
    pub(super) fn new() -> Self {
        Self { currency: Currency::IDR.code().into(), unit: "project".into(), ..Self::default() }
    }

    /// The posting, or every rule that is broken.
    pub(super) fn read(&self, locale: Locale) -> Result<NewJob, Vec<FieldError>> {
        let mut report = Report::new();
        let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let job = NewJob {
            title: self.title.trim().to_owned(),
            company: optional(&self.company),
            description: self.description.trim().to_owned(),
            skills: self.skills.split(',').filter_map(optional).collect(),
            category: optional(&self.category),
            mode: mode(&self.mode),
            pay: self.pay(&mut report),
            location: optional(&self.location),
        };
        job.validate(&mut report);
        if report.is_empty() { Ok(job) } else { Err(report.into_errors(locale)) }
    }

    fn pay(&self, report: &mut Report) -> Option<Pay> {
        let Ok(currency) = self.currency.parse::<Currency>() else {
            report.add("pay/currency", Rule::Currency);
            return None;
        };
        let mut end = |field: &str, text: &str| {
            if text.trim().is_empty() {
                return None;
            }
            match money::parse_amount(text, currency) {
                Ok(amount) => Some(amount.amount_minor),
                Err(rule) => {
                    report.add(field, rule);
                    None
                }
            }
        };
        let (minimum, maximum) = (end("pay/minimum", &self.low), end("pay/maximum", &self.high));
        (minimum.is_some() || maximum.is_some()).then(|| Pay { minimum, maximum, currency, unit: unit(&self.unit) })
    }
}

fn mode(text: &str) -> Option<WorkMode> {
    [WorkMode::Remote, WorkMode::Hybrid, WorkMode::Onsite].into_iter().find(|mode| mode.slug() == text)
}

fn unit(text: &str) -> RateUnit {
    match text {
        "hour" => RateUnit::Hour,
        "day" => RateUnit::Day,
        "month" => RateUnit::Month,
        "year" => RateUnit::Year,
        _ => RateUnit::Project,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> JobForm {
        JobForm {
            title: "Desain kemasan".into(),
            description: "Tiga varian kopi.".into(),
            skills: "Illustrator, , Branding ".into(),
            low: "12.000.000".into(),
            ..JobForm::new()
        }
    }

    #[test]
    fn what_is_left_out_is_not_stated() {
        let job = filled().read(Locale::Id).unwrap();
        assert_eq!((job.company, job.mode, job.location), (None, None, None));
        assert_eq!(job.skills, ["Illustrator", "Branding"]);
        let pay = job.pay.unwrap();
        assert_eq!((pay.minimum, pay.maximum), (Some(1_200_000_000), None));
        assert_eq!(JobForm { low: String::new(), ..filled() }.read(Locale::Id).unwrap().pay, None);
    }

    #[test]
    fn each_mistake_names_its_field() {
        let form = JobForm { title: " ".into(), low: "12 juta".into(), ..filled() };
        let errors = form.read(Locale::En).unwrap_err();
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/pay/minimum", "/title"]);
        let upside_down = JobForm { low: "9".into(), high: "5".into(), ..filled() }.read(Locale::En).unwrap_err();
        assert_eq!(upside_down[0].pointer, "/pay/maximum");
    }
}
