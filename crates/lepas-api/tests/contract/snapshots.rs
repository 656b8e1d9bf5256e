//! The JSON of every type, kept as snapshots.

use insta::assert_json_snapshot;
use lepas_api::{ProblemCode, Rule, event::Event, paging::Page, profile::ProfileDocument};

use crate::examples as example;

/// One snapshot test for each named example.
macro_rules! snapshots {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            // Whether JSON keeps the order of members depends on what else is built beside this.
            insta::with_settings!({sort_maps => true}, {
                assert_json_snapshot!(stringify!($name), example::$name());
            });
        }
    )*};
}

snapshots!(
    conversation,
    document,
    job,
    job_row,
    manifest,
    mark_read,
    me,
    message,
    new_job,
    own_profile,
    problem,
    profile_export,
    public_profile,
    send_message,
    settings_patch,
    sign_in,
    sign_up,
    start_conversation,
    talent_row,
    testimonials,
    asked_testimonial,
    arrange_testimonial,
    upload,
);

#[test]
fn an_empty_document() {
    assert_json_snapshot!("empty_document", ProfileDocument::default());
}

#[test]
fn a_page_of_a_list() {
    assert_json_snapshot!("page", Page { items: vec![1, 2], next_cursor: Some("c2".to_owned()) });
    assert_json_snapshot!("last_page", Page::<u8> { items: vec![], next_cursor: None });
}

#[test]
fn every_event() {
    let conversation = example::conversation().id;
    let events = [
        Event::Message { message: example::message() },
        Event::Read { conversation: conversation.clone(), user: example::me().id, up_to: 3 },
        Event::Conversation { conversation },
        Event::Index { kind: lepas_api::index::IndexKind::Talent, version: 4 },
        Event::Resync,
    ];
    for event in &events {
        assert_eq!(serde_json::to_value(event).unwrap()["type"], event.name());
    }
    assert_json_snapshot!("events", events);
}

#[test]
fn every_problem_code_with_its_status() {
    let codes: Vec<_> = ProblemCode::ALL.iter().map(|code| (code.slug(), code.status())).collect();
    assert_json_snapshot!("problem_codes", codes);
}

#[test]
fn every_rule() {
    let rules = [
        Rule::Required,
        Rule::TooShort { minimum: 3 },
        Rule::TooLong { maximum: 9 },
        Rule::OutOfRange { minimum: 1, maximum: 80 },
        Rule::Number,
        Rule::Email,
        Rule::Link,
        Rule::Handle,
        Rule::Reserved,
        Rule::Taken,
        Rule::Currency,
        Rule::Date,
        Rule::Order,
        Rule::Choice,
        Rule::Characters,
        Rule::CommonPassword,
        Rule::Picture,
        Rule::Shape,
        Rule::Cursor,
    ];
    assert_json_snapshot!("rules", rules);
}
