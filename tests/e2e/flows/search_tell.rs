//! What the search can tell a reader.
//!
//! 1. The pay guide of a skill rests on every posting that asks for it, and says so when they are too few.
//! 2. A change that a receipt names leads to the place that it promises.
//! 3. A freelancer's own place among people is the place in the list.
//! 4. A limit on pay says what it leaves out, and letting it go brings that back.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look, journey},
        server,
    },
};

/// The numbers of a text, in their order, with thousands written out.
fn numbers(text: &str) -> Vec<u32> {
    let text = text.replace(['.', ','], "");
    text.split(|sign: char| !sign.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// What a part of the page says, as soon as it contains some words.
async fn saying(browser: &Browser, css: &str, words: &str) -> Result<String> {
    browser
        .until(words, || async {
            let text = browser.script(&format!("return document.querySelector('{css}')?.innerText ?? ''")).await?;
            Ok(text.as_str().filter(|text| text.contains(words)).map(str::to_owned))
        })
        .await
}

#[tokio::test]
async fn the_pay_guide_rests_on_every_posting_of_a_skill() -> Result<()> {
    journey("search-guide", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?skill=Excel").await?;
        let all = page.total().await?;
        let text = saying(&browser, "#guide", "separuh dari").await?;
        let counts =
            browser.script("return [...document.querySelectorAll('#guide .num')].map((count) => count.innerText)");
        let counts: Vec<u32> =
            serde_json::from_value::<Vec<String>>(counts.await?)?.iter().flat_map(|count| numbers(count)).collect();
        ensure!(counts.len() == 3 && counts.iter().sum::<u32>() == all, "{counts:?} of {all}: {text}");
        ensure!(numbers(&text).first() == Some(&(counts[0] + counts[1])), "{text} rests on {counts:?}");
        browser.see("#guide .lp-hist rect[data-in]").await?;
        axe::silent(&browser).await?;
        // Typed it is the same skill; whatever else is filtered by changes nothing.
        SearchPage::jobs(&browser, "?q=excel&mode=remote").await?;
        let typed = saying(&browser, "#guide", "separuh dari").await?;
        ensure!(typed == text, "{typed}, and not {text}");
        SearchPage::jobs(&browser, "?skill=Desain%20kemasan").await?;
        let few = saying(&browser, "#guide", "baru").await?;
        ensure!(browser.all("#guide .lp-hist").await?.is_empty(), "a picture of too few: {few}");
        SearchPage::jobs(&browser, "").await?;
        saying(&browser, "#guide", "Cari satu keahlian").await?;
        Ok(())
    })
    .await
}

/// Of every open receipt: its place, the title of its row, and what it says of changes.
const RECEIPTS: &str = r"
    return [...document.querySelectorAll('.lp-job')].filter((row) => row.querySelector('.lp-nota__foot button'))
        .map((row) => ({ title: row.querySelector('.lp-job__title').innerText,
            button: row.querySelector('.lp-nota__foot button').innerText,
            says: row.querySelector('.lp-nota__foot p.row span').innerText }));";

#[tokio::test]
async fn a_change_leads_to_the_place_that_a_receipt_promises() -> Result<()> {
    journey("search-advice", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?q=desain").await?;
        browser.fill("Keahlian saya", "Rust").await?;
        browser.see("main h1").await?.focus().await?;
        browser.field("Keahlian").await?;
        browser.script("document.querySelectorAll('.lp-why[aria-controls^=why]').forEach((why) => why.click())").await?;
        let named = browser
            .until("a change that helps", || async {
                let found = browser.script(RECEIPTS).await?;
                Ok(found.as_array().and_then(|found| found.last()).cloned())
            })
            .await?;
        axe::silent(&browser).await?;
        let words = |name: &str| named[name].as_str().map(str::to_owned).context("a receipt without words");
        let (title, button, says) = (words("title")?, words("button")?, words("says")?);
        let promised = *numbers(says.rsplit('#').next().unwrap_or_default()).first().context("no place")? as usize;
        browser
            .script(&format!(
                "[...document.querySelectorAll('.lp-job')].find((row) => row.querySelector('.lp-job__title').innerText === {})
                    .querySelector('.lp-nota__foot button').click()",
                Value::from(title.as_str())
            ))
            .await?;
        browser
            .until("the posting at its promised place", || async {
                Ok((page.titles().await?.get(promised - 1) == Some(&title)).then_some(()))
            })
            .await
            .with_context(|| format!("{title}: {says}, {button}"))?;
        let skills = browser.field("Keahlian saya").await?.prop("value").await?.unwrap_or_default();
        ensure!(skills.starts_with("Rust, "), "{skills} lacks the skill that was added");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_freelancer_sees_the_own_place() -> Result<()> {
    journey("search-where", Look::DESK, &["401"], |browser, _server| async move {
        let sari = server::person("freelancer")?;
        browser.sign_in(&sari).await?;
        let page = SearchPage::talent(&browser, "?q=kemasan").await?;
        browser.press("Di mana saya?").await?;
        let text = saying(&browser, "#where", "Anda #").await?;
        let counted = numbers(&text);
        ensure!(counted.get(1) == Some(&page.total().await?), "{text}");
        let names = page.titles().await?;
        let own = names.get(counted[0] as usize - 1).cloned().unwrap_or_default();
        ensure!(own.starts_with("Sari"), "{text}, but there stands {own} in {names:?}");
        axe::silent(&browser).await?;
        // Left out by a filter there is no place, and the filter's value is what would bring one.
        page.choose("Bahasa", "Deutsch").await?;
        let text = saying(&browser, "#where", "tidak ada di antara").await?;
        ensure!(text.contains("Bila menguasai Deutsch: #"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_limit_on_pay_says_what_it_leaves_out() -> Result<()> {
    journey("search-limit", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?pay=20-").await?;
        let few = page.total().await?;
        browser.says("Batas ini menyisihkan").await?;
        let text =
            browser.script("return document.querySelector('#filters').innerText.match(/Batas ini.*/)[0]").await?;
        let counted = numbers(text.as_str().unwrap_or_default());
        ensure!(counted.len() == 2 && counted[0] + few == counted[1], "{few}: {text}");
        browser.press("Lepas batas ini").await?;
        let all = page.total_after(few).await?;
        ensure!(all == counted[1], "promised {}, got {all}", counted[1]);
        Ok(())
    })
    .await
}
