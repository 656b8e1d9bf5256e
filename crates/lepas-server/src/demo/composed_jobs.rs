//! Postings composed from the sentence material of their trade, a few hundred for the demo or any number for tests.
//!
//! Owns the composition and the promise that no two postings of one run have the same text.

use lepas_api::{
    Currency, Locale, PartialDate,
    job::{Job, Pay, WorkMode},
    profile::RateUnit,
};

use super::{
    DemoError, DemoJob,
    composed_people::price,
    jobs, notation,
    random::Random,
    trade::{self, Trade, Trades, fill},
};

/// How many days back postings reach.
const DAYS: i64 = 60;

/// So many postings for the demo.
pub(super) fn composed(
    trades: &Trades,
    count: usize,
    seed: u64,
    today: PartialDate,
) -> Result<Vec<DemoJob>, DemoError> {
    (0..count)
        .map(|item| Ok(DemoJob { job: compose(trades, item, seed, today, "demo-c", false)?, owner: None }))
        .collect()
}

/// Any number of postings for tests and measurements, made one at a time. The same arguments give the same postings;
/// a larger `count` only adds more. No two have the same text, because each carries its own reference.
///
/// # Errors
/// [`DemoError`] when a data file is broken, which the tests of this module would have told before.
pub fn scale(count: usize, seed: u64, today: PartialDate) -> Result<impl Iterator<Item = Job>, DemoError> {
    let trades = trade::all()?;
    Ok((0..count).filter_map(move |item| compose(&trades, item, seed, today, "gen-", true).ok()))
}

fn compose(
    trades: &Trades,
    item: usize,
    seed: u64,
    today: PartialDate,
    prefix: &str,
    with_reference: bool,
) -> Result<Job, DemoError> {
    let mut random = Random::of(seed ^ 0x10b5, item as u64);
    let random = &mut random;
    let trade =
        random.pick(&trades.list).ok_or_else(|| DemoError::Value { what: "the trades", value: String::new() })?;
    let locale = if random.percent(55) { Locale::Id } else { Locale::En };
    let (material, common) = (trade.material(locale), trades.common(locale));
    let company = common.company(random);
    let with_company = |text: &str| text.replace("{client}", &company);
    let sentence = |list: &[String], random: &mut Random| fill(&with_company(random.word(list)), common, random);
    let title = sentence(&material.jobs, random);
    let mut description = [sentence(&material.needs, random), sentence(&material.details, random)].join(" ");
    description.push_str("\n\n");
    description.push_str(&[sentence(&common.asks, random), sentence(&common.endings, random)].join(" "));
    if with_reference {
        description.push_str(if locale == Locale::Id { "\n\nKode: " } else { "\n\nReference: " });
        description.push_str(&format!("{}-{item:06}", trade::coined(random).to_uppercase()));
    }
    let count = usize::try_from(random.between(2, 6)).unwrap_or(3);
    let place = random.pick(&common.places).cloned().unwrap_or_default();
    let mode = mode(trade, random);
    let posted = notation::day(today, -random.between(0, DAYS));
    Ok(Job {
        id: jobs::id(format!("{prefix}{item:03}"))?,
        title,
        company: random.percent(92).then_some(company.clone()),
        description,
        skills: if random.percent(93) {
            random.several(&trade.skills, count).into_iter().cloned().collect()
        } else {
            Vec::new()
        },
        category: random.percent(95).then(|| trade.category.clone()),
        mode,
        employment: random
            .pick(&["freelance", "freelance", "contract", "part-time", "full-time"])
            .map(|word| (*word).to_owned()),
        level: if random.percent(55) {
            random.pick(&["junior", "mid", "mid", "senior"]).map(|word| (*word).to_owned())
        } else {
            None
        },
        pay: pay(trade, &place[1], random),
        country: random.percent(88).then(|| place[1].clone()).filter(|code| !code.is_empty()),
        location: (mode != Some(WorkMode::Remote) || random.percent(40))
            .then(|| place[0].clone())
            .filter(|city| !city.is_empty()),
        posted: Some(posted),
        owner: None,
        updated_at: notation::morning(posted),
    })
}

fn mode(trade: &Trade, random: &mut Random) -> Option<WorkMode> {
    if random.percent(8) {
        return None;
    }
    Some(match (trade.onsite, random.below(10)) {
        (true, 0..8) | (false, 9) => WorkMode::Onsite,
        (true, _) | (false, 7..9) => WorkMode::Hybrid,
        (false, _) => WorkMode::Remote,
    })
}

/// What is paid, in the units and currencies that posters of a place use; every fifth one does not say.
fn pay(trade: &Trade, country: &str, random: &mut Random) -> Option<Pay> {
    if random.percent(20) {
        return None;
    }
    let code = match (country, random.below(10)) {
        ("ID", 0..8) => "IDR",
        ("SG", 0..7) => "SGD",
        ("AU", 0..8) => "AUD",
        ("DE" | "NL" | "ES" | "PT" | "FR", 0..8) => "EUR",
        _ => "USD",
    };
    let currency = code.parse().unwrap_or(Currency::USD);
    let hourly = random.between(trade.dollars[0], trade.dollars[1]);
    let (unit, hours) = match random.below(20) {
        0..9 => (RateUnit::Project, random.between(8, 120)),
        9..14 => (RateUnit::Hour, 1),
        14..18 => (RateUnit::Month, 160),
        18 => (RateUnit::Day, 8),
        _ => (RateUnit::Year, 2_000),
    };
    let low = price(hourly * hours, currency, unit).amount.amount_minor;
    let high = price(hourly * hours * random.between(110, 170) / 100, currency, unit).amount.amount_minor.max(low);
    let (minimum, maximum) = match random.below(10) {
        0 => (None, Some(high)),
        1 => (Some(low), None),
        2 => (Some(low), Some(low)),
        _ => (Some(low), Some(high)),
    };
    Some(Pay { minimum, maximum, currency, unit })
}
