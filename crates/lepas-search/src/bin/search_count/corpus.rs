//! Four thousand invented postings in two languages, the same on every machine.
//!
//! Owns the words and the rule that makes documents of them. Common words come from lists, the more often the further in front
//! they stand; rare ones are made of syllables, so that the dictionary is as long and as mixed as that of real postings.

use lepas_search::{Document, FacetField, FacetKind, Fact, Schema, Source};

use crate::seeded::Seeded;

/// Documents in all.
const COUNT: usize = 4_000;
/// Words that are made of syllables.
const RARE: usize = 6_000;
const SYLLABLES: [&str; 20] = [
    "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "ra", "se", "ti", "vo", "wu", "ya", "ze", "kri",
    "sta",
];
const ROLES: [&str; 12] = [
    "developer",
    "desainer grafis",
    "penulis artikel",
    "engineer",
    "photographer",
    "data entry",
    "penerjemah",
    "designer",
    "video editor",
    "admin media sosial",
    "analyst",
    "pengembang aplikasi",
];
const SKILLS: [&str; 16] = [
    "React",
    "Figma",
    "Python",
    "WordPress",
    "PostgreSQL",
    "SEO",
    "Node.js",
    "C++",
    "Illustrator",
    "Excel",
    "Rust",
    "Docker",
    "Canva",
    "Kotlin",
    "Blender",
    "Copywriting",
];
const COMMON: [&str; 40] = [
    "project",
    "team",
    "client",
    "logo",
    "website",
    "kami",
    "mencari",
    "pengalaman",
    "desain",
    "remote",
    "work",
    "jarak jauh",
    "produk",
    "toko",
    "brand",
    "artikel",
    "mobile",
    "quality",
    "deadline",
    "komunikasi",
    "laporan",
    "report",
    "packaging",
    "kemasan",
    "campaign",
    "kampanye",
    "database",
    "service",
    "layanan",
    "support",
    "monthly",
    "bulanan",
    "integration",
    "testing",
    "content",
    "konten",
    "translation",
    "terjemahan",
    "maintenance",
    "perawatan",
];
const CATEGORIES: [&str; 8] = ["design", "web", "writing", "data", "photo", "translation", "video", "mobile"];
const MODES: [&str; 3] = ["remote", "hybrid", "onsite"];

/// Columns of the documents.
pub(crate) fn schema() -> Schema {
    let facet = |name: &str, kind| FacetField { name: name.to_owned(), kind };
    Schema {
        facets: vec![facet("skill", FacetKind::Many), facet("category", FacetKind::One), facet("mode", FacetKind::One)],
        numbers: vec!["posted".to_owned(), "pay".to_owned()],
    }
}

/// The documents in their order.
pub(crate) fn documents() -> Vec<Document> {
    let mut seeded = Seeded::new(20_261_122);
    let rare: Vec<String> = (0..RARE).map(|_| word(&mut seeded)).collect();
    (0..COUNT).map(|at| document(at, &rare, &mut seeded)).collect()
}

fn document(at: usize, rare: &[String], seeded: &mut Seeded) -> Document {
    let skills: Vec<String> = (0..seeded.below(5)).map(|_| often_first(&SKILLS, seeded).to_owned()).collect();
    let mut body = String::new();
    for _ in 0..30 + seeded.below(60) {
        // Three of four words are common ones.
        let word = if seeded.below(4) > 0 {
            often_first(&COMMON, seeded)
        } else {
            rare.get(seeded.below(rare.len())).map_or("", String::as_str)
        };
        body.push_str(word);
        body.push(' ');
    }
    let stated = |value: usize| Fact { value: value as f64, source: Source::Stated };
    let maybe = |values: &[&str], seeded: &mut Seeded| {
        // One of eight says nothing.
        (seeded.below(8) > 0).then(|| often_first(values, seeded).to_owned()).into_iter().collect::<Vec<_>>()
    };
    Document {
        id: format!("invented-{at:05}"),
        title: format!("{} {}", often_first(&ROLES, seeded), often_first(&COMMON, seeded)),
        summary: body.chars().take(200).collect(),
        body,
        facets: vec![skills.clone(), maybe(&CATEGORIES, seeded), maybe(&MODES, seeded)],
        tags: skills,
        numbers: vec![
            Some(stated(20_000 + seeded.below(400))),
            (seeded.below(3) > 0).then(|| stated(5 + seeded.below(90))),
        ],
        payload: Vec::new(),
    }
}

/// One of the values, the front ones more often than those behind.
fn often_first<'a>(values: &[&'a str], seeded: &mut Seeded) -> &'a str {
    let end = 1 + seeded.below(values.len());
    values.get(seeded.below(end)).copied().unwrap_or_default()
}

/// Two to four syllables.
fn word(seeded: &mut Seeded) -> String {
    (0..2 + seeded.below(3))
        .map(|_| SYLLABLES.get(seeded.below(SYLLABLES.len())).copied().unwrap_or_default())
        .collect()
}
