//! A document whose every value that can be hidden stands out, and where each of them is.
//!
//! Owns planting the marks and naming the places. The server's tests read this file too, so that there is one list of what
//! can be hidden: whatever the fixture of the renderer has, and what is added here.

use lepas_api::{
    PartialDate,
    profile::{ProfileDocument, places},
};
use serde_json::{Map, Value, json};

/// What stands in outputs, in small letters, when something leaked: texts, links and pictures all hold the first; the
/// others are a price, a date, a time of day, a zone, a country, days, rounds of changes, a distance, hours and a size.
pub(crate) const SIGNS: [&str; 20] = [
    "rahasia",
    "777.777",
    "777,777",
    "777777",
    "777\u{a0}rb",
    "777k",
    "1907",
    "03:33",
    "troll",
    "zq",
    "7.771",
    "7,771",
    "7.772",
    "7,772",
    "7.773",
    "7,773",
    "7773",
    "77\u{a0}jam",
    "77\u{a0}hours",
    "7774",
];

/// Members that are no words of the person: names of places, kinds, settings.
const KEPT: [&str; 17] = [
    "id",
    "kind",
    "unit",
    "currency",
    "status",
    "day",
    "hide",
    "texts",
    "locale",
    "theme",
    "accent",
    "link_page",
    "hide_from_engines",
    "hide_from_talent",
    "count_visits",
    "visibility",
    "translations",
];

/// A marked document.
pub(crate) struct Marked {
    /// Nothing in it is hidden yet, e-mail, telephone, street and postcode included.
    pub(crate) document: Value,
    /// The place of every single value.
    pub(crate) values: Vec<String>,
    /// The place of every entry of a list.
    pub(crate) entries: Vec<String>,
    /// The place of every section.
    pub(crate) sections: Vec<String>,
}

impl Marked {
    /// Everything that the renderer's largest fixture has, and a story with every kind of block.
    pub(crate) fn new() -> Self {
        let whole: Value =
            serde_json::from_str(include_str!("../../../lepas-page/tests/fixtures/everything.json")).unwrap();
        let mut document: ProfileDocument = serde_json::from_value(whole["document"].clone()).unwrap();
        let mut count = 0;
        document.name_entries(|| {
            count += 1;
            format!("n{count}")
        });
        let mut document = serde_json::to_value(&document).unwrap();
        complete(&mut document);
        let mut marked = Self { document: Value::Null, values: Vec::new(), entries: Vec::new(), sections: Vec::new() };
        marked.plant(&mut document, "", "", true);
        for (place, _) in
            document.as_object().unwrap().iter().filter(|(name, _)| !matches!(name.as_str(), "basics" | "meta"))
        {
            marked.sections.push(format!("/{place}"));
        }
        for place in document["meta"]["lepas"].as_object().unwrap().keys().filter(|name| !KEPT.contains(&name.as_str()))
        {
            marked.sections.push(format!("/meta/lepas/{place}"));
        }
        marked.sections.retain(|place| place != "/meta/lepas/page");
        marked.sections.extend(["/basics/location", "/basics/profiles", "/meta/lepas/page/links"].map(str::to_owned));
        let words = marked.values.iter().filter(|place| {
            places::find(&document, place).and_then(Value::as_str).is_some_and(|text| text.starts_with("RAHASIA"))
        });
        let texts: Map<String, Value> = words.map(|place| (place.clone(), "RAHASIA terjemahan".into())).collect();
        let extras = &mut document["meta"]["lepas"];
        extras["translations"] = json!({ "en": texts });
        extras["roles"][0]["texts"] = texts.into();
        extras["roles"][0]["hide"] = json!([]);
        marked.document = document;
        marked.document = marked.hiding(&[]);
        marked
    }

    /// The document with these places hidden, half of them from everybody and half from all but clients.
    pub(crate) fn hiding(&self, places: &[String]) -> Value {
        let mut document = self.document.clone();
        let mut marks = Map::new();
        for place in ["/basics/email", "/basics/phone", "/basics/location/address", "/basics/location/postalCode"] {
            marks.insert(place.to_owned(), "public".into());
        }
        for (at, place) in places.iter().enumerate() {
            marks.insert(place.clone(), if at % 2 == 0 { "private" } else { "clients" }.into());
        }
        document["meta"]["lepas"]["visibility"] = marks.into();
        document
    }

