//! The search indexes: fresh, whole, kept across a restart.

use lepas_search::{Collection, Query, Segment};
use lepas_server::index::documents;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, call, wide_limits};

async fn post(app: &TestApp, person: &Person, number: usize, title: &str) {
    let job = json!({ "title": title, "description": "Kemasan kopi untuk ekspor", "skills": ["Illustrator"], "mode": "remote" });
    app.send(call("POST", "/v1/jobs").by(person).with("idempotency-key", &format!("k{number}")).json(&job))
        .await
        .expect(201);
}

/// Loads an index as a browser does.
async fn load(app: &TestApp, kind: lepas_api::index::IndexKind, manifest: &Value) -> Collection {
    let mut collection = Collection::new(documents::schema(kind));
    for reference in manifest["segments"].as_array().unwrap() {
        let hash = reference["hash"].as_str().unwrap();
        let reply = app.send(call("GET", format!("/v1/index/{}/segments/{hash}", kind.slug()))).await.expect(200);
        assert!(reply.header("cache-control").contains("immutable"));
        assert_eq!(reply.body.len() as u64, reference["bytes"].as_u64().unwrap());
        collection.push(hash, Segment::open(reply.body.to_vec()).unwrap()).unwrap();
        let positions = reference["positions"]["hash"].as_str().unwrap();
        let reply = app.send(call("GET", format!("/v1/index/{}/segments/{positions}", kind.slug()))).await.expect(200);
        assert!(reply.header("cache-control").contains("immutable"));
        assert_eq!(reply.body.len() as u64, reference["positions"]["bytes"].as_u64().unwrap());
        collection.add_positions(hash, reply.body.to_vec()).unwrap();
    }
    let gone = manifest["tombstones"].as_array().cloned().unwrap_or_default();
    collection.set_tombstones(gone.iter().map(|id| id.as_str().unwrap().to_owned()));
    collection
}

fn ids(collection: &Collection, text: &str) -> Vec<String> {
    let answer = collection.search(&Query { text: text.into(), limit: 50, ..Query::default() }).unwrap();
    answer.hits.into_iter().map(|hit| hit.id).collect()
}

#[tokio::test]
async fn a_new_posting_is_found_within_a_second() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let empty = app.index("jobs", |_| true).await;
    assert_eq!(empty["documents"], 0);
    post(&app, &sari, 1, "Desainer kemasan").await;
    let started = std::time::Instant::now();
    let manifest = app.index("jobs", |index| index["documents"] == 1).await;
    assert!(started.elapsed() < std::time::Duration::from_secs(1), "{:?}", started.elapsed());
    let collection = load(&app, lepas_api::index::IndexKind::Jobs, &manifest).await;
    assert_eq!(ids(&collection, "desain").len(), 1);
    let etag = app.send(call("GET", "/v1/index/jobs")).await.header("etag").to_owned();
    app.send(call("GET", "/v1/index/jobs").with("if-none-match", &etag)).await.expect(304);
}

#[tokio::test]
async fn a_closed_posting_is_gone_within_a_second_and_only_its_owner_can_close_it() {
    let app = TestApp::new().await;
    let kind = lepas_api::index::IndexKind::Jobs;
    let (sari, klara) = (app.person("Sari").await, app.person("Klara").await);
    post(&app, &sari, 1, "Desainer kemasan").await;
    let first = app.index("jobs", |index| index["documents"] == 1).await;
    let id = ids(&load(&app, kind, &first).await, "desain").pop().unwrap();
    let close = |by: &Person| call("DELETE", format!("/v1/jobs/{id}")).by(by);
    app.send(close(&klara)).await.expect(404);
    app.send(call("GET", format!("/v1/jobs/{id}"))).await.expect(200);
    app.send(close(&sari)).await.expect(204);
    app.send(close(&sari)).await.expect(204);
    app.send(call("GET", format!("/v1/jobs/{id}"))).await.expect(404);
    let second = app.index("jobs", |index| index["documents"] == 0).await;
    assert_eq!(second["tombstones"], json!([id]));
    assert!(ids(&load(&app, kind, &second).await, "desain").is_empty());
}

