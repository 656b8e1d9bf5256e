//! Cards, badges, snippets, oEmbed and the scripts, as other sites ask for them.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{Reply, TestApp, call};

fn get(path: &str) -> crate::support::Call {
    // As a page of another site asks.
    call("GET", path).with("host", "lepas.example").with("sec-fetch-site", "cross-site")
}

fn unpacked(reply: &Reply) -> String {
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut reply.body.as_ref(), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn every_layout_is_one_document_without_script_cookie_or_font() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let mut seen = BTreeSet::new();
    for layout in ["column", "row", "works", "services", "testimonials", "availability", "tegak", "nonsense"] {
        let card = app.send(get(&format!("/u/sari/card?layout={layout}"))).await.expect(200);
        let text = card.text();
        assert!(text.contains("Desainer kemasan") || matches!(layout, "services" | "availability"), "{layout}: {text}");
        assert!(text.contains("target=\"_top\"") && text.contains(">lepas.example/u/sari<"), "{layout}");
        assert!(!text.contains("<script") && !text.contains("@font-face") && card.header("set-cookie").is_empty());
        assert_eq!(card.header("access-control-allow-origin"), "*");
        assert!(card.header("content-security-policy").contains("frame-ancestors *"));
        seen.insert(text);
    }
    assert_eq!(seen.len(), 6, "each word draws its own layout, the two languages agree, nonsense is the row");
}

#[tokio::test]
async fn a_card_is_small_on_the_wire_and_is_not_sent_twice() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let card = app.send(get("/u/sari/card").with("accept-encoding", "br, gzip")).await.expect(200);
    assert_eq!((card.header("content-encoding"), card.body.len() <= 6_144), ("br", true), "{}", card.body.len());
    assert!(unpacked(&card).contains("<h1 class=\"p-name\""));
    let again = get("/u/sari/card").with("if-none-match", card.header("etag"));
    assert!(app.send(again).await.expect(304).body.is_empty());
}

#[tokio::test]
async fn a_card_follows_what_is_published_at_once() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    app.send(get("/u/sari/card")).await.expect(200);
    app.publish(&sari, &json!({ "basics": { "name": "Sari Baru", "label": "Penulis" } })).await;
    assert!(app.send(get("/u/sari/card")).await.expect(200).text().contains("Sari Baru"));
    app.send(call("PUT", "/v1/profiles/sari/address").by(&sari).json(&json!({ "handle": "sari-baru" })))
        .await
        .expect(200);
    let moved = app.send(get("/u/sari/card?layout=works&theme=dark")).await.expect(307);
    assert_eq!(moved.header("location"), "/u/sari-baru/card?layout=works&theme=dark");
    assert_eq!(moved.header("access-control-allow-origin"), "*");
    app.send(call("DELETE", "/v1/profiles/sari-baru/publication").by(&sari)).await.expect(200);
    let gone = app.send(get("/u/sari-baru/card?lang=en")).await.expect(404);
    assert!(gone.text().contains("not published at present") && gone.text().starts_with("<!DOCTYPE html>"));
    let badge = app.send(get("/u/sari-baru/badge.svg?lang=en")).await.expect(404);
    assert!(badge.text().starts_with("<svg") && badge.text().contains("not published"));
    app.send(get("/u/sari-baru/snippet.html")).await.expect(404);
}

#[tokio::test]
async fn a_change_by_another_process_shows_within_two_seconds() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    assert!(app.send(get("/u/sari/card")).await.text().contains("Desainer kemasan"));
    // Through the store alone, as an import into the same file does it: nobody tells the cache.
    let store = &app.app.state().store;
    let handle = "sari".parse().unwrap();
    let mut document = store.profile(&handle).await.unwrap().unwrap().draft;
    document.basics.label = "Juru gambar".into();
    let owner = store.profile(&handle).await.unwrap().unwrap().owner;
    store.import_profiles(&owner, &[(handle, document)], lepas_server::clock::now()).await.unwrap();
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(100));
    for _ in 0..20 {
        ticks.tick().await;
        if app.send(get("/u/sari/card")).await.text().contains("Juru gambar") {
            return;
        }
    }
    panic!("{} still shows the old headline after two seconds", sari.handle);
}

