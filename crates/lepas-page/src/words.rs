//! The labels of pages, cards and badges in both languages.
//!
//! Owns wording only; numbers, dates and money are written by [`crate::format`].

use lepas_api::{Locale, profile::RateUnit};

/// All labels in one language.
pub(crate) struct Words {
    pub(crate) skip: &'static str,
    pub(crate) works: &'static str,
    pub(crate) story: &'static str,
    pub(crate) see_it: &'static str,
    pub(crate) about: &'static str,
    pub(crate) skills: &'static str,
    pub(crate) services: &'static str,
    pub(crate) path: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) hire: &'static str,
    pub(crate) own_site: &'static str,
    pub(crate) other_language: &'static str,
    pub(crate) made_with: &'static str,
    pub(crate) on_lepas: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) rate_unknown: &'static str,
    pub(crate) free_now: &'static str,
    pub(crate) free_from: &'static str,
    pub(crate) free_later: &'static str,
    pub(crate) full: &'static str,
    pub(crate) availability_unknown: &'static str,
    pub(crate) hours_a_week: &'static str,
    pub(crate) today: &'static str,
    pub(crate) converted: &'static str,
    pub(crate) portrait_of: &'static str,
    pub(crate) nameless: &'static str,
    pub(crate) no_services: &'static str,
    pub(crate) facts: &'static str,
    pub(crate) place: &'static str,
    pub(crate) missing_title: &'static str,
    pub(crate) missing_text: &'static str,
    pub(crate) missing_card: &'static str,
    pub(crate) to_lepas: &'static str,
}

static INDONESIAN: Words = Words {
    skip: "Langsung ke isi",
    works: "Karya",
    story: "Ceritanya",
    see_it: "Lihat hasilnya",
    about: "Tentang",
    skills: "Keahlian",
    services: "Layanan dan harga",
    path: "Perjalanan",
    languages: "Bahasa",
    elsewhere: "Di tempat lain",
    hire: "Ajak bekerja",
    own_site: "Situs sendiri",
    other_language: "In English",
    made_with: "Dibuat dengan",
    on_lepas: "di Lepas",
    rate: "Tarif",
    rate_unknown: "Tidak disebut",
    free_now: "Bisa mulai sekarang",
    free_from: "Bisa mulai",
    free_later: "Bisa mulai nanti",
    full: "Sedang penuh",
    availability_unknown: "Ketersediaan tidak disebut",
    hours_a_week: "jam seminggu",
    today: "kini",
    converted: "≈ hanya perkiraan, dengan kurs",
    portrait_of: "Potret",
    nameless: "Tanpa nama",
    no_services: "Belum ada layanan yang disebut.",
    facts: "Ringkasan",
    place: "Tempat",
    missing_title: "Halaman ini tidak ada",
    missing_text: "Mungkin alamatnya salah tulis, atau pemiliknya belum menerbitkannya.",
    missing_card: "Profil ini tidak sedang diterbitkan.",
    to_lepas: "Ke Lepas",
};

static ENGLISH: Words = Words {
    skip: "Skip to content",
    works: "Work",
    story: "The story",
    see_it: "See it",
    about: "About",
    skills: "Skills",
    services: "Services and prices",
    path: "Path",
    languages: "Languages",
    elsewhere: "Elsewhere",
    hire: "Work with me",
    own_site: "Own site",
    other_language: "Dalam bahasa Indonesia",
    made_with: "Made with",
    on_lepas: "on Lepas",
    rate: "Rate",
    rate_unknown: "Not stated",
    free_now: "Free now",
    free_from: "Free from",
    free_later: "Free later",
    full: "Fully booked",
    availability_unknown: "Availability not stated",
    hours_a_week: "hours a week",
    today: "now",
    converted: "≈ an estimate, at the rate of",
    portrait_of: "Portrait of",
    nameless: "No name",
    no_services: "No services are listed yet.",
    facts: "Summary",
    place: "Place",
    missing_title: "There is no such page",
    missing_text: "The address may be mistyped, or its owner has not published it.",
    missing_card: "This profile is not published at present.",
    to_lepas: "To Lepas",
};

/// The labels of a language.
pub(crate) fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::Id => &INDONESIAN,
        Locale::En => &ENGLISH,
    }
}

/// The other of the two languages.
pub(crate) fn other(locale: Locale) -> Locale {
    match locale {
        Locale::Id => Locale::En,
        Locale::En => Locale::Id,
    }
}

/// What a price is for, as it stands after the amount.
pub(crate) fn unit(unit: RateUnit, locale: Locale) -> &'static str {
    match (unit, locale) {
        (RateUnit::Hour, Locale::Id) => "jam",
        (RateUnit::Hour, Locale::En) => "hour",
        (RateUnit::Day, Locale::Id) => "hari",
        (RateUnit::Day, Locale::En) => "day",
        (RateUnit::Month, Locale::Id) => "bulan",
        (RateUnit::Month, Locale::En) => "month",
        (RateUnit::Year, Locale::Id) => "tahun",
        (RateUnit::Year, Locale::En) => "year",
        (RateUnit::Project, Locale::Id) => "proyek",
        (RateUnit::Project, Locale::En) => "project",
    }
}
