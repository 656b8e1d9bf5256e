//! What JSON Resume has no place for: rate, availability, cases, services, look.

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Other, PageSettings, WidgetSettings,
    document::{check_link, check_picture},
    members::{self, Members},
    open::{Entries, open_object},
    places::Audience,
};
use crate::{
    Currency, Locale, Money, PartialDate,
    limits::{ALT_MAX, DESCRIPTION_MAX, LABEL_MAX, SECTION_MAX},
    validation::{Report, Rule, Validate},
};

/// The Lepas part of a profile, `meta.lepas`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extras {
    /// Language that the texts are written in.
    #[serde(default)]
    pub locale: Locale,
    /// Look of the public page.
    #[serde(default)]
    pub theme: Theme,
    /// What an hour or a project costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// When and how much the person can work.
    #[serde(default)]
    pub availability: Availability,
    /// IANA time zone, such as `Asia/Jakarta`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Portfolio, in the person's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseStudy>,
    /// Works that a passphrase opens. Members: [`super::members::LOCKED`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub locked: Vec<Other>,
    /// Things on offer with a price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// Further prices beside `rate`, in other currencies or for other spans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
    /// Working hours of a week. Members: [`super::members::SPAN`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub week: Vec<Other>,
    /// Where the person comes to work on site. Members: [`super::members::AREA`].
    #[serde(default, skip_serializing_if = "Other::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub area: Other,
    /// The same document under other headings. Members: [`super::members::ROLE`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub roles: Vec<Other>,
    /// Texts in other languages than `locale`: language → place → text; see [`Extras::translation`].
    #[serde(default, skip_serializing_if = "Other::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub translations: Other,
    /// Who may see what: place → audience; see [`Extras::audience`]. Private: not in any view.
    #[serde(default, skip_serializing_if = "Other::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub visibility: Other,
    /// Colour, shape and reach of the public page.
    #[serde(default, skip_serializing_if = "PageSettings::is_default")]
    pub page: PageSettings,
    /// Where cards may stand.
    #[serde(default, skip_serializing_if = "WidgetSettings::is_default")]
    pub widgets: WidgetSettings,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

open_object!(Extras { "locale" => locale, "theme" => theme, "rate" => rate, "availability" => availability, "time_zone" => time_zone, "cases" => cases, "services" => services, "rates" => rates, "area" => area, "translations" => translations, "visibility" => visibility, "page" => page, "widgets" => widgets } through { "locked" => locked: Entries, "week" => week: Entries, "roles" => roles: Entries });

/// A look of the public page; all of them are CSS over the same markup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Theme {
    /// Night: always dark, large type.
    Malam,
    /// Market: prices first, on turmeric.
    Pasar,
    /// Undyed cotton: plain paper, an even measure.
    Mori,
    /// Indigo: dyed cloth with undyed letters.
    Nila,
    /// Catalogue: pictures first, words as captions.
    Katalog,
    /// Lines: a technical sheet on a grid.
    Garis,
    /// Turmeric: warm and round.
    Kunyit,
    /// A letter: quiet, serif. Also stands for a theme of a newer version.
    #[default]
    #[serde(other)]
    Surat,
}

impl Theme {
    /// Every theme in the order it is offered.
    pub const ALL: [Self; 8] =
        [Self::Surat, Self::Malam, Self::Pasar, Self::Mori, Self::Nila, Self::Katalog, Self::Garis, Self::Kunyit];

    /// The word in the document and in the page.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Surat => "surat",
            Self::Malam => "malam",
            Self::Pasar => "pasar",
            Self::Mori => "mori",
            Self::Nila => "nila",
            Self::Katalog => "katalog",
            Self::Garis => "garis",
            Self::Kunyit => "kunyit",
        }
    }

    /// The theme of a word.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }
}

/// A price for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// How much.
    pub amount: Money,
    /// For what.
    pub unit: RateUnit,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RateUnit {
    /// One hour.
    #[default]
    Hour,
    /// One working day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
    /// The whole of it.
    Project,
}

/// Whether the person takes work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AvailabilityStatus {
    /// Can start now.
    Now,
    /// Can start on a date.
    From,
    /// Takes nothing at present.
    Full,
    /// Not stated, which is not the same as "no".
    #[default]
    #[serde(other)]
    Unknown,
}

