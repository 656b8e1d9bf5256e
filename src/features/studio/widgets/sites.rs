//! The list of sites that may show the card, as text: one on each line.
//!
//! Owns reading and writing the text and saying which line is wrong. What a site looks like is the contract's
//! (`check_site`); enforcing the list is the server's.

use lepas_api::{Locale, Rule, limits::WIDGET_SITES_MAX, profile::check_site};

use crate::i18n::{Key, fill, text};

/// Why a text is no list of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// This line breaks this rule.
    Line(String, Rule),
    /// There are this many.
    TooMany(usize),
}

impl Wrong {
    /// What to do about it.
    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::Line(site, Rule::Link) => fill(text(locale, Key::StudioWidgetsSitesWrong), &[("site", site)]),
            Self::Line(_, rule) => rule.message(locale),
            Self::TooMany(count) => fill(
                text(locale, Key::StudioWidgetsSitesMany),
                &[("count", &count.to_string()), ("limit", &WIDGET_SITES_MAX.to_string())],
            ),
        }
    }
}

/// Reads the text. Empty lines, a slash at the end, as address bars give it, and a site that stands there twice do not
/// matter.
pub(super) fn read(text: &str) -> Result<Vec<String>, Wrong> {
    let mut sites: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let site = line.strip_suffix('/').unwrap_or(line);
        check_site(site).map_err(|rule| Wrong::Line(line.to_owned(), rule))?;
        if !sites.iter().any(|held| held.eq_ignore_ascii_case(site)) {
            sites.push(site.to_owned());
        }
    }
    if sites.len() > WIDGET_SITES_MAX { Err(Wrong::TooMany(sites.len())) } else { Ok(sites) }
}

/// Writes the list.
pub(super) fn write(sites: &[String]) -> String {
    sites.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line_and_written_back() {
        let sites = read("\n https://contoh.id/ \r\nhttps://*.contoh.id\nhttps://CONTOH.id\n").unwrap();
        assert_eq!(sites, ["https://contoh.id", "https://*.contoh.id"]);
        assert_eq!(read(&write(&sites)), Ok(sites));
        assert_eq!(read(" \n "), Ok(vec![]), "no site means any site");
    }

    #[test]
    fn the_line_that_is_wrong_is_named_in_both_languages() {
        for wrong in ["contoh.id", "http://contoh.id", "https://contoh.id/blog", "https://a.id; script-src *", "*"] {
            let found = read(&format!("https://baik.id\n{wrong}")).unwrap_err();
            assert_eq!(found, Wrong::Line(wrong.to_owned(), Rule::Link));
            for locale in [Locale::Id, Locale::En] {
                assert!(found.message(locale).contains(wrong), "{}", found.message(locale));
            }
        }
    }

    #[test]
    fn too_many_sites_are_counted() {
        let many: Vec<String> = (0..=WIDGET_SITES_MAX).map(|number| format!("https://situs{number}.id")).collect();
        let found = read(&write(&many)).unwrap_err();
        assert_eq!(found, Wrong::TooMany(WIDGET_SITES_MAX + 1));
        assert!(found.message(Locale::En).contains("21"), "{}", found.message(Locale::En));
        assert!(read(&write(&many[1..])).is_ok());
    }
}
