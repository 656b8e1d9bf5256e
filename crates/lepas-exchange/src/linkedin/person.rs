//! The files of the export that speak about the person, each with a form of its own.

use lepas_api::profile::{Members, Other};

use super::is_whole;
use crate::{Found, Problem, Proposal, table::Table};

/// `Profile.csv`: one row. Street, postcode, birthday and messengers are not read.
pub(super) fn profile(path: &str, table: &Table, found: &mut Found) {
    let Some(row) = table.rows.first() else { return };
    if !is_whole(table, row, path, found) {
        return;
    }
    let cell = |column| table.cell(row, column);
    let name = [cell("First Name"), cell("Last Name")].join(" ");
    for (member, text) in [("name", name.trim()), ("label", cell("Headline")), ("summary", cell("Summary"))] {
        if !text.is_empty() {
            found.take(Proposal::field(member, text, path, row.number));
        }
    }
    let mut place = Other::new();
    let parts: Vec<&str> = cell("Geo Location").split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    // The last of several parts is the country, whose code the file does not say.
    match parts.as_slice() {
        [] => {}
        [city] | [city, _] => place.set_text("city", city),
        [city, region, ..] => {
            place.set_text("city", city);
            place.set_text("region", region);
        }
    }
    if !place.is_empty() {
        found.take(Proposal::field("location", serde_json::Value::Object(place), path, row.number));
    }
    for handle in listed(cell("Twitter Handles")) {
        let mut members = Other::new();
        members.set_text("network", "Twitter");
        members.set_text("username", handle);
        found.take(Proposal::entry("profiles", members, path, row.number));
    }
    for (at, site) in listed(cell("Websites")).into_iter().enumerate() {
        let (kind, address) = match site.split_once(':') {
            Some((kind, rest)) if !rest.starts_with("//") => (kind, rest),
            _ => ("", site),
        };
        if at == 0 {
            found.take(Proposal::field("url", address, path, row.number));
        } else {
            let mut members = Other::new();
            members.set_text("network", kind);
            members.set_text("url", address);
            found.take(Proposal::entry("profiles", members, path, row.number));
        }
    }
}

/// The parts of `[a,b]`.
fn listed(text: &str) -> Vec<&str> {
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    inside.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `Email Addresses.csv`: the primary address, else the first.
pub(super) fn email(path: &str, table: &Table, found: &mut Found) {
    let whole: Vec<_> = table.rows.iter().filter(|row| is_whole(table, row, path, found)).collect();
    let primary = whole.iter().find(|row| table.cell(row, "Primary").eq_ignore_ascii_case("yes")).or(whole.first());
    if let Some(row) = primary {
        let address = table.cell(row, "Email Address");
        if !address.is_empty() {
            found.take(Proposal::field("email", address, path, row.number));
        }
    }
}

/// `PhoneNumbers.csv`: the first number.
pub(super) fn phone(path: &str, table: &Table, found: &mut Found) {
    let Some(row) = table.rows.first() else { return };
    if is_whole(table, row, path, found) && !table.cell(row, "Number").is_empty() {
        found.take(Proposal::field("phone", table.cell(row, "Number"), path, row.number));
    }
}

/// How many people endorsed a skill, by its name in small letters. Who they are is not kept.
pub(super) fn endorsements(path: &str, table: &Table, found: &mut Found) -> Other {
    let mut counts = Other::new();
    for row in &table.rows {
        let accepted = table.cell(row, "Endorsement Status");
        if is_whole(table, row, path, found) && (accepted.is_empty() || accepted.eq_ignore_ascii_case("accepted")) {
            let name = table.cell(row, "Skill Name").to_lowercase();
            let count = counts.get(&name).and_then(serde_json::Value::as_u64).unwrap_or(0) + 1;
            counts.insert(name, count.into());
        }
    }
    counts
}

/// `Recommendations_Received.csv`: those that are shown.
pub(super) fn recommendations(path: &str, table: &Table, found: &mut Found) {
    for row in &table.rows {
        if !is_whole(table, row, path, found) {
            continue;
        }
        let cell = |column| table.cell(row, column);
        if !cell("Status").eq_ignore_ascii_case("visible") {
            found.note(path, row.number, "Status", Problem::Hidden);
            continue;
        }
        let name = [cell("First Name"), cell("Last Name")].join(" ");
        if name.trim().is_empty() || cell("Text").is_empty() {
            found.note(path, row.number, "", Problem::Nameless);
            continue;
        }
        let mut members = Other::new();
        members.set_text("name", name.trim());
        members.set_text("reference", cell("Text"));
        members.set_text("position", cell("Job Title"));
        members.set_text("company", cell("Company"));
        members.set_text("source", "LinkedIn");
        found.take(Proposal::entry("references", members, path, row.number));
    }
}