    /// Puts a mark in the place of every value; notes the place while it has one.
    fn plant(&mut self, value: &mut Value, name: &str, place: &str, has_place: bool) {
        match value {
            Value::Object(members) => {
                let is_price = members.contains_key("amount");
                for (name, value) in members.iter_mut().filter(|(name, _)| !KEPT.contains(&name.as_str())) {
                    self.plant(value, name, &format!("{place}/{name}"), has_place && !is_price);
                }
                if has_place && is_price {
                    self.values.push(place.to_owned());
                }
            }
            Value::Array(items) => {
                let are_named = items.iter().all(|item| item.get("id").is_some());
                for item in items.iter_mut() {
                    let own = format!("{place}/{}", item.get("id").and_then(Value::as_str).unwrap_or_default());
                    if has_place && are_named {
                        self.entries.push(own.clone());
                    }
                    self.plant(item, name, &own, has_place && are_named);
                }
                if has_place && !are_named {
                    self.values.push(place.to_owned());
                }
            }
            value => {
                *value = mark(value, name, self.values.len());
                if has_place {
                    self.values.push(place.to_owned());
                }
            }
        }
    }
}

/// A mark that fits where the value stands.
fn mark(value: &Value, name: &str, number: usize) -> Value {
    match (name, value) {
        ("email", _) => "rahasia@contoh.id".into(),
        ("countryCode", _) => "ZQ".into(),
        ("time_zone", _) => "Antarctica/Troll".into(),
        ("from" | "to", Value::String(text)) if text.contains(':') => "03:33".into(),
        (_, Value::String(text)) if text.starts_with("/uploads/") => format!("/uploads/rahasia{number}").into(),
        ("url", _) => format!("https://rahasia{number}.contoh.id").into(),
        (_, Value::String(text)) if text.parse::<PartialDate>().is_ok() => "1907-07-07".into(),
        (_, Value::String(_)) => format!("RAHASIA {number}").into(),
        ("amount_minor", _) => 77_777_700.into(),
        ("days", _) => 7_771.into(),
        ("revisions", _) => 7_772.into(),
        ("radiusKm", _) => 7_773.into(),
        ("hours_per_week", _) => 77.into(),
        ("width" | "height", _) => 7_774.into(),
        (_, other) => other.clone(),
    }
}

/// What the fixture lacks.
fn complete(document: &mut Value) {
    let picture = json!({ "url": "/uploads/x", "alt": "x", "width": 1, "height": 1 });
    document["basics"]["location"]["address"] = "x".into();
    document["basics"]["location"]["postalCode"] = "x".into();
    let extras = &mut document["meta"]["lepas"];
    extras["availability"] = json!({ "status": "from", "from": "2030", "hours_per_week": 1, "away_until": "2030-01" });
    extras["page"]["accent"] = "pandan".into();
    for (at, link) in extras["page"]["links"].as_array_mut().unwrap().iter_mut().enumerate() {
        link["id"] = format!("l{at}").into();
        link["label"] = "x".into();
    }
    extras["cases"][0]["blocks"] = json!([
        { "id": "b0", "kind": "text", "title": "x", "text": "x" },
        { "id": "b1", "kind": "image", "picture": picture, "caption": "x" },
        { "id": "b2", "kind": "gallery", "pictures": [{ "id": "p", "picture": picture, "caption": "x" }] },
        { "id": "b3", "kind": "compare", "before": picture, "after": picture, "caption": "x" },
        { "id": "b4", "kind": "metric", "value": "x", "label": "x", "source": "x", "url": "x" },
        { "id": "b5", "kind": "quote", "text": "x", "name": "x", "role": "x" },
        { "id": "b6", "kind": "code", "text": "x", "language": "x" },
        { "id": "b7", "kind": "video", "url": "x", "title": "x" },
    ]);
}
