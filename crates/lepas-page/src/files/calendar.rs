//! Availability as a calendar that others subscribe to (iCalendar, RFC 5545).
//!
//! Says what the person stated: since when, from when, how many hours, which hours of the week. There is no clock here, so
//! every date comes from the document or from the day it was published.

use lepas_api::{
    Locale, path,
    profile::{AvailabilityStatus, Members, Other, PublicProfile},
};

use super::{Lines, day};
use crate::{facts, options::absolute, place, words::words};

/// Days of a week as `BYDAY` writes them, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The calendar. Serve it as `text/calendar; charset=utf-8`.
#[must_use]
pub fn render_calendar(profile: &PublicProfile, origin: &str, locale: Locale) -> String {
    let extras = &profile.document.meta.lepas;
    let availability = extras.availability;
    let name = facts::name(profile, locale);
    let page = absolute(origin, &path::page(&profile.handle));
    let published = profile.published_at.date().first_day();
    let stamp = profile.published_at.to_string().replace(['-', ':'], "");
    let stamp = [stamp.split('.').next().unwrap_or_default(), "Z"].concat();
    let mut lines = Lines(String::new());
    let title = [name, ": ", &facts::availability(availability, locale)].concat();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//Lepas//availability//ID");
    lines.raw("METHOD", "PUBLISH");
    lines.text("NAME", &title);
    lines.text("X-WR-CALNAME", &title);
    lines.raw("URL", &page);
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    let zone = extras.time_zone.as_deref().filter(|_| !extras.week.is_empty());
    if let Some((zone, offset)) = zone.and_then(|zone| Some((zone, place::fixed_offset(zone)?))) {
        for (name, value) in [("BEGIN", "VTIMEZONE"), ("TZID", zone), ("BEGIN", "STANDARD")] {
            lines.raw(name, value);
        }
        for (name, value) in [("DTSTART", "19700101T000000"), ("TZOFFSETFROM", offset), ("TZOFFSETTO", offset)] {
            lines.raw(name, value);
        }
        lines.raw("END", "STANDARD");
        lines.raw("END", "VTIMEZONE");
    }
    let mut event = |kind: &str, summary: &str, members: &[(&str, &str)]| {
        lines.raw("BEGIN", "VEVENT");
        lines.raw("UID", &[kind, "@", profile.handle.as_str()].concat());
        lines.raw("DTSTAMP", &stamp);
        lines.text("SUMMARY", summary);
        lines.raw("URL", &page);
        for (name, value) in members {
            lines.raw(name, value);
        }
        lines.raw("END", "VEVENT");
    };
    let since = day(published);
    let next = day(published + 1);
    let free =
        availability.from.filter(|_| availability.status == AvailabilityStatus::From).map(|date| date.first_day());
    let (until, repeats, busy) = match (availability.status, free) {
        (AvailabilityStatus::From, Some(free)) if free > published => (day(free), None, true),
        // Nobody said until when.
        (AvailabilityStatus::From | AvailabilityStatus::Full, _) => (next, Some("FREQ=DAILY"), true),
        _ => (next, None, false),
    };
    let mut members = vec![
        ("DTSTART;VALUE=DATE", since.as_str()),
        ("DTEND;VALUE=DATE", until.as_str()),
        ("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" }),
    ];
    members.extend(repeats.map(|rule| ("RRULE", rule)));
    event("availability", &title, &members);
    for (index, span) in extras.week.iter().enumerate() {
        if let Some((start, end, rule)) = weekly(span, published) {
            let at = |name: &str| match extras.time_zone.as_deref() {
                Some(zone) => [name, ";TZID=", zone].concat(),
                None => name.to_owned(),
            };
            let summary = [name, ": ", words(locale).working_hours].concat();
            let members =
                [(&*at("DTSTART"), &*start), (&*at("DTEND"), &*end), ("RRULE", &*rule), ("TRANSP", "TRANSPARENT")];
            event(&["week-", &index.to_string()].concat(), &summary, &members);
        }
    }
    lines.raw("END", "VCALENDAR");
    lines.0
}

/// Start, end and rule of a weekly span, from the first such day on or after a day; `None` when it is no span.
fn weekly(span: &Other, from: i64) -> Option<(String, String, String)> {
    let wanted = span.get("day").and_then(serde_json::Value::as_i64).filter(|day| (1..=7).contains(day))?;
    // 1970-01-01 was a Thursday.
    let today = (from + 3).rem_euclid(7) + 1;
    let date = from + (wanted - today).rem_euclid(7);
    let time = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let number = |text: &str| if text.len() == 2 { text.parse::<i64>().ok() } else { None };
        number(hour).zip(number(minute)).filter(|(hour, minute)| *minute < 60 && hour * 60 + minute <= 1_440)
    };
    let ((from_hour, from_minute), (to_hour, to_minute)) = (time(span.text("from"))?, time(span.text("to"))?);
    let written = |hour: i64, minute: i64| {
        let two = |number: i64| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
        // Midnight at the end of a day is the beginning of the next.
        [&day(date + hour / 24), "T", &two(hour % 24), &two(minute), "00"].concat()
    };
    let rule = ["FREQ=WEEKLY;BYDAY=", DAYS.get(usize::try_from(wanted - 1).ok()?)?].concat();
    (to_hour * 60 + to_minute > from_hour * 60 + from_minute)
        .then(|| (written(from_hour, from_minute), written(to_hour, to_minute), rule))
}
