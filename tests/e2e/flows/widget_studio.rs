//! The widget studio: what is chosen there is what stands on somebody else's site.
//!
//! 1. By keyboard alone: the place, the shape, the language, the colours; the text that the button copies, pasted into a
//!    page of another origin, renders exactly that. So does every other rung. axe is silent for each of them.
//! 2. Every sample site shows the card, the sandboxed one too.
//! 3. A list of sites keeps the card away from all others, and Lepas itself still shows it.
//! 4. The switch counts what other sites show, not what the owner looks at, and the studio tells the sums.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::{Key, components::SelectElement};

use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    host, server,
};

/// What stands in the field that has the focus: its label, or its words.
const FOCUSED: &str =
    "const node = document.activeElement; const text = (node) => (node?.innerText ?? '').replace(/\\s+/g, ' ').trim();
    return text(node.labels?.[0]) || text(node)";

/// Presses Tab until a control has the focus.
async fn tab_to(browser: &Browser, label: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..60 {
        let at = browser.script(FOCUSED).await?.as_str().unwrap_or_default().to_owned();
        if at.starts_with(label) {
            return Ok(());
        }
        passed.push(at);
        browser.driver.action_chain().send_keys(Key::Tab + "").perform().await?;
    }
    anyhow::bail!("Tab does not come to {label:?}, but to {passed:?}")
}

/// Comes to a list by Tab and chooses by typing, as keyboards do.
async fn choose(browser: &Browser, label: &str, words: &str) -> Result<()> {
    tab_to(browser, label).await?;
    browser.driver.action_chain().send_keys(words).perform().await?;
    browser
        .until(&format!("{words:?} to be chosen in {label:?}"), || async {
            let chosen = browser
                .script("const node = document.activeElement; return node.selectedOptions?.[0]?.innerText ?? ''")
                .await?;
            Ok(chosen.as_str().is_some_and(|chosen| chosen.starts_with(words)).then_some(()))
        })
        .await
}

/// Chooses by the word behind an entry, as a finger does.
async fn pick(browser: &Browser, label: &str, word: &str) -> Result<()> {
    let list = SelectElement::new(&browser.field(label).await?).await?;
    Ok(list.select_by_value(word).await?)
}

/// Back to the start of the page's keyboard order.
async fn to_the_top(browser: &Browser) -> Result<()> {
    browser.script("document.querySelector('main').setAttribute('tabindex', '-1'); document.querySelector('main').focus(); return 1").await?;
    Ok(())
}

/// What a field of a text to paste holds, once it holds what it should.
async fn to_paste(browser: &Browser, label: &str, piece: &str) -> Result<String> {
    browser
        .until(&format!("{label:?} to hold {piece:?}"), || async {
            let text = browser.field(label).await?.prop("value").await?.unwrap_or_default();
            Ok(text.contains(piece).then_some(text))
        })
        .await
}

async fn axe(browser: &Browser, what: &str) -> Result<()> {
    for dark in [false, true] {
        browser.set_look(Look { dark, ..Look::DESK }).await?;
        let found = violations(browser).await?;
        ensure!(found.is_empty(), "{what}, dark {dark}: {found:#?}");
    }
    browser.set_look(Look::DESK).await
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=id><meta charset=utf-8><title>Situs contoh</title><link rel=icon href=data:,>\
         <script>window.errors = []; addEventListener('lepas-error', (event) => errors.push(event.detail.status))</script><h1>Situs contoh</h1>{body}"
    )
}

