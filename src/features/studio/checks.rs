//! What a page still lacks: section by section for the outline, and check by check before publishing.
//!
//! Owns the judgements and where to go to mend each; leaves the words to the views. The rules that stop publishing are
//! the contract's (`check_publishable`), so that the server refuses for the same reasons.

use lepas_api::{
    profile::{AvailabilityStatus, ProfileDocument},
    tree,
};

use super::paths;

/// A part of the profile form, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Portrait, name, address, headline.
    Basics,
    /// About.
    Summary,
    /// Skills.
    Skills,
    /// Rate.
    Rate,
    /// Availability.
    Hours,
    /// Languages.
    Languages,
    /// City, country, time zone.
    Place,
    /// E-mail and phone, own site.
    Contact,
    /// Pages on other networks.
    Profiles,
    /// Positions.
    Work,
    /// Schools.
    Education,
    /// Certificates.
    Certificates,
    /// Projects.
    Projects,
    /// Unpaid work.
    Volunteer,
    /// Awards.
    Awards,
    /// Publications.
    Publications,
    /// What others say.
    References,
    /// Interests.
    Interests,
    /// The same profile under other headings.
    Roles,
    /// Theme.
    Look,
}

impl Section {
    /// All sections in the order of the form.
    pub const ALL: [Self; 20] = [
        Self::Basics,
        Self::Summary,
        Self::Skills,
        Self::Work,
        Self::Education,
        Self::Rate,
        Self::Hours,
        Self::Languages,
        Self::Place,
        Self::Contact,
        Self::Profiles,
        Self::Projects,
        Self::Certificates,
        Self::Volunteer,
        Self::Awards,
        Self::Publications,
        Self::References,
        Self::Interests,
        Self::Roles,
        Self::Look,
    ];

    /// Whether most people do without it: it is offered, and not missed.
    pub fn is_extra(self) -> bool {
        matches!(
            self,
            Self::Profiles
                | Self::Projects
                | Self::Certificates
                | Self::Volunteer
                | Self::Awards
                | Self::Publications
                | Self::References
                | Self::Interests
                | Self::Roles
        )
    }

    /// The id of its heading in the form.
    pub fn id(self) -> &'static str {
        match self {
            Self::Basics => "studio-basics",
            Self::Summary => "studio-summary",
            Self::Skills => "studio-skills",
            Self::Rate => "studio-rate",
            Self::Hours => "studio-hours",
            Self::Languages => "studio-languages",
            Self::Place => "studio-place",
            Self::Contact => "studio-contact",
            Self::Profiles => "studio-elsewhere",
            Self::Work => "studio-path",
            Self::Education => "studio-schools",
            Self::Certificates => "studio-papers",
            Self::Projects => "studio-ventures",
            Self::Volunteer => "studio-unpaid",
            Self::Awards => "studio-prizes",
            Self::Publications => "studio-writings",
            Self::References => "studio-voices",
            Self::Interests => "studio-likes",
            Self::Roles => "studio-roles",
            Self::Look => "studio-look",
        }
    }

    /// JSON pointers whose errors belong to it.
    pub(super) fn owns(self, pointer: &str) -> bool {
        let prefixes: &[&str] = match self {
            Self::Basics => &["/basics/name", "/basics/label", "/basics/image"],
            Self::Summary => &["/basics/summary"],
            Self::Skills => &["/skills"],
            Self::Rate => &["/meta/lepas/rate"],
            Self::Hours => &["/meta/lepas/availability"],
            Self::Languages => &["/languages"],
            Self::Place => &["/basics/location", "/meta/lepas/time_zone"],
            Self::Contact => &["/basics/email", "/basics/phone", "/basics/url"],
            Self::Profiles => &["/basics/profiles"],
            Self::Work => &["/work"],
            Self::Education => &["/education"],
            Self::Certificates => &["/certificates"],
            Self::Projects => &["/projects"],
            Self::Volunteer => &["/volunteer"],
            Self::Awards => &["/awards"],
            Self::Publications => &["/publications"],
            Self::References => &["/references"],
            Self::Interests => &["/interests"],
            Self::Roles => &["/meta/lepas/roles"],
            Self::Look => &["/meta/lepas/theme"],
        };
        prefixes.iter().any(|prefix| pointer.starts_with(prefix))
    }
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is there.
    Empty,
    /// Something is there and something a client looks for is missing.
    Begun,
    /// What a client looks for is there.
    Done,
    /// A rule is broken.
    Wrong,
}