#[tokio::test]
async fn colour_and_radius_come_from_the_address_and_nothing_else_does() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let card = app.send(get("/u/sari/card?accent=ff8800&radius=12")).await.expect(200);
    assert!(card.text().contains("--radius:12px") && card.text().contains("--accent:light-dark(#"));
    for hostile in [
        "accent=red;}body{display:none",
        "radius=1}*{",
        "accent=%3C/style%3E%3Cscript%3E",
        "theme=%22%3E%3Cscript%3E",
        "lang=%22x",
    ] {
        let card = app.send(get(&format!("/u/sari/card?{hostile}"))).await.expect(200);
        assert_eq!(card.text(), app.send(get("/u/sari/card")).await.text(), "{hostile}");
    }
}

#[tokio::test]
async fn a_script_comes_only_when_it_is_asked_for_and_the_policy_names_it() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let card = app.send(get("/u/sari/card?script=1")).await.expect(200);
    assert!(card.text().contains("<script src=\"http://lepas.example/embed/card.js\" defer></script>"));
    assert!(card.header("content-security-policy").contains("script-src http://lepas.example/embed/card.js"));
    for path in ["/embed.js", "/embed/card.js"] {
        let script = app.send(get(path).with("accept-encoding", "br")).await.expect(200);
        assert!(script.header("content-type").starts_with("text/javascript") && script.header("set-cookie").is_empty());
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
        assert!(unpacked(&script).contains("'use strict'"));
    }
}

#[tokio::test]
async fn an_owner_can_name_the_sites_that_show_the_card() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let document = |sites: serde_json::Value| {
        json!({
            "basics": { "name": "Sari", "label": "Desainer" }, "meta": { "lepas": { "widgets": { "sites": sites } } }
        })
    };
    app.publish(&sari, &document(json!(["https://blog.contoh.id", "https://*.toko.example"]))).await;
    let from = |origin: &str| get("/u/sari/card").with("origin", origin);
    let card = app.send(from("https://blog.contoh.id")).await.expect(200);
    assert!(
        card.header("content-security-policy")
            .ends_with("frame-ancestors 'self' https://blog.contoh.id https://*.toko.example")
    );
    assert_eq!(card.header("access-control-allow-origin"), "https://blog.contoh.id");
    assert!(app.send(from("https://evil.example")).await.expect(200).header("access-control-allow-origin").is_empty());
    assert!(!app.send(get("/u/sari/resume.json")).await.text().contains("blog.contoh.id"), "the list is private");
    let team = app.send(get("/team/card?handles=sari")).await.expect(200);
    assert!(team.header("content-security-policy").ends_with("https://*.toko.example"));
    for bad in ["https://a.id; script-src *", "*", "http://contoh.id", "https://a.id/x"] {
        let draft =
            call("PUT", "/v1/profiles/sari/draft").by(&sari).with("if-match", "*").json(&document(json!([bad])));
        assert_eq!(app.send(draft).await.expect(422).errors(), ["/meta/lepas/widgets/sites/0 link"], "{bad}");
    }
}

