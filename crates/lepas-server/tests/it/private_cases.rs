//! Works that are not public: no output for everybody holds a word of them, a link opens one of them until it is ended, and
//! of a locked one the server has cipher text only.

use serde_json::{Value, json};

use crate::support::{Person, TestApp, call};

/// A mark in every text of the work that nobody but the holder of the link may read.
const SECRET: &str = "Rahasia-NDA";

fn cipher() -> Value {
    json!({ "id": "kunci", "title": "Karya untuk sebuah bank", "salt": "c2FsdHNhbHRzYWx0c2FsdA", "iv": "aXZpdml2aXZpdml2",
            "rounds": 600_000, "data": "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy" })
}

fn document() -> Value {
    json!({
        "basics": { "name": "Sari", "label": "Desainer kemasan" },
        "meta": { "lepas": {
            "theme": "malam",
            "cases": [
                { "id": "terbuka", "title": "Kopi" },
                { "id": "nda", "title": format!("{SECRET} judul"), "client": format!("{SECRET} klien"),
                  "summary": format!("{SECRET} <b>isi</b>"), "role": format!("{SECRET} peran"), "tags": [format!("{SECRET} tag")],
                  "blocks": [{ "id": "b", "kind": "quote", "text": format!("{SECRET} kutipan") },
                             { "id": "c", "kind": "text", "text": "Hanya saya" }] },
            ],
            "visibility": { "/meta/lepas/cases/nda": "private", "/meta/lepas/cases/nda/blocks/c": "private" },
            "translations": { "en": { "/meta/lepas/cases/nda/title": format!("{SECRET} title") } },
            "locked": [cipher()],
        } },
    })
}

async fn world() -> (TestApp, Person) {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    app.publish(&sari, &document()).await;
    (app, sari)
}

