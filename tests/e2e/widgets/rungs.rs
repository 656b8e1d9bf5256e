//! Every rung of the ladder on a page of another origin.
//!
//! 1. Badge, snippet, frame and element show the right text beside each other, and axe is silent on the page.
//! 2. Links open at the top.
//! 3. Height follows content, theme follows the system and the attribute, without a reload.
//! 4. The keyboard goes through a card in the order it is read.

use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::prelude::*;

use super::{
    site::{Page, document, serve},
    stage::{Engine, Stage, in_both_browsers, on_stage},
};

/// The text of an element's card.
const ELEMENT: &str = "return document.querySelector('lepas-card')?.shadowRoot?.querySelector('main')?.innerText";

fn ladder(stage: &Stage) -> Result<String> {
    let lepas = stage.lepas();
    let snippet = stage.text("/u/sari-kemasan/snippet.html")?;
    let page = format!("{lepas}/u/sari-kemasan").replace(':', "%3A").replace('/', "%2F");
    let answer: serde_json::Value = serde_json::from_str(&stage.text(&format!("/oembed?url={page}&maxwidth=400"))?)?;
    let oembed = answer["html"].as_str().unwrap_or_default();
    Ok(format!(
        "<main><h1>Situs contoh</h1>\
         <p><a href=\"{lepas}/u/sari-kemasan\"><img id=badge src=\"{lepas}/u/sari-kemasan/badge.svg\" alt=\"Sari Kemasan di Lepas\" height=32></a></p>\
         <div id=snippet>{snippet}</div>\
         <iframe id=frame src=\"{lepas}/u/sari-kemasan/card?layout=column\" title=\"Kartu Sari Kemasan\" width=320 height=420 style=\"border:0\"></iframe>\
         <lepas-card handle=sari-kemasan layout=works lang=en style=\"display:block;width:640px;min-height:320px\"><a href=\"{lepas}/u/sari-kemasan\">Sari Kemasan</a></lepas-card>\
         <iframe id=team src=\"{lepas}/team/card?handles=sari-kemasan,ada-quill,nobody-here\" title=\"Tim\" width=480 height=280 style=\"border:0\"></iframe>\
         <div id=oembed>{oembed}</div>\
         </main><script async src=\"{lepas}/embed.js\"></script>"
    ))
}

