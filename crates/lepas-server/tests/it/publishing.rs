//! What a published profile says to strangers and machines, and above all what it does not say.

use serde_json::{Value, json};

use crate::{
    markers::{Marked, SIGNS},
    support::{Person, Reply, TestApp, call},
};

/// Stands in every text that strangers may not read.
pub(crate) const SECRET: &str = "RAHASIA";

/// A document with something in every field: open texts are `terbuka…`, the others hold [`SECRET`].
pub(crate) fn document() -> Value {
    let secret = |what: &str| format!("{SECRET} {what}");
    json!({
        "basics": {
            "name": "Sari Terbuka", "label": "Terbuka desainer", "summary": secret("ringkasan"),
            "email": "rahasia@contoh.id", "phone": secret("telepon"), "url": "https://sari.contoh.id", "pin": secret("anggota asing"),
            "location": { "city": "Bandung", "countryCode": "ID", "address": secret("jalan"), "postalCode": secret("pos") },
            "profiles": [{ "network": "Galeri", "url": "https://galeri.contoh.id/sari", "token": secret("profil") }]
        },
        "work": [
            { "id": "w1", "name": "Kantor Terbuka", "position": "Desainer", "summary": "Terbuka" },
            { "id": "w2", "name": secret("kantor"), "position": secret("jabatan"), "summary": secret("kerja") }
        ],
        "education": [{ "id": "e1", "institution": "Kampus Terbuka", "score": secret("nilai") }],
        "skills": [{ "name": "Terbuka Illustrator" }, { "id": "s2", "name": secret("keahlian") }],
        "references": [{ "name": secret("penulis"), "reference": secret("kata klien") }],
        "diary": [secret("bagian asing")],
        "meta": { "lepas": {
            "rate": { "amount": { "amount_minor": 77_777_700, "currency": "IDR" }, "unit": "hour" },
            "cases": [
                { "id": "terbuka", "title": "Karya Terbuka", "client": secret("klien"), "summary": "Terbuka" },
                { "id": "tertutup", "title": secret("judul"), "summary": secret("karya") }
            ],
            "services": [{ "id": "l1", "title": "Layanan Terbuka", "summary": secret("rincian"),
                           "price": { "amount": { "amount_minor": 100, "currency": "USD" }, "unit": "project" } }],
            "page": { "links": [{ "label": "Tautan terbuka", "url": "https://toko.contoh.id" }] },
            "translations": { "en": {
                "/basics/label": "Open designer", "/basics/summary": secret("summary"), "/work/w2/summary": secret("trade"),
            } },
            "roles": [{ "id": "ilustrator", "name": "Ilustrator", "hide": ["/work/w1"],
                        "texts": { "/basics/label": "Terbuka ilustrator", "/basics/summary": secret("peran") } }],
            "plan": secret("rencana"),
            "visibility": {
                "/basics/summary": "clients", "/work/w2": "private", "/education/e1/score": "clients",
                "/skills/s2": "private", "/references": "clients", "/meta/lepas/rate": "private",
                "/meta/lepas/cases/terbuka/client": "clients", "/meta/lepas/cases/tertutup": "private",
                "/meta/lepas/services/l1/summary": "clients"
            }
        } }
    })
}

/// Every address at which a stranger meets a profile.
fn outputs(handle: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "",
        "/profile",
        "/links",
        "/rates",
        "/role/ilustrator",
        "/resume.json",
        "/feed.json",
        "/feed.xml",
        "/contact.vcf",
        "/availability.ics",
        "/card",
        "/badge.svg",
        "/snippet.html",
    ]
    .iter()
    .flat_map(|path| ["", "?lang=en", "?lang=id"].map(|query| format!("/u/{handle}{path}{query}")))
    .collect();
    for layout in ["tegak", "baris", "lebar", "layanan", "kesaksian", "jadwal"] {
        paths.push(format!("/u/{handle}/card?layout={layout}"));
    }
    paths.push(format!("/team/card?handles={handle}"));
    paths.push(format!("/oembed?url=http%3A%2F%2Flocalhost%2Fu%2F{handle}"));
    paths.push(format!("/oembed?url=http%3A%2F%2Flocalhost%2Fu%2F{handle}&format=xml"));
    paths.push(format!("/v1/profiles/{handle}"));
    paths.push("/sitemap.xml".to_owned());
    paths
}

async fn published(app: &TestApp) -> Person {
    let sari = app.person("Sari").await;
    app.publish(&sari, &document()).await;
    sari
}

async fn get(app: &TestApp, path: &str) -> Reply {
    app.send(call("GET", path).with("host", "localhost")).await
}

