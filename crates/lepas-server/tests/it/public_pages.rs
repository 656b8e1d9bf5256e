//! What strangers, crawlers and other sites see.

use serde_json::json;

use crate::support::{TestApp, call};

/// Strings that break out of markup wherever an escape is missing.
const ATTACKS: [&str; 6] = [
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "'-alert(1)-'",
    "{{7*7}}<iframe srcdoc=x>",
];

#[tokio::test]
async fn a_page_is_plain_html_with_name_headline_and_skills_and_no_script() {
    let app = TestApp::new().await;
    let sari = app.person("Sari Kemasan").await;
    let document = json!({ "basics": { "name": "Sari Kemasan", "label": "Desainer kemasan makanan" }, "skills": [{ "name": "Illustrator" }] });
    app.publish(&sari, &document).await;
    let page = app.send(call("GET", "/u/sari-kemasan").with("host", "lepas.example")).await.expect(200);
    for part in ["Sari Kemasan", "Desainer kemasan makanan", "Illustrator", "http://lepas.example/u/sari-kemasan"] {
        assert!(page.text().contains(part), "{part}");
    }
    assert_eq!(
        page.text().matches("<script").count(),
        page.text().matches("<script type=\"application/ld+json\"").count()
    );
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert!(page.header("set-cookie").is_empty());
    assert_eq!(page.header("content-language"), "id");
    assert_eq!(app.send(call("GET", "/u/sari-kemasan?lang=en")).await.header("content-language"), "en");
    let card =
        app.send(call("GET", "/u/sari-kemasan/card?layout=lebar&theme=dark&lang=en&accent=pandan")).await.expect(200);
    assert!(card.header("content-security-policy").contains("frame-ancestors *"));
    assert!(card.header("set-cookie").is_empty() && !card.text().contains("<script"));
    let badge = app.send(call("GET", "/u/sari-kemasan/badge.svg")).await.expect(200);
    assert!(badge.header("content-type").starts_with("image/svg+xml") && badge.text().starts_with("<svg"));
    let resume = app.send(call("GET", "/u/sari-kemasan/resume.json")).await.expect(200);
    assert_eq!(
        (resume.json()["basics"]["label"].as_str(), resume.header("access-control-allow-origin")),
        (Some("Desainer kemasan makanan"), "*")
    );
}

#[tokio::test]
async fn nothing_that_a_person_writes_becomes_markup() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    for attack in ATTACKS {
        let document = json!({
            "basics": { "name": attack, "label": attack, "summary": attack, "location": { "city": attack } },
            "skills": [{ "name": attack }],
            "languages": [{ "language": attack }],
            "work": [{ "name": attack, "position": attack, "summary": attack }],
            "meta": { "lepas": { "cases": [{ "id": "a", "title": attack, "summary": attack, "client": attack }] } }
        });
        app.publish(&sari, &document).await;
        for path in
            ["/u/sari", "/u/sari/card", "/u/sari/card?layout=lebar", "/u/sari/badge.svg", "/u/nobody?lang=%3Cscript%3E"]
        {
            let text = app.send(call("GET", path)).await.text();
            for sign in ["<script>", "<img src=x", "<svg/onload", "<iframe srcdoc"] {
                assert!(!text.contains(sign), "{sign} of {attack} in {path}");
            }
        }
    }
}

#[tokio::test]
async fn an_address_without_a_page_says_so_in_the_language_of_the_reader() {
    let app = TestApp::new().await;
    app.person("Belum Terbit").await;
    for path in ["/u/belum-terbit", "/u/nobody-here", "/u/%00", "/u/A%20b"] {
        let page = app.send(call("GET", path).with("accept-language", "en")).await.expect(404);
        assert!(page.text().contains("<html lang=\"en\""), "{path}");
    }
    let page = app.send(call("GET", "/u/nobody-here").with("accept-language", "id")).await.expect(404);
    assert!(page.text().contains("<html lang=\"id\""));
}

#[tokio::test]
async fn another_site_learns_how_to_embed_a_card() {
    let app = TestApp::with(|config| config.public_url = Some("https://lepas.example/".into())).await;
    let sari = app.person("Sari").await;
    app.publish(&sari, &json!({ "basics": { "name": "Sari \"<b>\"", "label": "Desainer" } })).await;
    let ask = |query: &str| call("GET", format!("/oembed?{query}"));
    let answer =
        app.send(ask("url=https%3A%2F%2Flepas.example%2Fu%2Fsari&maxwidth=300&maxheight=100")).await.expect(200).json();
    assert_eq!((answer["type"].as_str(), answer["version"].as_str()), (Some("rich"), Some("1.0")));
    assert_eq!((answer["width"].as_u64(), answer["height"].as_u64()), (Some(300), Some(100)));
    let html = answer["html"].as_str().unwrap();
    assert!(
        html.starts_with("<iframe src=\"https://lepas.example/u/sari/card?script=1\"") && !html.contains("<b>"),
        "{html}"
    );
    app.send(ask("url=https://evil.example/u/sari")).await.expect(404);
    app.send(ask("url=https://lepas.example/u/nobody")).await.expect(404);
    assert_eq!(app.send(ask("")).await.expect(400).errors(), ["?url required"]);
    let map = app.send(call("GET", "/sitemap.xml")).await.expect(200);
    assert!(map.text().contains("<loc>https://lepas.example/u/sari</loc>"));
}

#[tokio::test]
async fn a_host_that_is_none_does_not_reach_the_page() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let page = app.send(call("GET", "/u/sari").with("host", "evil\"><script>")).await;
    assert!(!page.text().contains("evil"));
}
