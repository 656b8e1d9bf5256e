//! Conversations and the promise of delivery.
//!
//! 1. `seq` is dense and the only order, also under many senders at once.
//! 2. The same id and body give the same message; another body or another sender gives 409.
//! 3. An answer of success means that the commit happened: when it fails, nobody hears success and nothing is stored.
//! 4. Whoever is not in a conversation learns nothing of it.
//! 5. Too many messages wait, and the answer says how long.

use std::time::Duration;

use lepas_server::auth::limits::Rate;
use serde_json::{Value, json};

use crate::support::{TestApp, call};

#[tokio::test]
async fn two_people_have_one_conversation_whoever_opens_it() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.published("Klara").await);
    let first =
        app.send(call("POST", "/v1/conversations").by(&klara).json(&json!({ "handle": "sari" }))).await.expect(201);
    let second =
        app.send(call("POST", "/v1/conversations").by(&sari).json(&json!({ "handle": "klara" }))).await.expect(200);
    assert_eq!(first.json()["id"], second.json()["id"]);
    assert_eq!(first.json()["participants"].as_array().map(Vec::len), Some(2));
    let alone =
        app.send(call("POST", "/v1/conversations").by(&sari).json(&json!({ "handle": "sari" }))).await.expect(422);
    assert_eq!(alone.errors(), ["/handle choice"]);
    app.send(call("POST", "/v1/conversations").by(&sari).json(&json!({ "handle": "nobody" }))).await.expect(404);
}

#[tokio::test]
async fn the_same_message_is_stored_once_and_another_one_under_its_id_is_refused() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    let first = app.say(&klara, &conversation, "m1", "Halo").await.expect(201);
    let again = app.say(&klara, &conversation, "m1", "Halo").await.expect(200);
    assert_eq!(first.json(), again.json());
    assert_eq!(app.say(&klara, &conversation, "m1", "Lain").await.expect(409).json()["code"], "conflict");
    app.say(&sari, &conversation, "m1", "Halo").await.expect(409);
    app.say(&klara, &conversation, "m2", "").await.expect(422);
    app.say(&klara, &conversation, "m2", &"x".repeat(8_001)).await.expect(422);
    let page = app.send(call("GET", format!("/v1/conversations/{conversation}/messages")).by(&sari)).await.json();
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn many_senders_at_once_leave_no_hole_and_no_double() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    let sends = (0..120).map(|number| {
        let (app, person, conversation) = (&app, if number % 2 == 0 { &sari } else { &klara }, &conversation);
        async move {
            let id = format!("m{number}");
            let (one, two) =
                tokio::join!(app.say(person, conversation, &id, "sama"), app.say(person, conversation, &id, "sama"));
            let mut statuses = [one.status.as_u16(), two.status.as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 201]);
            assert_eq!(one.json()["seq"], two.json()["seq"]);
        }
    });
    futures::future::join_all(sends).await;
    let mut seqs = Vec::new();
    let mut after = 0;
    loop {
        let path = format!("/v1/conversations/{conversation}/messages?after={after}&limit=50");
        let page = app.send(call("GET", path).by(&sari)).await.expect(200).json();
        seqs.extend(page["items"].as_array().unwrap().iter().map(|message| message["seq"].as_u64().unwrap()));
        match page["next_cursor"].as_str() {
            Some(cursor) => after = cursor.parse().unwrap(),
            None => break,
        }
    }
    assert_eq!(seqs, (1..=120).collect::<Vec<u64>>());
}

#[tokio::test]
async fn pages_lead_through_all_messages_in_both_directions() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    for number in 1..=7 {
        app.say(&klara, &conversation, &format!("m{number}"), "x").await.expect(201);
    }
    let page = async |query: &str| -> (Vec<u64>, Value) {
        let path = format!("/v1/conversations/{conversation}/messages?{query}");
        let page = app.send(call("GET", path).by(&sari)).await.expect(200).json();
        let seqs = page["items"].as_array().unwrap().iter().map(|message| message["seq"].as_u64().unwrap()).collect();
        (seqs, page["next_cursor"].clone())
    };
    assert_eq!(page("limit=3").await, (vec![5, 6, 7], json!("5")));
    assert_eq!(page("before=5&limit=3").await, (vec![2, 3, 4], json!("2")));
    assert_eq!(page("before=2&limit=3").await, (vec![1], Value::Null));
    assert_eq!(page("after=0&limit=5").await, (vec![1, 2, 3, 4, 5], json!("5")));
    assert_eq!(page("after=5&limit=5").await, (vec![6, 7], Value::Null));
    for (query, error) in
        [("limit=0", "?limit out-of-range"), ("limit=101", "?limit out-of-range"), ("after=x", "?after number")]
    {
        let path = format!("/v1/conversations/{conversation}/messages?{query}");
        assert_eq!(app.send(call("GET", path).by(&sari)).await.expect(400).errors(), [error]);
    }
}

