//! 1. The JSON of queries and answers is what the worker and its page agreed on.
//! 2. Every field of a query may be missing, and a field nobody knows is no error.

use lepas_search::{Document, Fact, Query, RangeFilter, Sort, Source};
use serde_json::json;

use crate::support::{ask, collection, document};

#[test]
fn a_query_may_leave_everything_out() {
    assert_eq!(serde_json::from_value::<Query>(json!({})).unwrap(), Query::default());
    let query: Query = serde_json::from_value(json!({
        "text": "rust", "of_the_future": 1, "ranges": [{ "number": "pay", "min": 5 }],
        "sort": { "number": { "number": "pay", "descending": true } },
    }))
    .unwrap();
    assert_eq!(query.ranges, [RangeFilter { number: "pay".to_owned(), min: Some(5.0), ..RangeFilter::default() }]);
    assert_eq!(query.sort, Sort::Number { number: "pay".to_owned(), descending: true });
    let again: Query = serde_json::from_value(serde_json::to_value(&query).unwrap()).unwrap();
    assert_eq!(query, again);
}

#[test]
fn facts_name_their_source() {
    let fact = Fact { value: 1.5, source: Source::Estimated };
    assert_eq!(serde_json::to_value(fact).unwrap(), json!({ "value": 1.5, "source": "estimated" }));
}

#[test]
fn an_answer_has_the_agreed_shape() {
    let row = Document { payload: b"{\"a\":1}".to_vec(), ..document("a", "Rust", "") };
    let answer = ask(&collection(&[row]), "rsut ");
    insta::assert_snapshot!(serde_json::to_string(&answer).unwrap(), @r#"{"total":1,"of":1,"hits":[{"id":"a","score":85.0,"parts":[{"name":"relevance","points":85.0,"maximum":85.0,"known":true,"estimated":false}],"title":{"text":"Rust","marks":[[0,4]]},"summary":{"text":"","marks":[]},"payload":"{\"a\":1}"}],"facets":[],"histograms":[],"corrections":[{"from":"rsut","to":"rust"}],"ignored":[],"loosened":[],"hidden":0}"#);
}
