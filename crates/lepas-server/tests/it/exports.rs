//! What leaves with a person: complete, and with private parts only where they were asked for.

use serde_json::{Value, json};

use crate::{
    markers::{Marked, SIGNS},
    publishing::{SECRET, document},
    support::{Person, TestApp, call},
};

async fn save(app: &TestApp, person: &Person, document: &Value) {
    let draft = format!("/v1/profiles/{}/draft", person.handle);
    app.send(call("PUT", draft).by(person).with("if-match", "*").json(document)).await.expect(200);
}

async fn export(app: &TestApp, person: &Person, query: &str) -> Value {
    let path = format!("/v1/profiles/{}/export{query}", person.handle);
    app.send(call("GET", path).by(person).with("host", "localhost")).await.expect(200).json()
}

async fn picture(app: &TestApp, person: &Person) -> String {
    let sent = call("POST", "/v1/uploads").by(person).bytes("image/png", crate::uploads::png(8, 8));
    format!("/uploads/{}", app.send(sent).await.expect(201).json()["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_draft_that_was_never_published_leaves_as_a_whole_site_without_its_private_parts() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let portrait = picture(&app, &sari).await;
    let mut draft = document();
    draft["basics"]["image"] = json!(portrait);
    draft["meta"]["lepas"]["cases"][0]["picture"] =
        json!({ "url": "/uploads/gone", "alt": "Hilang", "width": 8, "height": 8 });
    save(&app, &sari, &draft).await;
    let site = export(&app, &sari, "").await;
    let files = site["files"].as_object().unwrap();
    for wanted in [
        "index.html",
        "en/index.html",
        "rates.html",
        "card.html",
        "en/card.html",
        "badge.svg",
        "resume.json",
        "resume.md",
        "feed.json",
        "feed.xml",
        "contact.vcf",
        "availability.ics",
        "oembed.json",
        "csv/skills.csv",
    ] {
        assert!(files.contains_key(wanted), "{wanted} in {:?}", files.keys());
    }
    let text = site.to_string();
    for secret in [SECRET, "rahasia@contoh.id", "777.777", "777,777", "77777700"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let page = files["index.html"].as_str().unwrap();
    assert!(page.contains("Karya Terbuka") && !page.contains("/uploads/"), "{page}");
    assert!(site["drawn"]["preview.png"].as_str().unwrap().starts_with("iVBORw0KGgo"));
    // Every address answers, and a picture that is not stored is no address.
    let fetched = site["fetched"].as_object().unwrap();
    let stored: Vec<&Value> = fetched.values().filter(|it| it.as_str().unwrap().starts_with("/uploads/")).collect();
    assert_eq!(stored, [&json!(portrait)], "{fetched:?}");
    let (name, address) = fetched.iter().find(|(name, _)| name.starts_with("images/")).unwrap();
    app.send(call("GET", address.as_str().unwrap())).await.expect(200);
    assert!(page.contains(name.as_str()) && !text.contains("/uploads/gone"), "{page}");
}

#[tokio::test]
async fn the_data_has_private_parts_exactly_when_they_are_asked_for() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    save(&app, &sari, &document()).await;
    for form in ["markdown", "tables"] {
        let open = export(&app, &sari, &format!("?form={form}")).await.to_string();
        assert!(open.contains("Kampus Terbuka") && !open.contains(SECRET), "{open}");
        assert_eq!(export(&app, &sari, &format!("?form={form}&private=false")).await.to_string(), open);
        let whole = export(&app, &sari, &format!("?form={form}&private=true")).await.to_string();
        assert!(whole.contains(SECRET), "{whole}");
    }
    let english = export(&app, &sari, "?form=markdown&lang=en").await;
    assert!(english["files"]["resume.md"].as_str().unwrap().contains("Open designer"), "{english}");
}

#[tokio::test]
async fn nothing_that_is_hidden_in_the_largest_profile_is_in_a_public_export() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let marked = Marked::new();
    let basics: Vec<String> = marked.values.iter().filter(|place| place.starts_with("/basics/")).cloned().collect();
    for (places, shows) in
        [(Vec::new(), true), (marked.values.clone(), false), ([marked.sections.clone(), basics].concat(), false)]
    {
        save(&app, &sari, &marked.hiding(&places)).await;
        for form in ["site", "markdown", "tables"] {
            // The letters of a drawn picture spell everything sooner or later.
            let text = export(&app, &sari, &format!("?form={form}")).await["files"].to_string().to_lowercase();
            let found: Vec<&str> = SIGNS.into_iter().filter(|sign| text.contains(sign)).collect();
            assert_eq!(!found.is_empty(), shows, "{found:?} in {form}");
        }
    }
}

#[tokio::test]
async fn a_word_that_means_nothing_is_refused_and_a_site_never_has_private_parts() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    for (query, pointer) in [
        ("?form=zip", "/?form"),
        ("?form=markdown&lang=xx", "/?lang"),
        ("?form=tables&private=perhaps", "/?private"),
        ("?form=site&private=true", "/?private"),
    ] {
        let path = format!("/v1/profiles/{}/export{query}", sari.handle);
        let reply = app.send(call("GET", path).by(&sari)).await.expect(400);
        assert!(reply.errors().iter().any(|error| error.contains(&pointer[1..])), "{:?}", reply.text());
    }
}

#[tokio::test]
async fn so_many_exports_and_then_a_while_to_wait() {
    let app = TestApp::with(|config| config.limits.exports.times = 2).await;
    let sari = app.person("Sari").await;
    let path = format!("/v1/profiles/{}/export?form=tables", sari.handle);
    for status in [200, 200, 429] {
        let reply = app.send(call("GET", &path).by(&sari)).await.expect(status);
        assert_eq!(!reply.header("retry-after").is_empty(), status == 429);
    }
}
