//! What the demo set promises.

use std::collections::{BTreeMap, BTreeSet};

use lepas_api::{
    job::{NewJob, WorkMode},
    profile::{AvailabilityStatus, RateUnit, Theme},
    skills::SKILLS,
    validation::{Report, Validate},
};

use super::*;

fn today() -> PartialDate {
    "2026-11-21".parse().unwrap()
}

fn data() -> DemoData {
    dataset(today()).unwrap()
}

fn broken(check: impl FnOnce(&mut Report)) -> String {
    let mut report = Report::default();
    check(&mut report);
    format!("{report:?}")
}

#[test]
fn everything_passes_the_validation_that_users_meet() {
    let none = broken(|_| {});
    for person in data().people {
        let Some(document) = &person.document else { continue };
        assert_eq!(broken(|report| document.check_publishable(report)), none, "{}", person.handle);
    }
    for DemoJob { job, .. } in data().jobs {
        let posted = NewJob {
            title: job.title.clone(),
            company: job.company.clone(),
            description: job.description.clone(),
            skills: job.skills.clone(),
            category: job.category.clone(),
            mode: job.mode,
            pay: job.pay,
            location: job.location.clone(),
        };
        assert_eq!(broken(|report| posted.validate(report)), none, "{}", job.id);
    }
}

#[test]
fn there_are_about_a_hundred_and_twenty_people_and_four_hundred_jobs_in_both_languages() {
    let data = data();
    assert_eq!((data.people.len(), data.jobs.len(), data.conversations.len()), (120, 400, 5));
    let indonesian = data.people.iter().filter(|person| person.locale == Locale::Id).count();
    assert!((40..=85).contains(&indonesian), "{indonesian}");
    let handles: BTreeSet<_> = data.people.iter().map(|person| &person.handle).collect();
    let emails: BTreeSet<_> = data.people.iter().map(|person| person.email.as_str()).collect();
    let jobs: BTreeSet<_> = data.jobs.iter().map(|posting| &posting.job.id).collect();
    assert_eq!((handles.len(), emails.len(), jobs.len()), (120, 120, 400));
    assert!(emails.iter().all(|email| email.ends_with("contoh.id") || email.ends_with("example.com")));
}

#[test]
fn three_people_can_sign_in_and_one_of_them_has_no_page_yet() {
    let people = data().people;
    let can: Vec<_> = people.iter().filter(|person| person.password.is_some()).collect();
    assert_eq!(can.len(), SIGN_INS.len());
    assert_eq!(can.iter().filter(|person| person.document.is_none()).count(), 1);
    for sign_in in SIGN_INS {
        let password = lepas_api::account::Password(sign_in.password.to_owned());
        assert_eq!(broken(|report| password.check_new("password", report)), broken(|_| {}), "{}", sign_in.email);
    }
}

#[test]
fn the_same_day_gives_the_same_set_and_another_day_moves_it() {
    let (one, same, other) = (data(), data(), dataset("2027-01-05".parse().unwrap()).unwrap());
    assert_eq!(format!("{one:?}"), format!("{same:?}"));
    assert_ne!(
        one.jobs.first().map(|posting| posting.job.posted),
        other.jobs.first().map(|posting| posting.job.posted)
    );
}

#[test]
fn postings_lie_within_the_last_sixty_days_newest_first() {
    let jobs = data().jobs;
    for DemoJob { job, .. } in &jobs {
        let age = today().first_day() - job.posted.unwrap().first_day();
        assert!((0..=60).contains(&age), "{} {age}", job.id);
    }
    assert!(jobs.windows(2).all(|pair| pair[0].job.posted >= pair[1].job.posted));
}

