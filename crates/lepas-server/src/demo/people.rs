//! The hand-written people.
//!
//! Owns turning `demo-data/people/*.json` into accounts and profile documents.

use lepas_api::{
    Handle, Locale, PartialDate,
    account::Role,
    profile::{
        Basics, CaseStudy, Extras, Language, Location, Members, Meta, NetworkProfile, Other, ProfileDocument,
        Reference, Service, Skill, Theme, Work,
    },
    tree,
};
use serde::Deserialize;

use super::{
    DemoError, DemoPerson, SIGN_INS, art, notation,
    pictures::{self, Gallery},
    portrait::Portrait,
    random::Random,
    trade::data,
};

/// A person as the data file writes it.
#[derive(Default, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    handle: String,
    name: String,
    email: String,
    role: Role,
    locale: Locale,
    theme: Theme,
    headline: String,
    about: String,
    /// A drawing made by hand, the hair style of one drawn by code, or nothing.
    portrait: String,
    skills: Vec<String>,
    rate: String,
    availability: String,
    /// City, ISO country, IANA zone; each may be empty.
    place: [String; 3],
    /// `Language: how well`.
    languages: Vec<String>,
    site: Option<String>,
    /// Network and address.
    links: Vec<[String; 2]>,
    /// Start, end, name, position, summary.
    work: Vec<[String; 5]>,
    cases: Vec<WrittenCase>,
    /// Title, content, price.
    services: Vec<[String; 3]>,
    /// Packages, extras and questions of the services, in the same order; prices in the notation of these files.
    offers: Vec<Other>,
    /// Where they work on site.
    area: Other,
    /// Who says what about the person.
    said: Vec<[String; 2]>,
    /// True for somebody who has only just registered.
    blank: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenCase {
    title: String,
    client: Option<String>,
    date: String,
    story: String,
    /// A drawing made by hand or a subject to be drawn by code.
    art: String,
    alt: String,
    url: Option<String>,
}

/// Nothing instead of an empty text.
pub(super) fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A place of city, country and zone.
pub(super) fn location([city, country, _]: &[String; 3]) -> Option<Location> {
    let location = Location { city: stated(city), country_code: stated(country), ..Location::default() };
    (location.city.is_some() || location.country_code.is_some()).then_some(location)
}

pub(super) fn handle(text: &str) -> Result<Handle, DemoError> {
    text.parse().map_err(|_| DemoError::Value { what: "a handle", value: text.to_owned() })
}

/// All hand-written people, in the order of the files.
pub(super) fn written(today: PartialDate, gallery: &mut Gallery) -> Result<Vec<DemoPerson>, DemoError> {
    let mut list: Vec<Written> = data!("people-id.json")?;
    list.extend(data!("people-en.json").map(|more: Vec<Written>| more)?);
    list.into_iter().map(|person| account(person, today, gallery)).collect()
}

fn account(written: Written, today: PartialDate, gallery: &mut Gallery) -> Result<DemoPerson, DemoError> {
    let handle = handle(&written.handle)?;
    Ok(DemoPerson {
        email: written
            .email
            .parse()
            .map_err(|_| DemoError::Value { what: "an e-mail address", value: written.email.clone() })?,
        password: SIGN_INS.iter().find(|sign_in| sign_in.email == written.email).map(|sign_in| sign_in.password),
        name: written.name.clone(),
        role: written.role,
        locale: written.locale,
        document: if written.blank { None } else { Some(document(written, &handle, today, gallery)?) },
        handle,
    })
}