/// Bytes of the segments that a browser with the first index fetches for the second.
fn fetched(first: &Value, second: &Value) -> u64 {
    let list = |index: &Value| index["segments"].as_array().cloned().unwrap_or_default();
    let held = list(first);
    list(second).iter().filter(|segment| !held.contains(segment)).filter_map(|segment| segment["bytes"].as_u64()).sum()
}

#[tokio::test]
async fn a_change_costs_the_reader_little_however_many_came_before_it() {
    let app = TestApp::new().await;
    let kind = lepas_api::index::IndexKind::Jobs;
    let sari = app.person("Sari").await;
    app.index("jobs", |_| true).await;
    for number in 0..300 {
        post(&app, &sari, number, &format!("Desainer nomor {number}")).await;
    }
    let first = app.index("jobs", |index| index["documents"] == 300).await;
    post(&app, &sari, 300, "Penulis naskah").await;
    let second = app.index("jobs", |index| index["documents"] == 301).await;
    let all: u64 = fetched(&Value::Null, &second);
    assert!(fetched(&first, &second) < all / 2, "{} of {all} bytes for one posting", fetched(&first, &second));
    let collection = load(&app, kind, &second).await;
    assert_eq!((ids(&collection, "penulis").len(), ids(&collection, "\"nomor 7\"").len()), (1, 1));
    // One of an earlier part that closes is gone as well.
    let id = ids(&collection, "\"nomor 7\"").pop().unwrap();
    app.send(call("DELETE", format!("/v1/jobs/{id}")).by(&sari)).await.expect(204);
    let third = app.index("jobs", |index| index["documents"] == 300).await;
    assert!(ids(&load(&app, kind, &third).await, "\"nomor 7\"").is_empty());
}

#[tokio::test]
async fn people_appear_change_and_disappear_with_their_pages() {
    let app = TestApp::new().await;
    let kind = lepas_api::index::IndexKind::Talent;
    let sari = app.published("Sari").await;
    let first = app.index("talent", |index| index["documents"] == 1).await;
    assert_eq!(ids(&load(&app, kind, &first).await, "kemasan"), ["sari"]);
    app.publish(&sari, &json!({ "basics": { "name": "Sari", "label": "Penulis naskah" } })).await;
    let version = first["version"].as_u64();
    let second = app.index("talent", |index| index["version"].as_u64() > version).await;
    let collection = load(&app, kind, &second).await;
    assert_eq!((ids(&collection, "penulis"), ids(&collection, "kemasan")), (vec!["sari".to_owned()], vec![]));
    app.send(call("PUT", "/v1/profiles/sari/address").by(&sari).json(&json!({ "handle": "sari-tulis" })))
        .await
        .expect(200);
    let version = second["version"].as_u64();
    let third = app.index("talent", |index| index["version"].as_u64() > version).await;
    assert_eq!(ids(&load(&app, kind, &third).await, "penulis"), ["sari-tulis"]);
    app.send(call("DELETE", "/v1/profiles/sari-tulis/publication").by(&sari)).await.expect(200);
    let last = app.index("talent", |index| index["documents"] == 0).await;
    assert!(ids(&load(&app, kind, &last).await, "penulis").is_empty());
}

#[tokio::test]
async fn an_index_is_used_again_after_a_restart_and_what_changed_meanwhile_is_in_it() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    post(&app, &sari, 1, "Desainer kemasan").await;
    app.index("jobs", |index| index["documents"] == 1).await;
    app.app.close().await;
    let folder = app.folder.clone();
    let again = TestApp::with(|config| {
        config.data_dir = folder.path().to_owned();
        config.limits = wide_limits();
    })
    .await;
    let manifest = again.index("jobs", |index| index["documents"] == 1).await;
    assert_eq!(ids(&load(&again, lepas_api::index::IndexKind::Jobs, &manifest).await, "kemasan").len(), 1);
    again.send(call("GET", "/readyz")).await.expect(200);
}

#[tokio::test]
async fn what_is_no_hash_names_no_file() {
    let app = TestApp::new().await;
    app.index("jobs", |_| true).await;
    for hash in ["..", "jobs.json", &"g".repeat(64), &"A".repeat(64), &"0".repeat(63)] {
        app.send(call("GET", format!("/v1/index/jobs/segments/{hash}"))).await.expect(404);
    }
}