#[tokio::test]
async fn a_badge_shows_what_was_asked_for() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let rate = json!({ "amount": { "amount_minor": 35_000_000, "currency": "IDR" }, "unit": "hour" });
    let lepas = json!({ "rate": rate, "availability": { "status": "now" } });
    app.publish(&sari, &json!({ "basics": { "name": "Sari & <Rekan>", "label": "x" }, "meta": { "lepas": lepas } }))
        .await;
    let all = app.send(get("/u/sari/badge.svg")).await.expect(200).text();
    assert!(all.contains("<title id=\"t\">Sari &amp; &lt;Rekan&gt;: Bisa mulai sekarang, Rp"), "{all}");
    assert!(all.contains("prefers-color-scheme:dark") && !all.contains("<script"));
    let some = app.send(get("/u/sari/badge.svg?show=rate&theme=dark&lang=en")).await.expect(200);
    assert!(
        some.text().contains("/hour") && !some.text().contains("Free") && !some.text().contains("prefers-color-scheme")
    );
    assert!(some.header("content-security-policy").contains("sandbox"));
}

#[tokio::test]
async fn oembed_answers_in_both_formats_and_says_no_as_the_standard_wants() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    app.publish(&sari, &json!({ "basics": { "name": "Sari <b> & Rekan", "label": "Desainer" } })).await;
    app.person("Belum").await;
    let ask = |query: &str| get(&format!("/oembed?{query}"));
    let page = "url=http%3A%2F%2Flepas.example%2Fu%2Fsari";
    let json = app.send(ask(&format!("{page}%2Fcard%3Flayout%3Dworks%26theme%3Ddark"))).await.expect(200).json();
    let html = json["html"].as_str().unwrap();
    assert!(html.contains("/u/sari/card?layout=lebar&amp;theme=dark&amp;script=1\""), "{html}");
    assert_eq!((json["width"].as_u64(), json["height"].as_u64()), (Some(480), Some(360)));
    let xml = app.send(ask(&format!("{page}&format=xml&maxwidth=200&maxheight=90"))).await.expect(200);
    assert!(xml.header("content-type").starts_with("text/xml"));
    let text = xml.text();
    assert!(
        text.contains("<width>200</width><height>90</height>") && text.contains("Sari &lt;b&gt; &amp; Rekan"),
        "{text}"
    );
    assert!(text.contains("&lt;iframe src=&quot;http://lepas.example/u/sari/card?script=1&quot;"), "{text}");
    app.send(ask(&format!("{page}&format=yaml"))).await.expect(501);
    app.send(ask("url=http%3A%2F%2Flepas.example%2Fu%2Fbelum")).await.expect(401);
    app.send(ask("url=http%3A%2F%2Flepas.example%2Fu%2Fnobody-here")).await.expect(404);
    app.send(ask("url=http%3A%2F%2Fevil.example%2Fu%2Fsari")).await.expect(404);
    assert_eq!(app.send(ask(&format!("{page}&maxwidth=wide"))).await.expect(400).errors(), ["?maxwidth number"]);
}

#[tokio::test]
async fn the_snippet_is_text_to_copy_and_a_page_to_look_at_that_nobody_else_may_frame() {
    let app = TestApp::new().await;
    app.published("Sari").await;
    let text = app.send(get("/u/sari/snippet.html")).await.expect(200);
    assert!(text.header("content-type").starts_with("text/plain") && text.text().starts_with("<div"));
    let page = app.send(get("/u/sari/snippet.html?as=page")).await.expect(200);
    assert!(page.header("content-type").starts_with("text/html") && page.text().ends_with(&text.text()));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors 'self'") && policy.contains("sandbox"), "{policy}");
    assert!(!policy.contains("script-src"), "{policy}");
}

