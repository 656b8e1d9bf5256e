//! Every answer of every kind carries its policy, and every refusal is a problem document.

use serde_json::json;

use crate::support::{Call, TestApp, call};

/// Requests that lead to each status the server can give on purpose, with the status.
fn requests(sari: &crate::support::Person) -> Vec<(Call, u16)> {
    let draft = "/v1/profiles/sari/draft";
    let mut list = vec![
        (call("GET", "/v1/jobs"), 200),
        (call("GET", "/v1/openapi.json"), 200),
        (call("GET", "/healthz"), 200),
        (call("GET", "/metrics"), 200),
        (call("GET", "/u/sari"), 200),
        (call("GET", "/u/sari/card"), 200),
        (call("GET", "/u/sari/badge.svg"), 200),
        (call("GET", "/u/sari/resume.json"), 200),
        (call("GET", "/oembed?url=http://localhost/u/sari").with("host", "localhost"), 200),
        (call("GET", "/sitemap.xml"), 200),
        (call("GET", "/robots.txt"), 200),
        (call("GET", "/"), 200),
        (call("DELETE", "/v1/session"), 204),
        (call("GET", draft).by(sari).with("if-none-match", "\"2\""), 304),
        (call("GET", "/v1/jobs?limit=x"), 400),
        (call("POST", "/v1/session").bytes("application/json", b"{".to_vec()), 400),
        (call("GET", "/v1/me"), 401),
        (call("POST", "/v1/session").with("sec-fetch-site", "cross-site"), 403),
        (call("GET", "/v1/nothing"), 404),
        (call("GET", "/v1/jobs/..%2f..%2fetc"), 404),
        (call("GET", "/u/nobody-here"), 404),
        (call("GET", "/u/nobody-here/card"), 404),
        (call("GET", "/u/nobody-here/badge.svg"), 404),
        (call("GET", "/uploads/nothing"), 404),
        (call("GET", "/nothing.js"), 404),
        (call("PUT", "/v1/jobs").json(&json!({})), 405),
        (call("POST", "/u/sari"), 405),
        (call("POST", "/nothing"), 405),
        (call("PUT", draft).by(sari).with("if-match", "\"1\"").json(&json!({})), 412),
        (call("POST", "/v1/session").bytes("application/json", vec![b' '; 1_100_000]), 413),
        (call("POST", "/v1/session").bytes("text/plain", b"x".to_vec()), 415),
        (call("POST", "/v1/session").json(&json!({})), 422),
        (call("PUT", draft).by(sari).json(&json!({})), 428),
        (call("GET", "/oembed?url=x&format=yaml"), 501),
    ];
    list.push((call("OPTIONS", "/v1/jobs"), 405));
    list
}

#[tokio::test]
async fn every_answer_carries_policy_nosniff_and_referrer_policy() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    for (number, (request, status)) in requests(&sari).into_iter().enumerate() {
        let reply = app.send(request).await;
        assert_eq!(reply.status.as_u16(), status, "request {number}: {}", reply.text());
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "request {number}: {policy:?}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "request {number}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "request {number}");
        assert_eq!(reply.header("referrer-policy"), "strict-origin-when-cross-origin", "request {number}");
        assert!(!reply.header("x-request-id").is_empty(), "request {number}");
        assert!(reply.headers.get("server").is_none());
    }
}

#[tokio::test]
async fn every_refusal_of_the_api_is_a_problem_document_that_names_its_request() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    for (number, (request, status)) in requests(&sari).into_iter().enumerate() {
        let reply = app.send(request).await;
        let is_page = ["text/", "image/"].iter().any(|kind| reply.header("content-type").starts_with(kind));
        if status < 400 || is_page {
            continue;
        }
        assert_eq!(reply.header("content-type"), "application/problem+json", "request {number}");
        let problem = reply.json();
        assert_eq!(problem["status"], status, "request {number}");
        assert_eq!(problem["type"], format!("/problems/{}", problem["code"].as_str().unwrap()));
        assert_eq!(problem["instance"], reply.header("x-request-id"));
    }
}

