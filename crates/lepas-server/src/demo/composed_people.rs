//! People composed from the sentence material of their trade.
//!
//! Owns the composition: which facts are stated and which are missing, in which currency people of a place charge.

use std::collections::BTreeSet;

use lepas_api::{
    Currency, Handle, Locale, Money, PartialDate,
    account::Role,
    profile::{
        Availability, AvailabilityStatus, Basics, CaseStudy, Extras, Language, Meta, ProfileDocument, Rate, RateUnit,
        Service, Skill, Theme, Work,
    },
    rates,
};

use super::{
    DemoError, DemoPerson, art, notation, people,
    pictures::Gallery,
    portrait::Portrait,
    random::Random,
    trade::{Common, Material, Trade, Trades, fill},
};

/// So many people, none with a handle that is taken.
pub(super) fn composed(
    trades: &Trades,
    count: usize,
    seed: u64,
    today: PartialDate,
    taken: &[DemoPerson],
    gallery: &mut Gallery,
) -> Result<Vec<DemoPerson>, DemoError> {
    let mut handles: BTreeSet<Handle> = taken.iter().map(|person| person.handle.clone()).collect();
    let mut people = Vec::with_capacity(count);
    // A name that is taken already is skipped, so a few more items are tried than are needed.
    for item in 0..count.saturating_mul(8) {
        if people.len() == count {
            break;
        }
        let mut random = Random::of(seed, item as u64);
        let Some(trade) = trades.list.get(item % trades.list.len().max(1)) else { break };
        let locale = if random.percent(58) { Locale::Id } else { Locale::En };
        let (material, common) = (trade.material(locale), trades.common(locale));
        let group = random.below(2);
        let first = common.first_names.get(group).map_or("", |names| random.word(names));
        let name = [first, random.word(&material.surnames)].join(" ");
        let Some(handle) = Handle::suggest(&name).filter(|handle| handles.insert(handle.clone())) else { continue };
        let email = [handle.as_str(), "@", if locale == Locale::Id { "contoh.id" } else { "example.com" }].concat();
        let composer = Composer { trade, material, common, locale, today, group };
        let document = composer.document(&name, &handle, &mut random, gallery)?;
        people.push(DemoPerson {
            email: email.parse().map_err(|_| DemoError::Value { what: "an e-mail address", value: email.clone() })?,
            handle,
            name,
            password: None,
            role: Role::Freelancer,
            locale,
            document: Some(document),
        });
    }
    Ok(people)
}

struct Composer<'a> {
    trade: &'a Trade,
    material: &'a Material,
    common: &'a Common,
    locale: Locale,
    today: PartialDate,
    /// Group of the first name.
    group: usize,
}

