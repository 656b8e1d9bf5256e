//! 1. On a set of our own writing (`gold.json`: invented postings and people, questions in both languages, judged answers with
//!    their reasons), ranking set up as the product sets it up stays where it is: nDCG@10, P@5, Recall@20.
//! 2. Every judgement is of somebody who is there, and has a reason.
//!
//! The figures reached are in `docs/SEARCH.md`.

use std::collections::{HashMap, HashSet};

use lepas_search::{
    Collection, Document, FacetField, FacetKind, Fact, Freshness, Hours, Measure, PartRequest, Query, Schema,
    SegmentBuilder, Source, Weights,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    /// Days since 1970.
    today: f64,
    postings: Vec<Posting>,
    people: Vec<Person>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Posting {
    id: String,
    title: String,
    company: String,
    skills: Vec<String>,
    category: String,
    mode: String,
    country: String,
    /// Dollars an hour.
    pay: Option<f64>,
    #[serde(default)]
    pay_estimated: bool,
    posted_days_ago: f64,
    text: String,
}

#[derive(Deserialize)]
struct Person {
    id: String,
    name: String,
    label: String,
    skills: Vec<String>,
    category: String,
    languages: Vec<String>,
    availability: String,
    country: String,
    /// Dollars an hour.
    pay: f64,
    text: String,
}

#[derive(Deserialize)]
struct Question {
    kind: Kind,
    text: String,
    #[serde(default)]
    skills: Vec<String>,
    pay: Option<f64>,
    zone: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    judged: Vec<Judged>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Jobs,
    Talent,
}

#[derive(Deserialize)]
struct Judged {
    id: String,
    grade: u32,
    why: String,
}

/// nDCG@10, P@5 and Recall@20 for postings and for people: a little below what is reached.
const LEAST: [[f64; 3]; 2] = [[0.945, 0.875, 0.89], [0.945, 0.875, 0.875]];

fn gold() -> Gold {
    serde_json::from_str(include_str!("gold.json")).unwrap()
}

fn schema(facets: &[(&str, FacetKind)]) -> Schema {
    Schema {
        facets: facets.iter().map(|(name, kind)| FacetField { name: (*name).to_owned(), kind: *kind }).collect(),
        numbers: vec!["pay".to_owned(), "posted".to_owned()],
    }
}

fn collection(schema: Schema, documents: Vec<Document>) -> Collection {
    let mut builder = SegmentBuilder::new(schema.clone());
    for document in documents {
        builder.add(document).unwrap();
    }
    let mut collection = Collection::new(schema);
    collection.push("gold", builder.finish().open().unwrap()).unwrap();
    collection
}

/// As the server makes documents of postings.
fn jobs(gold: &Gold) -> Collection {
    let documents = gold.postings.iter().map(|posting| Document {
        id: posting.id.clone(),
        title: posting.title.clone(),
        tags: posting.skills.clone(),
        body: format!("{}\n{}", posting.company, posting.text),
        facets: vec![
            posting.skills.clone(),
            vec![posting.category.clone()],
            vec![posting.mode.clone()],
            vec![posting.country.clone()],
        ],
        numbers: vec![
            posting.pay.map(|value| Fact {
                value,
                source: if posting.pay_estimated { Source::Estimated } else { Source::Stated },
            }),
            Some(Fact { value: gold.today - posting.posted_days_ago, source: Source::Stated }),
        ],
        ..Document::default()
    });
    let facets = [
        ("skill", FacetKind::Many),
        ("category", FacetKind::One),
        ("mode", FacetKind::One),
        ("country", FacetKind::One),
    ];
    collection(schema(&facets), documents.collect())
}

/// As the server makes documents of profiles.
fn talent(gold: &Gold) -> Collection {
    let documents = gold.people.iter().map(|person| Document {
        id: person.id.clone(),
        title: person.label.clone(),
        tags: person.skills.clone(),
        body: format!("{}\n{}", person.name, person.text),
        facets: vec![
            person.skills.clone(),
            vec![person.category.clone()],
            person.languages.clone(),
            vec![person.availability.clone()],
            vec![person.country.clone()],
        ],
        numbers: vec![Some(Fact { value: person.pay, source: Source::Stated }), None],
        ..Document::default()
    });
    let facets = [
        ("skill", FacetKind::Many),
        ("category", FacetKind::One),
        ("language", FacetKind::Many),
        ("availability", FacetKind::One),
        ("country", FacetKind::One),
    ];
    collection(schema(&facets), documents.collect())
}

/// The question as the app asks it: the table of `docs/SEARCH.md`, of which counts what can be judged. There the points are
/// shared out to make 100; here they keep their proportion, which gives the same order.
fn query(question: &Question, today: f64) -> Query {
    let is_jobs = question.kind == Kind::Jobs;
    let whole = |values: &[String]| values.iter().map(|value| (value.clone(), 1.0)).collect::<Vec<_>>();
    let mut parts = Vec::new();
    let mut part = |name: &str, weight: f32, measure: Measure| {
        parts.push(PartRequest { name: name.to_owned(), weight, measure });
    };
    if !question.skills.is_empty() {
        let skills = whole(&question.skills);
        let facet = "skill".to_owned();
        part(
            "skills",
            25.0,
            match question.kind {
                Kind::Jobs => Measure::Covered { facet, had: skills },
                Kind::Talent => Measure::Wanted { facet, wanted: skills, related: Vec::new() },
            },
        );
    }
    if let Some(full) = question.pay {
        let none = full * if is_jobs { 0.4 } else { 2.0 };
        part("pay", 15.0, Measure::Between { number: "pay".to_owned(), none, full });
    }
    if let Some(zone) = &question.zone {
        let hours = Hours { zone: zone.clone(), from: 540, to: 1_020, day: today as i32 };
        part("hours", 10.0, Measure::Overlap { facet: "country".to_owned(), hours, theirs: (540, 1_020), full: 480 });
    }
    if !is_jobs {
        part(
            "free",
            10.0,
            Measure::Wanted {
                facet: "availability".to_owned(),
                wanted: vec![("now".to_owned(), 1.0)],
                related: vec![("now".to_owned(), "from".to_owned(), 0.5)],
            },
        );
        if !question.languages.is_empty() {
            let wanted = whole(&question.languages);
            part("languages", 5.0, Measure::Wanted { facet: "language".to_owned(), wanted, related: Vec::new() });
        }
    }
    let relevance = if question.text.trim().is_empty() {
        0.0
    } else if is_jobs {
        40.0
    } else {
        35.0
    };
    Query {
        text: question.text.clone(),
        limit: 20,
        freshness: is_jobs.then(|| Freshness { number: "posted".to_owned(), today, half_life_days: 21.0 }),
        weights: Weights { relevance, freshness: if is_jobs { 10.0 } else { 0.0 } },
        parts,
        ..Query::default()
    }
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    grades.take(10).zip(2..).map(|(grade, place)| f64::from(grade) / f64::from(place).log2()).sum()
}

/// Figures of one question.
struct Figures {
    ndcg10: f64,
    /// Of the first five, those that are of use (grade 1 or more), as a share of what five places can hold of them.
    p5: f64,
    recall20: f64,
}

fn measure(found: &[String], judged: &[Judged]) -> Figures {
    let grades: HashMap<&str, u32> = judged.iter().map(|one| (one.id.as_str(), one.grade)).collect();
    let grade = |id: &String| grades.get(id.as_str()).copied().unwrap_or(0);
    let mut ideal: Vec<u32> = grades.values().copied().collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let useful = grades.values().filter(|grade| **grade > 0).count();
    let among = |places: usize| found.iter().take(places).filter(|id| grade(id) > 0).count() as f64;
    Figures {
        ndcg10: discounted(found.iter().map(grade)) / discounted(ideal.into_iter()),
        p5: among(5) / useful.min(5) as f64,
        recall20: among(20) / useful as f64,
    }
}

#[test]
fn judgements_are_whole() {
    let gold = gold();
    let ids = |kind| -> HashSet<&str> {
        match kind {
            Kind::Jobs => gold.postings.iter().map(|posting| posting.id.as_str()).collect(),
            Kind::Talent => gold.people.iter().map(|person| person.id.as_str()).collect(),
        }
    };
    assert!(ids(Kind::Jobs).len() == 40 && ids(Kind::Talent).len() == 30 && gold.questions.len() == 24);
    for question in &gold.questions {
        let known = ids(question.kind);
        let judged: HashSet<&str> = question.judged.iter().map(|judged| judged.id.as_str()).collect();
        assert_eq!(judged.len(), question.judged.len(), "{:?} is judged twice", question.text);
        assert!(judged.is_subset(&known), "{:?}: somebody is not there", question.text);
        assert!(question.judged.iter().all(|judged| judged.grade <= 3 && !judged.why.is_empty()));
        assert!(question.judged.iter().any(|judged| judged.grade == 3), "{:?} has no good answer", question.text);
    }
}

#[test]
fn ranking_stays_at_what_was_reached() {
    let gold = gold();
    let (jobs, talent) = (jobs(&gold), talent(&gold));
    for (kind, collection, least) in [(Kind::Jobs, &jobs, LEAST[0]), (Kind::Talent, &talent, LEAST[1])] {
        let questions: Vec<&Question> = gold.questions.iter().filter(|question| question.kind == kind).collect();
        let mut sums = [0.0; 3];
        for question in &questions {
            let answer = collection.search(&query(question, gold.today)).unwrap();
            let found: Vec<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
            let figures = measure(&found, &question.judged);
            println!(
                "{:<30} nDCG@10 {:.3}  P@5 {:.2}  Recall@20 {:.2}  {}",
                question.text,
                figures.ndcg10,
                figures.p5,
                figures.recall20,
                found.get(..6.min(found.len())).unwrap_or_default().join(" ")
            );
            for (sum, figure) in sums.iter_mut().zip([figures.ndcg10, figures.p5, figures.recall20]) {
                *sum += figure / questions.len() as f64;
            }
        }
        println!(
            "{} questions: nDCG@10 {:.4}, P@5 {:.4}, Recall@20 {:.4}\n",
            questions.len(),
            sums[0],
            sums[1],
            sums[2]
        );
        for ((name, reached), least) in ["nDCG@10", "P@5", "Recall@20"].into_iter().zip(sums).zip(least) {
            assert!(reached >= least, "{name} is {reached:.4}, was above {least}");
        }
    }
}
