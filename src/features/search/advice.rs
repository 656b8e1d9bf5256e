//! Which one change would move a result, or the reader's own profile, up the list.
//!
//! Owns what is worth trying and which of it helps. Pure. A freelancer who looks for work changes what they say about
//! themselves, so that the question changes and the promise is the answer to it; a freelancer among others changes their
//! profile, which the engine supposes of it. Leaves the places to the worker and the words to `standing`.

use lepas_api::{
    index::{IndexKind, field},
    job::JobRow,
};
use lepas_search::{Change, Standing};

use super::{
    reader::Reader,
    state::SearchState,
    weigh::{Piece, wanted},
};

/// Most changes that are named.
const NAMED: usize = 3;

/// One thing to change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// One more skill.
    Skill(String),
    /// One more language.
    Language(String),
    /// To be free now.
    Free,
    /// Pay wanted or asked, in dollars an hour.
    Pay(f64),
}

impl Step {
    /// What the reader says about themselves with it.
    pub(crate) fn take(&self, reader: &mut Reader) {
        match self {
            Self::Skill(skill) => reader.skills.push(skill.clone()),
            Self::Language(language) => reader.languages.push(language.clone()),
            Self::Pay(dollars) => reader.dollars = Some(*dollars),
            Self::Free => {}
        }
    }

    /// What it changes in the document of a profile.
    pub(crate) fn change(&self) -> Change {
        let value = |facet: &str, value: &str| Change::Value { facet: facet.to_owned(), value: value.to_owned() };
        match self {
            Self::Skill(skill) => value(field::SKILL, skill),
            Self::Language(language) => value(field::LANGUAGE, language),
            Self::Free => value(field::AVAILABILITY, "now"),
            Self::Pay(dollars) => Change::Number { number: field::PAY.to_owned(), value: *dollars },
        }
    }
}

/// What a freelancer could say about themselves so that a posting suits them better: a skill that it asks for, or its pay.
pub(crate) fn for_reader(state: &SearchState, reader: &Reader, row: &JobRow) -> Vec<Step> {
    let known = wanted(state, reader);
    let skills = row.skills.iter().filter(|skill| !known.contains(skill)).cloned().map(Step::Skill);
    let pay = row.pay.and_then(|pay| pay.dollars_an_hour()).map(|(dollars, _)| dollars);
    let pay = pay.filter(|pay| *pay > 0.0 && reader.dollars.is_some_and(|dollars| dollars > *pay));
    skills.chain(pay.map(Step::Pay)).collect()
}

/// What a freelancer could have so that a search for people finds them further up: everything that it asks for.
pub(crate) fn for_profile(state: &SearchState, reader: &Reader) -> Vec<Step> {
    let filtered = |facet: &'static str| {
        let values = state.filters.iter().filter(move |(name, _)| name == facet).flat_map(|(_, values)| values);
        values.filter(|value| !value.is_empty()).cloned()
    };
    let languages = reader.languages.iter().cloned().chain(filtered(field::LANGUAGE));
    let budget = [reader.dollars, state.pay.maximum].into_iter().flatten();
    let budget = budget.chain(state.pay.minimum).filter(|dollars| *dollars > 0.0);
    let skills = wanted(state, reader).into_iter().map(Step::Skill);
    skills.chain(languages.map(Step::Language)).chain([Step::Free]).chain(budget.map(Step::Pay)).collect()
}

/// The steps that lead higher than now, the best first.
pub(crate) fn worthwhile(steps: Vec<Step>, now: Standing, then: &[Option<Standing>]) -> Vec<(Step, usize)> {
    let higher = |place: &usize| now.place.is_none_or(|now| *place < now);
    let places = then.iter().map(|standing| standing.and_then(|standing| standing.place).filter(higher));
    let mut led: Vec<(Step, usize)> =
        steps.into_iter().zip(places).filter_map(|(step, at)| Some((step, at?))).collect();
    led.sort_by_key(|(_, place)| *place);
    led.dedup_by(|one, other| one.0 == other.0);
    led.truncate(NAMED);
    led
}

/// Whether a step is promised exactly: a skill that is added to a profile stands among its words too, where what was typed may
/// find it.
pub(crate) fn is_exact(kind: IndexKind, state: &SearchState, step: &Step) -> bool {
    kind == IndexKind::Jobs || state.text.trim().is_empty() || !matches!(step, Step::Skill(_))
}