#[tokio::test]
async fn reports_of_browsers_are_counted_and_limited_in_size() {
    let app = TestApp::new().await;
    let report = json!({ "csp-report": { "effective-directive": "script-src", "blocked-uri": "inline" } });
    let send = |body: Vec<u8>| {
        call("POST", "/v1/csp-reports").with("sec-fetch-site", "").bytes("application/csp-report", body)
    };
    app.send(send(report.to_string().into_bytes())).await.expect(204);
    app.send(send(b"nonsense".to_vec())).await.expect(204);
    app.send(send(vec![b'x'; 17_000])).await.expect(413);
    let metrics = app.send(call("GET", "/metrics")).await.text();
    assert!(metrics.contains("lepas_csp_reports_total 2\n"), "{metrics}");
}

#[tokio::test]
async fn the_app_is_served_compressed_with_its_own_policy() {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dist.path().join(name), text).unwrap();
    write("index.html", "<!doctype html><p>Lepas");
    write("index.html.br", "brotli");
    write("lepas-0123456789abcdef.js", "export {}");
    write("lepas-0123456789abcdef.js.gz", "gzip");
    write("csp.json", r#"{"script_sha256":["sha256-abc="]}"#);
    let app = TestApp::with(|config| config.dist = Some(dist.path().to_owned())).await;
    for path in ["/", "/jobs", "/studio/profile", "/index.html", "/messages/01a2"] {
        let page = app.send(call("GET", path)).await.expect(200);
        assert_eq!(page.text(), "<!doctype html><p>Lepas");
        assert_eq!(page.header("cache-control"), "no-cache");
        let policy = page.header("content-security-policy");
        for part in [
            "script-src 'self' 'sha256-abc=' 'wasm-unsafe-eval';",
            "require-trusted-types-for 'script'",
            "report-uri /v1/csp-reports",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
    }
    let small = app.send(call("GET", "/").with("accept-encoding", "gzip, br")).await.expect(200);
    assert_eq!((small.header("content-encoding"), small.text().as_str()), ("br", "brotli"));
    let script =
        app.send(call("GET", "/lepas-0123456789abcdef.js").with("accept-encoding", "gzip, br")).await.expect(200);
    assert_eq!((script.header("content-encoding"), script.text().as_str()), ("gzip", "gzip"));
    assert!(script.header("cache-control").contains("immutable"));
    app.send(call("GET", "/").with("if-none-match", small.header("etag"))).await.expect(304);
    app.send(call("GET", "/csp.json")).await.expect(404);
    app.send(call("GET", "/../Cargo.toml")).await.expect(404);
    app.send(call("GET", "/missing.wasm")).await.expect(404);
}

#[tokio::test]
async fn what_cannot_run_has_a_short_policy_and_a_typeface_is_kept() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::create_dir(dist.path().join("fonts")).unwrap();
    for name in ["index.html", "fonts/plus-jakarta-sans.woff2", "favicon.svg", "sw.js"] {
        std::fs::write(dist.path().join(name), "x").unwrap();
    }
    let app = TestApp::with(|config| config.dist = Some(dist.path().to_owned())).await;
    let policy = async |path: &str| {
        let reply = app.send(call("GET", path)).await.expect(200);
        (reply.header("content-security-policy").to_owned(), reply.header("cache-control").to_owned())
    };
    let (font, caching) = policy("/fonts/plus-jakarta-sans.woff2").await;
    assert!(font.len() < 100 && font.contains("sandbox"), "{font}");
    assert!(caching.contains("max-age=604800"), "{caching}");
    assert_eq!(policy("/favicon.svg").await, (font, "no-cache".to_owned()));
    assert!(policy("/sw.js").await.0.contains("connect-src"));
}

#[tokio::test]
async fn a_public_page_asks_for_its_typeface_beside_it() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    let page = app.send(call("GET", format!("/u/{}", sari.handle))).await.expect(200);
    assert!(page.header("link").starts_with("</fonts/plus-jakarta-sans.woff2>; rel=preload; as=font"));
    // It is not to jump when the typeface comes late.
    assert!(page.text().contains("font-display: optional") && !page.text().contains("font-display: swap"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("connect-src 'self'") && !policy.contains("script-src"), "{policy}");
}
