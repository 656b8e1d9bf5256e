//! The words of the interface in both languages.
//!
//! Owns looking a text up, filling its places and choosing singular or plural. The texts stand in `locales/id.json` and
//! `locales/en.json`, one flat key per line; the build turns them into [`Key`], so that a missing key does not compile.
//! Leaves which language is shown to `state::locale`, and numbers, money and dates to `platform::intl`.

use lepas_api::Locale;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The text of a key.
#[must_use]
pub fn text(locale: Locale, key: Key) -> &'static str {
    match locale {
        Locale::Id => key.0[0],
        Locale::En => key.0[1],
    }
}

/// The text that goes with a count: Indonesian has one form, English has two.
#[must_use]
pub fn plural(locale: Locale, count: u64, one: Key, other: Key) -> &'static str {
    text(locale, if locale == Locale::En && count == 1 { one } else { other })
}

/// Puts values in the `{places}` of a text. A place without a value stays as it is, which shows the mistake.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after
            .split_once('}')
            .and_then(|(name, tail)| Some((values.iter().find(|(key, _)| *key == name)?.1, tail)))
        {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_land_in_their_places_and_are_not_read_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }

    #[test]
    fn only_english_has_a_singular() {
        let (one, other) = (Key::NavUnreadOne, Key::NavUnreadOther);
        assert_eq!(plural(Locale::En, 1, one, other), text(Locale::En, one));
        assert_eq!(plural(Locale::En, 0, one, other), text(Locale::En, other));
        assert_eq!(plural(Locale::Id, 1, one, other), text(Locale::Id, other));
    }

    #[test]
    fn each_language_has_its_own_words() {
        assert_eq!(text(Locale::Id, Key::NavJobs), "Lowongan");
        assert_eq!(text(Locale::En, Key::NavJobs), "Jobs");
    }
}
