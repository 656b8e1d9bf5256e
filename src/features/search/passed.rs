//! What a reader passed by: results that are "not for me".
//!
//! Owns how the device keeps them, how many, and how far a pass lowers results that resemble it. Pure but for the device's
//! storage: no view. Leaves leaving them out, and taking points away, to the engine.

use lepas_api::index::{IndexKind, field};
use lepas_search::{Measure, PartRequest, Query};

use crate::{
    platform::storage::{self, StorageError},
    routes::query,
};

/// Most passes of a kind that are kept; when there are more, the oldest shows again.
const MOST: usize = 500;
/// The engine's name of the part that takes points away.
pub(crate) const NAME: &str = "passed";
/// Most that a pass takes from its neighbours: a share of their points.
const MOST_LOWERED: f32 = 0.15;
/// Days until a pass takes nothing any more.
const FORGOTTEN_DAYS: f64 = 30.0;
/// Most skills that lower at once: the newest passes go first, and every skill of the index is compared with each.
const MOST_SKILLS: usize = 200;

/// A result that was passed by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passed {
    /// Id in the index.
    pub(crate) id: String,
    /// When, in days since 1970-01-01.
    pub(crate) day: f64,
    /// Skills by which its neighbours are known.
    pub(crate) skills: Vec<String>,
}

/// What is left of a pass after some days: all of it at once, nothing from the thirtieth day on.
fn left(age: f64) -> f64 {
    (1.0 - age.max(0.0) / FORGOTTEN_DAYS).max(0.0)
}

/// Skills of what was passed by and how far each still counts, 0 to 1: the newest pass with a skill decides.
fn skills(passed: &[Passed], today: f64) -> Vec<(String, f32)> {
    let mut strongest: Vec<(String, f32)> = Vec::new();
    for pass in passed {
        #[expect(clippy::cast_possible_truncation, reason = "a share of 0 to 1")]
        let share = left(today - pass.day) as f32;
        for skill in pass.skills.iter().filter(|_| share > 0.0) {
            if let Some((_, held)) = strongest.iter_mut().find(|(held, _)| held == skill) {
                *held = held.max(share);
            } else if strongest.len() < MOST_SKILLS {
                strongest.push((skill.clone(), share));
            }
        }
    }
    strongest
}

/// Adds to a question what was passed by: those results are left out, or alone are shown, and what shares skills with them
/// is lowered by at most 15 % of its points.
pub(crate) fn ask(query: &mut Query, passed: &[Passed], today: f64, alone: bool) {
    let ids = passed.iter().map(|pass| pass.id.clone()).collect();
    if alone {
        query.only = ids;
        return;
    }
    query.hidden = ids;
    let had = skills(passed, today);
    query.lowered = (!had.is_empty()).then(|| PartRequest {
        name: NAME.to_owned(),
        weight: MOST_LOWERED,
        measure: Measure::Covered { facet: field::SKILL.to_owned(), had },
    });
}

fn key(kind: IndexKind) -> String {
    format!("lepas.passed.{}", kind.slug())
}

/// What the device keeps, newest first. A line that cannot be read is left out.
pub(crate) fn read(kind: IndexKind) -> Vec<Passed> {
    let text = storage::read(&key(kind)).unwrap_or_default();
    text.lines().filter_map(read_line).take(MOST).collect()
}

fn read_line(line: &str) -> Option<Passed> {
    let mut pass = Passed { id: String::new(), day: f64::NAN, skills: Vec::new() };
    for (name, value) in query::decode(line) {
        match name.as_str() {
            "id" => pass.id = value,
            "day" => pass.day = value.parse().ok()?,
            "skill" => pass.skills.push(value),
            _ => {}
        }
    }
    (!pass.id.is_empty() && pass.day.is_finite()).then_some(pass)
}

