//! The sections of a résumé that are lists of entries, as tables.
//!
//! Owns which fields an entry has, in which order and under which words. Which members there are is the contract's
//! (`lepas_api::profile::members`).

use lepas_api::{
    limits::{DESCRIPTION_MAX, HEADLINE_MAX, SUMMARY_MAX},
    profile::{
        RateUnit,
        members::{self, MemberKind, SECTIONS, Shape},
    },
};

use super::{
    checks::Section,
    entries::List,
    fields::{Field, Kind},
};
use crate::i18n::Key;

/// The typed members of a position, before those that the contract lists.
const WORK: Shape = &[
    ("position", MemberKind::Label),
    ("name", MemberKind::Label),
    ("startDate", MemberKind::Date),
    ("endDate", MemberKind::Date),
    ("summary", MemberKind::Text),
];
const REFERENCE: Shape = &[("name", MemberKind::Label), ("reference", MemberKind::Text)];
const PROFILE: Shape = &[("network", MemberKind::Label), ("username", MemberKind::Label), ("url", MemberKind::Link)];

/// What a member is called in a section.
pub(super) fn label(section: Section, member: &str) -> Key {
    match (section, member) {
        (Section::Work, "name") => Key::StudioMemberEmployer,
        (Section::Work, "description") => Key::StudioMemberAbout,
        (Section::References, "name") => Key::StudioMemberSays,
        (_, "position") => Key::StudioMemberPosition,
        (_, "startDate") => Key::StudioMemberStart,
        (_, "endDate") => Key::StudioMemberEnd,
        (_, "date") => Key::StudioMemberDate,
        (_, "releaseDate") => Key::StudioMemberReleased,
        (_, "summary" | "description") => Key::StudioMemberSummary,
        (_, "highlights") => Key::StudioMemberHighlights,
        (_, "url") => Key::StudioMemberUrl,
        (_, "location") => Key::StudioMemberLocation,
        (_, "organization" | "company") => Key::StudioMemberOrganization,
        (_, "institution") => Key::StudioMemberInstitution,
        (_, "area") => Key::StudioMemberArea,
        (_, "studyType") => Key::StudioMemberDegree,
        (_, "score") => Key::StudioMemberScore,
        (_, "courses") => Key::StudioMemberCourses,
        (_, "title") => Key::StudioMemberAward,
        (_, "awarder") => Key::StudioMemberAwarder,
        (_, "issuer") => Key::StudioMemberIssuer,
        (_, "publisher") => Key::StudioMemberPublisher,
        (_, "keywords") => Key::StudioMemberKeywords,
        (_, "level") => Key::StudioMemberLevel,
        (_, "roles") => Key::StudioMemberRoles,
        (_, "entity") => Key::StudioMemberEntity,
        (_, "type") => Key::StudioMemberType,
        (_, "reference") => Key::StudioMemberReference,
        (_, "source") => Key::StudioMemberSource,
        (_, "network") => Key::StudioMemberNetwork,
        (_, "username") => Key::StudioMemberUsername,
        _ => Key::StudioMemberName,
    }
}

/// The fields of members that the contract describes.
fn fields(section: Section, shapes: &[Shape]) -> Vec<Field> {
    let members = shapes.iter().flat_map(|shape| shape.iter());
    members
        .filter_map(|(member, kind)| {
            let (kind, half) = match kind {
                MemberKind::Label => (Kind::Line, true),
                MemberKind::Text => (Kind::Long(SUMMARY_MAX), false),
                MemberKind::Date if *member == "endDate" => (Kind::End, true),
                MemberKind::Date => (Kind::Date, true),
                MemberKind::Link => (Kind::Link, false),
                MemberKind::Lines if matches!(*member, "keywords" | "roles") => (Kind::Words, false),
                MemberKind::Lines => (Kind::Lines, false),
                _ => return None,
            };
            Some(Field { member, label: label(section, member), kind, half })
        })
        .collect()
}

/// A list that stands inside an entry, or on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Things on offer.
    Services,
    /// The sizes of an offer.
    Tiers,
    /// What can be added to an offer.
    Extras,
    /// Questions that clients ask.
    Questions,
    /// Who else worked on it.
    Credits,
    /// The story of a work.
    Blocks,
    /// The pictures of a gallery.
    Pictures,
    /// The links of the link page.
    Links,
}

/// The kinds of blocks: the word in the document, what it is called, its icon.
pub(super) const BLOCKS: [(&str, Key, &str); 8] = [
    ("text", Key::StudioBlockText, "type"),
    ("image", Key::StudioBlockImage, "image"),
    ("gallery", Key::StudioBlockGallery, "images"),
    ("compare", Key::StudioBlockCompare, "columns-2"),
    ("metric", Key::StudioBlockMetric, "chart-no-axes-column"),
    ("quote", Key::StudioBlockQuote, "quote"),
    ("code", Key::StudioBlockCode, "code"),
    ("video", Key::StudioBlockVideo, "play"),
];