#[tokio::test]
async fn a_team_has_the_time_that_all_have_and_names_who_is_missing() {
    let app = TestApp::new().await;
    for (name, availability) in [
        ("Sari", json!({ "status": "now", "hours_per_week": 30 })),
        ("Bayu", json!({ "status": "from", "from": "2027-02-01", "hours_per_week": 12 })),
    ] {
        let person = app.person(name).await;
        let lepas = json!({ "availability": availability });
        app.publish(&person, &json!({ "basics": { "name": name, "label": "x" }, "meta": { "lepas": lepas } })).await;
    }
    let team = app.send(get("/team/card?handles=sari,%20bayu,sari,nobody-here&lang=en")).await.expect(200);
    let text = team.text();
    assert!(text.contains("All are free from 1 February 2027, 12\u{a0}hours a week together"), "{text}");
    assert_eq!((text.matches("<li>").count(), text.contains("1\u{a0}profiles are not published")), (2, true));
    for nobody in
        ["/team/card", "/team/card?handles=,,", "/team/card?handles=nobody-here", "/team/card?handles=%3Cscript%3E"]
    {
        let card = app.send(get(nobody)).await.expect(404);
        assert!(card.text().starts_with("<!DOCTYPE html>") && !card.text().contains("<script"), "{nobody}");
    }
}

#[tokio::test]
async fn nothing_is_counted_unless_the_owner_wants_it_and_then_nobody_is_named() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let counts = || call("GET", "/v1/profiles/sari/widget-counts").by(&sari);
    app.send(get("/u/sari/card")).await.expect(200);
    app.send(get("/u/sari/contact")).await.expect(307);
    assert_eq!(app.send(counts()).await.expect(200).json(), json!({ "days": [] }));
    let document =
        json!({ "basics": { "name": "Sari", "label": "x" }, "meta": { "lepas": { "widgets": { "count": true } } } });
    app.publish(&sari, &document).await;
    let card = app.send(get("/u/sari/card")).await.expect(200).text();
    assert!(card.contains("href=\"http://lepas.example/u/sari/contact\""), "{card}");
    app.send(get("/u/sari/card")).await.expect(200);
    app.send(call("HEAD", "/u/sari/card")).await.expect(200);
    // The owner looking at it in the studio is nobody seeing it.
    app.send(get("/u/sari/card").with("sec-fetch-site", "same-origin")).await.expect(200);
    let on = app.send(get("/u/sari/contact")).await.expect(307);
    assert_eq!(on.header("location"), "/messages?to=sari");
    let days = app.send(counts()).await.expect(200).json();
    assert_eq!((days["days"][0]["views"].as_u64(), days["days"][0]["contacts"].as_u64()), (Some(2), Some(1)), "{days}");
}

#[tokio::test]
async fn a_snippet_is_text_to_copy_that_needs_no_style() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let document =
        json!({ "basics": { "name": "Sari", "label": "Desainer kemasan" }, "skills": [{ "name": "Dieline" }] });
    app.publish(&sari, &document).await;
    let snippet = app.send(get("/u/sari/snippet.html?lang=en")).await.expect(200);
    assert_eq!(snippet.header("content-type"), "text/plain; charset=utf-8");
    let text = snippet.text();
    for part in [
        "<strong><a class=\"p-name u-url\" href=\"http://lepas.example/u/sari\"",
        "Desainer kemasan",
        "<li class=\"p-category\">Dieline</li>",
        ">Work with me: lepas.example/u/sari</a>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn a_portrait_on_a_card_is_a_small_square_that_any_site_may_show() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(900, 600, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, ((x * y) % 256) as u8])
    }));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let upload = call("POST", "/v1/uploads").by(&sari).bytes("image/png", bytes.into_inner());
    let id = app.send(upload).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    app.publish(&sari, &json!({ "basics": { "name": "Sari", "label": "x", "image": format!("/uploads/{id}") } })).await;
    let card = app.send(get("/u/sari/card")).await.text();
    assert!(card.contains(&format!("src=\"http://lepas.example/uploads/{id}?w=192\"")), "{card}");
    for _ in 0..2 {
        let face = app.send(get(&format!("/uploads/{id}?w=192"))).await.expect(200);
        assert_eq!((face.header("content-type"), face.header("access-control-allow-origin")), ("image/jpeg", "*"));
        assert!(face.body.len() <= 16_000, "{}", face.body.len());
        let read = image::load_from_memory(&face.body).unwrap();
        assert_eq!((read.width(), read.height()), (192, 192));
    }
}
