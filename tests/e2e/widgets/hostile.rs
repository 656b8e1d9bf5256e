//! The element on pages that mean it badly or were simply careless.
//!
//! 1. `* { all: unset !important }` and worse leave the card as it is.
//! 2. Overridden prototypes end in the fallback and an error at worst, never in an exception of the page.
//! 3. A strict policy with Trusted Types, without `unsafe-inline` and `unsafe-eval`, is enough.
//! 4. Ten cards of one person are one request; ten of ten people share one connection.
//! 5. Elements made before and after the script, and moved a hundred times, work and leave nothing behind.

use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::json;

use super::{
    site::{Page, Wire, document, serve},
    stage::{Engine, Stage, in_both_browsers, nothing_for, on_stage},
};

const READY: &str = "return document.querySelector('lepas-card')?.shadowRoot?.querySelector('main')?.innerText.includes('Sari Kemasan')";

fn card(attributes: &str) -> String {
    format!(
        "<lepas-card handle=sari-kemasan {attributes}><a href=\"https://lepas.example/u/sari-kemasan\">Sari Kemasan</a></lepas-card>"
    )
}

async fn hostile_css(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let css = "<style>* { all: unset !important; color: red !important; font-size: 3px !important; visibility: hidden !important; opacity: 0.1 !important; direction: rtl !important; }
        html { font-size: 2px; letter-spacing: 9px; line-height: 9; text-transform: uppercase; }
        .lc, .lcb, main, h1, img, a { display: none !important; position: fixed !important; }</style>";
    let script = format!("<script async src=\"{lepas}/embed.js\"></script>");
    let plain = document("", &(card("") + script.as_str()));
    let hostile = |all: &str| document(&css.replacen("unset", all, 1), &(card("") + script.as_str()));
    let site = serve(vec![
        Page::new("/plain", plain),
        Page::new("/unset", hostile("unset")),
        Page::new("/initial", hostile("initial")),
        Page::new("/inherit", hostile("inherit")),
        Page::new("/revert", hostile("revert")),
    ])?;
    let look = "const root = document.querySelector('lepas-card').shadowRoot; const box = (css) => { const style = getComputedStyle(root.querySelector(css));
            return [style.fontSize, style.color, style.visibility, style.display, style.letterSpacing, style.textTransform, style.position, style.fontWeight]; };
        return [box('main'), box('h1'), box('.lc-btn'), box('.lc-line'), root.querySelector('main').getBoundingClientRect().width > 200]";
    let mut seen = Vec::new();
    for page in ["/plain", "/unset", "/initial", "/inherit", "/revert"] {
        stage.goto(&format!("{site}{page}")).await?;
        stage.until("return document.querySelector('lepas-card').shadowRoot?.querySelector('main') != null").await?;
        seen.push(stage.script(look).await?);
    }
    ensure!(seen.iter().all(|one| *one == seen[0]), "the page reached into the card: {seen:#?}");
    ensure!(seen[0][4] == json!(true), "the card has no width");
    Ok(())
}
in_both_browsers!(hostile_styles_do_not_reach_the_card, hostile_css);

