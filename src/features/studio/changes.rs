//! What differs between the draft and the published page, as a short list for a person.
//!
//! Owns the comparison of what everybody would see. Leaves words, money and dates to the view.

use lepas_api::profile::{ProfileDocument, Rate};

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was not there.
    Added,
    /// It is different.
    Changed,
    /// It is gone.
    Removed,
}

/// What it is about.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Name, from and to.
    Name(String, String),
    /// Headline, from and to.
    Headline(String, String),
    /// About.
    Summary,
    /// Portrait.
    Portrait,
    /// A skill by its name.
    Skill(String),
    /// The order of skills.
    SkillOrder,
    /// Rate, from and to.
    Rate(Option<Rate>, Option<Rate>),
    /// Availability.
    Hours,
    /// A language by its name.
    Language(String),
    /// City, country or time zone.
    Place,
    /// Own site and profiles elsewhere.
    Links,
    /// Theme.
    Look,
    /// A piece of work by its title.
    Case(String),
    /// The order of works.
    CaseOrder,
    /// A service by its title.
    Service(String),
    /// The order of services.
    ServiceOrder,
    /// Positions.
    Work,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// To what.
    pub what: What,
}

/// Compares what everybody sees now with what they would see.
pub fn between(published: &ProfileDocument, draft: &ProfileDocument) -> Vec<Change> {
    let (old, new) = (published.public_view(), draft.public_view());
    let mut changes = Vec::new();
    let mut add = |kind, what| changes.push(Change { kind, what });
    let (old_basics, new_basics) = (&old.basics, &new.basics);
    let (old_extras, new_extras) = (&old.meta.lepas, &new.meta.lepas);
    if old_basics.name != new_basics.name {
        add(Kind::Changed, What::Name(old_basics.name.clone(), new_basics.name.clone()));
    }
    if old_basics.label != new_basics.label {
        add(Kind::Changed, What::Headline(old_basics.label.clone(), new_basics.label.clone()));
    }
    if old_basics.summary != new_basics.summary {
        add(kind_of(old_basics.summary.is_empty(), new_basics.summary.is_empty()), What::Summary);
    }
    if old_basics.image != new_basics.image {
        add(kind_of(old_basics.image.is_none(), new_basics.image.is_none()), What::Portrait);
    }
    let name = |entry: &lepas_api::profile::Skill| entry.name.clone();
    lists(&old.skills, &new.skills, name, name, What::Skill, Some(What::SkillOrder), &mut add);
    if old_extras.rate != new_extras.rate {
        add(
            kind_of(old_extras.rate.is_none(), new_extras.rate.is_none()),
            What::Rate(old_extras.rate, new_extras.rate),
        );
    }
    if old_extras.availability != new_extras.availability {
        add(Kind::Changed, What::Hours);
    }
    let name = |entry: &lepas_api::profile::Language| entry.language.clone();
    lists(&old.languages, &new.languages, name, name, What::Language, None, &mut add);
    if old_basics.location != new_basics.location
        || old_extras.time_zone != new_extras.time_zone
        || old_extras.area != new_extras.area
    {
        add(Kind::Changed, What::Place);
    }
    let (old_page, new_page) = (&old_extras.page, &new_extras.page);
    if old_basics.url != new_basics.url
        || old_basics.profiles != new_basics.profiles
        || old_page.links != new_page.links
        || old_page.link_page != new_page.link_page
    {
        add(Kind::Changed, What::Links);
    }
    if old_extras.theme != new_extras.theme || old_page.accent != new_page.accent {
        add(Kind::Changed, What::Look);
    }
    let (id, title) = (
        |case: &lepas_api::profile::CaseStudy| case.id.clone(),
        |case: &lepas_api::profile::CaseStudy| case.title.clone(),
    );
    lists(&old_extras.cases, &new_extras.cases, id, title, What::Case, Some(What::CaseOrder), &mut add);
    let (id, title) = (
        |service: &lepas_api::profile::Service| service.id.clone(),
        |service: &lepas_api::profile::Service| service.title.clone(),
    );
    lists(&old_extras.services, &new_extras.services, id, title, What::Service, Some(What::ServiceOrder), &mut add);
    if old.work != new.work {
        add(Kind::Changed, What::Work);
    }
    changes
}

fn kind_of(was_empty: bool, is_empty: bool) -> Kind {
    match (was_empty, is_empty) {
        (true, false) => Kind::Added,
        (false, true) => Kind::Removed,
        _ => Kind::Changed,
    }
}

fn lists<T: PartialEq>(
    old: &[T],
    new: &[T],
    key: impl Fn(&T) -> String,
    title: impl Fn(&T) -> String,
    what: impl Fn(String) -> What,
    order: Option<What>,
    add: &mut impl FnMut(Kind, What),
) {
    let find = |list: &[T], wanted: &str| list.iter().position(|entry| key(entry) == wanted);
    for entry in new {
        match find(old, &key(entry)) {
            None => add(Kind::Added, what(title(entry))),
            Some(at) if old.get(at) != Some(entry) => add(Kind::Changed, what(title(entry))),
            Some(_) => {}
        }
    }
    for entry in old.iter().filter(|entry| find(new, &key(entry)).is_none()) {
        add(Kind::Removed, what(title(entry)));
    }
    let kept = |list: &[T], other: &[T]| -> Vec<String> {
        list.iter().map(&key).filter(|wanted| find(other, wanted).is_some()).collect()
    };
    if let Some(order) = order.filter(|_| kept(old, new) != kept(new, old)) {
        add(Kind::Changed, order);
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::{
        Currency,
        profile::{CaseStudy, Skill},
    };

    use super::*;

    #[test]
    fn a_new_case_a_new_rate_and_a_lost_skill_are_named() {
        let mut old =
            ProfileDocument { skills: vec![Skill::named("A"), Skill::named("B")], ..ProfileDocument::default() };
        old.meta.lepas.rate = Some(Rate::hourly(300_000, Currency::IDR));
        let mut new = old.clone();
        new.skills.remove(0);
        new.meta.lepas.rate = Some(Rate::hourly(350_000, Currency::IDR));
        new.meta.lepas.cases.push(CaseStudy { id: "1".into(), title: "Kopi".into(), ..CaseStudy::default() });
        let changes = between(&old, &new);
        assert_eq!(
            changes,
            [
                Change { kind: Kind::Removed, what: What::Skill("A".into()) },
                Change { kind: Kind::Changed, what: What::Rate(old.meta.lepas.rate, new.meta.lepas.rate) },
                Change { kind: Kind::Added, what: What::Case("Kopi".into()) },
            ]
        );
    }

    #[test]
    fn what_nobody_sees_is_no_change() {
        let mut draft = ProfileDocument::default();
        draft.basics.email = Some("sari@contoh.id".into());
        draft.basics.phone = Some("+62 800".into());
        assert!(between(&ProfileDocument::default(), &draft).is_empty());
    }

    #[test]
    fn moving_without_changing_is_one_line() {
        let skills = ["A", "B", "C"].map(Skill::named).to_vec();
        let old = ProfileDocument { skills, ..ProfileDocument::default() };
        let mut new = old.clone();
        new.skills.swap(0, 2);
        assert_eq!(between(&old, &new), [Change { kind: Kind::Changed, what: What::SkillOrder }]);
    }
}
