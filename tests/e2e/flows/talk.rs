//! Talking.
//!
//! 1. A client opens a conversation from a public page; both see each message at once and after a reload.
//! 2. Killing the server in between loses nothing: what was written meanwhile is kept, sent once, and in order.
//! 3. A reload while messages wait does not lose or double them.

use anyhow::{Context, Result, ensure};

use crate::{
    pages::thread::Thread,
    support::{
        browser::{Browser, Look, journey},
        server,
    },
};

/// What a killed server leaves in the console.
const GONE: &[&str] = &["ERR_", "401"];

#[tokio::test]
async fn two_people_talk() -> Result<()> {
    journey("talk", Look::DESK, &["401"], |client, server| async move {
        let guard = server.lock().await;
        let freelancer = Browser::open(&guard, Look::PHONE).await?;
        drop(guard);
        let walked = talk(&client, &freelancer).await;
        let complaints = freelancer.complaints(&["401"]).await;
        let _ = freelancer.driver.clone().quit().await;
        walked?;
        let complaints = complaints?;
        ensure!(complaints.is_empty(), "the other console has complaints: {complaints:#?}");
        Ok(())
    })
    .await
}

async fn talk(client: &Browser, freelancer: &Browser) -> Result<()> {
    client.sign_in(&server::person("client")?).await?;
    freelancer.sign_in(&server::person("freelancer")?).await?;
    // From the public page, as a stranger finds it.
    client.goto("/u/sari-kemasan").await?;
    client.press("Ajak bekerja").await?;
    let asked = Thread::here(client).await?;
    asked.send("Apakah label teh masih bisa bulan depan?").await?;
    asked.shows("Apakah label teh").await?;
    let answering = Thread::of(freelancer, "Klara").await?;
    answering.shows("Apakah label teh").await?;
    answering.send("Bisa, mulai tanggal tiga.").await?;
    // Nobody reloads: it arrives by itself.
    asked.shows("Bisa, mulai tanggal tiga.").await?;
    asked.send_by_key("Bagus, saya kirim berkasnya.").await?;
    answering.shows("Bagus, saya kirim berkasnya.").await?;
    asked.is_settled().await?;
    for browser in [client, freelancer] {
        browser.driver.refresh().await?;
        let thread = Thread::here(browser).await?;
        for text in ["Apakah label teh", "Bisa, mulai tanggal tiga.", "Bagus, saya kirim berkasnya."] {
            thread.shows(text).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn fifty_messages_survive_five_kills() -> Result<()> {
    journey("talk-kills", Look::DESK, GONE, |browser, server| async move {
        browser.sign_in(&server::person("client")?).await?;
        let thread = Thread::with(&browser, "sari-kemasan").await?;
        for number in 1..=50 {
            thread.send_by_key(&format!("nomor {number:02}")).await?;
            if number % 10 == 5 {
                server.lock().await.kill()?;
            }
            if number % 10 == 8 {
                server.lock().await.run()?;
            }
        }
        thread.is_settled().await?;
        browser.driver.refresh().await?;
        let thread = Thread::here(&browser).await?;
        let expected: Vec<String> = (1..=50).map(|number| format!("nomor {number:02}")).collect();
        let arrived = browser
            .until("fifty messages", || async {
                let texts = thread.texts("nomor").await?;
                Ok((texts.len() >= 50).then_some(texts))
            })
            .await
            .with_context(|| "after the last restart")?;
        ensure!(arrived == expected, "arrived: {arrived:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reload_keeps_what_waits() -> Result<()> {
    journey("talk-reload", Look::DESK, GONE, |browser, server| async move {
        browser.sign_in(&server::person("client")?).await?;
        let thread = Thread::with(&browser, "sari-kemasan").await?;
        // Requests to the API fail while the documents of the app still load: the network is there, the answer is not.
        let block = serde_json::json!({"urls": ["*/v1/conversations/*/messages/*"]});
        browser.protocol("Network.enable", serde_json::json!({})).await?;
        browser.protocol("Network.setBlockedURLs", block).await?;
        for number in 1..=3 {
            thread.send_by_key(&format!("tertahan {number}")).await?;
        }
        browser.driver.refresh().await?;
        let thread = Thread::here(&browser).await?;
        for number in 1..=3 {
            thread.shows(&format!("tertahan {number}")).await?;
        }
        browser.protocol("Network.setBlockedURLs", serde_json::json!({"urls": []})).await?;
        thread.is_settled().await?;
        browser.driver.refresh().await?;
        let thread = Thread::here(&browser).await?;
        thread.shows("tertahan 3").await?;
        ensure!(thread.texts("tertahan").await? == ["tertahan 1", "tertahan 2", "tertahan 3"]);
        drop(server);
        Ok(())
    })
    .await
}
