//! Drafts, versions, publishing, addresses.

use serde_json::json;

use crate::support::{TestApp, call};

#[tokio::test]
async fn a_save_must_name_the_version_that_it_changes() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let path = format!("/v1/profiles/{}/draft", sari.handle);
    let etag = app.send(call("GET", &path).by(&sari)).await.expect(200).header("etag").to_owned();
    let document = json!({ "basics": { "name": "Sari", "label": "Desainer" } });
    let save = |etag: &str| call("PUT", &path).by(&sari).with("if-match", etag).json(&document);
    assert_eq!(app.send(save("")).await.expect(428).json()["code"], "version-required");
    let saved = app.send(save(&etag)).await.expect(200);
    assert_ne!(saved.header("etag"), etag);
    let stale = app.send(save(&etag)).await.expect(412);
    assert_eq!(stale.json()["current_etag"], saved.header("etag"));
    app.send(save(&format!("W/{}", saved.header("etag")))).await.expect(412);
    app.send(call("GET", &path).by(&sari).with("if-none-match", saved.header("etag"))).await.expect(304);
}

#[tokio::test]
async fn of_two_saves_over_the_same_version_one_wins_and_the_other_hears_so() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let path = format!("/v1/profiles/{}/draft", sari.handle);
    for version in 1..20 {
        let save = |label: &str| {
            let document = json!({ "basics": { "name": "Sari", "label": label } });
            call("PUT", &path).by(&sari).with("if-match", &format!("\"{version}\"")).json(&document)
        };
        let (one, other) = tokio::join!(app.send(save("one")), app.send(save("other")));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
    }
}

#[tokio::test]
async fn only_a_page_with_name_and_headline_is_published_and_private_members_stay_private() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let publication = format!("/v1/profiles/{}/publication", sari.handle);
    let public = format!("/v1/profiles/{}", sari.handle);
    let missing = app.send(call("POST", &publication).by(&sari)).await.expect(422);
    assert_eq!(missing.errors(), ["/basics/label required"]);
    app.send(call("GET", &public)).await.expect(404);
    let document = json!({ "basics": { "name": "Sari", "label": "Desainer", "phone": "+62 811", "email": "rahasia@contoh.id" }, "diary": "rahasia" });
    app.publish(&sari, &document).await;
    let page = app.send(call("GET", &public)).await.expect(200);
    assert!(!page.text().contains("rahasia") && !page.text().contains("+62"), "{}", page.text());
    app.send(call("GET", &public).with("if-none-match", page.header("etag"))).await.expect(304);
    // A later draft is not public before it is published.
    let draft = format!("/v1/profiles/{}/draft", sari.handle);
    let newer = json!({ "basics": { "name": "Sari", "label": "Penulis" } });
    let own = app.send(call("PUT", draft).by(&sari).with("if-match", "*").json(&newer)).await.expect(200).json();
    assert_eq!((own["version"].as_u64(), own["published_version"].as_u64()), (Some(3), Some(2)));
    assert_eq!(app.send(call("GET", &public)).await.json()["document"]["basics"]["label"], "Desainer");
    app.send(call("DELETE", &publication).by(&sari)).await.expect(200);
    app.send(call("GET", &public)).await.expect(404);
}

#[tokio::test]
async fn an_old_address_redirects_until_somebody_takes_it() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let budi = app.published("Budi").await;
    let change =
        |from: &str, to: &str| call("PUT", format!("/v1/profiles/{from}/address")).json(&json!({ "handle": to }));
    let taken = app.send(change("sari", "budi").by(&sari)).await.expect(422);
    assert_eq!(taken.errors(), ["/handle taken"]);
    app.send(change("sari", "sari-baru").by(&sari)).await.expect(200);
    let moved = app.send(call("GET", "/u/sari")).await.expect(307);
    assert_eq!(moved.header("location"), "/u/sari-baru");
    assert_eq!(
        app.send(call("GET", "/v1/profiles/sari")).await.expect(308).header("location"),
        "/v1/profiles/sari-baru"
    );
    app.send(change("budi", "sari").by(&budi)).await.expect(200);
    let page = app.send(call("GET", "/u/sari")).await.expect(200);
    assert!(page.text().contains("Budi"));
}

#[tokio::test]
async fn a_wrong_document_names_every_place() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let path = format!("/v1/profiles/{}/draft", sari.handle);
    let document = json!({
        "basics": { "name": "x".repeat(81), "url": "javascript:alert(1)" },
        "skills": [{ "name": "" }],
        "meta": { "lepas": { "availability": { "status": "from", "hours_per_week": 99 } } }
    });
    let reply = app.send(call("PUT", &path).by(&sari).with("if-match", "\"1\"").json(&document)).await.expect(422);
    let mut errors = reply.errors();
    errors.sort();
    assert_eq!(
        errors,
        [
            "/basics/name too-long",
            "/basics/url link",
            "/meta/lepas/availability/from required",
            "/meta/lepas/availability/hours_per_week out-of-range",
            "/skills/0/name required",
        ]
    );
    let broken = app
        .send(
            call("PUT", &path).by(&sari).with("if-match", "\"1\"").bytes("application/json", b"{\"basics\":".to_vec()),
        )
        .await;
    assert_eq!(broken.expect(400).json()["code"], "bad-request");
}
