//! Facts of a profile as words: availability, rate, place, picture and link rules.
//!
//! Owns the three-valued reading of them: stated, or said to be not stated; nothing is made up for a gap.

use lepas_api::{
    Locale, link,
    profile::{Availability, AvailabilityStatus, Members, Other, PublicProfile, Reference},
};

use crate::{format, options::Rating, words::words};

/// Availability in one line: `Bisa mulai sekarang, 30 jam seminggu`.
#[must_use]
pub fn availability(availability: Availability, locale: Locale) -> String {
    let mut text = availability_start(availability, locale);
    // Hours say nothing while nobody can start.
    if let Some(hours) = availability.hours_per_week.filter(|_| availability.status != AvailabilityStatus::Full) {
        text.push_str(", ");
        text.push_str(&hours.to_string());
        text.push('\u{a0}');
        text.push_str(words(locale).hours_a_week);
    }
    text
}

/// Only the start: `Bisa mulai 1 Desember 2026`.
#[must_use]
pub fn availability_start(availability: Availability, locale: Locale) -> String {
    let words = words(locale);
    match (availability.status, availability.from) {
        (AvailabilityStatus::Now, _) => words.free_now.to_owned(),
        (AvailabilityStatus::From, Some(day)) => [words.free_from, &format::date(day, locale)].join(" "),
        (AvailabilityStatus::From, None) => words.free_later.to_owned(),
        (AvailabilityStatus::Full, _) => words.full.to_owned(),
        (AvailabilityStatus::Unknown, _) => words.availability_unknown.to_owned(),
    }
}

/// How far somebody comes to work on site: `sampai 15 km dari Bandung`. `None` while neither place nor distance is stated.
#[must_use]
pub fn reach(area: &Other, locale: Locale) -> Option<String> {
    let words = words(locale);
    let stated = ["city", "region"].map(|member| area.text(member).trim());
    let place: Vec<&str> = stated.into_iter().filter(|text| !text.is_empty()).collect();
    let place = place.join(", ");
    let Some(far) = area.number("radiusKm") else { return Some(place).filter(|place| !place.is_empty()) };
    let far = [words.up_to, " ", &format::grouped(far, locale), "\u{a0}km"].concat();
    Some(if place.is_empty() { far } else { [&far, " ", words.away_from, " ", &place].concat() })
}

/// What the writer of a testimonial does.
pub(crate) fn role(reference: &Reference) -> Option<&str> {
    reference.by_link.as_ref().map(|by_link| by_link.role.trim()).filter(|role| !role.is_empty())
}

/// The mean of what writers gave with their testimonials; absent while nobody gave anything. What owners quote
/// themselves counts for nothing.
#[must_use]
pub fn rating_of(profile: &PublicProfile) -> Option<Rating> {
    let references = &profile.document.references;
    let given = references.iter().filter_map(|reference| reference.by_link.as_ref()?.rating).map(u32::from);
    let (sum, count) = given.fold((0, 0), |(sum, count), rating| (sum + rating.clamp(1, 5), count + 1));
    // Rounded to the nearest tenth; a sum of at most five for each cannot leave the range of a byte.
    let tenths = (sum * 20 + count).checked_div(count * 2)?;
    Some(Rating { tenths: u8::try_from(tenths).ok()?, count })
}

/// A rating in one line: `4,8 dari 5 (27 ulasan)`.
pub(crate) fn rating(rating: Rating, locale: Locale) -> String {
    let words = words(locale);
    let (of, noun) = match locale {
        Locale::Id => ("dari", words.reviews),
        Locale::En => ("of", if rating.count == 1 { words.review } else { words.reviews }),
    };
    [
        &short_rating(rating, locale),
        "\u{a0}",
        of,
        "\u{a0}5 (",
        &format::grouped(u64::from(rating.count), locale),
        "\u{a0}",
        noun,
        ")",
    ]
    .concat()
}

/// What one writer gave: `5 dari 5`.
pub(crate) fn one_rating(rating: u8, locale: Locale) -> String {
    let of = if locale == Locale::Id { "dari" } else { "of" };
    [&rating.clamp(1, 5).to_string(), "\u{a0}", of, "\u{a0}5"].concat()
}