impl Composer<'_> {
    fn document(
        &self,
        name: &str,
        handle: &Handle,
        random: &mut Random,
        gallery: &mut Gallery,
    ) -> Result<ProfileDocument, DemoError> {
        let place = random.pick(&self.common.places).cloned().unwrap_or_default();
        let currency = currency_of(&place[1], random);
        let image = if random.percent(88) {
            let portrait = Portrait::of_group(self.group, random);
            Some(gallery.portrait(&portrait.name(), handle, || portrait.svg())?)
        } else {
            None
        };
        let summary = [
            fill(random.word(&self.material.openings), self.common, random),
            fill(random.word(&self.material.methods), self.common, random),
        ]
        .join(" ");
        let summary = [summary, fill(random.word(&self.common.closings), self.common, random)].join("\n\n");
        let theme = *random.pick(&Theme::ALL).unwrap_or(&Theme::Surat);
        let (skills, languages) = (self.skills(random), self.languages(random));
        let dollars = random.between(self.trade.dollars[0], self.trade.dollars[1]);
        let rate = random.percent(82).then(|| price(dollars, currency, RateUnit::Hour));
        let availability = self.availability(random);
        let zone = random.percent(85).then(|| people::stated(&place[2])).flatten();
        let cases = self.cases(handle, random, gallery)?;
        let services = self.services(dollars, currency, random);
        Ok(ProfileDocument {
            basics: Basics {
                name: name.to_owned(),
                label: fill(random.word(&self.material.headlines), self.common, random),
                image,
                summary,
                location: if random.percent(92) { people::location(&place) } else { None },
                ..Basics::default()
            },
            work: self.work(random),
            skills,
            languages,
            meta: Meta {
                lepas: Extras {
                    locale: self.locale,
                    theme,
                    rate,
                    availability,
                    time_zone: zone,
                    cases,
                    services,
                    ..Extras::default()
                },
                other: Default::default(),
            },
            ..ProfileDocument::default()
        })
    }

    fn skills(&self, random: &mut Random) -> Vec<Skill> {
        let count = usize::try_from(random.between(4, 8)).unwrap_or(4);
        let typical = self.trade.skills.first().cloned();
        let rest = random.several(self.trade.skills.get(1..).unwrap_or_default(), count).into_iter().cloned();
        typical.into_iter().chain(rest).map(Skill::named).collect()
    }

    fn languages(&self, random: &mut Random) -> Vec<Language> {
        if random.percent(7) {
            return Vec::new();
        }
        let count = usize::try_from(random.between(0, 2)).unwrap_or(1);
        let mother = self.common.languages.first().into_iter();
        let others = random.several(self.common.languages.get(1..).unwrap_or_default(), count);
        mother
            .chain(others)
            .map(|[language, fluency]| Language {
                language: language.clone(),
                fluency: Some(fluency.clone()),
                ..Language::default()
            })
            .collect()
    }

    fn availability(&self, random: &mut Random) -> Availability {
        let hours = random.percent(70).then(|| u8::try_from(random.between(2, 8) * 5).unwrap_or(20));
        let (status, from) = match random.below(100) {
            0..45 => (AvailabilityStatus::Now, None),
            45..68 => (AvailabilityStatus::From, Some(notation::day(self.today, random.between(4, 75)))),
            68..80 => (AvailabilityStatus::Full, None),
            _ => (AvailabilityStatus::Unknown, None),
        };
        Availability {
            status,
            from,
            hours_per_week: hours.filter(|_| status != AvailabilityStatus::Full),
            away_until: None,
        }
    }

    fn cases(&self, handle: &Handle, random: &mut Random, gallery: &mut Gallery) -> Result<Vec<CaseStudy>, DemoError> {
        let count = usize::try_from(random.between(1, 4)).unwrap_or(1);
        let mut cases = Vec::with_capacity(count);
        for (index, [title, story, alt]) in random.several(&self.material.works, count).into_iter().enumerate() {
            let client = self.common.company(random);
            let with_client = |text: &str| text.replace("{client}", &client);
            let picture = if random.percent(94) {
                let (drawn, draw) = art::any(random.word(&self.trade.art), random);
                Some(gallery.work(&drawn, handle, alt, draw)?)
            } else {
                None
            };
            let year = self.today.year.saturating_sub(u16::try_from(random.between(0, 3)).unwrap_or(0));
            let title = fill(&with_client(title), self.common, random);
            cases.push(CaseStudy {
                id: format!("karya-{}", index + 1),
                client: random.percent(70).then_some(client.clone()),
                date: random.percent(85).then_some(PartialDate { year, month: None, day: None }),
                title,
                summary: fill(&with_client(story), self.common, random),
                picture,
                ..CaseStudy::default()
            });
        }
        Ok(cases)
    }

    fn services(&self, dollars: i64, currency: Currency, random: &mut Random) -> Vec<Service> {
        let count = usize::try_from(random.between(0, 3)).unwrap_or(1);
        random
            .several(&self.material.services, count)
            .into_iter()
            .enumerate()
            .map(|(index, [title, summary])| Service {
                id: format!("layanan-{}", index + 1),
                title: title.clone(),
                summary: fill(summary, self.common, random),
                price: Some(price(dollars * random.between(6, 40), currency, RateUnit::Project)),
                other: Default::default(),
            })
            .collect()
    }

    fn work(&self, random: &mut Random) -> Vec<Work> {
        let mut year = self.today.year.saturating_sub(u16::try_from(random.between(1, 4)).unwrap_or(1));
        let mut end = None;
        let mut work = Vec::new();
        for _ in 0..random.between(0, 3) {
            let start = PartialDate { year, month: None, day: None };
            work.push(Work {
                name: if end.is_none() && random.percent(60) {
                    if self.locale == Locale::Id { "Pekerja lepas".to_owned() } else { "Freelance".to_owned() }
                } else {
                    self.common.company(random)
                },
                position: fill(random.word(&self.common.positions), self.common, random),
                start_date: Some(start),
                end_date: end,
                ..Work::default()
            });
            end = Some(start);
            year = year.saturating_sub(u16::try_from(random.between(1, 5)).unwrap_or(2));
        }
        work
    }
}

/// The currency that people of a country name.
fn currency_of(country: &str, random: &mut Random) -> Currency {
    let code = match country {
        "ID" if random.percent(82) => "IDR",
        "SG" => "SGD",
        "AU" => "AUD",
        "DE" | "NL" | "ES" | "PT" | "FR" => "EUR",
        "GB" => "GBP",
        _ => "USD",
    };
    code.parse().unwrap_or(Currency::USD)
}

/// A price of so many dollars in a currency, rounded as people round prices.
pub(super) fn price(dollars: i64, currency: Currency, unit: RateUnit) -> Rate {
    let per_dollar = rates::per_dollar(currency).unwrap_or(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a few thousand dollars at most")]
    let major = (dollars as f64 * per_dollar).round() as i64;
    let step = match major {
        ..100 => 1,
        100..1_000 => 10,
        1_000..20_000 => 50,
        20_000..500_000 => 5_000,
        500_000..20_000_000 => 50_000,
        _ => 500_000,
    };
    Rate { amount: Money::from_major((major / step).max(1) * step, currency), unit }
}
