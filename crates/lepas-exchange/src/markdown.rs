//! The document as Markdown (CommonMark), for reading and for pasting elsewhere.
//!
//! Owns headings, order and escaping: a text of the document stays text. Leaves out nothing that the view it is given has.

use lepas_api::{
    Locale,
    profile::{Members, Other, ProfileDocument, SECTIONS},
};
use lepas_page::{facts, format};

use crate::json_resume::span;

/// Headings in both languages, by section.
pub(crate) fn heading(section: &str, locale: Locale) -> &'static str {
    let (indonesian, english) = match section {
        "work" => ("Pengalaman", "Experience"),
        "education" => ("Pendidikan", "Education"),
        "certificates" => ("Sertifikat", "Certificates"),
        "projects" => ("Proyek", "Projects"),
        "volunteer" => ("Kegiatan sukarela", "Volunteering"),
        "awards" => ("Penghargaan", "Awards"),
        "publications" => ("Publikasi", "Publications"),
        "interests" => ("Minat", "Interests"),
        "skills" => ("Keahlian", "Skills"),
        "languages" => ("Bahasa", "Languages"),
        "references" => ("Kesaksian", "Testimonials"),
        "cases" => ("Karya", "Work"),
        "services" => ("Layanan", "Services"),
        "area" => ("Datang ke tempat Anda", "Comes to you"),
        "profiles" => ("Di tempat lain", "Elsewhere"),
        _ => ("Tentang", "About"),
    };
    match locale {
        Locale::Id => indonesian,
        Locale::En => english,
    }
}