async fn show_everything(stage: Arc<Stage>) -> Result<()> {
    let site = serve(vec![Page::new("/", document("", &ladder(&stage)?))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until("return document.querySelector('#badge').naturalWidth > 100").await?;
    let text = stage.until(ELEMENT).await?;
    for words in ["Sari Kemasan", "Work with me", "30\u{a0}hours a week"] {
        ensure!(text.as_str().unwrap_or_default().contains(words), "{words:?} is not in the element: {text}");
    }
    let snippet = stage.script("return document.querySelector('#snippet').innerText").await?;
    ensure!(
        snippet.as_str().is_some_and(|text| text.contains("Dieline") && text.contains("Desainer kemasan")),
        "{snippet}"
    );
    let pictures = "const all = [...document.querySelector('lepas-card').shadowRoot.querySelectorAll('img')];
        return all.length === 5 && all.every((image) => image.complete && image.naturalWidth > 0)";
    stage.until(pictures).await?;
    let complaints = stage.axe().await?;
    ensure!(complaints.is_empty(), "axe: {complaints:#?}");
    stage.enter("#frame").await?;
    let card = stage.script("return document.querySelector('main').innerText").await?;
    ensure!(
        card.as_str().is_some_and(|text| text.contains("Sari Kemasan") && text.contains("Bandung, Indonesia")),
        "{card}"
    );
    let stored = stage.script("return document.cookie + document.scripts.length").await?;
    ensure!(stored == json!("0"), "a cookie or a script in the frame: {stored}");
    stage.out().await?;
    for (frame, all) in [
        ("#team", &["Sari Kemasan", "Ada Quill", "1\u{a0}"][..]),
        ("#oembed iframe", &["Sari Kemasan", "Ajak bekerja"]),
    ] {
        stage.enter(frame).await?;
        let text = stage.script("return document.querySelector('main').innerText").await?;
        for words in all {
            ensure!(text.as_str().is_some_and(|text| text.contains(words)), "{words:?} is not in {frame}: {text}");
        }
        stage.out().await?;
    }
    let badge = stage.text("/u/sari-kemasan/badge.svg")?;
    for words in ["<title", "Sari Kemasan", "Bisa mulai sekarang"] {
        ensure!(badge.contains(words), "{words:?} is not on the badge: {badge}");
    }
    Ok(())
}
in_both_browsers!(every_rung_shows_the_right_text_and_axe_is_silent, show_everything);

async fn lead_out(stage: Arc<Stage>) -> Result<()> {
    let site = serve(vec![Page::new("/", document("", &ladder(&stage)?))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.enter("#frame").await?;
    stage.driver.find(By::Css(".lc-by")).await?.click().await?;
    stage.out().await?;
    stage.until("return location.pathname === '/u/sari-kemasan'").await?;
    stage.goto(&format!("{site}/")).await?;
    stage.enter("#team").await?;
    stage.driver.find(By::Css(".lc-team li:nth-child(2) a")).await?.click().await?;
    stage.out().await?;
    stage.until("return location.pathname === '/u/ada-quill'").await?;
    // The button of the element, after the page had its say.
    stage.goto(&format!("{site}/")).await?;
    stage.until(ELEMENT).await?;
    let press = "const card = document.querySelector('lepas-card');
        card.addEventListener('lepas-click', (event) => { window.heard = event.detail.href; event.preventDefault(); }, { once: true });
        card.shadowRoot.querySelector('.lc-btn').click(); return window.heard";
    let heard = stage.script(press).await?;
    ensure!(heard.as_str().is_some_and(|href| href.ends_with("/messages?to=sari-kemasan")), "{heard}");
    ensure!(stage.script("return location.pathname").await? == json!("/"), "preventDefault did not hold the link");
    stage.script("document.querySelector('lepas-card').shadowRoot.querySelector('.lc-btn').click()").await?;
    stage.until("return location.host.startsWith('localhost')").await?;
    Ok(())
}
in_both_browsers!(links_open_at_the_top, lead_out);

async fn follow_content(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let listen = "<script>addEventListener('message', (event) => {
        const frame = document.querySelector('#frame');
        if (event.source === frame.contentWindow && event.data.lepas === 'height') { frame.height = event.data.value; window.told = event.data.value; }
    })</script>";
    let body = format!(
        "{listen}<iframe id=frame src=\"{lepas}/u/sari-kemasan/card?layout=services&script=1\" title=Kartu width=600 height=80></iframe>"
    );
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    let wide = stage.until("return window.told > 150 ? window.told : null").await?;
    stage.script("window.told = 0; document.querySelector('#frame').width = 260").await?;
    let narrow = stage.until("return window.told || null").await?;
    ensure!(narrow.as_f64() > wide.as_f64(), "a narrower card must be higher: {wide} then {narrow}");
    stage.enter("#frame").await?;
    stage.until("return document.documentElement.scrollHeight <= innerHeight + 1").await?;
    stage.out().await?;
    // A message that did not come from the page around the frame is not believed.
    stage.script("window.told = 0; const rogue = document.createElement('iframe'); document.body.append(rogue);
        rogue.contentWindow.eval('parent.document.querySelector(\"#frame\").contentWindow.postMessage({ lepas: \"theme\", value: \"dark\" }, \"*\")')").await?;
    stage.enter("#frame").await?;
    let scheme = stage.script("return document.body.dataset.colorScheme ?? null").await?;
    ensure!(scheme.is_null(), "a forged message changed the theme");
    stage.out().await
}
in_both_browsers!(height_follows_content, follow_content);

/// Grounds of the frame's and the element's cards.
async fn grounds(stage: &Stage) -> Result<(String, String)> {
    let ground = "return getComputedStyle(document.querySelector('main')).backgroundColor";
    stage.enter("#frame").await?;
    let frame = stage.script(ground).await?;
    stage.out().await?;
    let element = stage
        .until("const card = document.querySelector('lepas-card').shadowRoot.querySelector('main'); return card && getComputedStyle(card).backgroundColor")
        .await?;
    Ok((frame.as_str().unwrap_or_default().to_owned(), element.as_str().unwrap_or_default().to_owned()))
}

const NIGHT: &str = "rgb(18, 24, 35)";
const PAPER: &str = "rgb(255, 255, 255)";

async fn dark_system(stage: Arc<Stage>) -> Result<()> {
    let site = serve(vec![Page::new("/", document("", &ladder(&stage)?))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until(ELEMENT).await?;
    let found = grounds(&stage).await?;
    ensure!(found == (NIGHT.to_owned(), NIGHT.to_owned()), "{found:?}");
    // The attribute says otherwise, at once and without asking the server again.
    let change =
        "const card = document.querySelector('lepas-card'); window.main = card.shadowRoot.querySelector('main');
        card.setAttribute('theme', 'light'); return getComputedStyle(window.main).backgroundColor";
    ensure!(stage.script(change).await? == json!(PAPER), "theme=light did not apply");
    ensure!(stage.script("return window.main.isConnected").await? == json!(true), "the card was built again");
    stage.script("document.querySelector('#frame').src += '&theme=light'").await?;
    stage.enter("#frame").await?;
    stage
        .until("return getComputedStyle(document.querySelector('main')).backgroundColor === 'rgb(255, 255, 255)'")
        .await?;
    stage.out().await
}
in_both_browsers!(a_dark_system_gives_dark_cards_and_the_attribute_wins, true, dark_system);

/// Somebody's system turns dark at night: cards that are already on the page follow.
#[tokio::test]
async fn a_system_that_turns_dark_turns_the_cards_in_chromium() -> Result<()> {
    on_stage(Engine::Chromium, false, |stage| async move {
        let site = serve(vec![Page::new("/", document("", &ladder(&stage)?))])?;
        stage.goto(&format!("{site}/")).await?;
        stage.until(ELEMENT).await?;
        ensure!(grounds(&stage).await? == (PAPER.to_owned(), PAPER.to_owned()), "light first");
        stage.set_dark(true).await?;
        ensure!(grounds(&stage).await? == (NIGHT.to_owned(), NIGHT.to_owned()), "dark without a reload");
        Ok(())
    })
    .await
}

async fn other_attributes(stage: Arc<Stage>) -> Result<()> {
    let site = serve(vec![Page::new("/", document("", &ladder(&stage)?))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until(ELEMENT).await?;
    ensure!(grounds(&stage).await?.1 == PAPER, "a light system gives light cards");
    let change = "const card = document.querySelector('lepas-card');
        card.setAttribute('layout', 'column'); card.setAttribute('lang', 'id'); card.setAttribute('radius', '20'); card.setAttribute('accent', '#ff8800')";
    stage.script(change).await?;
    let done = "const card = document.querySelector('lepas-card').shadowRoot.querySelector('main[data-layout=tegak]');
        return card && card.innerText.includes('Ajak bekerja') && getComputedStyle(card).borderRadius === '20px'";
    stage.until(done).await?;
    // Parts and custom properties style the card from outside.
    let style = "const sheet = document.createElement('style');
        sheet.textContent = 'lepas-card::part(name) { letter-spacing: 3px } lepas-card { --lepas-ground: rgb(1, 2, 3); --lepas-accent: rgb(4, 5, 6) }';
        document.head.append(sheet); const root = document.querySelector('lepas-card').shadowRoot;
        return [getComputedStyle(root.querySelector('h1')).letterSpacing, getComputedStyle(root.querySelector('main')).backgroundColor,
            getComputedStyle(root.querySelector('.lc-btn')).backgroundColor]";
    let styled = stage.script(style).await?;
    ensure!(styled == json!(["3px", "rgb(1, 2, 3)", "rgb(4, 5, 6)"]), "{styled}");
    Ok(())
}
in_both_browsers!(changed_attributes_and_outside_styles_apply, other_attributes);

async fn keyboard(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let body = format!(
        "<a id=before href=#x>Sebelum</a><lepas-card handle=sari-kemasan layout=works><a href=x>Sari</a></lepas-card>\
         <iframe id=frame src=\"{lepas}/u/sari-kemasan/card\" title=Kartu width=600 height=200></iframe><a id=after href=#y>Sesudah</a>\
         <script src=\"{lepas}/embed.js\"></script>"
    );
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until(ELEMENT).await?;
    stage.script("document.querySelector('#before').focus()").await?;
    let mut order = Vec::new();
    for _ in 0..14 {
        stage.driver.action_chain().send_keys(Key::Tab + "").perform().await?;
        let at = stage
            .script("let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at.id || at.innerText.trim().split('\\n')[0]")
            .await?;
        let at = at.as_str().unwrap_or_default().to_owned();
        if order.last() != Some(&at) {
            order.push(at);
        }
        if order.last().is_some_and(|last| last == "after") {
            break;
        }
    }
    let last = order.len();
    ensure!(last >= 8, "{order:?}");
    ensure!(order[0] == "Ajak bekerja", "the button comes first, not the hidden link of the fallback: {order:?}");
    ensure!(order[last - 2..] == ["frame".to_owned(), "after".to_owned()], "{order:?}");
    ensure!(order[last - 3].starts_with("di Lepas"), "the last link of the card comes last: {order:?}");
    Ok(())
}
in_both_browsers!(the_keyboard_goes_through_a_card_in_the_order_it_is_read, keyboard);

/// Every layout fits the height that the snippets reserve for it, and no width gives a sideways scroll.
async fn fits(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let mut body = String::new();
    let mut frames = Vec::new();
    for layout in lepas_page::CardLayout::ALL {
        for width in [280, 320, 600, 1000] {
            let id = format!("{}-{width}", layout.slug());
            body.push_str(&format!(
                "<iframe id=\"{id}\" src=\"{lepas}/u/sari-kemasan/card?layout={}\" title=x width={width} height=400></iframe>",
                layout.slug()
            ));
            frames.push((id, layout, width));
        }
    }
    let people = ["sari-kemasan", "ada-quill", "adit-babak"];
    for count in 1..=people.len() {
        body.push_str(&format!(
            "<iframe id=team-{count} src=\"{lepas}/team/card?handles={}\" title=x width=320 height=500></iframe>",
            people[..count].join(",")
        ));
    }
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    let mut problems = Vec::new();
    for count in 1..=people.len() {
        stage.enter(&format!("#team-{count}")).await?;
        let height =
            stage.script("return Math.ceil(document.querySelector('main').getBoundingClientRect().height)").await?;
        stage.out().await?;
        let reserved = lepas_page::embed::team_height(count);
        if height.as_u64().unwrap_or(9_999) > u64::from(reserved) {
            problems.push(format!("a team of {count} needs {height}, {reserved} are reserved"));
        }
    }
    for (id, layout, width) in frames {
        stage.enter(&format!("#{id}")).await?;
        let found = stage
            .script("const root = document.documentElement; return [Math.ceil(document.querySelector('main').getBoundingClientRect().height), root.scrollWidth - root.clientWidth]")
            .await?;
        stage.out().await?;
        let (height, sideways) = (found[0].as_u64().unwrap_or(9_999), found[1].as_u64().unwrap_or(9_999));
        if sideways > 0 {
            problems.push(format!("{id} scrolls sideways by {sideways}"));
        }
        if width >= 320 && height > u64::from(layout.height_at(width)) {
            problems.push(format!("{id} needs {height}, {} are reserved", layout.height_at(width)));
        }
    }
    ensure!(problems.is_empty(), "{problems:#?}");
    Ok(())
}
in_both_browsers!(every_layout_fits_its_reserved_height_at_every_width, fits);
