//! Countries and time zones by name.
//!
//! Owns short tables of those that matter most here; whatever is not in them is shown as its code or its city, never
//! guessed. Zones with summer time get no offset, because this crate has no clock to know which half of the year it is.

use lepas_api::{Locale, profile::Location};

/// Code, Indonesian name, English name.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AE", "Uni Emirat Arab", "United Arab Emirates"),
    ("AR", "Argentina", "Argentina"),
    ("AT", "Austria", "Austria"),
    ("AU", "Australia", "Australia"),
    ("BD", "Bangladesh", "Bangladesh"),
    ("BE", "Belgia", "Belgium"),
    ("BN", "Brunei", "Brunei"),
    ("BR", "Brasil", "Brazil"),
    ("CA", "Kanada", "Canada"),
    ("CH", "Swiss", "Switzerland"),
    ("CL", "Cile", "Chile"),
    ("CN", "Tiongkok", "China"),
    ("CO", "Kolombia", "Colombia"),
    ("CZ", "Ceko", "Czechia"),
    ("DE", "Jerman", "Germany"),
    ("DK", "Denmark", "Denmark"),
    ("EG", "Mesir", "Egypt"),
    ("ES", "Spanyol", "Spain"),
    ("FI", "Finlandia", "Finland"),
    ("FR", "Prancis", "France"),
    ("GB", "Inggris Raya", "United Kingdom"),
    ("GR", "Yunani", "Greece"),
    ("HK", "Hong Kong", "Hong Kong"),
    ("ID", "Indonesia", "Indonesia"),
    ("IE", "Irlandia", "Ireland"),
    ("IN", "India", "India"),
    ("IT", "Italia", "Italy"),
    ("JP", "Jepang", "Japan"),
    ("KE", "Kenya", "Kenya"),
    ("KH", "Kamboja", "Cambodia"),
    ("KR", "Korea Selatan", "South Korea"),
    ("LK", "Sri Lanka", "Sri Lanka"),
    ("MX", "Meksiko", "Mexico"),
    ("MY", "Malaysia", "Malaysia"),
    ("NG", "Nigeria", "Nigeria"),
    ("NL", "Belanda", "Netherlands"),
    ("NO", "Norwegia", "Norway"),
    ("NP", "Nepal", "Nepal"),
    ("NZ", "Selandia Baru", "New Zealand"),
    ("PH", "Filipina", "Philippines"),
    ("PK", "Pakistan", "Pakistan"),
    ("PL", "Polandia", "Poland"),
    ("PT", "Portugal", "Portugal"),
    ("RO", "Rumania", "Romania"),
    ("SA", "Arab Saudi", "Saudi Arabia"),
    ("SE", "Swedia", "Sweden"),
    ("SG", "Singapura", "Singapore"),
    ("TH", "Thailand", "Thailand"),
    ("TL", "Timor Leste", "Timor-Leste"),
    ("TR", "Turki", "Türkiye"),
    ("TW", "Taiwan", "Taiwan"),
    ("UA", "Ukraina", "Ukraine"),
    ("US", "Amerika Serikat", "United States"),
    ("VN", "Vietnam", "Vietnam"),
    ("ZA", "Afrika Selatan", "South Africa"),
];

/// Zones without summer time, as people here write them.
const FIXED_ZONES: &[(&str, &str)] = &[
    ("Asia/Jakarta", "WIB (UTC+7)"),
    ("Asia/Pontianak", "WIB (UTC+7)"),
    ("Asia/Makassar", "WITA (UTC+8)"),
    ("Asia/Jayapura", "WIT (UTC+9)"),
    ("Asia/Bangkok", "UTC+7"),
    ("Asia/Ho_Chi_Minh", "UTC+7"),
    ("Asia/Hong_Kong", "UTC+8"),
    ("Asia/Kolkata", "IST (UTC+5:30)"),
    ("Asia/Kuala_Lumpur", "UTC+8"),
    ("Asia/Manila", "UTC+8"),
    ("Asia/Shanghai", "UTC+8"),
    ("Asia/Singapore", "UTC+8"),
    ("Asia/Taipei", "UTC+8"),
    ("Asia/Tokyo", "JST (UTC+9)"),
    ("Asia/Dubai", "UTC+4"),
    ("Australia/Perth", "UTC+8"),
    ("Australia/Brisbane", "UTC+10"),
    ("Africa/Nairobi", "UTC+3"),
    ("Africa/Lagos", "UTC+1"),
    ("UTC", "UTC"),
    ("Etc/UTC", "UTC"),
];

