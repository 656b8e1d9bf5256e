//! Lines of a résumé as proposals. Everything is a draft: nothing is taken that the person did not look at, so a guess here
//! costs a tick, and a line that fits nowhere is left alone.

use lepas_api::{
    PartialDate,
    profile::{Members, Other},
};

use crate::{Found, Proposal, dates};

/// Headings in both languages, with the section they open.
const HEADINGS: [(&str, &str); 26] = [
    ("pengalaman", "work"),
    ("pengalaman kerja", "work"),
    ("riwayat pekerjaan", "work"),
    ("experience", "work"),
    ("work experience", "work"),
    ("professional experience", "work"),
    ("employment", "work"),
    ("employment history", "work"),
    ("pendidikan", "education"),
    ("riwayat pendidikan", "education"),
    ("education", "education"),
    ("keahlian", "skills"),
    ("keterampilan", "skills"),
    ("skills", "skills"),
    ("technical skills", "skills"),
    ("bahasa", "languages"),
    ("languages", "languages"),
    ("ringkasan", "summary"),
    ("tentang", "summary"),
    ("tentang saya", "summary"),
    ("profil", "summary"),
    ("summary", "summary"),
    ("about", "summary"),
    ("profile", "summary"),
    ("sertifikat", "certificates"),
    ("certificates", "certificates"),
];

/// What the lines may mean; `row` is the number of the line.
#[must_use]
pub fn proposals(lines: &[String], file: &str) -> Found {
    let mut found = Found::default();
    let numbered: Vec<(u32, &str)> = (1..).zip(lines.iter().map(|line| line.trim())).collect();
    let first = numbered.iter().position(|(_, line)| heading(line).is_some()).unwrap_or(numbered.len());
    top(&numbered[..first], file, &mut found);
    let mut rest = &numbered[first..];
    while let Some((head, after)) = rest.split_first() {
        let end = after.iter().position(|(_, line)| heading(line).is_some()).unwrap_or(after.len());
        let (body, next) = after.split_at(end);
        rest = next;
        match heading(head.1) {
            Some("summary") if !body.is_empty() => {
                let text: Vec<&str> = body.iter().map(|(_, line)| *line).collect();
                found.take(Proposal::field("summary", text.join("\n"), file, body[0].0));
            }
            Some(section @ ("skills" | "languages" | "certificates")) => {
                let member = if section == "languages" { "language" } else { "name" };
                for (row, line) in body {
                    for name in line.split([',', '•', '·', '|', ';']).map(str::trim).filter(|name| !name.is_empty())
                    {
                        found.take(Proposal::entry(section, one(member, name), file, *row));
                    }
                }
            }
            Some("work") => dated(body, "work", file, &mut found),
            Some("education") => dated(body, "education", file, &mut found),
            _ => {}
        }
    }
    found
}

fn one(member: &str, text: &str) -> Other {
    let mut members = Other::new();
    members.set_text(member, text);
    members
}

fn heading(line: &str) -> Option<&'static str> {
    let line = line.trim_end_matches(':').trim().to_lowercase();
    HEADINGS.iter().find(|(words, _)| *words == line).map(|(_, section)| *section)
}

/// Name, headline and contact, above the first heading.
fn top(lines: &[(u32, &str)], file: &str, found: &mut Found) {
    let is_contact = |word: &str| word.contains('@') || word.contains("://") || word.starts_with("www.");
    let mut words = lines.iter().filter(|(_, line)| {
        !line.split_whitespace().any(is_contact) && !line.contains(|character: char| character.is_ascii_digit())
    });
    if let Some((row, name)) = words.next().filter(|(_, line)| line.split_whitespace().count() <= 6) {
        found.take(Proposal::field("name", *name, file, *row));
        if let Some((row, label)) = words.next() {
            found.take(Proposal::field("label", *label, file, *row));
        }
    }
    let (mut mail, mut phone, mut link) = (false, false, false);
    for (row, line) in lines {
        for word in line.split_whitespace().map(|word| word.trim_matches([',', ';', '|', '·', '(', ')'])) {
            if !mail && word.contains('@') {
                mail = true;
                found.take(Proposal::field("email", word, file, *row));
            } else if !link && word.starts_with("https://") {
                link = true;
                found.take(Proposal::field("url", word, file, *row));
            }
        }
        for part in line.split(['·', '|', ',', ';', '•']).map(str::trim) {
            let digits = part.bytes().filter(u8::is_ascii_digit).count();
            let plain = part.chars().all(|it| it.is_ascii_digit() || matches!(it, '+' | '-' | ' ' | '(' | ')' | '.'));
            if !phone && plain && (8..=15).contains(&digits) {
                phone = true;
                found.take(Proposal::field("phone", part, file, *row));
            }
        }
    }
}

/// Entries that have a span of dates: the dates stand on a line of their own or at the end of the first.
fn dated(lines: &[(u32, &str)], section: &'static str, file: &str, found: &mut Found) {
    let spans: Vec<(usize, &str, Option<PartialDate>, Option<PartialDate>)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, (_, line))| span(line).map(|(before, start, end)| (at, before, start, end)))
        .collect();
    for (index, (at, before, start, end)) in spans.iter().enumerate() {
        // The title is what stands before the dates, or the line above them.
        let own = !before.trim().is_empty();
        let title_at = if own { *at } else { at.saturating_sub(1) };
        let title = if own { before.trim() } else { lines[title_at].1 };
        let next = spans.get(index + 1).map_or(lines.len(), |(next, before, ..)| {
            if before.trim().is_empty() { next.saturating_sub(1) } else { *next }
        });
        let text: Vec<&str> = lines.get(at + 1..next).unwrap_or_default().iter().map(|(_, line)| *line).collect();
        if !own && *at == 0 {
            continue;
        }
        let mut members = Other::new();
        if section == "work" {
            let parts = [", ", " · ", " | ", " – ", " - ", " — ", " di ", " at "]
                .iter()
                .find_map(|mark| title.split_once(mark));
            match parts {
                Some((position, name)) => {
                    members.set_text("position", position.trim());
                    members.set_text("name", name.trim());
                }
                None => members.set_text("position", title),
            }
            members.set_text("summary", &text.join("\n"));
        } else {
            members.set_text("institution", title);
            members.set_text("area", &text.join(" "));
        }
        for (member, date) in [("startDate", start), ("endDate", end)] {
            if let Some(date) = date {
                members.set_text(member, &date.to_string());
            }
        }
        found.take(Proposal::entry(section, members, file, lines[title_at].0));
    }
}

/// What stands before a span of dates at the end of a line, and the dates. An end of `None` goes on.
fn span(line: &str) -> Option<(&str, Option<PartialDate>, Option<PartialDate>)> {
    let (before, last) =
        ["–", "—", " - ", "-", " s.d. ", " to ", " hingga "].iter().find_map(|mark| line.rsplit_once(mark))?;
    let last = last.trim().trim_end_matches(')');
    let end = dates::read(last);
    if end.is_none() && !dates::is_present(last) {
        return None;
    }
    let before = before.trim_end();
    // The start is the longest piece at the end that is a date: "Agu 2020" before "2020".
    let mut starts =
        before.char_indices().filter(|(at, _)| *at == 0 || before[..*at].ends_with([' ', '(', ','])).map(|(at, _)| at);
    let (at, start) = starts.find_map(|at| Some((at, dates::read(&before[at..])?)))?;
    Some((before[..at].trim_end_matches([' ', '(', ',']), Some(start), end))
}
