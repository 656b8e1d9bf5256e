//! Findings and changes in words.

use super::super::{
    changes::What,
    checks::{Check, Subject, Verdict},
    price,
};
use crate::{i18n::Key, state::locale::I18n};

/// A finding: its title, and why or what to do.
pub(super) fn finding(i18n: I18n, check: &Check) -> (String, String) {
    let good = check.verdict == Verdict::Good;
    let (title, text) = match check.subject {
        Subject::Name if good => (Key::StudioCheckName, Key::StudioCheckNameGood),
        Subject::Name => (Key::StudioCheckNameMissing, Key::StudioCheckNameWhy),
        Subject::Headline if good => (Key::StudioCheckHeadline, Key::StudioCheckHeadlineGood),
        Subject::Headline => (Key::StudioCheckHeadlineMissing, Key::StudioCheckHeadlineWhy),
        Subject::Fields => {
            let count = i18n.plural(check.about.len() as u64, Key::StudioCheckFieldsOne, Key::StudioCheckFieldsOther);
            return (count, i18n.t(Key::StudioCheckFieldsWhy).to_owned());
        }
        Subject::Skill if good => (Key::StudioCheckSkill, Key::StudioCheckSkillGood),
        Subject::Skill => (Key::StudioCheckSkillMissing, Key::StudioCheckSkillWhy),
        Subject::Summary if good => (Key::StudioCheckSummary, Key::StudioCheckSummaryGood),
        Subject::Summary => (Key::StudioCheckSummaryMissing, Key::StudioCheckSummaryWhy),
        Subject::Portrait if good => (Key::StudioCheckPortrait, Key::StudioCheckPortraitGood),
        Subject::Portrait => (Key::StudioCheckPortraitMissing, Key::StudioCheckPortraitWhy),
        Subject::Rate if good => (Key::StudioCheckRate, Key::StudioCheckRateGood),
        Subject::Rate => (Key::StudioCheckRateMissing, Key::StudioCheckRateWhy),
        Subject::Hours if good => (Key::StudioCheckHours, Key::StudioCheckHoursGood),
        Subject::Hours => (Key::StudioCheckHoursMissing, Key::StudioCheckHoursWhy),
        Subject::Work if good => (Key::StudioCheckWork, Key::StudioCheckWorkGood),
        Subject::Work => (Key::StudioCheckWorkMissing, Key::StudioCheckWorkWhy),
        Subject::PictureTexts if good => (Key::StudioCheckPictures, Key::StudioCheckPicturesGood),
        Subject::PictureTexts => {
            let count =
                i18n.plural(check.about.len() as u64, Key::StudioCheckPicturesOne, Key::StudioCheckPicturesOther);
            return (count, check.about.join(", "));
        }
        Subject::Private => (Key::StudioCheckPrivate, Key::StudioCheckPrivateGood),
    };
    (i18n.t(title).to_owned(), i18n.t(text).to_owned())
}

/// A change in one line.
pub(super) fn change(i18n: I18n, what: &What) -> String {
    let from_to = |key: Key, from: &str, to: &str| format!("{}: {} → {}", i18n.t(key), quoted(from), quoted(to));
    let named = |key: Key, name: &str| format!("{} {}", i18n.t(key), quoted(name));
    match what {
        What::Name(from, to) => from_to(Key::StudioName, from, to),
        What::Headline(from, to) => from_to(Key::StudioHeadline, from, to),
        What::Rate(from, to) => {
            let words = |rate: &Option<lepas_api::profile::Rate>| {
                rate.map_or_else(|| "–".to_owned(), |rate| price::in_words(i18n, rate))
            };
            format!("{}: {} → {}", i18n.t(Key::StudioRate), words(from), words(to))
        }
        What::Skill(name) => named(Key::StudioChangeSkill, name),
        What::Language(name) => named(Key::StudioChangeLanguage, name),
        What::Case(title) => named(Key::StudioChangeCase, title),
        What::Service(title) => named(Key::StudioChangeService, title),
        What::Summary => i18n.t(Key::StudioSummary).to_owned(),
        What::Portrait => i18n.t(Key::StudioPortrait).to_owned(),
        What::SkillOrder => i18n.t(Key::StudioChangeSkillOrder).to_owned(),
        What::Hours => i18n.t(Key::StudioSectionHours).to_owned(),
        What::Place => i18n.t(Key::StudioSectionPlace).to_owned(),
        What::Links => i18n.t(Key::StudioSite).to_owned(),
        What::Look => i18n.t(Key::StudioSectionLook).to_owned(),
        What::CaseOrder => i18n.t(Key::StudioChangeCaseOrder).to_owned(),
        What::ServiceOrder => i18n.t(Key::StudioChangeServiceOrder).to_owned(),
        What::Work => i18n.t(Key::StudioChangeWork).to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.trim().is_empty() { "–".to_owned() } else { format!("“{text}”") }
}