#[tokio::test]
async fn nothing_private_or_for_clients_alone_is_in_any_public_output() {
    let app = TestApp::new().await;
    let sari = published(&app).await;
    for path in outputs(&sari.handle) {
        let reply = get(&app, &path).await.expect(200);
        let text = reply.text();
        for secret in [SECRET, "rahasia@contoh.id", "777.777", "777,777", "77777700"] {
            assert!(!text.contains(secret), "{secret} in {path}: {text}");
        }
    }
    // The same document shows what is open, so that an empty answer does not pass for a safe one.
    for (path, shown) in [
        ("/u/sari", "Karya Terbuka"),
        ("/u/sari?lang=en", "Open designer"),
        ("/u/sari/role/ilustrator", "Terbuka ilustrator"),
        ("/u/sari/links", "Tautan terbuka"),
        ("/u/sari/rates", "Layanan Terbuka"),
        ("/u/sari/resume.json", "Kampus Terbuka"),
        ("/u/sari/feed.json", "Karya Terbuka"),
        ("/u/sari/feed.xml", "Karya Terbuka"),
        ("/u/sari/contact.vcf", "Terbuka Illustrator"),
        ("/u/sari/availability.ics", "Sari Terbuka"),
        ("/u/sari/card?layout=layanan", "Layanan Terbuka"),
    ] {
        assert!(get(&app, path).await.text().contains(shown), "{shown} not in {path}");
    }
    let index = app.index("talent", |index| index["documents"] == 1).await;
    let segment = index["segments"][0]["hash"].as_str().unwrap().to_owned();
    let bytes = get(&app, &format!("/v1/index/talent/segments/{segment}")).await.expect(200).body;
    assert!(!String::from_utf8_lossy(&bytes).contains(SECRET));
}

#[tokio::test]
async fn no_address_answers_with_a_value_entry_or_section_of_the_largest_profile_that_is_hidden() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let marked = Marked::new();
    let basics: Vec<String> = marked.values.iter().filter(|place| place.starts_with("/basics/")).cloned().collect();
    let hidden = [
        ("nothing", Vec::new()),
        ("values", marked.values.clone()),
        ("sections", [marked.sections.clone(), basics].concat()),
    ];
    for (what, places) in hidden {
        app.publish(&sari, &marked.hiding(&places)).await;
        for path in outputs(&sari.handle) {
            let reply = get(&app, &path).await;
            // A role that is hidden has no page.
            assert!(reply.status == 200 || (what == "sections" && path.contains("/role/")), "{path}: {}", reply.status);
            let text = reply.text().to_lowercase();
            let found: Vec<&str> = SIGNS.into_iter().filter(|sign| text.contains(sign)).collect();
            let is_bare = path.contains("badge") || path.contains("sitemap") || reply.status == 404;
            assert!(
                if what == "nothing" { is_bare || !found.is_empty() } else { found.is_empty() },
                "{found:?} in {path} with {what} hidden"
            );
        }
    }
}

#[tokio::test]
async fn each_language_has_one_address_and_names_the_other() {
    let app = TestApp::new().await;
    published(&app).await;
    let links = |reply: &Reply| -> Vec<String> {
        reply.text().split("<link ").skip(1).map(|tag| tag.split('>').next().unwrap().to_owned()).collect()
    };
    let (indonesian, english) = (get(&app, "/u/sari").await, get(&app, "/u/sari?lang=en").await);
    let twins = [
        "rel=\"alternate\" hreflang=\"id\" href=\"http://localhost/u/sari\"",
        "rel=\"alternate\" hreflang=\"en\" href=\"http://localhost/u/sari?lang=en\"",
        "rel=\"alternate\" hreflang=\"x-default\" href=\"http://localhost/u/sari\"",
    ];
    for (reply, tag, canonical) in [(&indonesian, "id", "/u/sari"), (&english, "en", "/u/sari?lang=en")] {
        let links = links(reply);
        for twin in twins {
            assert!(links.iter().any(|link| link == twin), "{twin} not in {links:?}");
        }
        assert!(links.contains(&format!("rel=\"canonical\" href=\"http://localhost{canonical}\"")), "{links:?}");
        assert_eq!(reply.header("content-language"), tag);
        assert!(reply.text().contains(&format!("<html lang=\"{tag}\"")));
    }
    // What nobody translated says in which language it is; what was translated does not.
    assert!(english.text().contains("<p class=\"pg-line p-job-title\">Open designer</p>"), "{}", english.text());
    assert!(english.text().contains("<b lang=\"id\">Karya Terbuka</b>"));
    assert!(!indonesian.text().contains("<b lang="));
    let map = get(&app, "/sitemap.xml").await.text();
    assert!(map.contains("<loc>http://localhost/u/sari?lang=en</loc>") && map.contains("hreflang=\"en\""));
}