fn document(
    written: Written,
    handle: &Handle,
    today: PartialDate,
    gallery: &mut Gallery,
) -> Result<ProfileDocument, DemoError> {
    // The person's own stream, so that one more person in the file changes nobody else's picture.
    let mut random =
        Random::of(0x5a71, handle.as_str().bytes().fold(7, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte)));
    let image = match written.portrait.as_str() {
        "" => None,
        name => Some(match pictures::by_hand(name) {
            Some(svg) => gallery.portrait(name, handle, || svg.to_owned())?,
            None => {
                let portrait = Portrait::with_style(name, &mut random);
                gallery.portrait(&portrait.name(), handle, || portrait.svg())?
            }
        }),
    };
    let cases: Result<Vec<CaseStudy>, DemoError> = written
        .cases
        .into_iter()
        .enumerate()
        .map(|(index, case)| written_case(index, case, handle, &mut random, gallery))
        .collect();
    let mut offers = written.offers.into_iter();
    let services: Result<Vec<Service>, DemoError> = written
        .services
        .into_iter()
        .enumerate()
        .map(|(index, [title, summary, price])| {
            let other = offers.next().map(offer).transpose()?.unwrap_or_default();
            // The least of its packages where it has no price of its own.
            let price = stated(&price).map(|price| notation::rate(&price)).transpose()?;
            Ok(Service { id: format!("layanan-{}", index + 1), title, summary, price, other })
        })
        .collect();
    let work: Result<Vec<Work>, DemoError> = written.work.into_iter().map(position).collect();
    Ok(ProfileDocument {
        basics: Basics {
            name: written.name,
            label: written.headline,
            image,
            url: written.site,
            summary: written.about,
            location: location(&written.place),
            profiles: written
                .links
                .into_iter()
                .map(|[network, url]| NetworkProfile { network, url: Some(url), ..NetworkProfile::default() })
                .collect(),
            ..Basics::default()
        },
        work: work?,
        skills: written.skills.into_iter().map(Skill::named).collect(),
        languages: written.languages.iter().map(|text| language(text)).collect(),
        references: written
            .said
            .into_iter()
            .map(|[name, reference]| Reference { name, reference, ..Reference::default() })
            .collect(),
        meta: Meta {
            lepas: Extras {
                locale: written.locale,
                theme: written.theme,
                rate: if written.rate.is_empty() { None } else { Some(notation::rate(&written.rate)?) },
                availability: notation::availability(&written.availability, today)?,
                time_zone: stated(&written.place[2]),
                cases: cases?,
                services: services?,
                area: priced(written.area, "fee")?,
                ..Extras::default()
            },
            other: Default::default(),
        },
        ..ProfileDocument::default()
    })
}

/// The parts of a service, each with an id and its price.
fn offer(mut parts: Other) -> Result<Other, DemoError> {
    for (name, list) in &mut parts {
        for (at, part) in list.as_array_mut().into_iter().flatten().enumerate() {
            let mut members = priced(part.as_object().cloned().unwrap_or_default(), "price")?;
            members.set_text("id", &format!("{name}-{}", at + 1));
            *part = members.into();
        }
    }
    Ok(parts)
}

/// Reads a price in the notation of these files.
fn priced(mut members: Other, name: &str) -> Result<Other, DemoError> {
    if let Some(text) = stated(members.text(name)) {
        members.insert(name.to_owned(), tree(&notation::rate(&text)?));
    }
    Ok(members)
}

fn language(text: &str) -> Language {
    let (language, fluency) =
        text.split_once(": ").map_or((text, None), |(language, fluency)| (language, stated(fluency)));
    Language { language: language.to_owned(), fluency, ..Language::default() }
}

fn position([start, end, name, position, summary]: [String; 5]) -> Result<Work, DemoError> {
    Ok(Work {
        name,
        position,
        start_date: notation::date(&start)?,
        end_date: notation::date(&end)?,
        summary: stated(&summary),
        ..Work::default()
    })
}

fn written_case(
    index: usize,
    case: WrittenCase,
    handle: &Handle,
    random: &mut Random,
    gallery: &mut Gallery,
) -> Result<CaseStudy, DemoError> {
    let picture = match case.art.as_str() {
        "" => None,
        name => Some(match pictures::by_hand(name) {
            Some(svg) => gallery.work(name, handle, &case.alt, || svg.to_owned())?,
            None => {
                let (drawn, draw) = art::any(name, random);
                gallery.work(&drawn, handle, &case.alt, draw)?
            }
        }),
    };
    Ok(CaseStudy {
        id: format!("karya-{}", index + 1),
        title: case.title,
        client: case.client,
        date: notation::date(&case.date)?,
        summary: case.story,
        picture,
        url: case.url,
        other: Default::default(),
    })
}
