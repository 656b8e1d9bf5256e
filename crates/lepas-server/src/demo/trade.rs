//! Sentence material per trade and what all trades share.
//!
//! Owns its shape and filling in places such as `{client}`. The sentences are hand-written, in `demo-data/trades`.

use lepas_api::Locale;
use serde::Deserialize;

use super::{DemoError, random::Random};

/// Everything needed to compose people and postings of one trade.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trade {
    /// Category of its postings, a stable English word.
    pub(super) category: String,
    /// Skills, the most typical first.
    pub(super) skills: Vec<String>,
    /// Subjects of its pictures.
    pub(super) art: Vec<String>,
    /// Dollars an hour, from and to.
    pub(super) dollars: [i64; 2],
    /// True when the work is done at a place.
    #[serde(default)]
    pub(super) onsite: bool,
    pub(super) id: Material,
    pub(super) en: Material,
}

/// Sentences of one trade in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Material {
    /// Second names that nobody has: words of the trade.
    pub(super) surnames: Vec<String>,
    /// One sentence about a person.
    pub(super) headlines: Vec<String>,
    /// How a text about a person begins; `{years}` is a number.
    pub(super) openings: Vec<String>,
    /// How the person works.
    pub(super) methods: Vec<String>,
    /// Title, story and alternative text of a work.
    pub(super) works: Vec<[String; 3]>,
    /// Title and content of a service.
    pub(super) services: Vec<[String; 2]>,
    /// Titles of postings.
    pub(super) jobs: Vec<String>,
    /// What is needed.
    pub(super) needs: Vec<String>,
    /// More about it.
    pub(super) details: Vec<String>,
}

/// What all trades share in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    /// In two groups, so that portraits and names are drawn from the same one.
    pub(super) first_names: [Vec<String>; 2],
    /// First and second part of invented companies.
    pub(super) companies: [Vec<String>; 2],
    /// City, ISO country and IANA zone.
    pub(super) places: Vec<[String; 3]>,
    /// How a text about a person ends.
    pub(super) closings: Vec<String>,
    /// What a poster wants to read in an answer.
    pub(super) asks: Vec<String>,
    /// How a posting ends.
    pub(super) endings: Vec<String>,
    /// Language and how well, the first one is the mother tongue.
    pub(super) languages: Vec<[String; 2]>,
    /// Position and name of earlier employers; `{client}` is an invented company.
    pub(super) positions: Vec<String>,
}

/// All trades and what they share.
#[derive(Debug, Clone)]
pub(super) struct Trades {
    pub(super) list: Vec<Trade>,
    pub(super) id: Common,
    pub(super) en: Common,
}

impl Trades {
    pub(super) fn common(&self, locale: Locale) -> &Common {
        match locale {
            Locale::Id => &self.id,
            Locale::En => &self.en,
        }
    }
}

impl Trade {
    pub(super) fn material(&self, locale: Locale) -> &Material {
        match locale {
            Locale::Id => &self.id,
            Locale::En => &self.en,
        }
    }
}

pub(super) fn parse<'a, T: Deserialize<'a>>(file: &'static str, text: &'a str) -> Result<T, DemoError> {
    serde_json::from_str(text).map_err(|source| DemoError::Json { file, source })
}

/// Reads a data file of `demo-data`, whose name also stands in messages about it.
macro_rules! data {
    ($file:literal) => {
        $crate::demo::trade::parse($file, include_str!(concat!("../../demo-data/", $file)))
    };
}
pub(super) use data;

macro_rules! trades {
    ($($file:literal),+ $(,)?) => { vec![$(data!($file)?),+] };
}

/// Reads all of it.
pub(super) fn all() -> Result<Trades, DemoError> {
    let list = trades![
        "trades/packaging.json",
        "trades/illustration.json",
        "trades/web.json",
        "trades/mobile.json",
        "trades/data.json",
        "trades/translation.json",
        "trades/video.json",
        "trades/photography.json",
        "trades/marketing.json",
        "trades/field-service.json",
        "trades/finance.json",
        "trades/audio.json",
        "trades/writing.json",
        "trades/admin.json",
    ];
    Ok(Trades { list, id: data!("common-id.json")?, en: data!("common-en.json")? })
}

impl Common {
    /// The name of a company that does not exist.
    pub(super) fn company(&self, random: &mut Random) -> String {
        let [first, second] = &self.companies;
        [random.word(first), random.word(second)].join(" ")
    }
}

/// A thing's name that no language has: two or three syllables.
pub(super) fn coined(random: &mut Random) -> String {
    const HEADS: [&str; 14] = ["Ka", "Lu", "Mi", "Ra", "So", "Ta", "Ve", "No", "Be", "Di", "Pa", "Zu", "Je", "Wi"];
    const TAILS: [&str; 16] =
        ["ra", "lo", "mi", "nta", "vo", "si", "ku", "wen", "dra", "pe", "lis", "mor", "tu", "yan", "bel", "kas"];
    let mut name = String::from(random.pick(&HEADS).copied().unwrap_or_default());
    for _ in 0..random.between(1, 2) {
        name.push_str(random.pick(&TAILS).copied().unwrap_or_default());
    }
    name
}

/// Fills the places of a sentence: `{client}`, `{years}`, `{n}`, `{days}`, `{product}`.
pub(super) fn fill(sentence: &str, common: &Common, random: &mut Random) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else { break };
        text.push_str(before);
        match place {
            "client" => text.push_str(&common.company(random)),
            "years" => text.push_str(&random.between(2, 17).to_string()),
            "n" => text.push_str(&random.between(3, 48).to_string()),
            "days" => text.push_str(&random.between(3, 30).to_string()),
            "product" => text.push_str(&coined(random)),
            unknown => text.push_str(unknown),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}