async fn overridden(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let broken = [
        // Each page breaks something else before the script comes. True where the card must appear all the same.
        (
            "for (const name of ['map', 'forEach', 'push', 'filter']) Array.prototype[name] = () => { throw new Error('no'); };",
            false,
        ),
        ("Object.prototype.polluted = 1; Object.prototype.get = () => { throw 1 }; Array.prototype.extra = 2;", true),
        ("Element.prototype.attachShadow = () => { throw new Error('no'); };", false),
        (
            "Element.prototype.querySelector = () => null; Document.prototype.createElementNS = () => { throw new Error('no'); };",
            false,
        ),
        ("window.IntersectionObserver = undefined;", true),
        ("window.CSSStyleSheet = function () { throw new Error('no'); };", false),
        (
            "String.prototype.startsWith = () => { throw new Error('no'); }; window.Map = undefined; window.WeakMap = undefined;",
            false,
        ),
        (
            "const clobber = document.createElement('img'); clobber.name = 'currentScript'; document.head.append(clobber);",
            true,
        ),
        ("document.domain = document.domain;", true),
    ];
    for (number, (source, appears)) in broken.iter().enumerate() {
        let head = format!(
            "<script>window.failed = []; addEventListener('lepas-error', (event) => failed.push(event.type));</script><script>try {{ {source} }} catch {{}}</script>"
        );
        let body = format!("<h1>Situs</h1>{}<script src=\"{lepas}/embed.js\"></script><p id=end>end</p>", card(""));
        let site = serve(vec![Page::new("/", document(&head, &body))])?;
        stage.goto(&format!("{site}/")).await?;
        stage.until("return document.readyState === 'complete' && document.getElementById('end') != null").await?;
        if *appears {
            stage.until(READY).await.map_err(|error| error.context(format!("page {number}: {source}")))?;
            continue;
        }
        // The card, or the fallback as the page's own text: never neither.
        nothing_for(700).await;
        let there = stage
            .script("const card = document.getElementsByTagName('lepas-card')[0]; const link = card.firstElementChild.getBoundingClientRect();
                const main = card.shadowRoot && card.shadowRoot.firstElementChild; return link.width > 0 || (main != null && main.getBoundingClientRect().width > 200)")
            .await?;
        ensure!(there == json!(true), "page {number} shows neither card nor fallback: {source}");
    }
    Ok(())
}
in_both_browsers!(overridden_prototypes_leave_a_card_or_the_fallback, overridden);

async fn strict_policy(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let policy = format!(
        "default-src 'none'; script-src {lepas}/embed.js 'nonce-host'; connect-src {lepas}; img-src {lepas} data:; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let head = "<script nonce=host>window.violations = []; document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));</script>";
    let body =
        format!("{}<script async src=\"{lepas}/embed.js\"></script>", card("layout=works accent=ff8800 radius=9"));
    let site = serve(vec![Page::new("/", document(head, &body)).with("Content-Security-Policy", &policy)])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until(READY).await?;
    stage.until("const all = [...document.querySelector('lepas-card').shadowRoot.querySelectorAll('img')]; return all.length > 1 && all.every((image) => image.naturalWidth > 0)").await?;
    let styled = stage.script("return getComputedStyle(document.querySelector('lepas-card').shadowRoot.querySelector('main')).borderRadius").await?;
    ensure!(styled == json!("9px"), "the styles were refused: {styled}");
    let violations = stage.script("return violations").await?;
    ensure!(violations == json!([]), "{violations}");
    Ok(())
}
in_both_browsers!(a_strict_policy_with_trusted_types_is_enough, strict_policy);

async fn one_connection(stage: Arc<Stage>) -> Result<()> {
    let wire = Wire::to(stage.server.port)?;
    let base = format!("http://localhost:{}", wire.port);
    let sitemap = stage.text("/sitemap.xml")?;
    // A page is there once for each language.
    let pages = sitemap.split("/u/").skip(1);
    let mut people: Vec<&str> = pages.filter_map(|rest| rest.split(['<', '?', '"']).next()).collect();
    people.dedup();
    people.truncate(10);
    ensure!(people.len() == 10, "{people:?}");
    let many = |handles: &[&str]| -> String {
        let cards: String = handles
            .iter()
            .map(|handle| {
                format!(
                    "<lepas-card handle={handle} style=\"display:block;min-height:60px\"><a href=x>x</a></lepas-card>"
                )
            })
            .collect();
        document(
            "<script>window.ready = 0; addEventListener('lepas-ready', () => ready++)</script>",
            &format!("{cards}<script src=\"{base}/embed.js\"></script>"),
        )
    };
    let site = serve(vec![Page::new("/same", many(&["sari-kemasan"; 10])), Page::new("/ten", many(&people))])?;
    stage.goto(&format!("{site}/same")).await?;
    stage.until("return ready === 10").await?;
    let asked =
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/card')).length";
    ensure!(stage.script(asked).await? == json!(1), "ten cards of one person are one request");
    stage.goto("about:blank").await?;
    let before = wire.connections();
    stage.goto(&format!("{site}/ten")).await?;
    stage.until("return ready === 10").await?;
    stage.until("return [...document.querySelectorAll('lepas-card')].every((card) => [...card.shadowRoot.querySelectorAll('img')].every((image) => image.complete && image.naturalWidth > 0))").await?;
    let opened = wire.connections() - before;
    // One for the script, which the browser fetches with the page's credentials mode, and one for everything else.
    ensure!(opened <= 2, "ten cards opened {opened} connections");
    Ok(())
}
in_both_browsers!(many_cards_share_one_connection, one_connection);

