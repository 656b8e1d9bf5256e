//! Registering, signing in, sessions, limits.
//!
//! 1. A session is a `__Host-` cookie, rotated at sign-in and dead after sign-out.
//! 2. An unknown address and a wrong password give the same answer.
//! 3. Five wrong passwords lock this address out of this account for a while, and nobody else.
//! 4. Every broken field is named with its rule, in the language of the reader.

use std::time::Duration;

use lepas_server::auth::limits::{Rate, RateLimits};
use serde_json::json;

use crate::support::{PASSWORD, TestApp, call, cookie};

#[tokio::test]
async fn registering_signs_in_and_makes_a_handle_from_the_name() {
    let app = TestApp::new().await;
    let (first, second) = (app.person("Sari Kemasan").await, {
        let form = json!({ "name": "Sari Kemasan", "email": "lain@contoh.id", "password": PASSWORD });
        app.send(call("POST", "/v1/accounts").json(&form)).await.expect(201)
    });
    assert_eq!(first.handle, "sari-kemasan");
    assert_eq!(second.json()["handle"], "sari-kemasan-2");
    let set = second.header("set-cookie").to_owned();
    for part in ["__Host-lepas=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(!set.contains("Domain"), "{set}");
    let me = app.send(call("GET", "/v1/me").by(&first)).await.expect(200).json();
    assert_eq!((me["published"].as_bool(), me["unread"].as_u64()), (Some(false), Some(0)));
}

#[tokio::test]
async fn a_session_is_rotated_at_sign_in_and_dead_after_sign_out() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let form = json!({ "email": sari.email.to_uppercase(), "password": PASSWORD });
    let again = app.send(call("POST", "/v1/session").by(&sari).json(&form)).await.expect(200);
    let fresh = cookie(&again);
    assert_ne!(fresh, sari.cookie);
    app.send(call("GET", "/v1/me").by(&sari)).await.expect(401);
    app.send(call("GET", "/v1/me").with("cookie", &fresh)).await.expect(200);
    let out = app.send(call("DELETE", "/v1/session").with("cookie", &fresh)).await.expect(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    app.send(call("GET", "/v1/me").with("cookie", &fresh)).await.expect(401);
}

#[tokio::test]
async fn an_unknown_address_answers_like_a_wrong_password() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let attempt =
        |email: &str| call("POST", "/v1/session").json(&json!({ "email": email, "password": "salah sekali ini" }));
    let known = app.send(attempt(&sari.email)).await.expect(401);
    let unknown = app.send(attempt("nobody@contoh.id")).await.expect(401);
    let without_id = |mut value: serde_json::Value| {
        value["instance"] = json!(null);
        value
    };
    assert_eq!(without_id(known.json()), without_id(unknown.json()));
    assert_eq!(known.json()["code"], "wrong-credentials");
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_this_address_but_not_other_accounts() {
    let app = TestApp::new().await;
    let (sari, budi) = (app.person("Sari").await, app.person("Budi").await);
    let attempt = |email: &str, password: &str| {
        call("POST", "/v1/session").json(&json!({ "email": email, "password": password }))
    };
    for _ in 0..5 {
        app.send(attempt(&sari.email, "salah sekali ini")).await.expect(401);
    }
    let locked = app.send(attempt(&sari.email, PASSWORD)).await.expect(429);
    assert!(locked.header("retry-after").parse::<u32>().unwrap() > 60);
    assert_eq!(locked.json()["code"], "too-many-requests");
    app.send(attempt(&budi.email, PASSWORD)).await.expect(200);
    // An open session is not locked out.
    app.send(call("GET", "/v1/me").by(&sari)).await.expect(200);
}

#[tokio::test]
async fn attempts_from_one_address_are_limited() {
    let limits = RateLimits { attempts: Rate { times: 3, window: Duration::from_secs(60) }, ..RateLimits::default() };
    let app = TestApp::with(|config| config.limits = limits).await;
    for number in 0..3 {
        let form = json!({ "email": format!("a{number}@contoh.id"), "password": "salah sekali ini" });
        app.send(call("POST", "/v1/session").json(&form)).await.expect(401);
    }
    let form = json!({ "email": "a9@contoh.id", "password": "salah sekali ini" });
    app.send(call("POST", "/v1/session").json(&form)).await.expect(429);
}

#[tokio::test]
async fn every_wrong_field_is_named_with_its_rule_in_the_language_of_the_reader() {
    let app = TestApp::new().await;
    app.person("Sari").await;
    let register = |body: serde_json::Value| call("POST", "/v1/accounts").json(&body);
    let cases = [
        (
            json!({ "name": "", "email": "a@contoh.id", "password": "kurang" }),
            vec!["/name required", "/password too-short"],
        ),
        (json!({ "name": "A", "email": "a", "password": PASSWORD }), vec!["/email email"]),
        (json!({ "name": "A", "email": "a@contoh.id", "password": PASSWORD, "handle": "A b" }), vec!["/handle handle"]),
        (
            json!({ "name": "A", "email": "a@contoh.id", "password": PASSWORD, "handle": "admin" }),
            vec!["/handle reserved"],
        ),
        (json!({ "name": "A", "email": "a@contoh.id", "password": PASSWORD, "handle": "sari" }), vec!["/handle taken"]),
        (json!({ "name": "A", "email": "sari@contoh.id", "password": PASSWORD }), vec!["/email taken"]),
        (json!({ "name": "A", "email": "a@contoh.id", "password": "password123" }), vec!["/password common-password"]),
        (json!({ "name": "A", "email": "a@contoh.id", "password": PASSWORD, "admin": true }), vec!["/admin shape"]),
        (json!({ "email": "a@contoh.id", "password": PASSWORD }), vec!["/name required"]),
    ];
    for (body, errors) in cases {
        let reply = app.send(register(body)).await.expect(422);
        assert_eq!(reply.errors(), errors);
    }
    let reply = app
        .send(register(json!({ "name": "", "email": "a@b.id", "password": PASSWORD })).with("accept-language", "id"))
        .await;
    let problem = reply.json();
    assert_eq!(problem["errors"][0]["detail"], "Isi bagian ini.");
    assert_eq!(reply.header("content-language"), "id");
    assert!(problem["instance"].as_str() == Some(reply.header("x-request-id")));
}

#[tokio::test]
async fn settings_change_only_where_something_is_given() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let patch = |body: serde_json::Value| call("PATCH", "/v1/me/settings").by(&sari).json(&body);
    app.send(patch(json!({ "locale": "en" }))).await.expect(200);
    let settings = app.send(patch(json!({ "color_scheme": "dark" }))).await.expect(200).json();
    assert_eq!(settings, json!({ "locale": "en", "color_scheme": "dark" }));
    let reply = app.send(patch(json!({ "locale": "de" }))).await.expect(422);
    assert_eq!(reply.errors(), ["/locale choice"]);
}

#[tokio::test]
async fn nothing_changes_for_a_request_from_another_site() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("sec-fetch-site", "")] {
        let attempt = call("DELETE", "/v1/session").by(&sari).with(name, value);
        let reply = app.send(attempt).await.expect(403);
        assert_eq!(reply.json()["code"], "cross-site");
    }
    let foreign =
        call("DELETE", "/v1/session").by(&sari).with("sec-fetch-site", "").with("origin", "https://evil.example");
    app.send(foreign.with("host", "lepas.example")).await.expect(403);
    app.send(call("GET", "/v1/me").by(&sari)).await.expect(200);
    let own =
        call("DELETE", "/v1/session").by(&sari).with("sec-fetch-site", "").with("origin", "https://lepas.example");
    app.send(own.with("host", "lepas.example")).await.expect(204);
}
