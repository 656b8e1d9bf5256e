//! The sections of JSON Resume that Lepas edits, and room for those it does not know.

use serde::Serialize;

use super::{
    ByLink, Extras, Other,
    members::{self, Members, SECTIONS},
    open::{Entries, open_object},
};
use crate::{
    PartialDate,
    email::Email,
    limits::{HEADLINE_MAX, LABEL_MAX, NAME_MAX, SECTION_MAX, SKILL_MAX, SKILLS_MAX, SUMMARY_MAX},
    link,
    validation::{Report, Rule, Validate},
};

/// A whole profile.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileDocument {
    /// Name, headline, summary, contact.
    #[serde(default)]
    pub basics: Basics,
    /// Positions, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<Work>,
    /// Unpaid work. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub volunteer: Vec<Other>,
    /// Schools and courses of study. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub education: Vec<Other>,
    /// Awards. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub awards: Vec<Other>,
    /// Certificates. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub certificates: Vec<Other>,
    /// Publications. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub publications: Vec<Other>,
    /// Skills in the person's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// Languages spoken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// What the person likes. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub interests: Vec<Other>,
    /// What others say about the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// What the person has made or taken part in. Members: [`super::SECTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub projects: Vec<Other>,
    /// Version marks and Lepas extras.
    #[serde(default)]
    pub meta: Meta,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// Who the person is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Basics {
    /// Name as others see it.
    #[serde(default)]
    pub name: String,
    /// The headline: one sentence.
    #[serde(default)]
    pub label: String,
    /// Address of the portrait; a Lepas upload or any web picture of an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Private by default: never leaves in the public view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Private by default: never leaves in the public view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Own site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// About, several paragraphs of plain text.
    #[serde(default)]
    pub summary: String,
    /// Where the person is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Profiles elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<NetworkProfile>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// A place. Street and postcode are private.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Location {
    /// Street; private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Postcode; private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// Province or state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// A profile on another network.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkProfile {
    /// Name of the network.
    #[serde(default)]
    pub network: String,
    /// Name there.
    #[serde(default)]
    pub username: String,
    /// Address there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// A position.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Work {
    /// Employer or client.
    #[serde(default)]
    pub name: String,
    /// Role there.
    #[serde(default)]
    pub position: String,
    /// First day, as exactly as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<PartialDate>,
    /// Last day; absent when it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<PartialDate>,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Further members, those of [`super::members::WORK`] among them.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// A skill.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skill {
    /// Name of the skill.
    #[serde(default)]
    pub name: String,
    /// How well, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Unknown members, `keywords` among them.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

impl Skill {
    /// A skill with nothing but a name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A language.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Language {
    /// Name of the language, as the person writes it.
    #[serde(default)]
    pub language: String,
    /// How well, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fluency: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// What somebody says about the person: a testimonial.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reference {
    /// Who says it.
    #[serde(default)]
    pub name: String,
    /// What they say.
    #[serde(default)]
    pub reference: String,
    /// Set by the server in public views when it was written through a link; whatever a draft says here is left out.
    #[serde(default, rename = "lepas:by-link", skip_serializing_if = "Option::is_none")]
    pub by_link: Option<ByLink>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

/// Version marks and the Lepas extras.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meta {
    /// What JSON Resume has no place for.
    #[serde(default)]
    pub lepas: Extras,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, additional_properties))]
    pub other: Other,
}

open_object!(ProfileDocument { "basics" => basics, "work" => work, "skills" => skills, "languages" => languages, "references" => references, "meta" => meta } through { "volunteer" => volunteer: Entries, "education" => education: Entries, "awards" => awards: Entries, "certificates" => certificates: Entries, "publications" => publications: Entries, "interests" => interests: Entries, "projects" => projects: Entries });
open_object!(Basics { "name" => name, "label" => label, "image" => image, "email" => email, "phone" => phone, "url" => url, "summary" => summary, "location" => location, "profiles" => profiles });
open_object!(Location { "address" => address, "postalCode" => postal_code, "city" => city, "countryCode" => country_code, "region" => region });
open_object!(NetworkProfile { "network" => network, "username" => username, "url" => url });
open_object!(Work { "name" => name, "position" => position, "startDate" => start_date, "endDate" => end_date, "summary" => summary });
open_object!(Skill { "name" => name, "level" => level });
open_object!(Language { "language" => language, "fluency" => fluency });
open_object!(Reference { "name" => name, "reference" => reference, "lepas:by-link" => by_link });
open_object!(Meta { "lepas" => lepas });

/// Notes a link that may not become one.
pub(super) fn check_link(report: &mut Report, field: &str, value: Option<&str>) {
    if let Some(Err(rule)) = value.filter(|text| !text.is_empty()).map(link::check) {
        report.add(field, rule);
    }
}

/// Notes a picture address that is neither a Lepas upload nor a web address.
pub(super) fn check_picture(report: &mut Report, field: &str, value: Option<&str>) {
    if let Some(text) = value.filter(|text| !text.starts_with("/uploads/")) {
        check_link(report, field, Some(text));
    }
}

