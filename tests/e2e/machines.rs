//! The same profile as programs of other people read it: feeds, contact, calendar and microformats, each with a parser that
//! is not ours, and the code on the rate card with a reader of codes.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{
    browser::{Look, journey},
    environment, judge,
};

#[tokio::test]
async fn parsers_of_other_people_understand_every_file() -> Result<()> {
    journey("machines", Look::DESK, &[""], |_browser, server| async move {
        let Some(python) = environment::python() else {
            println!("left out: LEPAS_PYTHON is not set");
            return Ok(());
        };
        let base = server.lock().await.url("/u/sari-kemasan");
        let read = judge::files(&python, &base)?;
        judge::sound(&read, "Sari Kemasan")?;
        ensure!(read["atom"]["self"] == json!([format!("{base}/feed.xml")]), "{}", read["atom"]);
        ensure!(read["card"]["url"] == base.as_str(), "{}", read["card"]);
        let resume = &read["resume"];
        let me = resume["me"].as_array().is_some_and(|me| me.contains(&json!(base)));
        ensure!(resume["uid"] == json!([base]) && me, "{resume}");
        Ok(())
    })
    .await
}
