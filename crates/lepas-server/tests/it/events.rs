//! The live stream.
//!
//! 1. A message reaches both people at once, and nobody else.
//! 2. A reader that comes back with its cursor gets what it missed, once and in order.
//! 3. A cursor that nobody gave out asks for a fresh start.
//! 4. Signing out ends the streams of that session and of no other.

use std::time::Duration;

use axum::body::BodyDataStream;
use futures::StreamExt as _;

use crate::support::{Person, TestApp, call};

/// An open stream, read event by event.
struct Stream {
    body: BodyDataStream,
    held: String,
}

impl Stream {
    async fn open(app: &TestApp, person: &Person, cursor: &str) -> Self {
        let response = app.head(call("GET", "/v1/events").by(person).with("last-event-id", cursor)).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), held: String::new() }
    }

    /// The next block of the stream; `None` when nothing comes for a while or the stream ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.held.split_once("\n\n") {
                let block = block.to_owned();
                self.held = rest.to_owned();
                return Some(block);
            }
            let chunk = tokio::time::timeout(Duration::from_millis(700), self.body.next()).await.ok()??;
            self.held.push_str(&String::from_utf8_lossy(&chunk.unwrap()));
        }
    }

    /// The next block that holds a text.
    async fn until(&mut self, text: &str) -> String {
        while let Some(block) = self.next().await {
            if block.contains(text) {
                return block;
            }
        }
        panic!("{text:?} did not come");
    }
}

#[tokio::test]
async fn a_message_reaches_both_people_at_once_and_nobody_else() {
    let app = TestApp::new().await;
    let (sari, klara, stranger) = (app.published("Sari").await, app.person("Klara").await, app.person("Orang").await);
    let conversation = app.conversation(&klara, &sari).await;
    let (mut one, mut two, mut other) = (
        Stream::open(&app, &sari, "").await,
        Stream::open(&app, &klara, "").await,
        Stream::open(&app, &stranger, "").await,
    );
    app.say(&klara, &conversation, "m1", "Halo").await.expect(201);
    let block = one.until("event: message").await;
    assert!(block.contains("\"text\":\"Halo\"") && block.contains("id: 1"), "{block}");
    two.until("event: message").await;
    // Repeating a message tells nobody anything.
    app.say(&klara, &conversation, "m1", "Halo").await.expect(200);
    app.say(&klara, &conversation, "m2", "Lagi").await.expect(201);
    assert!(one.until("event: message").await.contains("Lagi"));
    while let Some(block) = other.next().await {
        assert!(!block.contains("Halo") && !block.contains("Lagi"), "{block}");
    }
}

#[tokio::test]
async fn a_reader_that_comes_back_gets_what_it_missed_once_and_in_order() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    for number in 1..=5 {
        app.say(&klara, &conversation, &format!("m{number}"), &format!("pesan {number}")).await.expect(201);
    }
    let mut stream = Stream::open(&app, &sari, "2").await;
    app.say(&klara, &conversation, "m6", "pesan 6").await.expect(201);
    let mut ids = Vec::new();
    while let Some(block) = stream.next().await {
        if block.contains("event: message") {
            ids.extend(block.lines().filter_map(|line| line.strip_prefix("id: ")).map(str::to_owned));
        }
    }
    assert_eq!(ids, ["3", "4", "5", "6"]);
}

#[tokio::test]
async fn a_cursor_that_nobody_gave_out_asks_for_a_fresh_start() {
    let app = TestApp::new().await;
    let sari = app.published("Sari").await;
    for cursor in ["99999", "-1", "abc", "18446744073709551616"] {
        let mut stream = Stream::open(&app, &sari, cursor).await;
        assert!(stream.until("event: resync").await.contains("id: 0"));
    }
}

#[tokio::test]
async fn a_fresh_reader_learns_where_the_stream_stands_and_hears_of_read_marks_and_conversations() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let mut stream = Stream::open(&app, &sari, "").await;
    assert!(stream.next().await.unwrap().contains("id: 0"));
    let conversation = app.conversation(&klara, &sari).await;
    assert!(stream.until("event: conversation").await.contains(&conversation));
    app.say(&klara, &conversation, "m1", "Halo").await.expect(201);
    let path = format!("/v1/conversations/{conversation}/read");
    app.send(call("PUT", path).by(&sari).json(&serde_json::json!({ "up_to": 1 }))).await.expect(200);
    assert!(stream.until("event: read").await.contains("\"up_to\":1"));
}

#[tokio::test]
async fn a_stopping_server_ends_its_streams() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let mut stream = Stream::open(&app, &sari, "").await;
    stream.next().await;
    app.app.state().stopping.send_replace(true);
    stream.until("the server is stopping").await;
    assert!(stream.body.next().await.is_none());
}

#[tokio::test]
async fn signing_out_ends_the_streams_of_that_session_and_of_no_other() {
    let app = TestApp::new().await;
    let (sari, klara) = (app.published("Sari").await, app.person("Klara").await);
    let conversation = app.conversation(&klara, &sari).await;
    let (mut ended, mut other) = (Stream::open(&app, &sari, "").await, Stream::open(&app, &klara, "").await);
    app.send(call("DELETE", "/v1/session").by(&sari)).await.expect(204);
    app.say(&klara, &conversation, "m1", "Rahasia").await.expect(201);
    other.until("Rahasia").await;
    while let Some(block) = ended.next().await {
        assert!(!block.contains("Rahasia"), "{block}");
    }
}
