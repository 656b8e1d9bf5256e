//! Works that are not public: a link with a secret, or a copy that a passphrase opens.
//!
//! Owns what the owner sees of links, the shape of a locked work and what its page may show. Encrypting and opening it
//! are the browser's; nobody else ever has the passphrase.

use serde::{Deserialize, Serialize};

use super::{Extras, Members, Other, ProfileDocument, members};
use crate::{
    CaseId, Timestamp,
    validation::{Report, Rule},
};

/// Rounds of PBKDF2-SHA-256 that a locked work needs at least, and that a browser can be asked for at most.
pub const LOCK_ROUNDS: std::ops::RangeInclusive<u64> = 600_000..=10_000_000;
/// Longest cipher text of a locked work, in characters of base64url.
pub const LOCKED_MAX: usize = 120_000;

/// `PUT /v1/profiles/{handle}/case-links/{id}`: the link, which is told this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeCaseLink {
    /// Path of the page of the work, the secret in it. Only its hash is kept.
    pub path: String,
}

/// `GET /v1/profiles/{handle}/case-links`: which works have a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseLinks {
    /// Latest first.
    pub items: Vec<CaseLink>,
}

/// A work that has a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseLink {
    /// The work.
    pub case: CaseId,
    /// When the link was made.
    pub made_at: Timestamp,
}

impl ProfileDocument {
    /// What the secret link of a work shows: the work as if it were public, marks on parts of it included, and who made it.
    /// `None` when there is no such work.
    #[must_use]
    pub fn case_alone(&self, id: &str) -> Option<Self> {
        let mut document = Self::default();
        document.basics.name.clone_from(&self.basics.name);
        document.meta.clone_from(&self.meta);
        let extras = &mut document.meta.lepas;
        extras.cases.retain(|case| case.id == id);
        // The link stands for the mark of the work itself and of the whole portfolio; nothing else is opened by it.
        extras.visibility.remove("/meta/lepas/cases");
        extras.visibility.remove(["/meta/lepas/cases/", id].concat().as_str());
        let mut view = document.public_view();
        view.meta.lepas = Extras {
            cases: view.meta.lepas.cases,
            locale: view.meta.lepas.locale,
            theme: view.meta.lepas.theme,
            translations: view.meta.lepas.translations,
            page: view.meta.lepas.page,
            ..Extras::default()
        };
        (view.meta.lepas.cases.len() == 1).then_some(view)
    }
}

/// Notes what a locked work breaks: what is too weak or too long, and what no browser could read.
pub(super) fn check(locked: &Other, report: &mut Report) {
    if locked.text("id").parse::<CaseId>().is_err() {
        report.add("id", Rule::Shape);
    }
    locked.check(members::LOCKED, report);
    for (member, most) in [("salt", 64), ("iv", 64), ("data", LOCKED_MAX)] {
        let text = locked.text(member);
        report.text(member, text, 16, most);
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            report.add(member, Rule::Shape);
        }
    }
    if !locked.number("rounds").is_some_and(|rounds| LOCK_ROUNDS.contains(&rounds)) {
        let (minimum, maximum) = (*LOCK_ROUNDS.start(), *LOCK_ROUNDS.end());
        let side = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        report.add("rounds", Rule::OutOfRange { minimum: side(minimum), maximum: side(maximum) });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Locale, Validate};

    fn document() -> ProfileDocument {
        serde_json::from_value(json!({
            "basics": {"name": "Sari", "email": "sari@contoh.id", "summary": "Ringkasan"},
            "meta": {"lepas": {
                "cases": [{"id": "a", "title": "Terbuka"}, {"id": "b", "title": "Rahasia", "client": "Klien X", "summary": "Isi"}],
                "visibility": {"/meta/lepas/cases/b": "private", "/meta/lepas/cases/b/client": "private"},
                "translations": {"en": {"/meta/lepas/cases/b/title": "Secret", "/meta/lepas/cases/b/client": "Client X"}},
            }},
        }))
        .unwrap()
    }

    #[test]
    fn a_link_opens_one_work_and_nothing_that_is_marked_inside_it() {
        let view = document().case_alone("b").unwrap();
        let text = serde_json::to_string(&view).unwrap();
        assert!(text.contains("Rahasia") && text.contains("Isi") && text.contains("Sari"), "{text}");
        for hidden in ["Terbuka", "Klien X", "Client X", "sari@contoh.id", "Ringkasan"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        assert_eq!(view.in_language(Locale::En).meta.lepas.cases[0].title, "Secret");
        assert_eq!(document().case_alone("c"), None);
    }

    #[test]
    fn a_lock_that_is_too_weak_or_unreadable_is_refused() {
        let mut document = document();
        let good = json!({"id": "s", "title": "T", "salt": "A".repeat(24), "iv": "A".repeat(16), "data": "A".repeat(40), "rounds": 600_000});
        for (change, broken) in [
            (json!({}), vec![]),
            (json!({"rounds": 599_999}), vec!["rounds"]),
            (json!({"rounds": 900_000_000_u64}), vec!["rounds"]),
            (json!({"iv": "</script> oh no, no"}), vec!["iv"]),
            (json!({"data": ""}), vec!["data"]),
        ] {
            let mut locked = good.as_object().unwrap().clone();
            locked.extend(change.as_object().unwrap().clone());
            document.meta.lepas.locked = vec![locked];
            let mut report = Report::new();
            document.validate(&mut report);
            let found: Vec<String> = report.into_errors(Locale::En).into_iter().map(|error| error.pointer).collect();
            let wanted: Vec<String> = broken.iter().map(|name| format!("/meta/lepas/locked/0/{name}")).collect();
            assert_eq!(found, wanted, "{change}");
        }
    }
}