/// Changes what the device keeps, beginning with what it holds now: another tab may have changed it too.
///
/// # Errors
/// [`StorageError`] when the device did not keep it.
pub(crate) fn change(kind: IndexKind, change: impl FnOnce(&mut Vec<Passed>)) -> Result<Vec<Passed>, StorageError> {
    let mut all = read(kind);
    change(&mut all);
    all.truncate(MOST);
    let mut text = String::new();
    for pass in &all {
        let mut pairs = vec![("id", pass.id.clone()), ("day", pass.day.to_string())];
        pairs.extend(pass.skills.iter().map(|skill| ("skill", skill.clone())));
        text.push_str(&query::encode(&pairs));
        text.push('\n');
    }
    storage::write(&key(kind), &text)?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use lepas_api::index::IndexKind::{Jobs, Talent};
    use lepas_search::{Collection, Document, FacetField, FacetKind, Schema, SegmentBuilder};
    use proptest::prelude::*;

    use super::*;

    fn pass(id: &str, day: f64, skills: &[&str]) -> Passed {
        Passed { id: id.into(), day, skills: skills.iter().map(|skill| (*skill).to_owned()).collect() }
    }

    /// What a neighbour with these skills keeps of its points, as the engine answers.
    fn kept_of_a_neighbour(passed: &[Passed], today: f64, skills: &[String]) -> (f32, f32) {
        let schema = Schema {
            facets: vec![FacetField { name: field::SKILL.to_owned(), kind: FacetKind::Many }],
            numbers: Vec::new(),
        };
        let mut builder = SegmentBuilder::new(schema.clone());
        let document = |id: &str| Document {
            id: id.to_owned(),
            title: "Kopi".to_owned(),
            facets: vec![skills.to_vec()],
            ..Document::default()
        };
        builder.add(document("neighbour")).unwrap();
        builder.add(document("gone")).unwrap();
        let mut collection = Collection::new(schema);
        collection.push("base", builder.finish().open().unwrap()).unwrap();
        let mut query = Query { text: "kopi".into(), ..Query::default() };
        ask(&mut query, passed, today, false);
        let answer = collection.search(&query).unwrap();
        assert_eq!((answer.hits.len(), answer.hidden), (1, 1));
        let hit = &answer.hits[0];
        let sum: f32 = hit.parts.iter().map(|part| part.points).sum();
        assert!((sum - hit.score).abs() < 0.001, "the parts add up");
        (hit.score, hit.parts[0].points)
    }

    proptest! {
        #[test]
        fn a_pass_lowers_neighbours_at_most_fifteen_percent_and_decays_to_nothing_at_day_thirty(
            shared in proptest::collection::vec("[A-F]", 0..5), own in proptest::collection::vec("[A-F]", 1..5), age in 0..60_u32,
        ) {
            let (mut own, age) = (own, f64::from(age));
            own.sort_unstable();
            own.dedup();
            let shared: Vec<&str> = shared.iter().map(String::as_str).collect();
            let passed = [pass("gone", 20_000.0, &shared)];
            let (score, whole) = kept_of_a_neighbour(&passed, 20_000.0 + age, &own);
            prop_assert!(score <= whole && score >= whole * 0.8499, "{score} of {whole}");
            let resembles = own.iter().any(|skill| shared.contains(&skill.as_str()));
            prop_assert_eq!(score < whole, resembles && age < 30.0, "{} of {} after {} days", score, whole, age);
            // Older is never worse.
            let (later, _) = kept_of_a_neighbour(&passed, 20_001.0 + age, &own);
            prop_assert!(later >= score);
        }
    }

    #[test]
    fn a_double_of_what_was_passed_loses_fifteen_percent_today_and_half_of_it_after_fifteen_days() {
        let own = ["Figma".to_owned()];
        let passed = [pass("gone", 20_000.0, &["Figma"])];
        let lost = |today| {
            let (score, whole) = kept_of_a_neighbour(&passed, today, &own);
            1.0 - score / whole
        };
        assert!((lost(20_000.0) - 0.15).abs() < 0.001);
        assert!((lost(20_015.0) - 0.075).abs() < 0.001);
        assert!(lost(20_030.0) == 0.0);
        // A clock that was put back lowers no further.
        assert!((lost(19_000.0) - 0.15).abs() < 0.001);
    }

    #[test]
    fn what_is_kept_is_read_again_each_kind_for_itself_and_the_oldest_goes() {
        let all = [pass("hn-1", 20_000.5, &["C++ & Rust", "Desain"]), pass("b", 1.0, &[])];
        change(Jobs, |kept| kept.extend(all.iter().cloned())).unwrap();
        assert_eq!(read(Jobs), all);
        assert!(read(Talent).is_empty());
        let many = (0..MOST).map(|number| pass(&number.to_string(), 2.0, &[]));
        let kept = change(Jobs, |kept| drop(kept.splice(0..0, many))).unwrap();
        assert_eq!((kept.len(), kept.iter().any(|pass| pass.id == "hn-1")), (MOST, false));
        change(Jobs, Vec::clear).unwrap();
        storage::write(&key(Jobs), "nonsense\n?id=a\n?day=3\n?id=b&day=4\n").unwrap();
        assert_eq!(read(Jobs), [pass("b", 4.0, &[])]);
        storage::remove(&key(Jobs));
    }

    #[test]
    fn those_alone_are_shown_without_taking_points() {
        let mut query = Query::default();
        ask(&mut query, &[pass("a", 1.0, &["Figma"])], 1.0, true);
        assert_eq!((query.only.as_slice(), query.hidden.len(), query.lowered), (&["a".to_owned()][..], 0, None));
    }
}