/// The name of a country, or its code as written when it is not in the table.
pub(crate) fn country(code: &str, locale: Locale) -> &str {
    COUNTRIES.iter().find(|(held, ..)| held.eq_ignore_ascii_case(code)).map_or(code, |(_, indonesian, english)| {
        match locale {
            Locale::Id => indonesian,
            Locale::En => english,
        }
    })
}

/// City and country as far as stated, on one line.
pub(crate) fn place(location: Option<&Location>, locale: Locale) -> Option<String> {
    let (near, country) = parts(location, locale)?;
    Some(near.into_iter().chain(country).collect::<Vec<_>>().join(", "))
}

/// City and country as far as stated, at least one of them; the region only when there is no city.
pub(crate) fn parts(location: Option<&Location>, locale: Locale) -> Option<(Option<String>, Option<String>)> {
    let location = location?;
    let stated =
        |part: &Option<String>| part.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let near = stated(&location.city).or_else(|| stated(&location.region));
    let country = stated(&location.country_code).map(|code| country(&code, locale).to_owned());
    match (near, country) {
        // Singapore, Singapore says nothing twice.
        (Some(near), Some(country)) if near.eq_ignore_ascii_case(&country) => Some((None, Some(country))),
        (None, None) => None,
        stated => Some(stated),
    }
}

/// The offset of a zone that never changes, as iCalendar writes it: `+0700`.
pub(crate) fn fixed_offset(zone: &str) -> Option<&'static str> {
    let (_, text) = FIXED_ZONES.iter().find(|(held, _)| *held == zone)?;
    Some(match text.split_once("UTC").map_or("", |(_, offset)| offset.trim_end_matches(')')) {
        "" => "+0000",
        "+1" => "+0100",
        "+3" => "+0300",
        "+4" => "+0400",
        "+5:30" => "+0530",
        "+7" => "+0700",
        "+8" => "+0800",
        "+9" => "+0900",
        "+10" => "+1000",
        _ => return None,
    })
}

/// A time zone as a reader understands it: `WIB (UTC+7)`, else the city of the zone with a word beside it.
pub(crate) fn time_zone(zone: &str, locale: Locale) -> Option<String> {
    if let Some((_, text)) = FIXED_ZONES.iter().find(|(held, _)| *held == zone) {
        return Some((*text).to_owned());
    }
    let city = zone.rsplit('/').next().map(|city| city.replace('_', " ")).filter(|city| !city.is_empty())?;
    Some(match locale {
        Locale::Id => ["waktu ", &city].concat(),
        Locale::En => [&city, " time"].concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(city: &str, code: &str) -> Location {
        Location { city: Some(city.into()), country_code: Some(code.into()), ..Location::default() }
    }

    #[test]
    fn places_are_named_in_the_readers_language_and_unknown_codes_are_kept() {
        assert_eq!(place(Some(&location("Hamburg", "DE")), Locale::Id).as_deref(), Some("Hamburg, Jerman"));
        assert_eq!(place(Some(&location("Hamburg", "de")), Locale::En).as_deref(), Some("Hamburg, Germany"));
        assert_eq!(place(Some(&location("Singapore", "SG")), Locale::En).as_deref(), Some("Singapore"));
        assert_eq!(place(Some(&location(" ", "QQ")), Locale::En).as_deref(), Some("QQ"));
        assert_eq!(place(Some(&Location::default()), Locale::En), None);
    }

    #[test]
    fn an_offset_is_named_only_where_it_holds_all_year() {
        assert_eq!(time_zone("Asia/Makassar", Locale::En).as_deref(), Some("WITA (UTC+8)"));
        assert_eq!(time_zone("America/New_York", Locale::Id).as_deref(), Some("waktu New York"));
        assert_eq!(time_zone("", Locale::Id), None);
    }
}