/// Only the number: `4,8`.
pub(crate) fn short_rating(rating: Rating, locale: Locale) -> String {
    let tenths = rating.tenths.clamp(10, 50);
    let point = if locale == Locale::Id { "," } else { "." };
    [&(tenths / 10).to_string(), point, &(tenths % 10).to_string()].concat()
}

/// The word that CSS picks the dot by: full for now, half for later, empty for full, ring for not stated.
pub(crate) fn availability_state(availability: Availability) -> &'static str {
    match availability.status {
        AvailabilityStatus::Now => "now",
        AvailabilityStatus::From => "from",
        AvailabilityStatus::Full => "full",
        AvailabilityStatus::Unknown => "unknown",
    }
}

/// The name to show; a document without one is said to have none.
pub(crate) fn name(profile: &PublicProfile, locale: Locale) -> &str {
    let name = profile.document.basics.name.trim();
    if name.is_empty() { words(locale).nameless } else { name }
}

/// An address as people read it: without scheme and without a slash at its end.
pub(crate) fn shown_address(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/')
}

/// An address that may become a link.
pub(crate) fn safe_link(address: Option<&str>) -> Option<&str> {
    address.filter(|address| link::is_safe(address))
}

/// An address that may become the source of a picture: one of our uploads or an `https` address, nothing else.
#[must_use]
pub fn safe_picture(address: &str) -> bool {
    if let Some(id) = address.strip_prefix("/uploads/") {
        return !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    }
    address.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://")) && link::is_safe(address)
}

/// The text of a document on one line, cut at a word to at most `most` characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let added = word.chars().count() + usize::from(length > 0);
        if length + added > most {
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += added;
    }
    line
}

#[cfg(test)]
mod tests {
    use lepas_api::PartialDate;

    use super::*;

    #[test]
    fn a_gap_is_named_and_not_filled() {
        let unknown = Availability::default();
        assert_eq!(availability(unknown, Locale::Id), "Ketersediaan tidak disebut");
        let later = Availability {
            status: AvailabilityStatus::From,
            from: Some(PartialDate { year: 2026, month: Some(12), day: Some(1) }),
            hours_per_week: Some(20),
            away_until: None,
        };
        assert_eq!(availability(later, Locale::En), "Free from 1 December 2026, 20\u{a0}hours a week");
        let full =
            Availability { status: AvailabilityStatus::Full, from: None, hours_per_week: Some(20), away_until: None };
        assert_eq!(availability(full, Locale::En), "Fully booked");
    }

    #[test]
    fn the_reach_says_what_is_stated() {
        let area = |text: &str| -> Other { serde_json::from_str(text).unwrap() };
        let said = |text: &str, locale| reach(&area(text), locale);
        let whole = r#"{"city": "Bandung", "radiusKm": 15}"#;
        assert_eq!(said(whole, Locale::Id).as_deref(), Some("sampai 15\u{a0}km dari Bandung"));
        assert_eq!(said(whole, Locale::En).as_deref(), Some("up to 15\u{a0}km from Bandung"));
        assert_eq!(said(r#"{"city": "Ubud", "region": "Bali"}"#, Locale::En).as_deref(), Some("Ubud, Bali"));
        assert_eq!(said(r#"{"radiusKm": 1200}"#, Locale::Id).as_deref(), Some("sampai 1.200\u{a0}km"));
        assert_eq!(said(r#"{"city": " ", "radiusKm": "far"}"#, Locale::Id), None);
    }

    #[test]
    fn only_uploads_and_https_become_pictures() {
        for good in ["/uploads/abc-1", "https://contoh.id/a.png"] {
            assert!(safe_picture(good), "{good}");
        }
        for bad in [
            "/uploads/",
            "/uploads/../v1/me",
            "http://contoh.id/a.png",
            "data:image/svg+xml,x",
            "//a.id/x",
            "javascript:x",
            "",
        ] {
            assert!(!safe_picture(bad), "{bad}");
        }
    }

    #[test]
    fn a_description_is_cut_between_words() {
        assert_eq!(one_line(" satu\n dua  tiga ", 8), "satu dua…");
        assert_eq!(one_line("satu dua", 8), "satu dua");
    }
}
