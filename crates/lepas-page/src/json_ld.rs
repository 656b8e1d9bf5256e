//! The profile as structured data: schema.org `ProfilePage` about a `Person`.
//!
//! Owns what is said to machines, which is only what the page shows to people, and the escaping that keeps a text of
//! the document inside its `<script type="application/ld+json">`.

use lepas_api::{
    Locale,
    profile::{CaseStudy, Members, Other, PublicProfile, Rate, RateUnit, Reference, Service},
};
use serde_json::{Map, Value, json};

use crate::{
    facts::{safe_link, safe_picture},
    options::absolute,
};

/// The data as text that can stand between script tags.
pub(crate) fn json_ld(profile: &PublicProfile, origin: &str, address: &str, locale: Locale) -> String {
    let document = &profile.document;
    let mut page = Map::new();
    page.insert("@context".into(), "https://schema.org".into());
    page.insert("@type".into(), "ProfilePage".into());
    page.insert("url".into(), address.into());
    page.insert("inLanguage".into(), locale.tag().into());
    page.insert("dateModified".into(), profile.published_at.to_string().into());
    page.insert("mainEntity".into(), person(profile, origin, address));
    let works: Vec<Value> = document.meta.lepas.cases.iter().map(|case| work(case, origin, address)).collect();
    insert_list(&mut page, "hasPart", works);
    escape(&Value::Object(page).to_string())
}

fn person(profile: &PublicProfile, origin: &str, address: &str) -> Value {
    let document = &profile.document;
    let basics = &document.basics;
    let mut person = Map::new();
    person.insert("@type".into(), "Person".into());
    person.insert("@id".into(), person_id(address).into());
    person.insert("identifier".into(), profile.handle.as_str().into());
    person.insert("url".into(), address.into());
    insert_text(&mut person, "name", &basics.name);
    insert_text(&mut person, "jobTitle", &basics.label);
    insert_text(&mut person, "description", &basics.summary);
    if let Some(image) = basics.image.as_deref().and_then(|image| picture(image, origin)) {
        person.insert("image".into(), image.into());
    }
    if let Some(location) = &basics.location {
        let mut place = Map::new();
        for (name, value) in [
            ("addressLocality", &location.city),
            ("addressRegion", &location.region),
            ("addressCountry", &location.country_code),
        ] {
            insert_text(&mut place, name, value.as_deref().unwrap_or_default());
        }
        if !place.is_empty() {
            place.insert("@type".into(), "PostalAddress".into());
            person.insert("address".into(), Value::Object(place));
        }
    }
    let elsewhere = basics.profiles.iter().map(|profile| profile.url.as_deref()).chain([basics.url.as_deref()]);
    insert_list(&mut person, "sameAs", elsewhere.filter_map(safe_link).map(Value::from).collect());
    insert_list(&mut person, "knowsAbout", document.skills.iter().map(|skill| skill.name.as_str().into()).collect());
    let languages = document.languages.iter().map(|language| language.language.as_str().into()).collect();
    insert_list(&mut person, "knowsLanguage", languages);
    insert_list(&mut person, "review", document.references.iter().filter_map(review).collect());
    let schools =
        document.education.iter().map(|school| school.text("institution").trim()).filter(|name| !name.is_empty());
    let school = |name: &str| json!({"@type": "EducationalOrganization", "name": name});
    insert_list(&mut person, "alumniOf", schools.map(school).collect());
    let extras = &document.meta.lepas;
    let served = area(&extras.area);
    let offers = extras.services.iter().map(|service| offer(service, served.as_ref()));
    insert_list(&mut person, "makesOffer", offers.collect());
    Value::Object(person)
}

/// A testimonial that its writer gave through a link; what owners quote themselves is no review.
fn review(reference: &Reference) -> Option<Value> {
    let by_link = reference.by_link.as_ref()?;
    let mut author = Map::new();
    author.insert("@type".into(), "Person".into());
    insert_text(&mut author, "name", &reference.name);
    insert_text(&mut author, "jobTitle", &by_link.role);
    let mut review = Map::new();
    review.insert("@type".into(), "Review".into());
    review.insert("author".into(), Value::Object(author));
    review.insert("datePublished".into(), by_link.written_at.date().to_string().into());
    insert_text(&mut review, "reviewBody", &reference.reference);
    if let Some(rating) = by_link.rating {
        let rating = json!({ "@type": "Rating", "ratingValue": rating, "bestRating": 5, "worstRating": 1 });
        review.insert("reviewRating".into(), rating);
    }
    Some(Value::Object(review))
}