/// What stands in a block of this kind.
pub(super) fn block(kind: &str) -> Vec<Field> {
    let field = |member, label, kind| Field { member, label, kind, half: false };
    let side = |member, label| Field { member, label, kind: Kind::Line, half: true };
    let text = |label| field("text", label, Kind::Long(DESCRIPTION_MAX));
    let picture = |member, label| field(member, label, Kind::Picture);
    let caption = field("caption", Key::StudioBlockCaption, Kind::Line);
    match kind {
        "image" => vec![picture("picture", Key::StudioCasePicture), caption],
        "gallery" => vec![field("pictures", Key::StudioBlockPictures, Kind::List(Part::Pictures))],
        "compare" => vec![picture("before", Key::StudioBlockBefore), picture("after", Key::StudioBlockAfter), caption],
        "metric" => vec![
            side("value", Key::StudioBlockValue),
            side("label", Key::StudioBlockMeaning),
            side("source", Key::StudioMemberSource),
            Field { half: true, ..field("url", Key::StudioBlockProof, Kind::Link) },
        ],
        "quote" => vec![
            text(Key::StudioMemberReference),
            side("name", Key::StudioMemberSays),
            side("role", Key::StudioMemberPosition),
        ],
        "code" => vec![text(Key::StudioBlockCode), field("language", Key::StudioBlockLanguage, Kind::Line)],
        "video" => {
            vec![field("url", Key::StudioBlockAddress, Kind::Link), field("title", Key::StudioServicesName, Kind::Line)]
        }
        _ => vec![field("title", Key::StudioBlockHeading, Kind::Line), text(Key::StudioBlockText)],
    }
}

/// The fields of a work, above and below its blocks.
pub(super) fn case() -> Vec<Field> {
    let field = |member, label, kind| Field { member, label, kind, half: false };
    let side = |member, label, kind| Field { member, label, kind, half: true };
    vec![
        field("title", Key::StudioCaseTitle, Kind::Line),
        side("client", Key::StudioCaseClient, Kind::Line),
        side("date", Key::StudioCaseDate, Kind::Date),
        field("picture", Key::StudioCasePicture, Kind::Picture),
        field("summary", Key::StudioCaseSummary, Kind::Long(DESCRIPTION_MAX)),
        field("blocks", Key::StudioCaseBlocks, Kind::List(Part::Blocks)),
        field("url", Key::StudioCaseLink, Kind::Link),
        field("role", Key::StudioCaseRole, Kind::Line),
        field("credits", Key::StudioCaseCredits, Kind::List(Part::Credits)),
        side("tools", Key::StudioCaseTools, Kind::Words),
        side("tags", Key::StudioCaseTags, Kind::Words),
        field("reference", Key::StudioCaseVoice, Kind::Voice),
    ]
}