/// Whether what a reader says about themselves counts in the order at all.
pub(crate) fn counts(state: &SearchState, step: &Step) -> bool {
    let piece = match step {
        Step::Skill(_) => Piece::Skills,
        Step::Pay(_) => Piece::Pay,
        _ => return true,
    };
    let at = Piece::all(IndexKind::Jobs).iter().position(|(held, _)| *held == piece);
    at.and_then(|at| state.weights.get(at)).is_none_or(|points| *points > 0)
}

#[cfg(test)]
mod tests {
    use lepas_api::job::{Job, Pay};
    use lepas_search::{Collection, Document, FacetField, FacetKind, Fact, Query, Schema, SegmentBuilder, Source};
    use proptest::prelude::*;

    use super::{super::weigh, *};

    const SKILLS: [&str; 4] = ["Figma", "Rust", "Desain", "SEO"];

    fn schema(facets: &[(&str, bool)], numbers: &[&str]) -> Schema {
        let kind = |many: bool| if many { FacetKind::Many } else { FacetKind::One };
        let facets = facets.iter().map(|(name, many)| FacetField { name: (*name).into(), kind: kind(*many) });
        Schema { facets: facets.collect(), numbers: numbers.iter().map(|name| (*name).to_owned()).collect() }
    }

    fn index(schema: &Schema, documents: &[Document]) -> Collection {
        let mut builder = SegmentBuilder::new(schema.clone());
        documents.iter().for_each(|document| builder.add(document.clone()).unwrap());
        let mut collection = Collection::new(schema.clone());
        collection.push("base", builder.finish().open().unwrap()).unwrap();
        collection
    }

    fn ask(kind: IndexKind, state: &SearchState, reader: &Reader) -> Query {
        let mut query = state.query(kind, 0);
        weigh::ask(&mut query, kind, state, reader, 20_000.0);
        Query { limit: 200, ..query }
    }

    fn row(skills: &[&str], cents: i64) -> JobRow {
        let job = r#"{"id":"j1","title":"Desainer","updated_at":"2026-11-21T00:00:00Z"}"#;
        let job: Job = serde_json::from_str(job).unwrap();
        let unit = lepas_api::profile::RateUnit::Hour;
        let pay = Pay { minimum: Some(cents), maximum: Some(cents), currency: lepas_api::Currency::USD, unit };
        let skills = skills.iter().map(|&skill| skill.to_owned()).collect();
        JobRow { skills, pay: Some(pay), ..JobRow::from(&job) }
    }

    #[test]
    fn only_what_leads_higher_is_named_best_first() {
        let at = |place| Some(Standing { place, of: 50 });
        let steps = vec![Step::Free, Step::Pay(20.0), Step::Skill("Figma".into()), Step::Skill("Rust".into())];
        let now = Standing { place: Some(41), of: 50 };
        let found = worthwhile(steps.clone(), now, &[at(Some(30)), at(Some(41)), at(Some(12)), None]);
        assert_eq!(found, [(Step::Skill("Figma".into()), 12), (Step::Free, 30)]);
        let out = Standing { place: None, of: 50 };
        assert_eq!(worthwhile(steps, out, &[at(None), at(Some(51))]), [(Step::Pay(20.0), 51)]);
    }

    #[test]
    fn a_posting_that_pays_enough_asks_for_no_change_of_pay() {
        let reader = Reader { skills: vec!["Figma".into()], dollars: Some(25.0), ..Reader::default() };
        let steps = for_reader(&SearchState::default(), &reader, &row(&["Figma", "Rust"], 2_500));
        assert_eq!(steps, [Step::Skill("Rust".into())]);
        let steps = for_reader(&SearchState::default(), &reader, &row(&["Figma"], 2_000));
        assert_eq!(steps, [Step::Pay(20.0)]);
        let silent = Reader::default();
        assert_eq!(for_reader(&SearchState::default(), &silent, &row(&[], 2_000)), []);
    }

    #[test]
    fn a_skill_that_may_be_searched_for_is_promised_at_least() {
        let (typed, bare) = (SearchState { text: "kopi".into(), ..SearchState::default() }, SearchState::default());
        let skill = Step::Skill("Figma".into());
        assert!(is_exact(IndexKind::Talent, &bare, &skill) && !is_exact(IndexKind::Talent, &typed, &skill));
        assert!(is_exact(IndexKind::Talent, &typed, &Step::Free) && is_exact(IndexKind::Jobs, &typed, &skill));
    }

