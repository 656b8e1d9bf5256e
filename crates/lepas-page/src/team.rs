//! The team card: several people in one frame, with the time when all of them are free.
//!
//! Owns the arithmetic of joint availability and the markup of the card. Handles that are not published are said to be
//! missing, never skipped in silence.

use lepas_api::{
    Locale, PartialDate, path,
    profile::{Availability, AvailabilityStatus, PublicProfile},
};
use maud::html;

use crate::{
    card::{Look, face, shell, without_scheme},
    facts, format,
    mark::mark,
    missing,
    options::{CardOptions, absolute},
    words::words,
};

/// When several people can work together: the intersection of what each of them states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// All are free now, this many hours a week when everybody states hours.
    Now(Option<u8>),
    /// All are free from a date.
    From(PartialDate, Option<u8>),
    /// All will be free, at a date that somebody does not name.
    Later(Option<u8>),
    /// Somebody takes nothing at present.
    Full,
    /// Nobody is fully booked, but somebody does not state anything.
    Unknown,
}

/// The last moment that a partial date can mean, as a number to compare.
fn end_of(date: PartialDate) -> (u16, u8, u8) {
    (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
}

/// The intersection of several availabilities. One who is fully booked decides, then one who states nothing; hours are
/// the least of all, and unknown when one does not state them.
#[must_use]
pub fn joint_availability(members: &[Availability]) -> Joint {
    let any = |status| members.iter().any(|member| member.status == status);
    if any(AvailabilityStatus::Full) {
        return Joint::Full;
    }
    if members.is_empty() || any(AvailabilityStatus::Unknown) {
        return Joint::Unknown;
    }
    let hours: Option<Vec<u8>> = members.iter().map(|member| member.hours_per_week).collect();
    let hours = hours.and_then(|hours| hours.into_iter().min());
    let later = |member: &&Availability| member.status == AvailabilityStatus::From;
    if members.iter().filter(later).any(|member| member.from.is_none()) {
        return Joint::Later(hours);
    }
    match members.iter().filter(later).filter_map(|member| member.from).max_by_key(|date| end_of(*date)) {
        Some(date) => Joint::From(date, hours),
        None => Joint::Now(hours),
    }
}

/// Joint availability in one line, and the word for its dot.
fn line(joint: Joint, locale: Locale) -> (String, &'static str) {
    let words = words(locale);
    let with_hours = |text: String, hours: Option<u8>| match hours {
        Some(hours) => [&text, ", ", &hours.to_string(), "\u{a0}", words.team_hours].concat(),
        None => text,
    };
    match joint {
        Joint::Now(hours) => (with_hours(words.team_now.to_owned(), hours), "now"),
        Joint::From(date, hours) => {
            (with_hours([words.team_from, " ", &format::date(date, locale)].concat(), hours), "from")
        }
        Joint::Later(hours) => (with_hours(words.team_later.to_owned(), hours), "from"),
        Joint::Full => (words.team_full.to_owned(), "full"),
        Joint::Unknown => (words.team_unknown.to_owned(), "unknown"),
    }
}

/// The card of several people as an HTML document of its own. `absent` counts handles that are not published.
///
/// The layout among the options has no meaning here. A team of nobody is a card that says so.
#[must_use]
pub fn render_team(members: &[PublicProfile], absent: usize, options: &CardOptions) -> String {
    let words = words(options.locale);
    if members.is_empty() {
        return missing::render_notice(options, words.team_missing);
    }
    let all: Vec<Availability> = members.iter().map(|member| member.document.meta.lepas.availability).collect();
    let (text, state) = line(joint_availability(&all), options.locale);
    let names: Vec<&str> = members.iter().map(|member| facts::name(member, options.locale)).collect();
    let home = absolute(&options.origin, "/");
    let title = html! { (words.team) ": " (names.join(", ")) " · Lepas" };
    shell(
        &Look::of(options),
        title,
        None,
        html! {
            main.lc data-layout="tim" part="card" {
                h1 part="name" { (words.team) }
                p.lc-free data-state=(state) part="availability" { (text) }
                ul.lc-team {
                    @for (member, name) in members.iter().zip(&names) {
                        @let written = member.document.meta.lepas.locale;
                        li {
                            a href=(absolute(&options.origin, &path::page(&member.handle))) target="_top" rel="noopener" {
                                (face(member, &options.origin, name))
                                span.lc-mid {
                                    b { bdi { (name) } }
                                    span.lc-line lang=[(written != options.locale).then(|| written.tag())] {
                                        (member.document.basics.label.trim())
                                    }
                                }
                            }
                        }
                    }
                }
                @if absent > 0 { p.lc-line { (absent) "\u{a0}" (words.team_absent) } }
                a.lc-by href=(home) target="_top" rel="noopener" part="by" {
                    (mark("lc-mark"))
                    span { (words.on_lepas) }
                    span.lc-url { (without_scheme(&home).trim_end_matches('/')) }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(hours: Option<u8>) -> Availability {
        Availability { status: AvailabilityStatus::Now, from: None, hours_per_week: hours, away_until: None }
    }

    fn from(date: &str) -> Availability {
        let date = date.parse().unwrap_or_else(|error| panic!("{error:?}"));
        Availability { status: AvailabilityStatus::From, from: Some(date), hours_per_week: Some(20), away_until: None }
    }

    fn status(status: AvailabilityStatus) -> Availability {
        Availability { status, ..Availability::default() }
    }

    #[test]
    fn together_they_are_free_when_the_last_one_is_and_as_long_as_the_shortest() {
        assert_eq!(joint_availability(&[now(Some(30)), now(Some(12))]), Joint::Now(Some(12)));
        assert_eq!(joint_availability(&[now(Some(30)), now(None)]), Joint::Now(None));
        let later: PartialDate = "2026-12-10".parse().unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(
            joint_availability(&[from("2026-12-01"), now(Some(30)), from("2026-12-10")]),
            Joint::From(later, Some(20))
        );
    }

    #[test]
    fn a_month_counts_to_its_end_because_nobody_said_which_day() {
        let month: PartialDate = "2026-12".parse().unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(joint_availability(&[from("2026-12"), from("2026-12-10")]), Joint::From(month, Some(20)));
    }

    #[test]
    fn one_who_is_booked_decides_and_one_who_says_nothing_makes_it_unknown() {
        let [full, unknown] = [AvailabilityStatus::Full, AvailabilityStatus::Unknown].map(status);
        assert_eq!(joint_availability(&[now(None), unknown, full]), Joint::Full);
        assert_eq!(joint_availability(&[now(None), unknown]), Joint::Unknown);
        assert_eq!(joint_availability(&[]), Joint::Unknown);
        let undated = status(AvailabilityStatus::From);
        assert_eq!(joint_availability(&[undated, from("2026-12-01")]), Joint::Later(None));
    }
}
