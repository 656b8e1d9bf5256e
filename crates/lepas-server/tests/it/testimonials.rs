//! Testimonials: asked for by a link, written without an account, shown with consent, taken back by the same link.

use serde_json::{Value, json};

use crate::support::{Call, Person, Reply, TestApp, call};

async fn ask(app: &TestApp, owner: &Person, id: &str, asked: &str) -> Reply {
    let path = format!("/v1/profiles/{}/testimonials/{id}", owner.handle);
    app.send(call("PUT", path).by(owner).json(&json!({ "asked": asked }))).await
}

fn link(reply: &Reply) -> String {
    reply.json()["path"].as_str().unwrap().to_owned()
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn form(link: &str, fields: &[(&str, &str)]) -> Call {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    call("POST", link).bytes("application/x-www-form-urlencoded", body.join("&").into_bytes())
}

const GOOD: [(&str, &str); 5] = [
    ("name", "Rina Contoh"),
    ("role", "pemilik Kopi Contoh"),
    ("text", "Rapi & <tepat> waktu."),
    ("rating", "5"),
    ("consent", "1"),
];

async fn show(app: &TestApp, owner: &Person, id: &str, wanted: Value) -> Reply {
    let path = format!("/v1/profiles/{}/testimonials/{id}", owner.handle);
    app.send(call("PATCH", path).by(owner).json(&wanted)).await
}

async fn text(app: &TestApp, path: &str) -> String {
    app.send(call("GET", path)).await.expect(200).text()
}

#[tokio::test]
async fn what_is_written_through_the_link_is_public_once_the_owner_shows_it_and_gone_once_it_is_taken_back() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let link = link(&ask(&app, &sari, "rina", " Bu Rina ").await.expect(201));
    let page = app.send(call("GET", &link)).await.expect(200);
    assert!(page.text().contains("Sari") && page.text().contains("value=\"Bu Rina\""), "{}", page.text());
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("no-store", "noindex, nofollow"));
    assert!(page.header("content-security-policy").contains("form-action 'self'") && !page.text().contains("<script"));
    assert!(page.header("set-cookie").is_empty());

    let thanks = app.send(form(&link, &GOOD)).await.expect(200).text();
    assert!(thanks.contains("What you wrote is kept"), "{thanks}");
    for public in ["/u/sari", "/u/sari/card?layout=testimonials", "/u/sari/badge.svg", "/u/sari/resume.json"] {
        assert!(!text(&app, public).await.contains("Rina"), "{public} shows what the owner has not chosen");
    }
    let listed = app.send(call("GET", "/v1/profiles/sari/testimonials").by(&sari)).await.expect(200).json();
    assert_eq!((&listed["items"][0]["written"]["rating"], &listed["items"][0]["shown"]), (&json!(5), &json!(false)));

    assert_eq!(show(&app, &sari, "rina", json!({ "shown": true })).await.expect(200).json()["shown"], true);
    let public = text(&app, "/u/sari").await;
    assert!(public.contains("Rapi &amp; &lt;tepat&gt; waktu.") && public.contains("pemilik Kopi Contoh"), "{public}");
    let data = public.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let review = &data["mainEntity"]["review"][0];
    assert_eq!((&review["author"]["name"], &review["reviewRating"]["ratingValue"]), (&json!("Rina Contoh"), &json!(5)));
    assert!(text(&app, "/u/sari/card?layout=testimonials").await.contains("Rina Contoh"));
    assert!(text(&app, "/u/sari/card?layout=column&lang=en").await.contains("5.0\u{a0}of\u{a0}5 (1\u{a0}review)"));
    assert!(text(&app, "/u/sari/badge.svg?lang=en").await.contains("5.0\u{a0}of\u{a0}5 (1\u{a0}review)"));

    // Another text is hidden until the owner has read it.
    app.send(form(&link, &[("name", "Rina"), ("text", "Lain"), ("consent", "1")])).await.expect(200);
    assert!(!text(&app, "/u/sari").await.contains("Lain"));
    show(&app, &sari, "rina", json!({ "shown": true })).await.expect(200);
    assert!(text(&app, "/u/sari").await.contains("Lain"));
    assert!(!text(&app, "/u/sari/badge.svg?lang=en").await.contains("of\u{a0}5"), "a rating that was taken back");

    let gone = app.send(form(&link, &[("action", "withdraw")])).await.expect(200).text();
    assert!(gone.contains("taken back and deleted"), "{gone}");
    for public in ["/u/sari", "/u/sari/card?layout=testimonials", "/u/sari/resume.json"] {
        assert!(!text(&app, public).await.contains("Lain"), "{public} shows what was taken back");
    }
    let listed = app.send(call("GET", "/v1/profiles/sari/testimonials").by(&sari)).await.expect(200).json();
    assert!(listed["items"][0]["written"].is_null() && listed["items"][0]["withdrawn_at"].is_string(), "{listed}");
    assert_eq!(show(&app, &sari, "rina", json!({ "shown": true })).await.expect(200).json()["shown"], false);
}