#[tokio::test]
async fn a_read_mark_moves_forward_only_and_unread_follows_it() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    for number in 1..=3 {
        app.say(&klara, &conversation, &format!("m{number}"), "x").await.expect(201);
    }
    let unread = async |person| app.send(call("GET", "/v1/me").by(person)).await.json()["unread"].as_u64();
    assert_eq!((unread(&sari).await, unread(&klara).await), (Some(3), Some(0)));
    let mark = async |up_to: u64| {
        let path = format!("/v1/conversations/{conversation}/read");
        app.send(call("PUT", path).by(&sari).json(&json!({ "up_to": up_to }))).await.expect(200).json()["up_to"]
            .as_u64()
    };
    assert_eq!(mark(2).await, Some(2));
    assert_eq!(mark(1).await, Some(2));
    assert_eq!(unread(&sari).await, Some(1));
    assert_eq!(mark(u64::MAX).await, Some(3));
    assert_eq!(unread(&sari).await, Some(0));
}

/// The fault is made with what SQLite itself offers: a trigger breaks a foreign key that is checked at the commit.
#[tokio::test]
async fn a_commit_that_fails_gives_no_success_and_stores_nothing() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(app.database()).foreign_keys(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    for statement in [
        "CREATE TABLE broken (reference TEXT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER fail_at_commit AFTER INSERT ON messages BEGIN INSERT INTO broken VALUES ('nobody'); END",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    let refused = app.say(&klara, &conversation, "m1", "Halo").await.expect(500);
    assert_eq!(refused.json()["code"], "internal");
    assert!(!refused.text().contains("FOREIGN"), "internal detail reached the client: {}", refused.text());
    let page = app.send(call("GET", format!("/v1/conversations/{conversation}/messages")).by(&sari)).await.json();
    assert_eq!(page["items"], json!([]));
    sqlx::query("DROP TRIGGER fail_at_commit").execute(&pool).await.unwrap();
    let stored = app.say(&klara, &conversation, "m1", "Halo").await.expect(201);
    assert_eq!(stored.json()["seq"], 1);
}

#[tokio::test]
async fn conversations_come_with_the_latest_first_and_page_without_doubles() {
    let app = TestApp::new().await;
    let klara = app.person("Klara").await;
    let mut conversations = Vec::new();
    for name in ["Adi Satu", "Budi Dua", "Cici Tiga"] {
        let other = app.published(name).await;
        conversations.push(app.conversation(&klara, &other).await);
    }
    app.say(&klara, &conversations[0], "m1", "x").await.expect(201);
    let list = async |query: &str| {
        app.send(call("GET", format!("/v1/conversations?{query}")).by(&klara)).await.expect(200).json()
    };
    let first = list("limit=2").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = list(&format!("limit=2&cursor={cursor}")).await;
    let ids = |page: &Value| {
        page["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&first), [conversations[0].clone(), conversations[2].clone()]);
    assert_eq!(ids(&second), [conversations[1].clone()]);
    assert_eq!(second["next_cursor"], Value::Null);
    let wrong = app.send(call("GET", "/v1/conversations?cursor=zzz").by(&klara)).await.expect(400);
    assert_eq!(wrong.errors(), ["?cursor cursor"]);
}

#[tokio::test]
async fn repeating_a_creating_request_with_its_key_makes_nothing_twice() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let post = |title: &str, key: &str| {
        let job = json!({ "title": title, "description": "Kemasan kopi" });
        call("POST", "/v1/jobs").by(&sari).with("idempotency-key", key).json(&job)
    };
    assert_eq!(app.send(post("Desainer", "")).await.expect(400).errors(), ["Idempotency-Key required"]);
    let first = app.send(post("Desainer", "k1")).await.expect(201).json();
    assert_eq!(app.send(post("Desainer", "k1")).await.expect(201).json(), first);
    assert_eq!(app.send(post("Lain", "k1")).await.expect(422).errors(), ["Idempotency-Key other"]);
    app.send(post("Desainer", "k2")).await.expect(201);
    let jobs = app.send(call("GET", "/v1/jobs")).await.expect(200).json();
    assert_eq!(jobs["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn too_many_messages_wait_and_say_how_long() {
    let messages = Rate { times: 2, window: Duration::from_secs(60) };
    let app = TestApp::with(|config| config.limits.messages = messages).await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    app.say(&klara, &conversation, "m1", "Satu").await.expect(201);
    app.say(&klara, &conversation, "m2", "Dua").await.expect(201);
    let refused = app.say(&klara, &conversation, "m3", "Tiga").await.expect(429);
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    // Somebody else is not held up by it.
    app.say(&sari, &conversation, "s1", "Halo").await.expect(201);
}
