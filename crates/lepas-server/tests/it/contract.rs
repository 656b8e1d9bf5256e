//! The description of the API is made from its code; a change of it must be read by somebody.

use serde_json::Value;

use crate::support::{TestApp, call};

#[test]
fn the_openapi_document_is_as_reviewed() {
    // Whether a JSON object keeps the order it was written in depends on what else is built beside; the alphabet does not.
    insta::with_settings!({ sort_maps => true }, {
        insta::assert_json_snapshot!("openapi", serde_json::to_value(lepas_server::routes::openapi()).unwrap());
    });
}

#[tokio::test]
async fn the_document_that_is_served_is_openapi_3_1_with_every_reference_in_it() {
    let app = TestApp::new().await;
    let document = app.send(call("GET", "/v1/openapi.json")).await.expect(200).json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(
                operation["responses"]["default"].is_object(),
                "{method} {path} does not say what a refusal looks like"
            );
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{method} {path}");
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                references.push(reference.clone());
            }
            map.values().for_each(|inner| collect(inner, references));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, references)),
        _ => {}
    }
}