/// When and how much the person can work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Whether.
    #[serde(default)]
    pub status: AvailabilityStatus,
    /// First possible day, with status `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Hours a week, 1 to 80.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_week: Option<u8>,
    /// Away until this day; it clears itself when the day has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<PartialDate>,
}

/// A picture with what is needed to show it without a jump.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// Address: a Lepas upload.
    #[serde(default)]
    pub url: String,
    /// What it shows, for those who cannot see it.
    #[serde(default)]
    pub alt: String,
    /// Pixels.
    #[serde(default)]
    pub width: u32,
    /// Pixels.
    #[serde(default)]
    pub height: u32,
}

/// A piece of work shown in the portfolio.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseStudy {
    /// Stable within the profile; also the fragment of its address.
    pub id: String,
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// What was to be done, what was done, what came of it.
    #[serde(default)]
    pub summary: String,
    /// The picture of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Where it can be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// Something on offer with a price.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    /// Stable within the profile.
    pub id: String,
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// What is in it.
    #[serde(default)]
    pub summary: String,
    /// What it costs; absent while nobody has said, which is not the same as nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Rate>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// A price as it is read. Earlier versions wrote a price that nobody had stated as an amount of zero.
struct Stated(Option<Rate>);

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Option::<Rate>::deserialize(deserializer)?.filter(|price| price.amount.amount_minor != 0)))
    }
}

open_object!(CaseStudy { "id" => id, "title" => title, "client" => client, "date" => date, "summary" => summary, "picture" => picture, "url" => url });
open_object!(Service { "id" => id, "title" => title, "summary" => summary } through { "price" => price: Stated });

impl Validate for Extras {
    fn validate(&self, report: &mut Report) {
        report.within("widgets", |report| self.widgets.validate(report));
        report.within("page", |report| self.page.validate(report));
        if let Some(rate) = self.rate {
            report.within("rate", |report| report.within("amount", |report| rate.amount.validate(report)));
        }
        report.each("rates", &self.rates, SECTION_MAX, |rate, report| {
            report.within("amount", |report| rate.amount.validate(report));
        });
        report.each("week", &self.week, SECTION_MAX, |span, report| {
            if !span.get("day").and_then(serde_json::Value::as_u64).is_some_and(|day| (1..=7).contains(&day)) {
                report.add("day", Rule::OutOfRange { minimum: 1, maximum: 7 });
            }
            for member in ["from", "to"] {
                if !is_time_of_day(span.text(member)) {
                    report.add(member, Rule::Shape);
                }
            }
        });
        report.each("roles", &self.roles, SECTION_MAX, |role, report| {
            report.text("id", role.text("id"), 1, 64);
            role.check(members::ROLE, report);
        });
        report.within("area", |report| self.area.check(members::AREA, report));
        self.check_texts(report);
        report.within("availability", |report| {
            if self.availability.hours_per_week.is_some_and(|hours| !(1..=80).contains(&hours)) {
                report.add("hours_per_week", Rule::OutOfRange { minimum: 1, maximum: 80 });
            }
            if self.availability.status == AvailabilityStatus::From && self.availability.from.is_none() {
                report.add("from", Rule::Required);
            }
        });
        let zone_shape = |zone: &str| {
            zone.len() <= 64 && zone.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'))
        };
        if self.time_zone.as_deref().is_some_and(|zone| !zone_shape(zone)) {
            report.add("time_zone", Rule::Choice);
        }
        report.each("cases", &self.cases, SECTION_MAX, |case, report| {
            report.text("id", &case.id, 1, 64);
            report.text("title", &case.title, 0, LABEL_MAX);
            report.optional_text("client", case.client.as_deref(), LABEL_MAX);
            report.text("summary", &case.summary, 0, DESCRIPTION_MAX);
            case.other.check(members::CASE, report);
            check_link(report, "url", case.url.as_deref());
            if let Some(picture) = &case.picture {
                report.within("picture", |report| {
                    check_picture(report, "url", Some(&picture.url));
                    report.text("alt", &picture.alt, 0, ALT_MAX);
                });
            }
        });
        report.each("locked", &self.locked, SECTION_MAX, super::private_case::check);
        report.each("services", &self.services, SECTION_MAX, |service, report| {
            report.text("id", &service.id, 1, 64);
            report.text("title", &service.title, 0, LABEL_MAX);
            report.text("summary", &service.summary, 0, DESCRIPTION_MAX);
            service.other.check(members::SERVICE, report);
            if let Some(price) = service.price {
                report.within("price", |report| report.within("amount", |report| price.amount.validate(report)));
            }
        });
    }
}

