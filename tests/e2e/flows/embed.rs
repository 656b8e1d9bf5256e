//! Being found and being embedded.
//!
//! 1. The public page is whole with scripts off: name, headline, skills; no script that runs; no cookie.
//! 2. The card stands in a frame on a page of another origin; the app refuses to be framed.
//! 3. The card's link opens at the top, at Lepas, with the right person.
//! 4. From a card on another origin, through signing in, to the right person; and to an invitation that names the job.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{
    pages::thread::Thread,
    support::{
        browser::{Look, journey},
        host, http, server,
    },
};

#[tokio::test]
async fn the_page_is_plain_html() -> Result<()> {
    journey("public-page", Look::DESK, &[], |browser, server| async move {
        let port = server.lock().await.port;
        let page = http::get(port, "/u/sari-kemasan")?;
        ensure!(page.status == 200);
        for words in ["Sari Kemasan", "Desainer kemasan", "Desain kemasan"] {
            ensure!(page.body.contains(words), "{words:?} is not in the HTML");
        }
        let scripts = page.body.matches("<script").count();
        ensure!(scripts == page.body.matches("<script type=\"application/ld+json\"").count(), "a script that runs");
        ensure!(!page.head.contains("set-cookie"), "a cookie on a public page");
        for header in ["content-security-policy:", "x-content-type-options: nosniff", "referrer-policy:"] {
            ensure!(page.head.contains(header), "no {header}");
        }
        browser.protocol("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
        browser.goto("/u/sari-kemasan").await?;
        let heading = browser.see("h1").await?.text().await?;
        ensure!(heading == "Sari Kemasan", "{heading:?}");
        browser.protocol("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_stands_on_another_site_and_the_app_does_not() -> Result<()> {
    // The refusal to be framed is written to the console, as it should be.
    journey("embed", Look::DESK, &["frame-ancestors", "Framing", "csp-reports"], |browser, server| async move {
        let base = server.lock().await.url("");
        let site = host::serve(format!(
            "<!doctype html><html lang=id><title>Situs contoh</title><link rel=icon href=data:,><h1>Situs contoh</h1>\
             <iframe id=card src=\"{base}/u/sari-kemasan/card\" title=\"Sari Kemasan\" width=340 height=420></iframe>\
             <iframe id=app src=\"{base}/jobs\" title=\"app\" width=340 height=200></iframe>"
        ))?;
        browser.driver.goto(&site).await?;
        browser.see("#card").await?.enter_frame().await?;
        let text = browser.see("main").await?.text().await?;
        ensure!(text.contains("Sari Kemasan"), "the card says {text:?}");
        let link = browser.see("main a[target=_top]").await?;
        ensure!(
            link.prop("href").await?.is_some_and(|href| href.contains("sari-kemasan")),
            "the link does not name the person"
        );
        browser.driver.enter_default_frame().await?;
        browser.see("#app").await?.enter_frame().await?;
        ensure!(browser.all("main").await?.is_empty(), "the app let itself be framed");
        browser.driver.enter_default_frame().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn from_a_card_to_a_message_with_the_job() -> Result<()> {
    journey("invitation", Look::DESK, &["401"], |browser, server| async move {
        let base = server.lock().await.url("");
        let klara = server::person("client")?;
        browser.sign_in(&klara).await?;
        let post = "const done = arguments[arguments.length - 1];
            const ask = (method, path, body) => fetch(path, { method, headers: { 'content-type': 'application/json', 'idempotency-key': 'undangan' }, body });
            ask('POST', '/v1/jobs', JSON.stringify({ title: 'Etsa label untuk teh pelabuhan', description: 'Tiga label.' }))
                .then((answer) => answer.json()).then((job) => ask('DELETE', '/v1/session').then(() => done(job.id)), (error) => done(String(error)))";
        let job = browser.driver.execute_async(post, vec![]).await?.json().as_str().unwrap_or_default().to_owned();
        let site = host::serve(format!(
            "<!doctype html><html lang=id><title>Situs contoh</title><link rel=icon href=data:,><h1>Situs contoh</h1>\
             <p><a id=invite href=\"{base}/messages?to=sari-kemasan&amp;job={job}\">Undang</a></p>\
             <lepas-card handle=sari-kemasan><a href=\"{base}/u/sari-kemasan\">Sari</a></lepas-card><script src=\"{base}/embed.js\"></script>"
        ))?;
        let sign_in = || async {
            browser.see("input[type=email]").await?.send_keys(&klara.email).await?;
            browser.see("input[type=password]").await?.send_keys(&klara.password).await?;
            browser.see("main form button[type=submit]").await?.click().await?;
            Thread::here(&browser).await
        };
        let composer = "return document.querySelector('main textarea')?.value ?? null";
        // The button of the card, signed out.
        browser.driver.goto(&site).await?;
        let press = "const button = document.querySelector('lepas-card').shadowRoot?.querySelector('.lc-btn'); button?.click(); return button != null";
        browser.until("the card", || async { Ok((browser.script(press).await? == true).then_some(())) }).await?;
        sign_in().await?;
        browser.says("Sari Kemasan").await?;
        ensure!(browser.script(composer).await? == "", "a plain contact begins with words that nobody wrote");
        // An invitation from the same site, signed out again.
        let leave = "const done = arguments[arguments.length - 1]; fetch('/v1/session', { method: 'DELETE' }).then(() => done(1))";
        browser.driver.execute_async(leave, vec![]).await?;
        browser.driver.goto(&site).await?;
        browser.see("#invite").await?.click().await?;
        let thread = sign_in().await?;
        let address = format!("{base}/jobs/{job}");
        let waits = |address: String| {
            let browser = &browser;
            async move {
                browser
                    .until("the invitation", || async {
                        let text = browser.script(composer).await?.as_str().unwrap_or_default().to_owned();
                        Ok((text.contains("Etsa label") && text.contains(&address)).then_some(()))
                    })
                    .await
            }
        };
        waits(address.clone()).await?;
        browser.press("Kirim").await?;
        thread.shows(&address).await?;
        thread.is_settled().await?;
        // From the job itself, by the address of the card.
        browser.app(&format!("/jobs/{job}")).await?;
        browser.fill("Undang seseorang", &format!("{base}/u/sari-kemasan/card?layout=lebar")).await?;
        browser.press("Tulis undangan").await?;
        let thread = Thread::here(&browser).await?;
        waits(address.clone()).await?;
        browser.press("Kirim").await?;
        browser
            .until("the second invitation", || async { Ok((thread.texts(&address).await?.len() == 2).then_some(())) })
            .await?;
        thread.is_settled().await
    })
    .await
}