/// A service with its sizes as offers of their own, and where it is done on site.
fn offer(service: &Service, area: Option<&Value>) -> Value {
    let mut offered = Map::new();
    offered.insert("@type".into(), "Service".into());
    insert_text(&mut offered, "name", &service.title);
    insert_text(&mut offered, "description", &service.summary);
    insert_list(&mut offered, "offers", service.other.parts("tiers").into_iter().map(part).collect());
    if let Some(area) = area {
        offered.insert("areaServed".into(), area.clone());
    }
    let mut offer = Map::new();
    offer.insert("@type".into(), "Offer".into());
    insert_price(&mut offer, service.price);
    insert_list(&mut offer, "addOn", service.other.parts("extras").into_iter().map(part).collect());
    offer.insert("itemOffered".into(), Value::Object(offered));
    Value::Object(offer)
}

/// A size of a service, or what can be added to it.
fn part(part: &Other) -> Value {
    let mut offer = Map::new();
    offer.insert("@type".into(), "Offer".into());
    insert_text(&mut offer, "name", part.text("title"));
    insert_text(&mut offer, "description", part.text("summary"));
    insert_price(&mut offer, part.price("price"));
    if let Some(days) = part.number("days") {
        let time = json!({"@type": "QuantitativeValue", "value": days, "unitCode": "DAY"});
        offer.insert("deliveryLeadTime".into(), time);
    }
    Value::Object(offer)
}

fn insert_price(offer: &mut Map<String, Value>, price: Option<Rate>) {
    let Some(Rate { amount, unit }) = price else { return };
    let (price, currency) = (amount.major(), amount.currency.code());
    // UN/CEFACT Recommendation 20: hour, day, month, year, one.
    let unit = match unit {
        RateUnit::Hour => "HUR",
        RateUnit::Day => "DAY",
        RateUnit::Month => "MON",
        RateUnit::Year => "ANN",
        RateUnit::Project => "C62",
    };
    offer.insert("price".into(), price.into());
    offer.insert("priceCurrency".into(), currency.into());
    let specification =
        json!({"@type": "UnitPriceSpecification", "price": price, "priceCurrency": currency, "unitCode": unit});
    offer.insert("priceSpecification".into(), specification);
}

/// Where the person works on site: a circle round a place, or the place; nothing while no place is stated.
fn area(area: &Other) -> Option<Value> {
    let mut address = Map::new();
    for (name, member) in [("addressLocality", "city"), ("addressRegion", "region"), ("addressCountry", "countryCode")]
    {
        insert_text(&mut address, name, area.text(member));
    }
    if address.is_empty() {
        return None;
    }
    address.insert("@type".into(), "PostalAddress".into());
    let mut served = Map::new();
    served.insert("address".into(), Value::Object(address));
    let kind = match area.number("radiusKm") {
        Some(far) => {
            // In metres.
            served.insert("geoRadius".into(), far.saturating_mul(1_000).into());
            "GeoCircle"
        }
        None => "Place",
    };
    served.insert("@type".into(), kind.into());
    Some(Value::Object(served))
}

/// What stands for the person inside the page's data.
fn person_id(address: &str) -> String {
    [address, "#orang"].concat()
}

/// The fragment of a case within the page; only for ids that are words, others get none.
pub(crate) fn fragment(id: &str) -> Option<String> {
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then(|| ["karya-", id].concat())
}

fn work(case: &CaseStudy, origin: &str, address: &str) -> Value {
    let mut work = Map::new();
    work.insert("@type".into(), "CreativeWork".into());
    work.insert("creator".into(), json!({"@id": person_id(address)}));
    if let Some(fragment) = fragment(&case.id) {
        work.insert("@id".into(), [address, "#", &fragment].concat().into());
    }
    let credits = case.other.get("credits").and_then(Value::as_array).into_iter().flatten();
    let named =
        credits.filter_map(|credit| credit.get("name").and_then(Value::as_str)).filter(|name| !name.trim().is_empty());
    insert_list(&mut work, "contributor", named.map(|name| json!({"@type": "Person", "name": name})).collect());
    insert_list(&mut work, "keywords", case.other.lines("tags").into_iter().map(Value::from).collect());
    insert_text(&mut work, "name", &case.title);
    insert_text(&mut work, "description", &case.summary);
    if let Some(date) = case.date {
        work.insert("dateCreated".into(), date.to_string().into());
    }
    if let Some(url) = safe_link(case.url.as_deref()) {
        work.insert("url".into(), url.into());
    }
    if let Some(image) = case.picture.as_ref().and_then(|held| picture(&held.url, origin)) {
        work.insert("image".into(), image.into());
    }
    Value::Object(work)
}

/// The absolute address of a picture that may be shown.
pub(crate) fn picture(address: &str, origin: &str) -> Option<String> {
    safe_picture(address).then(|| if address.starts_with('/') { absolute(origin, address) } else { address.to_owned() })
}

fn insert_text(object: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.trim().is_empty() {
        object.insert(name.into(), text.into());
    }
}

fn insert_list(object: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        object.insert(name.into(), Value::Array(list));
    }
}

/// Writes the characters that could end the script element, begin a comment in it or break a line of JavaScript as
/// JSON escapes. All of them can only stand inside strings, where the escape means the same.
fn escape(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        match character {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            other => text.push(other),
        }
    }
    text
}