#[tokio::test]
async fn what_is_chosen_by_keyboard_stands_on_another_site() -> Result<()> {
    // A card has no icon of its own, which browsers ask for when it is a page of theirs.
    journey("widget-studio", Look::DESK, &["401", "favicon"], |browser, _server| async move {
        browser.sign_in(&server::person("freelancer")?).await?;
        let clipboard = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        browser.protocol("Browser.grantPermissions", clipboard).await?;
        browser.app("/studio/widgets").await?;
        browser.says("Begini tampaknya").await?;
        to_the_top(&browser).await?;
        choose(&browser, "Yang diterima situs", "Kode").await?;
        choose(&browser, "Bentuk", "Tegak").await?;
        choose(&browser, "Bahasa", "English").await?;
        choose(&browser, "Terang atau gelap", "Selalu gelap").await?;
        choose(&browser, "Warna tombol", "Pandan").await?;
        tab_to(&browser, "Sudut").await?;
        browser.driver.action_chain().send_keys("20").perform().await?;
        let element = to_paste(&browser, "HTML untuk ditempel", "radius=\"20\"").await?;
        tab_to(&browser, "Salin").await?;
        browser.driver.action_chain().send_keys(Key::Enter + "").perform().await?;
        browser.says("Tersalin").await?;
        let read = "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, (error) => done(String(error)))";
        let copied = browser.driver.execute_async(read, vec![]).await?.json().clone();
        ensure!(copied.as_str() == Some(&element), "copied: {copied}");
        axe(&browser, "the element").await?;

        // The other rungs, each with its text.
        let mut texts = Vec::new();
        for (rung, label, piece) in [
            ("Bingkai, tanpa", "HTML untuk ditempel", "layout=tegak&amp;theme=dark&amp;accent=pandan&amp;radius=20&amp;lang=en"),
            ("Hanya teks", "HTML untuk ditempel", "p-name"),
            ("Gambar kecil", "HTML untuk ditempel", "badge.svg?theme=dark&amp;lang=en"),
            ("Hanya alamat", "Alamat untuk ditempel", "/u/sari-kemasan/card?layout=tegak"),
            ("Bingkai untuk", "HTML untuk ditempel", "/team/card?handles=sari-kemasan"),
        ] {
            to_the_top(&browser).await?;
            choose(&browser, "Yang diterima situs", rung).await?;
            let piece = if rung == "Bingkai untuk" {
                tab_to(&browser, "Bersama siapa").await?;
                browser.driver.action_chain().send_keys("ada-quill, a!b").perform().await?;
                browser.says("“a!b” bukan").await?;
                browser.driver.action_chain().send_keys(Key::Backspace + "").perform().await?;
                for _ in 0..4 {
                    browser.driver.action_chain().send_keys(Key::Backspace + "").perform().await?;
                }
                "/team/card?handles=sari-kemasan,ada-quill&amp;theme=dark"
            } else {
                piece
            };
            texts.push(to_paste(&browser, label, piece).await?);
            axe(&browser, rung).await?;
        }
        let [frame, snippet, badge, address, team] = &texts[..] else { anyhow::bail!("{texts:?}") };

        let site = host::serve(page(&format!(
            "<div id=snippet>{snippet}</div><div id=badge>{badge}</div><div id=frame>{frame}</div><div id=team>{team}</div>{element}"
        )))?;
        browser.driver.goto(&site).await?;
        let drawn = "const card = document.querySelector('lepas-card'); const main = card?.shadowRoot?.querySelector('main'); if (!main) return null;
            const style = getComputedStyle(main); return [main.dataset.layout, style.backgroundColor, style.borderRadius, main.innerText.includes('Work with me')]";
        let drawn = browser.until("the card", || async { Ok(Some(browser.script(drawn).await?).filter(|found| !found.is_null())) }).await?;
        ensure!(drawn == json!(["tegak", "rgb(18, 24, 35)", "20px", true]), "{drawn}");
        let words = browser.script("return document.querySelector('#snippet').innerText").await?;
        ensure!(words.as_str().is_some_and(|words| words.contains("Sari Kemasan") && words.contains("Work with me")), "{words}");
        browser.until("the badge", || async { Ok((browser.script("return document.querySelector('#badge img').naturalWidth > 100").await? == true).then_some(())) }).await?;
        for (holder, words) in [("#frame", "Work with me"), ("#team", "Ada Quill")] {
            browser.see(&format!("{holder} iframe")).await?.scroll_into_view().await?;
            browser.see(&format!("{holder} iframe")).await?.enter_frame().await?;
            let text = browser.see("main").await?.text().await?;
            ensure!(text.contains(words), "{holder} says {text:?}");
            browser.driver.enter_default_frame().await?;
        }
        ensure!(address.starts_with("http://localhost"), "{address}");
        browser.driver.goto(address).await?;
        ensure!(browser.see("main").await?.text().await?.contains("Work with me"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_place_has_its_rung_and_every_sample_site_shows_the_card() -> Result<()> {
    journey("widget-samples", Look::PHONE, &["401"], |browser, _server| async move {
        browser.sign_in(&server::person("freelancer")?).await?;
        browser.app("/studio/widgets").await?;
        for (place, rung) in [
            ("html", "element"),
            ("wordpress", "address"),
            ("wix", "frame"),
            ("squarespace", "frame"),
            ("notion", "address"),
            ("readme", "badge"),
            ("mail", "snippet"),
        ] {
            pick(&browser, "Situs Anda", place).await?;
            browser
                .until(&format!("the rung of {place}"), || async {
                    Ok((browser.field("Yang diterima situs").await?.prop("value").await?.as_deref() == Some(rung))
                        .then_some(()))
                })
                .await?;
        }
        // The copy as text, as it looks where it was pasted.
        browser.see(".lp-host iframe").await?.enter_frame().await?;
        ensure!(browser.see(".h-card").await?.text().await?.contains("Sari Kemasan"));
        browser.driver.enter_default_frame().await?;
        pick(&browser, "Situs Anda", "wix").await?;
        for host in ["blog", "dark", "sidebar", "sandbox"] {
            pick(&browser, "Coba di", host).await?;
            browser
                .until(&format!("the card on {host}"), || async {
                    browser.driver.enter_default_frame().await?;
                    browser.see(".lp-host iframe").await?.enter_frame().await?;
                    let text = browser.see("main").await?.text().await?;
                    browser.driver.enter_default_frame().await?;
                    Ok(text.contains("Sari Kemasan").then_some(()))
                })
                .await?;
            let found = violations(&browser).await?;
            ensure!(found.is_empty(), "{host}: {found:#?}");
            let sideways = browser
                .script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await?;
            ensure!(sideways == 0, "{host} scrolls sideways by {sideways}");
        }
        Ok(())
    })
    .await
}

async fn publish(browser: &Browser) -> Result<()> {
    browser.says("Tersimpan di perangkat dan server").await?;
    browser.app("/studio/publish").await?;
    browser.press("Perbarui halaman").await?;
    browser.says("Halaman Anda terbit").await
}

#[tokio::test]
async fn the_list_of_sites_keeps_others_out_and_the_switch_counts() -> Result<()> {
    // A refused frame and a refused request are told in the console, as they should be.
    let expected = &["401", "frame-ancestors", "Framing", "CORS", "ERR_FAILED", "ERR_BLOCKED", "csp-reports"];
    journey("widget-owner", Look::DESK, expected, |browser, server| async move {
        let lepas = server.lock().await.url("");
        browser.sign_in(&server::person("freelancer")?).await?;
        browser.app("/studio/widgets").await?;
        browser.fill("Situs yang boleh menampilkan kartu", "https://contoh.id").await?;
        publish(&browser).await?;
        let card = |accent: &str| {
            format!(
                "<iframe src=\"{lepas}/u/sari-kemasan/card?accent={accent}\" title=Kartu width=480 height=200></iframe>\
                 <lepas-card handle=sari-kemasan accent={accent}><a id=fallback href=\"{lepas}/u/sari-kemasan\">Sari</a></lepas-card><script src=\"{lepas}/embed.js\"></script>"
            )
        };
        browser.driver.goto(&host::serve(page(&card("soga")))?).await?;
        browser.until("the refusal", || async { Ok((browser.script("return errors.length").await? == 1).then_some(())) }).await?;
        ensure!(browser.see("#fallback").await?.is_displayed().await?, "the fallback is gone");
        browser.see("iframe").await?.enter_frame().await?;
        ensure!(browser.all("main").await?.is_empty(), "a site that is not on the list frames the card");
        browser.driver.enter_default_frame().await?;

        browser.app("/studio/widgets").await?;
        pick(&browser, "Situs Anda", "wix").await?;
        browser.see(".lp-host iframe").await?.enter_frame().await?;
        ensure!(browser.see("main").await?.text().await?.contains("Sari Kemasan"), "the owner does not see the card");
        browser.driver.enter_default_frame().await?;
        browser.fill("Situs yang boleh menampilkan kartu", " ").await?;
        let switch = browser.field("Hitung tampilan dan klik").await?;
        switch.scroll_into_view().await?;
        switch.click().await?;
        publish(&browser).await?;

        browser.app("/studio/widgets").await?;
        browser.says("Belum ada yang dihitung").await?;
        browser.driver.goto(&host::serve(page(&card("secang")))?).await?;
        let button = "const card = document.querySelector('lepas-card'); return card.shadowRoot?.querySelector('.lc-btn')?.href ?? null";
        let there = browser.until("the card", || async { Ok(browser.script(button).await?.as_str().map(str::to_owned)) }).await?;
        ensure!(there.ends_with("/u/sari-kemasan/contact"), "{there}");
        browser.script("document.querySelector('lepas-card').shadowRoot.querySelector('.lc-btn').click(); return 1").await?;
        browser.until("Lepas", || async { Ok(browser.driver.current_url().await?.path().starts_with("/messages").then_some(())) }).await?;
        browser.app("/studio/widgets").await?;
        browser.says("Sejauh ini 2 tampilan dan 1 klik").await
    })
    .await
}