    /// Skills, pay in dollars.
    fn rows() -> impl Strategy<Value = Vec<(Vec<&'static str>, u8)>> {
        proptest::collection::vec((proptest::sample::subsequence(SKILLS.to_vec(), 0..4), 5_u8..60), 1..30)
    }

    fn documents(rows: &[(Vec<&'static str>, u8)], facets: usize) -> Vec<Document> {
        let skills = |skills: &[&str]| skills.iter().map(|&skill| skill.to_owned()).collect::<Vec<_>>();
        let document = |(at, (held, pay)): (usize, &(Vec<&str>, u8))| {
            let mut columns = vec![Vec::new(); facets];
            columns[0] = skills(held);
            let fact = |value| Some(Fact { value, source: Source::Stated });
            Document {
                id: format!("d{at:02}"),
                title: "Desainer".into(),
                facets: columns,
                numbers: vec![fact(f64::from(*pay)), fact(19_990.0 + f64::from(*pay % 7))],
                ..Document::default()
            }
        };
        rows.iter().enumerate().map(document).collect()
    }

    proptest! {
        #[test]
        fn what_a_reader_is_promised_is_what_the_list_then_says(rows in rows(), at in any::<prop::sample::Index>(), dollars in 5_u8..60, typed in any::<bool>()) {
            let schema = schema(field::JOB_FACETS, field::JOB_NUMBERS);
            let collection = index(&schema, &documents(&rows, field::JOB_FACETS.len()));
            let at = at.index(rows.len());
            let id = format!("d{at:02}");
            let state = SearchState { text: if typed { "desain".into() } else { String::new() }, ..SearchState::default() };
            let reader = Reader { skills: vec!["SEO".into()], dollars: Some(f64::from(dollars)), ..Reader::default() };
            let (skills, pay) = &rows[at];
            let steps = for_reader(&state, &reader, &row(skills, i64::from(*pay) * 100));
            let changed = |step: &Step| {
                let mut changed = reader.clone();
                step.take(&mut changed);
                ask(IndexKind::Jobs, &state, &changed)
            };
            let now = collection.standing(&ask(IndexKind::Jobs, &state, &reader), &id).unwrap().unwrap();
            let then: Vec<_> = steps.iter().map(|step| collection.standing(&changed(step), &id).unwrap()).collect();
            for (step, place) in worthwhile(steps, now, &then) {
                prop_assert!(now.place.is_none_or(|now| place < now));
                let list = collection.search(&changed(&step)).unwrap().hits;
                prop_assert_eq!(&list[place - 1].id, &id);
            }
        }

        #[test]
        fn what_a_profile_is_promised_is_what_happens(rows in rows(), at in any::<prop::sample::Index>(), budget in 5_u8..60) {
            let schema = schema(field::TALENT_FACETS, field::TALENT_NUMBERS);
            let mut people = documents(&rows, field::TALENT_FACETS.len());
            let at = at.index(rows.len());
            let id = people[at].id.clone();
            let reader = Reader {
                skills: vec!["Figma".into(), "Rust".into()],
                languages: vec!["English".into()],
                dollars: Some(f64::from(budget)),
                ..Reader::default()
            };
            let state = SearchState::default();
            let query = ask(IndexKind::Talent, &state, &reader);
            let collection = index(&schema, &people);
            let steps = for_profile(&state, &reader);
            let now = collection.standing(&query, &id).unwrap().unwrap();
            let then: Vec<_> = steps.iter().map(|step| collection.suppose(&query, &id, Some(&step.change())).unwrap()).collect();
            let Some((step, place)) = worthwhile(steps, now, &then).into_iter().next() else { return Ok(()) };
            match step {
                Step::Skill(skill) => people[at].facets[0].push(skill),
                Step::Language(language) => people[at].facets[2].push(language),
                Step::Free => people[at].facets[3].push("now".into()),
                Step::Pay(dollars) => people[at].numbers[0] = Some(Fact { value: dollars, source: Source::Stated }),
            }
            let list = index(&schema, &people).search(&query).unwrap().hits;
            prop_assert_eq!(&list[place - 1].id, &id);
        }
    }
}
