//! Whatever a type writes, it reads back to an equal value.

use lepas_api::{
    Currency, Money, PartialDate, Timestamp,
    chat::Message,
    job::{Job, Pay, WorkMode},
    profile::{Availability, AvailabilityStatus, ProfileDocument, RateUnit, Skill, Theme},
};
use proptest::{collection::vec, option, prelude::*};
use serde::{Serialize, de::DeserializeOwned};

use crate::examples as example;

fn back<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

fn currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::all().collect::<Vec<_>>())
}

fn unit() -> impl Strategy<Value = RateUnit> {
    prop::sample::select(vec![RateUnit::Hour, RateUnit::Day, RateUnit::Month, RateUnit::Year, RateUnit::Project])
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1_u16..=9999, option::of((1_u8..=12, option::of(1_u8..=28)))).prop_map(|(year, rest)| PartialDate {
        year,
        month: rest.map(|(month, _)| month),
        day: rest.and_then(|(_, day)| day),
    })
}

prop_compose! {
    fn pay()(minimum in option::of(0..1_000_000_i64), maximum in option::of(0..1_000_000_i64), currency in currency(), unit in unit()) -> Pay {
        Pay { minimum, maximum, currency, unit }
    }
}

prop_compose! {
    fn job()(title in ".*", company in option::of(".*"), description in ".*", skills in vec(".*", 0..5), pay in option::of(pay()),
             posted in option::of(date()), mode in option::of(prop::sample::select(vec![WorkMode::Remote, WorkMode::Hybrid, WorkMode::Onsite])),
             milliseconds in 0_i64..4_000_000_000_000) -> Job {
        Job { title, company, description, skills, pay, posted, mode, updated_at: Timestamp::from_milliseconds(milliseconds), ..example::job() }
    }
}

prop_compose! {
    fn document()(name in ".*", label in ".*", summary in ".*", skills in vec(".*", 0..6), key in "x[a-z]{1,8}", value in ".*",
                  hours in option::of(1_u8..=80), from in option::of(date()),
                  theme in prop::sample::select(vec![Theme::Surat, Theme::Malam, Theme::Pasar]),
                  status in prop::sample::select(vec![AvailabilityStatus::Unknown, AvailabilityStatus::Now, AvailabilityStatus::From, AvailabilityStatus::Full])) -> ProfileDocument {
        let mut document = example::document();
        document.basics.name = name;
        document.basics.label = label;
        document.basics.summary = summary;
        document.skills = skills.into_iter().map(Skill::named).collect();
        document.meta.lepas.theme = theme;
        document.meta.lepas.availability = Availability { status, from, hours_per_week: hours, away_until: None };
        document.other.insert(key.clone(), value.clone().into());
        document.basics.other.insert(key, value.into());
        document
    }
}

proptest! {
    #[test]
    fn jobs(job in job()) {
        prop_assert_eq!(back(&job), job);
    }

    #[test]
    fn documents_with_unknown_members(document in document()) {
        prop_assert_eq!(back(&document), document);
    }

    #[test]
    fn messages(text in ".*", seq in any::<u64>()) {
        let message = Message { text, seq, ..example::message() };
        prop_assert_eq!(back(&message), message);
    }

    #[test]
    fn money(amount_minor in any::<i64>(), currency in currency()) {
        let money = Money { amount_minor, currency };
        prop_assert_eq!(back(&money), money);
    }

    #[test]
    fn dates(date in date()) {
        prop_assert_eq!(back(&date), date);
    }
}

#[test]
fn every_example() {
    macro_rules! check {
        ($($name:ident),*) => {$( assert_eq!(back(&example::$name()), example::$name(), stringify!($name)); )*};
    }
    check!(
        conversation,
        document,
        job,
        job_row,
        manifest,
        mark_read,
        me,
        message,
        new_job,
        own_profile,
        problem,
        public_profile,
        send_message,
        settings_patch,
        sign_in,
        sign_up,
        start_conversation,
        talent_row,
        testimonials,
        asked_testimonial,
        arrange_testimonial,
        upload,
        profile_export
    );
}