/// How far `section` is; `errors` are the pointers of broken rules.
pub fn progress(document: &ProfileDocument, section: Section, errors: &[String]) -> Progress {
    if errors.iter().any(|pointer| section.owns(pointer)) {
        return Progress::Wrong;
    }
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let filled = |text: &str| !text.trim().is_empty();
    let given = |text: Option<&String>| text.is_some_and(|text| filled(text));
    let parts: &[bool] = match section {
        Section::Basics => &[filled(&basics.name), filled(&basics.label), given(basics.image.as_ref())],
        Section::Summary => &[filled(&basics.summary)],
        Section::Skills => &[!document.skills.is_empty()],
        Section::Rate => &[extras.rate.is_some()],
        Section::Hours => &[
            extras.availability.status != AvailabilityStatus::Unknown,
            extras.availability.status == AvailabilityStatus::Full || extras.availability.hours_per_week.is_some(),
        ],
        Section::Languages => &[!document.languages.is_empty()],
        Section::Place => {
            let place = basics.location.as_ref();
            &[
                given(place.and_then(|place| place.city.as_ref())),
                given(place.and_then(|place| place.country_code.as_ref())),
                given(extras.time_zone.as_ref()),
            ]
        }
        Section::Contact => {
            &[given(basics.email.as_ref()) || given(basics.phone.as_ref()) || given(basics.url.as_ref())]
        }
        Section::Profiles => &[!basics.profiles.is_empty()],
        Section::Work => &[!document.work.is_empty()],
        Section::References => &[!document.references.is_empty()],
        Section::Education => &[!document.education.is_empty()],
        Section::Certificates => &[!document.certificates.is_empty()],
        Section::Projects => &[!document.projects.is_empty()],
        Section::Volunteer => &[!document.volunteer.is_empty()],
        Section::Awards => &[!document.awards.is_empty()],
        Section::Publications => &[!document.publications.is_empty()],
        Section::Interests => &[!document.interests.is_empty()],
        Section::Roles => &[!extras.roles.is_empty()],
        Section::Look => &[true],
    };
    match (parts.iter().all(|part| *part), parts.iter().any(|part| *part)) {
        (true, _) => Progress::Done,
        (false, true) => Progress::Begun,
        (false, false) => Progress::Empty,
    }
}

/// Something looked at before publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Name.
    Name,
    /// Headline.
    Headline,
    /// Every rule of every field.
    Fields,
    /// At least one skill.
    Skill,
    /// About.
    Summary,
    /// Portrait.
    Portrait,
    /// Rate.
    Rate,
    /// Availability.
    Hours,
    /// At least one piece of work.
    Work,
    /// A text for every picture.
    PictureTexts,
    /// E-mail, phone, street stay out.
    Private,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Good.
    Good,
    /// Possible without, better with.
    Advice,
    /// Publishing waits for it.
    Needed,
}

/// Where a finding is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A field of the profile form, by its id.
    Profile(&'static str),
    /// A piece of work, by its id.
    Case(String),
    /// The list of works.
    Portfolio,
    /// The list of services.
    Services,
    /// The sites that may show the card.
    Widgets,
    /// A place in the document.
    Path(String),
    /// Nothing to mend.
    Nowhere,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub subject: Subject,
    /// What was found.
    pub verdict: Verdict,
    /// Where it is mended.
    pub target: Target,
    /// How many things, or which ones by their own names.
    pub about: Vec<String>,
}

/// Looks at everything, in the order of the list. `errors` are the pointers of broken rules.
pub fn before_publishing(document: &ProfileDocument, errors: &[String]) -> Vec<Check> {
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let filled = |text: &str| !text.trim().is_empty();
    let line = |subject, good: bool, otherwise, target| Check {
        subject,
        verdict: if good { Verdict::Good } else { otherwise },
        target,
        about: Vec::new(),
    };
    let without_text: Vec<&lepas_api::profile::CaseStudy> =
        extras.cases.iter().filter(|case| case.picture.as_ref().is_some_and(|picture| !filled(&picture.alt))).collect();
    let mut checks = vec![
        line(Subject::Name, filled(&basics.name), Verdict::Needed, Target::Profile(field::NAME)),
        line(Subject::Headline, filled(&basics.label), Verdict::Needed, Target::Profile(field::HEADLINE)),
    ];
    if let Some(pointer) = errors.first() {
        checks.push(Check {
            about: errors.to_vec(),
            ..line(Subject::Fields, false, Verdict::Needed, target_of(document, pointer))
        });
    }
    checks.extend([
        line(Subject::Skill, !document.skills.is_empty(), Verdict::Advice, Target::Profile(Section::Skills.id())),
        line(Subject::Summary, filled(&basics.summary), Verdict::Advice, Target::Profile(field::SUMMARY)),
        line(Subject::Portrait, basics.image.is_some(), Verdict::Advice, Target::Profile(Section::Basics.id())),
        line(Subject::Rate, extras.rate.is_some(), Verdict::Advice, Target::Profile(Section::Rate.id())),
        line(
            Subject::Hours,
            extras.availability.status != AvailabilityStatus::Unknown,
            Verdict::Advice,
            Target::Profile(Section::Hours.id()),
        ),
        line(Subject::Work, !extras.cases.is_empty(), Verdict::Advice, Target::Portfolio),
        Check {
            about: without_text.iter().map(|case| case.title.clone()).collect(),
            ..line(
                Subject::PictureTexts,
                without_text.is_empty(),
                Verdict::Advice,
                without_text.first().map_or(Target::Nowhere, |case| Target::Case(case.id.clone())),
            )
        },
        line(Subject::Private, true, Verdict::Good, Target::Nowhere),
    ]);
    checks
}