#[tokio::test]
async fn nothing_is_kept_without_consent_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let link = link(&ask(&app, &sari, "rina", "Bu Rina").await.expect(201));
    let refused = app.send(form(&link, &GOOD[..4])).await.expect(422).text();
    for kept in ["value=\"Rina Contoh\"", "Rapi &amp; &lt;tepat&gt; waktu.", "Without your consent nothing is kept"] {
        assert!(refused.contains(kept), "{kept}: {refused}");
    }
    let long = "a".repeat(2_001);
    for wrong in [
        vec![("name", ""), ("text", "x"), ("consent", "1")],
        vec![("name", "x"), ("text", ""), ("consent", "1")],
        vec![("name", "x"), ("text", long.as_str()), ("consent", "1")],
        vec![("name", "x"), ("text", "x"), ("rating", "6"), ("consent", "1")],
    ] {
        app.send(form(&link, &wrong)).await.expect(422);
    }
    let listed = app.send(call("GET", "/v1/profiles/sari/testimonials").by(&sari)).await.expect(200).json();
    assert!(listed["items"][0]["written"].is_null(), "{listed}");
    app.send(form(&link, &GOOD).with("sec-fetch-site", "cross-site")).await.expect(403);
}

#[tokio::test]
async fn a_link_is_for_one_request_ends_with_it_and_takes_nothing_when_it_is_old() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let first = link(&ask(&app, &sari, "rina", "Bu Rina").await.expect(201));
    let second = link(&ask(&app, &sari, "rina", "Bu Rina").await.expect(200));
    assert_ne!(first, second);
    for nowhere in [first.as_str(), "/testimonials/x", "/testimonials/%3Cscript%3E"] {
        let page = app.send(call("GET", nowhere)).await.expect(404).text();
        assert!(page.contains("This link is not known") && !page.contains("<form"), "{page}");
    }
    app.send(form(&first, &GOOD)).await.expect(404);
    // A month later.
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", app.database().display())).await.unwrap();
    sqlx::query("UPDATE testimonials SET expires_at = 1").execute(&pool).await.unwrap();
    app.send(form(&second, &GOOD)).await.expect(410);
    sqlx::query("UPDATE testimonials SET expires_at = 9000000000000").execute(&pool).await.unwrap();
    app.send(form(&second, &GOOD)).await.expect(200);
    // What is written may be taken back however old the link is, and its writer keeps the only link.
    sqlx::query("UPDATE testimonials SET expires_at = 1").execute(&pool).await.unwrap();
    ask(&app, &sari, "rina", "Bu Rina").await.expect(409);
    app.send(form(&second, &[("action", "withdraw")])).await.expect(200);
    app.send(call("DELETE", "/v1/profiles/sari/testimonials/rina").by(&sari)).await.expect(204);
    app.send(call("GET", &second)).await.expect(404);
}

#[tokio::test]
async fn the_owner_orders_them_and_the_mean_counts_only_what_others_gave() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    // What owners say about themselves is no proof, even when a draft claims it.
    let forged = json!({ "name": "Saya", "reference": "Hebat", "lepas:by-link": { "rating": 5, "written_at": "2026-11-21T00:00:00Z" } });
    app.publish(&sari, &json!({ "basics": { "name": "Sari", "label": "x" }, "references": [forged] })).await;
    for (id, name, rating) in [("a", "Ani", "5"), ("b", "Budi", "4"), ("c", "Cici", "4")] {
        let link = link(&ask(&app, &sari, id, name).await.expect(201));
        app.send(form(&link, &[("name", name), ("text", name), ("rating", rating), ("consent", "1")]))
            .await
            .expect(200);
        show(&app, &sari, id, json!({ "shown": true })).await.expect(200);
    }
    show(&app, &sari, "c", json!({ "place": 0 })).await.expect(200);
    let public = app.send(call("GET", "/v1/profiles/sari")).await.expect(200);
    let tag = public.header("etag").to_owned();
    let names: Vec<Value> =
        public.json()["document"]["references"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(json!(names), json!(["Cici", "Ani", "Budi", "Saya"]));
    assert!(public.json()["document"]["references"][3].get("lepas:by-link").is_none());
    assert!(text(&app, "/u/sari/badge.svg?lang=en").await.contains("4.3\u{a0}of\u{a0}5 (3\u{a0}reviews)"));
    show(&app, &sari, "a", json!({ "shown": false })).await.expect(200);
    let hidden = app.send(call("GET", "/v1/profiles/sari").with("if-none-match", &tag)).await.expect(200);
    assert_eq!(hidden.json()["document"]["references"].as_array().map(Vec::len), Some(3));
    let wrong = ask(&app, &sari, "d", "").await.expect(422);
    assert_eq!(wrong.errors(), ["/asked required"]);
}