#[tokio::test]
async fn search_engines_are_kept_out_exactly_when_the_owner_says_so() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    for hidden in [false, true] {
        let document = json!({ "basics": { "name": "Sari", "label": "Desainer" },
            "meta": { "lepas": { "page": { "hide_from_engines": hidden, "hide_from_talent": hidden } } } });
        app.publish(&sari, &document).await;
        let page = get(&app, "/u/sari").await.text();
        assert_eq!(page.contains("<meta name=\"robots\" content=\"noindex\">"), hidden);
        assert_eq!(get(&app, "/sitemap.xml").await.text().contains("/u/sari<"), !hidden);
        app.index("talent", |index| index["documents"] == u64::from(!hidden)).await;
    }
}

#[tokio::test]
async fn a_link_page_can_stand_at_the_address_and_the_whole_one_behind_it() {
    let app = TestApp::new().await;
    let sari = published(&app).await;
    assert!(!get(&app, "/u/sari").await.text().contains("pg-one"));
    let mut document = document();
    document["meta"]["lepas"]["page"]["link_page"] = true.into();
    app.publish(&sari, &document).await;
    let front = get(&app, "/u/sari").await;
    assert!(front.text().contains("pg-one") && front.text().contains("href=\"/u/sari/profile\""));
    assert!(front.text().contains("<svg class=\"qr\""));
    assert!(front.body.len() <= 30_000, "{}", front.body.len());
    let whole = get(&app, "/u/sari/profile").await.text();
    assert!(
        whole.contains("Karya Terbuka") && whole.contains("rel=\"canonical\" href=\"http://localhost/u/sari/profile\"")
    );
}

#[tokio::test]
async fn a_role_shows_what_it_shows_and_an_unknown_one_is_no_page() {
    let app = TestApp::new().await;
    published(&app).await;
    let role = get(&app, "/u/sari/role/ilustrator").await.expect(200).text();
    assert!(role.contains("Terbuka ilustrator") && !role.contains("Kantor Terbuka") && role.contains("noindex"));
    get(&app, "/u/sari/role/nakhoda").await.expect(404);
    get(&app, "/u/sari/role/%3Cscript%3E").await.expect(404);
}

#[tokio::test]
async fn the_picture_of_link_previews_is_ours_and_small_and_asked_for_once() {
    let app = TestApp::new().await;
    published(&app).await;
    let page = get(&app, "/u/sari").await.text();
    assert!(page.contains("<meta property=\"og:image\" content=\"http://localhost/u/sari/preview.png\">"));
    let picture = get(&app, "/u/sari/preview.png").await.expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
    assert!(picture.body.starts_with(b"\x89PNG") && picture.body.len() < 300_000, "{}", picture.body.len());
    let number = |at: usize| u32::from_be_bytes(picture.body[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (1_200, 630));
    let etag = picture.header("etag").to_owned();
    let again = call("GET", "/u/sari/preview.png").with("host", "localhost").with("if-none-match", &etag);
    app.send(again).await.expect(304);
    get(&app, "/u/nobody/preview.png").await.expect(404);
}

#[tokio::test]
async fn visits_are_counted_only_when_asked_for_and_leave_nothing_with_the_visitor() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let counts = || async {
        let path = format!("/v1/profiles/{}/widget-counts", sari.handle);
        app.send(call("GET", path).by(&sari)).await.expect(200).json()["days"][0]["visits"].as_u64().unwrap_or(0)
    };
    for (counted, visits) in [(false, 0), (true, 2)] {
        let document = json!({ "basics": { "name": "Sari", "label": "Desainer" },
            "meta": { "lepas": { "page": { "count_visits": counted } } } });
        app.publish(&sari, &document).await;
        for _ in 0..2 {
            let page = get(&app, "/u/sari").await.expect(200);
            assert!(page.header("set-cookie").is_empty());
        }
        app.send(call("HEAD", "/u/sari")).await.expect(200);
        assert_eq!(counts().await, visits);
    }
}

#[tokio::test]
async fn pages_come_packed_from_memory_and_change_when_they_are_published_anew() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let packed = |path: &'static str| call("GET", path).with("host", "localhost").with("accept-encoding", "br");
    let first = app.send(packed("/u/sari")).await.expect(200);
    assert_eq!(first.header("content-encoding"), "br");
    let etag = first.header("etag").to_owned();
    app.send(packed("/u/sari").with("if-none-match", &etag)).await.expect(304);
    app.publish(&sari, &json!({ "basics": { "name": "Sari", "label": "Ilustrator" } })).await;
    assert!(get(&app, "/u/sari").await.text().contains("Ilustrator"));
    app.send(packed("/u/sari").with("if-none-match", &etag)).await.expect(200);
}
