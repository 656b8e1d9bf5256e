//! Inside WordPress: its filter, its sandbox and its message protocol, written again from their documented rules.
//!
//! 1. The filter for unknown providers keeps only `blockquote`, `a` with `href`, and `iframe` with eight attributes; it
//!    hides the frame when a blockquote is there. Our `html` passes it unchanged and stays visible.
//! 2. In the sandbox `allow-scripts` the frame tells its height, is held to 200 to 1000 pixels, and a link goes through
//!    the page around it, which follows only links to the frame's own host while the frame has the focus.
//! 3. Under no scripts at all the card is readable and prints its address.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::prelude::*;

use super::{
    site::{Page, document, serve},
    stage::{Engine, Stage, in_both_browsers, nothing_for, on_stage},
};
use crate::support::http;

const SECRET: &str = "a1B2c3D4e5";
/// Attributes of frames that the filter keeps.
const KEPT: [&str; 8] = ["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"];

/// A tag with its attributes, as far as the filter looks at it.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Takes markup apart into tags; text between them is left out, as the filter cuts it away around the frame.
fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((inside, later)) = after.split_once('>') else { break };
        rest = later;
        let (name, mut attributes_text) = inside.split_once(' ').unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while let Some((attribute, after)) = attributes_text.split_once("=\"") {
            let Some((value, later)) = after.split_once('"') else { break };
            attributes.push((attribute.trim().to_owned(), value.to_owned()));
            attributes_text = later;
        }
        found.push(Tag { name: name.to_owned(), attributes });
    }
    found
}