/// Writes a document in a language; the caller chooses the view, public or one's own.
#[must_use]
pub fn write(document: &ProfileDocument, locale: Locale) -> String {
    let document = document.in_language(locale);
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let mut out = Text::default();
    out.push(&["# ", &escape(&basics.name)]);
    out.push(&["*", &escape(&basics.label), "*"]);
    let place = basics.location.as_ref().map(|place| {
        [&place.city, &place.region, &place.country_code].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    });
    let contact = [place, basics.email.clone(), basics.phone.clone(), basics.url.clone()];
    let contact: Vec<String> =
        contact.into_iter().flatten().filter(|text| !text.is_empty()).map(|text| escape(&text)).collect();
    out.push(&[&contact.join(" · ")]);
    let rates = extras.rate.iter().chain(&extras.rates).map(|rate| format::rate(*rate, locale));
    out.push(&[&rates.collect::<Vec<_>>().join(" · ")]);
    out.push(&[&escape_lines(&basics.summary)]);
    out.section(heading("work", locale), &document.work, |out, work| {
        out.entry(&[&work.position, &work.name], &span(work.start_date, work.end_date));
        out.push(&[&escape_lines(work.summary.as_deref().unwrap_or_default())]);
        out.members(&work.other, &["location", "url", "description", "highlights"]);
    });
    out.section(heading("cases", locale), &extras.cases, |out, case| {
        let client = case.client.as_deref().unwrap_or_default();
        out.entry(&[&case.title, client], &case.date.map(|date| date.to_string()).unwrap_or_default());
        out.push(&[&escape_lines(&case.summary)]);
        out.push(&[&escape(case.url.as_deref().unwrap_or_default())]);
    });
    out.section(heading("services", locale), &extras.services, |out, service| {
        out.entry(&[&service.title], &service.price.map(|price| format::rate(price, locale)).unwrap_or_default());
        out.push(&[&escape_lines(&service.summary)]);
        for tier in service.other.parts("tiers") {
            out.offer("", tier, locale);
        }
        for extra in service.other.parts("extras") {
            out.offer("\\+ ", extra, locale);
        }
        for held in service.other.parts("faq") {
            out.push(&["**", &escape(held.text("question")), "**"]);
            out.push(&[&escape_lines(held.text("answer"))]);
        }
    });
    if let Some(reach) = facts::reach(&extras.area, locale) {
        out.push(&["## ", heading("area", locale)]);
        let fee = extras.area.price("fee").map(|fee| format::rate(fee, locale));
        out.push(&[&[Some(escape(&reach)), fee].into_iter().flatten().collect::<Vec<_>>().join(" · ")]);
        for slot in extras.area.lines("slots") {
            out.line(&[&escape(slot)]);
        }
    }
    for section in SECTIONS {
        let entries = document.section(section.name).unwrap_or_default();
        out.section(heading(section.name, locale), entries, |out, entry| {
            let second =
                ["position", "studyType", "issuer", "awarder", "publisher", "entity"].map(|name| entry.text(name));
            let second = second.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
            let start = entry.date("startDate").or(entry.date("date")).or(entry.date("releaseDate"));
            let when = if entry.date("startDate").is_some() {
                span(start, entry.date("endDate"))
            } else {
                start.map(|date| date.to_string()).unwrap_or_default()
            };
            out.entry(&[entry.text(section.title), second], &when);
            out.members(
                entry,
                &[
                    "area",
                    "score",
                    "description",
                    "summary",
                    "url",
                    "type",
                    "roles",
                    "highlights",
                    "keywords",
                    "courses",
                ],
            );
        });
    }
    let skills: Vec<String> = document.skills.iter().map(|skill| escape(&skill.name)).collect();
    if !skills.is_empty() {
        out.push(&["## ", heading("skills", locale)]);
        out.push(&[&skills.join(", ")]);
    }
    out.section(heading("languages", locale), &document.languages, |out, language| {
        out.line(&[
            &escape(&language.language),
            language.fluency.as_deref().map_or("", |_| ": "),
            &escape(language.fluency.as_deref().unwrap_or_default()),
        ]);
    });
    out.section(heading("references", locale), &document.references, |out, reference| {
        out.push(&["> ", &escape_lines(&reference.reference).replace('\n', "\n> ")]);
        let who = [reference.name.as_str(), reference.other.text("position"), reference.other.text("company")];
        let who: Vec<String> = who.into_iter().filter(|text| !text.is_empty()).map(escape).collect();
        out.push(&["> ", &who.join(", ")]);
    });
    out.section(heading("profiles", locale), &basics.profiles, |out, profile| {
        let what = if profile.url.is_some() { profile.url.as_deref().unwrap_or_default() } else { &profile.username };
        out.line(&[&escape(&profile.network), ": ", &escape(what)]);
    });
    out.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    /// A paragraph; nothing when its parts hold nothing but marks.
    fn push(&mut self, parts: &[&str]) {
        let text = parts.concat();
        if text.chars().any(char::is_alphanumeric) {
            if !self.0.is_empty() {
                self.0.push('\n');
            }
            self.0.push_str(text.trim_end());
            self.0.push('\n');
        }
    }

    fn line(&mut self, parts: &[&str]) {
        self.0.push_str("\n- ");
        self.0.push_str(&parts.concat());
        self.0.push('\n');
    }

    fn section<T>(&mut self, heading: &str, entries: &[T], mut write: impl FnMut(&mut Self, &T)) {
        if entries.is_empty() {
            return;
        }
        self.push(&["## ", heading]);
        for entry in entries {
            write(self, entry);
        }
    }

    fn entry(&mut self, names: &[&str], when: &str) {
        let names: Vec<String> = names.iter().filter(|name| !name.trim().is_empty()).map(|name| escape(name)).collect();
        let comma = if when.is_empty() || names.is_empty() { "" } else { " (" };
        let close = if comma.is_empty() { "" } else { ")" };
        self.push(&["### ", &names.join(", "), comma, when, close]);
    }

    /// A size of a service, or what can be added to it: what it costs, in how many days, with how many rounds of changes.
    fn offer(&mut self, mark: &str, part: &Other, locale: Locale) {
        let rounds = match locale {
            Locale::Id => "revisi",
            Locale::En => "revisions",
        };
        let terms = [
            part.price("price").map(|price| format::rate(price, locale)),
            part.number("days").map(|days| format::days(days, locale)),
            part.number("revisions").map(|count| [&format::grouped(count, locale), " ", rounds].concat()),
        ];
        let terms = terms.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let terms = if terms.is_empty() { terms } else { [" (", &terms, ")"].concat() };
        let contents = escape(part.text("summary"));
        let colon = if contents.is_empty() { "" } else { ": " };
        self.line(&[mark, &escape(part.text("title")), &terms, colon, &contents]);
    }

    fn members(&mut self, entry: &Other, names: &[&str]) {
        for name in names {
            self.push(&[&escape_lines(entry.text(name))]);
            for line in entry.lines(name) {
                self.line(&[&escape(line)]);
            }
        }
    }
}

/// Text that Markdown shows as it stands, on one line.
fn escape(text: &str) -> String {
    escape_lines(text).replace(['\n', '\r'], " ")
}

/// Text that Markdown shows as it stands, with its lines.
fn escape_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = true;
    for character in text.trim().chars() {
        let marks = matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&');
        if marks || (start && matches!(character, '-' | '+' | '=')) {
            out.push('\\');
        }
        // `1.` at the start of a line would be a list.
        if matches!(character, '.' | ')') && !start && ends_with_number_alone(&out) {
            out.push('\\');
        }
        out.push(character);
        start = character == '\n' || (start && character == ' ');
    }
    out
}

fn ends_with_number_alone(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default().trim_start();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}