async fn link(app: &TestApp, sari: &Person) -> String {
    let made = app.send(call("PUT", "/v1/profiles/sari/case-links/nda").by(sari)).await.expect(201).json();
    made["path"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_opens_its_work_alone_until_it_is_ended_or_made_anew() {
    let (app, sari) = world().await;
    let first = link(&app, &sari).await;
    let page = app.send(call("GET", &first)).await.expect(200);
    let text = page.text();
    assert!(
        text.contains("Rahasia-NDA judul") && text.contains("Rahasia-NDA &lt;b&gt;isi") && text.contains("kutipan")
    );
    for hidden in ["Hanya saya", "Kopi", "<script", "Desainer kemasan"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(
        page.header("content-security-policy").starts_with("default-src 'none'")
            && page.header("set-cookie").is_empty()
    );
    let english = app.send(call("GET", format!("{first}?lang=en"))).await.expect(200).text();
    assert!(english.contains("Rahasia-NDA title") && !english.contains("Rahasia-NDA judul"));

    let listed = app.send(call("GET", "/v1/profiles/sari/case-links").by(&sari)).await.expect(200);
    assert_eq!(listed.json()["items"][0]["case"], "nda");
    let token = first.rsplit('/').next().unwrap();
    assert!(!listed.text().contains(token));

    let second = link(&app, &sari).await;
    app.send(call("GET", &first)).await.expect(404);
    app.send(call("GET", &second)).await.expect(200);
    app.send(call("DELETE", "/v1/profiles/sari/case-links/nda").by(&sari)).await.expect(204);
    app.send(call("GET", &second)).await.expect(404);
}

#[tokio::test]
async fn whatever_is_wrong_with_a_link_has_the_same_answer() {
    let (app, sari) = world().await;
    app.published("Tuti").await;
    let good = link(&app, &sari).await;
    let token = good.rsplit('/').next().unwrap();
    let mut answers = Vec::new();
    for wrong in [
        format!("/u/tuti/c/{token}"),
        format!("/u/nobody-here/c/{token}"),
        "/u/sari/c/00000000000000000000000000000000".to_owned(),
        "/u/sari/c/x".to_owned(),
        "/u/sari/locked/nda".to_owned(),
    ] {
        let reply = app.send(call("GET", &wrong)).await.expect(404);
        assert_eq!((reply.header("cache-control"), reply.header("referrer-policy")), ("no-store", "no-referrer"));
        answers.push(reply.text());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    // The work goes with the draft, and the owner may move.
    let moved = call("PUT", "/v1/profiles/sari/address").by(&sari).json(&json!({ "handle": "sari-baru" }));
    app.send(moved).await.expect(200);
    app.send(call("GET", &good)).await.expect(200);
    let gone = json!({ "basics": { "name": "Sari", "label": "Desainer kemasan" } });
    let save = call("PUT", "/v1/profiles/sari-baru/draft").by(&sari).with("if-match", "*").json(&gone);
    app.send(save).await.expect(200);
    app.send(call("GET", &good)).await.expect(404);
}

#[tokio::test]
async fn no_output_for_everybody_holds_a_word_of_a_private_work() {
    let (app, sari) = world().await;
    let made = link(&app, &sari).await;
    let token = made.rsplit('/').next().unwrap().to_owned();
    app.index("talent", |index| index["documents"] == 1).await;
    let index = app.send(call("GET", "/v1/index/talent")).await.expect(200).json();
    let segment = index["segments"][0]["hash"].as_str().unwrap().to_owned();
    let mut paths: Vec<String> = [
        "/v1/profiles/sari",
        "/u/sari",
        "/u/sari?lang=en",
        "/u/sari/profile",
        "/u/sari/links",
        "/u/sari/rates",
        "/u/sari/card",
        "/u/sari/badge.svg",
        "/u/sari/snippet.html",
        "/u/sari/resume.json",
        "/u/sari/feed.json",
        "/u/sari/feed.xml",
        "/u/sari/contact.vcf",
        "/u/sari/availability.ics",
        "/u/sari/locked/kunci",
        "/sitemap.xml",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.push(format!("/v1/index/talent/segments/{segment}"));
    for path in &paths {
        let text = app.send(call("GET", path)).await.expect(200).text();
        assert!(!text.contains(SECRET) && !text.contains(&token) && !text.contains("/c/"), "{path} tells");
    }
    for form in ["site", "markdown", "tables"] {
        let export = app.send(call("GET", format!("/v1/profiles/sari/export?form={form}")).by(&sari)).await.expect(200);
        assert!(!export.text().contains(SECRET) && !export.text().contains(&token), "{form} tells");
    }
    // Of the secret the database has the hash.
    let bytes = std::fs::read(app.database()).unwrap();
    let wal = std::fs::read(app.database().with_extension("db-wal")).unwrap_or_default();
    assert!(![bytes, wal].iter().any(|file| file.windows(token.len()).any(|part| part == token.as_bytes())));
}

#[tokio::test]
async fn a_locked_work_has_a_page_with_its_cipher_text_and_one_script_that_may_run() {
    let (app, sari) = world().await;
    let front = app.send(call("GET", "/u/sari")).await.expect(200).text();
    assert!(front.contains("Karya untuk sebuah bank") && front.contains("href=\"/u/sari/locked/kunci\""));
    assert!(!front.contains("Zm9vYmFy"), "the cipher text is on the page of the work only");
    let page = app.send(call("GET", "/u/sari/locked/kunci?lang=en").with("host", "lepas.example")).await.expect(200);
    let text = page.text();
    assert!(
        text.contains("data-cipher=\"Zm9vYmFy")
            && text.contains("data-rounds=\"600000\"")
            && text.contains("<noscript>")
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("; script-src http://lepas.example/unlock.js; require-trusted-types-for 'script'"),
        "{policy}"
    );
    assert!(policy.contains("form-action 'none'") && !text.contains(" name=\"passphrase"));
    let script = app.send(call("GET", "/unlock.js")).await.expect(200);
    assert!(script.header("content-type").starts_with("text/javascript") && script.text().contains("PBKDF2"));
    let export = app.send(call("GET", "/v1/profiles/sari/export?form=site").by(&sari)).await.expect(200).json();
    let file = export["files"]["locked/kunci.html"].as_str().unwrap();
    assert!(file.contains("src=\"../unlock.js\"") && export["fetched"]["unlock.js"] == "/unlock.js");
    assert!(export["files"]["index.html"].as_str().unwrap().contains("href=\"locked/kunci.html\""));

    let mut weak = document();
    weak["meta"]["lepas"]["locked"][0]["rounds"] = json!(1_000);
    let save = call("PUT", "/v1/profiles/sari/draft").by(&sari).with("if-match", "*").json(&weak);
    assert_eq!(app.send(save).await.expect(422).errors(), ["/meta/lepas/locked/0/rounds out-of-range"]);
}