impl Part {
    /// What stands in it.
    pub(super) fn list(self) -> List {
        let line = |member, label| Field { member, label, kind: Kind::Line, half: true };
        let with = |field: Field, kind, half| Field { kind, half, ..field };
        let title = line("title", Key::StudioServicesName);
        let part = with(line("title", Key::StudioMemberName), Kind::Line, false);
        let price = with(line("price", Key::StudioServicesPrice), Kind::Price(RateUnit::Project), false);
        let contents = with(line("summary", Key::StudioServicesContents), Kind::Long(DESCRIPTION_MAX), false);
        let days = with(line("days", Key::StudioServicesDays), Kind::Number(365), true);
        let inner = |member, label, part| Field { member, label, kind: Kind::List(part), half: false };
        let (fields, names, add) = match self {
            Self::Services => {
                let fields = vec![
                    with(title, Kind::Line, false),
                    contents,
                    price,
                    inner("tiers", Key::StudioServicesTiers, Self::Tiers),
                    inner("extras", Key::StudioServicesExtras, Self::Extras),
                    inner("faq", Key::StudioServicesQuestions, Self::Questions),
                ];
                (fields, ["title", "price"], Key::StudioServicesAdd)
            }
            Self::Tiers => {
                let revisions = with(line("revisions", Key::StudioServicesRevisions), Kind::Number(99), true);
                let fields = vec![part, with(contents, Kind::Long(SUMMARY_MAX), false), price, days, revisions];
                (fields, ["title", "days"], Key::StudioServicesAddTier)
            }
            Self::Extras => (vec![part, price, days], ["title", "days"], Key::StudioServicesAddExtra),
            Self::Questions => {
                let answer = with(line("answer", Key::StudioServicesAnswer), Kind::Long(SUMMARY_MAX), false);
                let question = with(line("question", Key::StudioServicesQuestion), Kind::Line, false);
                (vec![question, answer], ["question", "answer"], Key::StudioServicesAddQuestion)
            }
            Self::Credits => {
                let role = line("role", Key::StudioMemberPosition);
                let url = with(line("url", Key::StudioMemberUrl), Kind::Link, false);
                (vec![line("name", Key::StudioMemberName), role, url], ["name", "role"], Key::StudioCaseAddCredit)
            }
            Self::Blocks => (Vec::new(), ["title", "text"], Key::StudioBlockText),
            Self::Pictures => {
                let picture = Field { kind: Kind::Picture, half: false, ..line("picture", Key::StudioCasePicture) };
                let caption = with(line("caption", Key::StudioBlockCaption), Kind::Line, false);
                (vec![picture, caption], ["caption", "caption"], Key::StudioBlockAddPicture)
            }
            Self::Links => {
                let url = with(line("url", Key::StudioLinksAddress), Kind::Link, false);
                let group = with(line("group", Key::StudioLinksGroup), Kind::Line, false);
                let label = with(line("label", Key::StudioLinksLabel), Kind::Line, false);
                (vec![label, url, group], ["label", "url"], Key::StudioLinksAdd)
            }
        };
        List { fields, names, add, blocks: self == Self::Blocks }
    }
}

/// Where a section is in the document and what stands in it; `None` for sections with a form of their own.
pub(super) fn list(section: Section) -> Option<(&'static str, List)> {
    let (path, shapes, names, add): (_, &[Shape], [&'static str; 2], Key) = match section {
        Section::Work => ("/work", &[WORK, members::WORK], ["position", "name"], Key::StudioAddWork),
        Section::References => {
            ("/references", &[REFERENCE, members::REFERENCE], ["name", "company"], Key::StudioAddReference)
        }
        Section::Profiles => ("/basics/profiles", &[PROFILE], ["network", "username"], Key::StudioAddProfile),
        Section::Education => ("/education", &[], ["institution", "area"], Key::StudioAddEducation),
        Section::Certificates => ("/certificates", &[], ["name", "issuer"], Key::StudioAddCertificate),
        Section::Projects => ("/projects", &[], ["name", "entity"], Key::StudioAddProject),
        Section::Volunteer => ("/volunteer", &[], ["position", "organization"], Key::StudioAddVolunteer),
        Section::Awards => ("/awards", &[], ["title", "awarder"], Key::StudioAddAward),
        Section::Publications => ("/publications", &[], ["name", "publisher"], Key::StudioAddPublication),
        Section::Interests => ("/interests", &[], ["name", "name"], Key::StudioAddInterest),
        Section::Roles => {
            let field = |member, label, kind| Field { member, label, kind, half: false };
            let fields = vec![
                field("name", Key::StudioMemberName, Kind::Line),
                field("texts/~1basics~1label", Key::StudioHeadline, Kind::Counted(HEADLINE_MAX)),
                field("texts/~1basics~1summary", Key::StudioSummary, Kind::Long(SUMMARY_MAX)),
                field("hide", Key::StudioRoleHide, Kind::Hidden),
            ];
            let names = ["name", "name"];
            return Some(("/meta/lepas/roles", List { fields, names, add: Key::StudioAddRole, blocks: false }));
        }
        _ => return None,
    };
    let fields = match SECTIONS.iter().find(|known| path.strip_prefix('/') == Some(known.name)) {
        Some(known) => fields(section, &[known.members]),
        None => fields(section, shapes),
    };
    Some((path, List { fields, names, add, blocks: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_contract_has_a_form_with_all_its_members() {
        for known in SECTIONS {
            let section = Section::ALL.into_iter().find_map(list_of(known.name));
            let list = section.unwrap_or_else(|| panic!("{} has no form", known.name));
            assert_eq!(list.fields.len(), known.members.len(), "{}", known.name);
        }
        let (_, work) = list(Section::Work).unwrap();
        let members: Vec<&str> = work.fields.iter().map(|field| field.member).collect();
        for member in ["name", "position", "location", "url", "startDate", "endDate", "summary", "highlights"] {
            assert!(members.contains(&member), "{member}");
        }
    }

    fn list_of(name: &str) -> impl Fn(Section) -> Option<List> {
        move |section| list(section).filter(|(path, _)| path.strip_prefix('/') == Some(name)).map(|(_, list)| list)
    }
}