impl Service {
    /// Every price that it has, that of the whole first, then those of its sizes.
    pub fn prices(&self) -> impl Iterator<Item = Rate> + '_ {
        self.price.into_iter().chain(self.other.parts("tiers").into_iter().filter_map(|tier| tier.price("price")))
    }

    /// What it costs, and whether that is only the least of its sizes because nobody said what the whole costs. Sizes with
    /// prices in different currencies or for different spans have no least one.
    #[must_use]
    pub fn least_price(&self) -> Option<(Rate, bool)> {
        if let Some(price) = self.price {
            return Some((price, false));
        }
        let mut prices = self.prices();
        let mut least = prices.next()?;
        let mut several = false;
        for price in prices {
            if (price.amount.currency, price.unit) != (least.amount.currency, least.unit) {
                return None;
            }
            several |= price != least;
            if price.amount.amount_minor < least.amount.amount_minor {
                least = price;
            }
        }
        Some((least, several))
    }
}

impl Extras {
    fn check_texts(&self, report: &mut Report) {
        report.within("translations", |report| {
            for (tag, texts) in &self.translations {
                let Some(texts) = texts.as_object() else {
                    report.add(tag, Rule::Shape);
                    continue;
                };
                report.within(tag, |report| {
                    for place in texts.keys() {
                        report.text(&step(place), texts.text(place), 0, DESCRIPTION_MAX);
                    }
                });
            }
        });
        report.within("visibility", |report| {
            for place in self.visibility.keys() {
                if Audience::of(self.visibility.text(place)).is_none() {
                    report.add(&step(place), Rule::Choice);
                }
            }
        });
    }
}

/// A member's name as a step of a JSON pointer (RFC 6901).
fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// True for `00:00` to `24:00`.
fn is_time_of_day(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let number = |text: &str| if text.len() == 2 { text.parse::<u16>().ok() } else { None };
    number(hour).zip(number(minute)).is_some_and(|(hour, minute)| minute < 60 && hour * 60 + minute <= 24 * 60)
}

impl Rate {
    /// A price per hour in whole major units.
    #[must_use]
    pub fn hourly(major: i64, currency: Currency) -> Self {
        Self { amount: Money::from_major(major, currency), unit: RateUnit::Hour }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn service(tiers: &serde_json::Value, price: &serde_json::Value) -> Service {
        crate::from_tree(&json!({ "id": "s", "tiers": tiers, "price": price })).unwrap()
    }

    #[test]
    fn the_least_price_is_that_of_the_whole_or_the_least_of_sizes_that_can_be_compared() {
        let of = |minor: i64, currency: &str| json!({ "amount": { "amount_minor": minor, "currency": currency }, "unit": "project" });
        let tiers = |prices: &[serde_json::Value]| {
            prices.iter().map(|price| json!({ "price": price })).collect::<serde_json::Value>()
        };
        let least = |service: Service| service.least_price().map(|(price, least)| (price.amount.amount_minor, least));
        let several = tiers(&[of(300, "IDR"), of(200, "IDR"), json!(null), json!("cheap")]);
        assert_eq!(least(service(&several, &json!(null))), Some((200, true)));
        assert_eq!(least(service(&several, &of(900, "IDR"))), Some((900, false)));
        assert_eq!(least(service(&tiers(&[of(300, "IDR")]), &json!(null))), Some((300, false)));
        assert_eq!(least(service(&tiers(&[of(300, "IDR"), of(20, "USD")]), &json!(null))), None);
        assert_eq!(least(service(&tiers(&[of(0, "IDR")]), &json!(null))), None);
        assert_eq!(least(service(&json!("three"), &json!(null))), None);
    }
}