/// Ids of fields that others lead to.
pub mod field {
    /// Name.
    pub const NAME: &str = "studio-name";
    /// Page address.
    pub const HANDLE: &str = "studio-handle";
    /// Headline.
    pub const HEADLINE: &str = "studio-headline";
    /// About.
    pub const SUMMARY: &str = "studio-about";
}

/// Where the field with this pointer is mended.
pub fn target_of(document: &ProfileDocument, pointer: &str) -> Target {
    let path = paths::by_identity(&tree(document), pointer);
    if path != pointer {
        return Target::Path(path);
    }
    let mut parts = pointer.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("meta"), Some("lepas"), Some("cases"), _) => Target::Portfolio,
        (Some("meta"), Some("lepas"), Some("services"), _) => Target::Services,
        (Some("meta"), Some("lepas"), Some("widgets"), _) => Target::Widgets,
        (Some("basics"), Some("name"), ..) => Target::Profile(field::NAME),
        (Some("basics"), Some("label"), ..) => Target::Profile(field::HEADLINE),
        (Some("basics"), Some("summary"), ..) => Target::Profile(field::SUMMARY),
        _ => Section::ALL
            .into_iter()
            .find(|section| section.owns(pointer))
            .map_or(Target::Profile(Section::Basics.id()), |section| Target::Profile(section.id())),
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::{
        Report,
        profile::{CaseStudy, Picture, Skill},
    };

    use super::*;

    fn needed(document: &ProfileDocument) -> Vec<Subject> {
        let checks = before_publishing(document, &[]);
        checks.into_iter().filter(|check| check.verdict == Verdict::Needed).map(|check| check.subject).collect()
    }

    #[test]
    fn the_list_stops_publishing_exactly_where_the_contract_does() {
        let mut document = ProfileDocument::default();
        assert_eq!(needed(&document), [Subject::Name, Subject::Headline]);
        document.basics.name = "Sari".into();
        document.basics.label = " ".into();
        assert_eq!(needed(&document), [Subject::Headline]);
        document.basics.label = "Desainer".into();
        assert!(needed(&document).is_empty());
        let mut report = Report::new();
        document.check_publishable(&mut report);
        assert!(report.is_empty());
    }

    #[test]
    fn a_picture_without_text_leads_to_its_case() {
        let mut document = ProfileDocument::default();
        let picture = Picture { url: "/uploads/1".into(), width: 1, height: 1, ..Picture::default() };
        document.meta.lepas.cases = vec![
            CaseStudy { id: "a".into(), title: "Kopi".into(), ..CaseStudy::default() },
            CaseStudy { id: "b".into(), title: "Teh".into(), picture: Some(picture), ..CaseStudy::default() },
        ];
        let checks = before_publishing(&document, &[]);
        let check = checks.iter().find(|check| check.subject == Subject::PictureTexts).unwrap();
        assert_eq!((check.verdict, &check.target), (Verdict::Advice, &Target::Case("b".into())));
        assert_eq!(check.about, ["Teh"]);
    }

    #[test]
    fn a_broken_rule_leads_to_its_field() {
        let mut document = ProfileDocument::default();
        document.meta.lepas.cases = vec![CaseStudy { id: "k".into(), ..CaseStudy::default() }];
        document.work = serde_json::from_value(serde_json::json!([{"id": "w"}])).unwrap();
        for (pointer, target) in [
            ("/meta/lepas/widgets/sites/0", Target::Widgets),
            ("/basics/label", Target::Profile(field::HEADLINE)),
            ("/basics/location/city", Target::Profile("studio-place")),
            ("/meta/lepas/cases/0/url", Target::Path("/meta/lepas/cases/k/url".into())),
            ("/work/0/endDate", Target::Path("/work/w/endDate".into())),
            ("/meta/lepas/cases", Target::Portfolio),
            ("/meta/lepas/services/0/title", Target::Services),
            ("/unknown", Target::Profile("studio-basics")),
        ] {
            assert_eq!(target_of(&document, pointer), target, "{pointer}");
        }
    }

    #[test]
    fn the_outline_shows_empty_begun_done_and_wrong() {
        let mut document = ProfileDocument::default();
        assert_eq!(progress(&document, Section::Skills, &[]), Progress::Empty);
        document.skills.push(Skill::named("Rust"));
        assert_eq!(progress(&document, Section::Skills, &[]), Progress::Done);
        assert_eq!(progress(&document, Section::Skills, &["/skills/0/name".into()]), Progress::Wrong);
        document.basics.name = "Sari".into();
        assert_eq!(progress(&document, Section::Basics, &[]), Progress::Begun);
    }
}