/// What WordPress makes of the `html` of an unknown provider.
fn filtered(html: &str) -> Result<String> {
    let tags = tags(html);
    let hidden = tags.iter().any(|tag| tag.name == "blockquote");
    let frame = tags.iter().find(|tag| tag.name == "iframe").context("the filter throws away what has no frame")?;
    let mut made =
        String::from("<iframe class=\"wp-embedded-content\" sandbox=\"allow-scripts\" security=\"restricted\"");
    if hidden {
        made.push_str(" style=\"position: absolute; visibility: hidden;\"");
    }
    for (name, value) in frame.attributes.iter().filter(|(name, _)| KEPT.contains(&name.as_str())) {
        if name == "src" {
            made.push_str(&format!(" src=\"{value}#?secret={SECRET}\" data-secret=\"{SECRET}\""));
        } else {
            made.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    made.push_str("></iframe>");
    Ok(made)
}

/// What a WordPress page does with messages.
const HOST: &str = "<script>
addEventListener('message', (event) => {
    const data = event.data;
    if (!data || !data.secret || !data.message || !data.value || /[^a-zA-Z0-9]/.test(data.secret)) return;
    for (const frame of document.querySelectorAll('iframe[data-secret=\"' + data.secret + '\"]')) {
        if (event.source !== frame.contentWindow) continue;
        if (data.message === 'height') frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
        if (data.message === 'link') {
            window.asked = data.value;
            const there = new URL(data.value);
            if (/^https?:$/.test(there.protocol) && there.host === new URL(frame.src).host && document.activeElement === frame) location.href = data.value;
        }
        (window.messages ??= []).push(data.message);
    }
});
addEventListener('load', () => {
    for (const frame of document.querySelectorAll('iframe')) frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
});
</script>";

fn embedded(stage: &Stage, layout: &str) -> Result<String> {
    let card = format!("{}/u/sari-kemasan/card?layout={layout}", stage.lepas())
        .replace(':', "%3A")
        .replace('/', "%2F")
        .replace('?', "%3F")
        .replace('=', "%3D");
    let answer = http::get(stage.server.port, &format!("/oembed?url={card}"))?;
    ensure!(answer.status == 200, "oEmbed answered {}", answer.status);
    let body: serde_json::Value = serde_json::from_str(&answer.body)?;
    Ok(body["html"].as_str().context("no html")?.to_owned())
}

async fn in_wordpress(stage: Arc<Stage>) -> Result<()> {
    let html = embedded(&stage, "services")?;
    let frame = filtered(&html)?;
    for tag in tags(&html) {
        for (name, value) in tag.attributes {
            ensure!(KEPT.contains(&name.as_str()), "{name} would be lost in the filter");
            ensure!(frame.contains(&value), "{name}={value} was changed");
        }
    }
    ensure!(!frame.contains("hidden"), "a blockquote made the filter hide the frame");
    let site = serve(vec![Page::new("/", document("", &format!("<h1>Blog</h1>{HOST}{frame}")))])?;
    stage.goto(&format!("{site}/")).await?;
    let height = stage.until("const frame = document.querySelector('iframe'); return window.messages?.includes('height') && Number(frame.height)").await?;
    ensure!(height.as_f64().is_some_and(|height| (200.0..=1000.0).contains(&height)), "{height}");
    stage.enter("iframe").await?;
    let fits = stage.until("return document.documentElement.scrollHeight <= innerHeight + 1 && document.querySelector('main').innerText").await?;
    ensure!(fits.as_str().is_some_and(|text| text.contains("Label satu varian")), "{fits}");
    stage.driver.find(By::Css(".lc-sv a")).await?.click().await?;
    stage.out().await?;
    stage.until("return location.pathname === '/u/sari-kemasan'").await?;
    Ok(())
}
in_both_browsers!(the_filtered_frame_tells_its_height_and_its_links_lead_out, in_wordpress);

async fn without_scripts(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let body = format!(
        "<iframe sandbox id=none src=\"{lepas}/u/sari-kemasan/card?layout=works&script=1#?secret={SECRET}\" title=Kartu width=600 height=320></iframe>"
    );
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    // The driver may look into the frame although nothing of the page's own runs there.
    stage.enter("#none").await?;
    let text = stage.driver.find(By::Css("main")).await?.text().await?;
    for words in ["Sari Kemasan", "Ajak bekerja", "/u/sari-kemasan"] {
        ensure!(text.contains(words), "{words:?} is not readable without scripts: {text}");
    }
    stage.out().await
}
in_both_browsers!(the_card_is_whole_under_no_scripts_at_all, without_scripts);

async fn foreign_messages(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    // Another frame that knows the secret, and a page that asks with a wrong one: neither gets an answer.
    let body = format!(
        "{HOST}<iframe data-secret={SECRET} sandbox=allow-scripts src=\"{lepas}/u/sari-kemasan/card?script=1#?secret={SECRET}\" title=Kartu width=600 height=320></iframe>"
    );
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until("return window.messages?.includes('height')").await?;
    let quiet = "const frame = document.querySelector('iframe'); window.messages = [];
        frame.contentWindow.postMessage({ message: 'ready', secret: 'zzzzzzzzzz' }, '*');
        frame.contentWindow.postMessage('ready', '*'); frame.contentWindow.postMessage(null, '*');
        frame.contentWindow.postMessage({ message: 'link', value: 'https://evil.example' }, '*')";
    stage.script(quiet).await?;
    nothing_for(400).await;
    ensure!(stage.script("return window.messages").await? == json!([]), "an answer to a stranger");
    stage.script("document.querySelector('iframe').contentWindow.postMessage({ message: 'ready', secret: 'a1B2c3D4e5' }, '*')").await?;
    stage.until("return window.messages.includes('height')").await?;
    Ok(())
}
in_both_browsers!(only_the_right_secret_is_answered, foreign_messages);

#[test]
fn the_filter_hides_a_frame_that_came_with_a_blockquote_and_drops_what_it_does_not_know() {
    let html = "<blockquote><a href=\"x\">x</a></blockquote><iframe src=\"https://a.example/\" loading=\"lazy\" onload=\"x\" title=\"t\"></iframe>";
    let made = filtered(html).unwrap();
    assert!(made.contains("visibility: hidden") && !made.contains("lazy") && !made.contains("onload"), "{made}");
    assert!(filtered("<p>no frame</p>").is_err());
}
