//! Advice on what was written, found on this device without anybody else: dates, contacts, length, empty words, and
//! results that could be counted. In Indonesian and in English.
//!
//! Owns the rules and where each finding is mended. They advise and stop nothing; what stops publishing is `checks`.
//!
//! | rule | a text breaks it when |
//! | --- | --- |
//! | [`Advice::ShortHeadline`], [`Advice::LongHeadline`] | the headline has fewer than 20 or more than 90 characters |
//! | [`Advice::ShortSummary`], [`Advice::LongSummary`] | "about" has fewer than 120 or more than 1,500 characters |
//! | [`Advice::WeakWord`] | it holds a word of [`WEAK`], which every profile could hold |
//! | [`Advice::Contact`] | a text that everybody reads holds an e-mail address or a telephone number |
//! | [`Advice::NoNumber`] | neither "about" nor any position, project or work names a figure |
//! | [`Advice::NoDate`] | a position has no start |
//! | [`Advice::Future`] | a position starts after this year |

use serde_json::Value;

use super::{merge::identity, paths};

/// What could be better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Advice {
    /// The headline says little.
    ShortHeadline,
    /// The headline is cut in lists.
    LongHeadline,
    /// "About" says little.
    ShortSummary,
    /// Few read to the end.
    LongSummary,
    /// A word that says nothing.
    WeakWord,
    /// A contact for everybody, machines among them.
    Contact,
    /// Nothing that was counted.
    NoNumber,
    /// When was it?
    NoDate,
    /// It has not begun yet.
    Future,
}

/// A piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What could be better.
    pub(super) advice: Advice,
    /// The field, in the spelling of `paths`.
    pub(super) path: String,
    /// The word in question, if it is one.
    pub(super) word: &'static str,
}

/// Words that every profile could hold, in both languages, in small letters.
const WEAK: [&str; 24] = [
    "pekerja keras",
    "berdedikasi",
    "profesional dan",
    "bertanggung jawab atas",
    "berpengalaman luas",
    "dan lain-lain",
    "dll",
    "kreatif dan inovatif",
    "cepat belajar",
    "passionate",
    "hard-working",
    "hardworking",
    "team player",
    "responsible for",
    "detail-oriented",
    "results-driven",
    "various",
    "etc",
    "think outside the box",
    "guru",
    "ninja",
    "rockstar",
    "synergy",
    "world-class",
];

/// Everything that could be better, in the order of the form. `year` is the present one.
pub(super) fn advice(document: &Value, year: u16) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut note = |advice, path: &str, word| found.push(Finding { advice, path: path.to_owned(), word });
    let length = |path: &str| paths::text(document, path).trim().chars().count();
    let (headline, about) = ("/basics/label", "/basics/summary");
    match length(headline) {
        1..20 => note(Advice::ShortHeadline, headline, ""),
        91.. => note(Advice::LongHeadline, headline, ""),
        _ => {}
    }
    match length(about) {
        1..120 => note(Advice::ShortSummary, about, ""),
        1_501.. => note(Advice::LongSummary, about, ""),
        _ => {}
    }
    let mut texts =
        vec![(headline.to_owned(), paths::text(document, headline)), (about.to_owned(), paths::text(document, about))];
    for list in ["/work", "/projects", "/volunteer", "/meta/lepas/cases"] {
        for entry in paths::list(document, list) {
            let Some(id) = identity(entry) else { continue };
            let own = paths::join(list, id);
            for member in ["summary", "description"] {
                let path = paths::join(&own, member);
                texts.push((path.clone(), paths::text(document, &path)));
            }
            let path = paths::join(&own, "highlights");
            let lines: Vec<&str> = paths::list(document, &path).iter().filter_map(Value::as_str).collect();
            texts.push((path, lines.join("\n")));
            if list == "/work" {
                let path = paths::join(&own, "startDate");
                let start = paths::text(document, &path);
                if start.is_empty() {
                    note(Advice::NoDate, &path, "");
                } else if start.get(..4).and_then(|text| text.parse::<u16>().ok()).is_some_and(|start| start > year) {
                    note(Advice::Future, &path, "");
                }
            }
        }
    }
    for (path, text) in &texts {
        let lower = text.to_lowercase();
        if let Some(word) = WEAK.into_iter().find(|word| holds(&lower, word)) {
            note(Advice::WeakWord, path, word);
        }
        if has_contact(text) {
            note(Advice::Contact, path, "");
        }
    }
    let told = texts.iter().skip(1).any(|(_, text)| !text.trim().is_empty());
    if told && !texts.iter().skip(1).any(|(_, text)| text.bytes().any(|byte| byte.is_ascii_digit())) {
        note(Advice::NoNumber, about, "");
    }
    found
}

/// Whether a text holds a word as a whole word.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a text holds an e-mail address, or a run of at least nine digits as telephone numbers have.
fn has_contact(text: &str) -> bool {
    let address = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
    });
    let mut digits = 0;
    let number = text.chars().any(|letter| {
        digits = match letter {
            _ if letter.is_ascii_digit() => digits + 1,
            ' ' | '-' | '(' | ')' | '+' if digits > 0 => digits,
            _ => 0,
        };
        digits >= 9
    });
    address || number
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(document: &Value) -> Vec<(Advice, String)> {
        advice(document, 2026).into_iter().map(|finding| (finding.advice, finding.path)).collect()
    }

    #[test]
    fn a_good_profile_gets_no_advice_and_an_empty_one_neither() {
        let about = "Sembilan tahun merancang kemasan makanan dan minuman, dari kopi sachet pasar sampai teh untuk toko di Hamburg. 40 varian terbit.";
        let good = json!({"basics": {"label": "Desainer kemasan yang berteman dengan percetakan", "summary": about},
            "work": [{"id": "w", "startDate": "2019-05", "highlights": ["Penjualan naik 38 %"]}]});
        assert!(found(&good).is_empty(), "{:?}", found(&good));
        assert!(found(&json!({"basics": {"label": "", "summary": ""}})).is_empty());
    }

    #[test]
    fn each_rule_leads_to_its_field() {
        let document = json!({"basics": {"label": "Desainer", "summary": "Saya pekerja keras, hubungi sari@contoh.id."},
            "work": [{"id": "a", "summary": "Responsible for etc."}, {"id": "b", "startDate": "2031"}]});
        assert_eq!(
            found(&document),
            [
                (Advice::ShortHeadline, "/basics/label".into()),
                (Advice::ShortSummary, "/basics/summary".into()),
                (Advice::NoDate, "/work/a/startDate".into()),
                (Advice::Future, "/work/b/startDate".into()),
                (Advice::WeakWord, "/basics/summary".into()),
                (Advice::Contact, "/basics/summary".into()),
                (Advice::WeakWord, "/work/a/summary".into()),
                (Advice::NoNumber, "/basics/summary".into()),
            ]
        );
    }

    #[test]
    fn numbers_of_telephones_are_found_and_amounts_are_not() {
        for text in ["0812-3456-7890", "+62 812 3456 789", "a@b.co"] {
            assert!(has_contact(text), "{text}");
        }
        for text in ["Rp 1.500.000.000", "2019–2024", "12 toko, 40 varian", "@sari"] {
            assert!(!has_contact(text), "{text}");
        }
        assert!(!holds("gurun pasir", "guru") && holds("seorang guru.", "guru"));
    }
}