/// True when an end lies before its start. A year against a month of the same year is no contradiction.
fn begins_after_end(start: PartialDate, end: PartialDate) -> bool {
    start.year > end.year
        || (start.year == end.year && start.month.zip(end.month).is_some_and(|(start, end)| start > end))
}

impl Validate for Basics {
    fn validate(&self, report: &mut Report) {
        // A draft may still lack its name; publishing asks for it.
        report.text("name", &self.name, 0, NAME_MAX);
        report.text("label", &self.label, 0, HEADLINE_MAX);
        report.text("summary", &self.summary, 0, SUMMARY_MAX);
        report.optional_text("phone", self.phone.as_deref(), LABEL_MAX);
        if let Some(Err(rule)) = self.email.as_deref().filter(|text| !text.is_empty()).map(str::parse::<Email>) {
            report.add("email", rule);
        }
        check_picture(report, "image", self.image.as_deref());
        check_link(report, "url", self.url.as_deref());
        if let Some(location) = &self.location {
            report.within("location", |report| {
                report.optional_text("city", location.city.as_deref(), LABEL_MAX);
                report.optional_text("region", location.region.as_deref(), LABEL_MAX);
                report.optional_text("countryCode", location.country_code.as_deref(), 2);
                report.optional_text("address", location.address.as_deref(), LABEL_MAX);
                report.optional_text("postalCode", location.postal_code.as_deref(), 20);
            });
        }
        report.each("profiles", &self.profiles, SECTION_MAX, |profile, report| {
            report.text("network", &profile.network, 0, LABEL_MAX);
            report.text("username", &profile.username, 0, LABEL_MAX);
            check_link(report, "url", profile.url.as_deref());
        });
    }
}

impl Validate for ProfileDocument {
    fn validate(&self, report: &mut Report) {
        report.within("basics", |report| self.basics.validate(report));
        report.each("work", &self.work, SECTION_MAX, |work, report| {
            report.text("name", &work.name, 0, LABEL_MAX);
            report.text("position", &work.position, 0, LABEL_MAX);
            report.optional_text("summary", work.summary.as_deref(), SUMMARY_MAX);
            if work.start_date.zip(work.end_date).is_some_and(|(start, end)| begins_after_end(start, end)) {
                report.add("endDate", Rule::Order);
            }
            work.other.check(members::WORK, report);
        });
        report.each("skills", &self.skills, SKILLS_MAX, |skill, report| {
            report.text("name", &skill.name, 1, SKILL_MAX);
            skill.other.check(members::SKILL, report);
        });
        report.each("languages", &self.languages, SECTION_MAX, |language, report| {
            report.text("language", &language.language, 1, LABEL_MAX);
            report.optional_text("fluency", language.fluency.as_deref(), LABEL_MAX);
        });
        report.each("references", &self.references, SECTION_MAX, |reference, report| {
            report.text("name", &reference.name, 0, LABEL_MAX);
            report.text("reference", &reference.reference, 0, SUMMARY_MAX);
            reference.other.check(members::REFERENCE, report);
        });
        for section in SECTIONS {
            let entries = self.section(section.name).unwrap_or_default();
            report.each(section.name, entries, SECTION_MAX, |entry, report| {
                entry.check(section.members, report);
                let dates = entry.date("startDate").zip(entry.date("endDate"));
                if dates.is_some_and(|(start, end)| begins_after_end(start, end)) {
                    report.add("endDate", Rule::Order);
                }
            });
        }
        report.within("meta", |report| report.within("lepas", |report| self.meta.lepas.validate(report)));
    }
}

impl ProfileDocument {
    /// The entries of one of the [`SECTIONS`].
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&[Other]> {
        Some(match name {
            "education" => &self.education,
            "certificates" => &self.certificates,
            "projects" => &self.projects,
            "volunteer" => &self.volunteer,
            "awards" => &self.awards,
            "publications" => &self.publications,
            "interests" => &self.interests,
            _ => return None,
        })
    }

    /// The same, to be changed.
    pub fn section_mut(&mut self, name: &str) -> Option<&mut Vec<Other>> {
        Some(match name {
            "education" => &mut self.education,
            "certificates" => &mut self.certificates,
            "projects" => &mut self.projects,
            "volunteer" => &mut self.volunteer,
            "awards" => &mut self.awards,
            "publications" => &mut self.publications,
            "interests" => &mut self.interests,
            _ => return None,
        })
    }

    /// What a page cannot do without: a name, a headline, and where its links lead. Checked on publishing, not while
    /// drafting.
    pub fn check_publishable(&self, report: &mut Report) {
        self.validate(report);
        for (at, link) in self.meta.lepas.page.links.iter().enumerate() {
            if link.url.trim().is_empty() {
                report.add(&["meta/lepas/page/links/", &at.to_string(), "/url"].concat(), Rule::Required);
            }
        }
        report.within("basics", |report| {
            for (field, value) in [("name", &self.basics.name), ("label", &self.basics.label)] {
                if value.trim().is_empty() {
                    report.add(field, Rule::Required);
                }
            }
        });
    }
}