#[test]
fn every_kind_of_fact_occurs_and_every_fact_is_missing_somewhere() {
    let data = data();
    let pays: Vec<_> = data.jobs.iter().filter_map(|posting| posting.job.pay).collect();
    for code in ["IDR", "USD", "EUR", "SGD", "AUD"] {
        assert!(pays.iter().any(|pay| pay.currency.code() == code), "{code}");
    }
    for unit in [RateUnit::Hour, RateUnit::Day, RateUnit::Month, RateUnit::Year, RateUnit::Project] {
        assert!(pays.iter().any(|pay| pay.unit == unit), "{unit:?}");
    }
    for mode in [Some(WorkMode::Remote), Some(WorkMode::Hybrid), Some(WorkMode::Onsite), None] {
        assert!(data.jobs.iter().any(|posting| posting.job.mode == mode), "{mode:?}");
    }
    assert!(pays.len() < data.jobs.len() && data.jobs.iter().any(|posting| posting.job.company.is_none()));
    let documents: Vec<_> = data.people.iter().filter_map(|person| person.document.as_ref()).collect();
    let statuses: BTreeSet<_> =
        documents.iter().map(|document| format!("{:?}", document.meta.lepas.availability.status)).collect();
    assert_eq!(statuses.len(), 4, "{statuses:?}");
    for theme in Theme::ALL {
        assert!(documents.iter().any(|document| document.meta.lepas.theme == theme));
    }
    let missing = |what: &str, lacks: &dyn Fn(&ProfileDocument) -> bool| {
        let count = documents.iter().filter(|document| lacks(document)).count();
        assert!((1..documents.len() / 2).contains(&count), "{what}: {count} of {}", documents.len());
    };
    missing("portrait", &|document| document.basics.image.is_none());
    missing("rate", &|document| document.meta.lepas.rate.is_none());
    missing("place", &|document| document.basics.location.is_none());
    missing("zone", &|document| document.meta.lepas.time_zone.is_none());
    missing("services", &|document| document.meta.lepas.services.is_empty());
    missing("availability", &|document| document.meta.lepas.availability.status == AvailabilityStatus::Unknown);
}

#[test]
fn skills_are_spelt_as_the_studio_suggests_them() {
    let data = data();
    let people = data.people.iter().filter_map(|person| person.document.as_ref());
    let of_people = people.flat_map(|document| document.skills.iter().map(|skill| skill.name.clone()));
    let of_jobs = data.jobs.iter().flat_map(|posting| posting.job.skills.clone());
    let unknown: BTreeSet<String> =
        of_people.chain(of_jobs).filter(|skill| !SKILLS.contains(&skill.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_picture_that_a_page_names_is_there_with_words_for_it() {
    let data = data();
    let held: BTreeSet<String> = data.pictures.iter().map(|picture| lepas_api::path::picture(&picture.id)).collect();
    for person in &data.people {
        let Some(document) = &person.document else { continue };
        if let Some(address) = &document.basics.image {
            assert!(held.contains(address), "{address}");
        }
        for picture in document.meta.lepas.cases.iter().filter_map(|case| case.picture.as_ref()) {
            assert!(held.contains(&picture.url), "{}", picture.url);
            assert!(!picture.alt.trim().is_empty(), "{} has no alternative text", picture.url);
        }
    }
}

#[test]
fn drawings_become_png_with_more_than_one_colour() {
    let pictures = data().pictures;
    let mut kinds = BTreeMap::new();
    for picture in &pictures {
        let kind: String = picture.id.as_str().split('-').take(3).collect::<Vec<_>>().join("-");
        kinds.entry(kind).or_insert(picture);
    }
    for picture in kinds.values() {
        let png = picture.png().unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{}", picture.id);
        assert!(png.len() > 1_000, "{} is only {} bytes", picture.id, png.len());
    }
}

#[test]
fn no_sentence_is_left_with_a_place_to_fill() {
    let text = format!("{:?}", data().people) + &format!("{:?}", data().jobs);
    for place in ["{client}", "{years}", "{n}", "{days}", "{product}"] {
        assert!(!text.contains(place), "{place}");
    }
    let subjects: BTreeSet<_> = art::subjects().collect();
    for trade in trade::all().unwrap().list {
        assert!(trade.art.iter().all(|subject| subjects.contains(subject.as_str())), "{:?}", trade.art);
    }
}

#[test]
fn conversations_are_between_people_of_the_set_and_told_in_order() {
    let data = data();
    let handles: BTreeSet<_> = data.people.iter().map(|person| &person.handle).collect();
    for conversation in &data.conversations {
        assert!(conversation.between.iter().all(|handle| handles.contains(handle)), "{:?}", conversation.between);
        assert!(conversation.messages.windows(2).all(|pair| pair[0].minutes_ago > pair[1].minutes_ago));
    }
    assert_eq!(data.conversations.iter().filter(|conversation| conversation.unread > 0).count(), 1);
}

#[test]
fn postings_at_scale_repeat_with_their_seed_and_never_share_a_text() {
    let some: Vec<Job> = scale(5_000, 7, today()).unwrap().collect();
    assert_eq!(some.len(), 5_000);
    let texts: BTreeSet<&str> = some.iter().map(|job| job.description.as_str()).collect();
    assert_eq!(texts.len(), some.len());
    let fewer: Vec<Job> = scale(10, 7, today()).unwrap().collect();
    assert_eq!(fewer, some[..10]);
    assert_ne!(scale(10, 8, today()).unwrap().collect::<Vec<_>>(), fewer);
    let words: BTreeSet<&str> = some.iter().flat_map(|job| job.description.split_whitespace()).collect();
    assert!(words.len() > 5_000, "{} different words", words.len());
}