async fn moved_about(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let body =
        format!("<div id=a>{}</div><div id=b></div><script src=\"{lepas}/embed.js\"></script>", card("id=before"));
    let site = serve(vec![Page::new(
        "/",
        document("<script>window.ready = 0; addEventListener('lepas-ready', () => ready++)</script>", &body),
    )])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until(READY).await?;
    let made = format!(
        "const again = document.createElement('script'); again.src = '{lepas}/embed.js'; document.head.append(again);
         const card = document.createElement('lepas-card'); card.id = 'after'; card.setAttribute('handle', 'sari-kemasan'); document.body.append(card);
         const late = document.createElement('div'); late.innerHTML = '<lepas-card id=parsed handle=sari-kemasan layout=column></lepas-card>'; document.body.append(late)"
    );
    stage.script(&made).await?;
    stage
        .until("return ['after', 'parsed'].every((id) => document.getElementById(id).shadowRoot.querySelector('main'))")
        .await?;
    stage.script("const card = document.getElementById('before'); for (let turn = 0; turn < 100; turn++) { card.remove(); document.getElementById(turn % 2 ? 'a' : 'b').append(card); }").await?;
    nothing_for(500).await;
    let after = stage
        .script("const card = document.getElementById('before'); return [card.shadowRoot.querySelectorAll('main').length, ready, card.shadowRoot.adoptedStyleSheets.length,
            performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/card')).length]")
        .await?;
    ensure!(after == json!([1, 3, 2, 2]), "moving a card did more than move it: {after}");
    Ok(())
}
in_both_browsers!(cards_made_early_late_and_moved_a_hundred_times_work, moved_about);

/// Elements that were taken away are let go of, documents and all.
#[tokio::test]
async fn a_thousand_cards_that_went_away_leave_nothing_in_chromium() -> Result<()> {
    on_stage(Engine::Chromium, false, |stage| async move {
        let lepas = stage.lepas();
        let body = format!("{}<div id=yard></div><script src=\"{lepas}/embed.js\"></script>", card(""));
        let site = serve(vec![Page::new("/", document("", &body))])?;
        stage.goto(&format!("{site}/")).await?;
        stage.until(READY).await?;
        let round = "const yard = document.getElementById('yard'); yard.replaceChildren();
            for (let made = 0; made < 100; made++) { const card = document.createElement('lepas-card'); card.setAttribute('handle', 'sari-kemasan'); yard.append(card); }";
        let count = || async {
            let driver = stage.driver.cdp();
            driver.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            driver.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            let counted = driver.send_raw("Memory.getDOMCounters", json!({})).await?;
            anyhow::Ok((counted["nodes"].as_u64().unwrap_or(0), counted["jsEventListeners"].as_u64().unwrap_or(0)))
        };
        let all_ready = "return [...document.querySelectorAll('#yard lepas-card')].every((card) => card.shadowRoot.querySelector('main'))";
        stage.script(round).await?;
        stage.until(all_ready).await?;
        stage.script("document.getElementById('yard').replaceChildren()").await?;
        let before = count().await?;
        for _ in 0..10 {
            stage.script(round).await?;
            stage.until(all_ready).await?;
        }
        stage.script("document.getElementById('yard').replaceChildren()").await?;
        nothing_for(4_500).await;
        let after = count().await?;
        // A card has about thirty nodes: a leak of a thousand would be thirty thousand.
        ensure!(after.0 < before.0 + 3_000 && after.1 < before.1 + 100, "{before:?} grew to {after:?}");
        Ok(())
    })
    .await
}
