//! The rungs that must survive sanitisers, through real ones: ammonia, DOMPurify, sanitize-html, bleach, and what
//! GitHub keeps of a README.
//!
//! What a sanitiser does with its own defaults counts. The table that comes out is kept in
//! `target/widgets/sanitisers.md`; docs/WIDGETS.md has a copy.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    site::{Page, document, serve},
    stage::{Engine, on_stage},
};
use crate::support::{environment, judge};

/// Runs npm's sanitisers over the texts of standard input and prints what is left as JSON.
const NODE: &str = r"
const sanitize = require('sanitize-html');
const { marked } = require('marked');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
// GitHub's published list, as far as a badge and plain prose are concerned: no style, no class, a few elements more.
const github = {
    allowedTags: ['h1', 'h2', 'h3', 'b', 'i', 'strong', 'em', 'a', 'pre', 'code', 'img', 'tt', 'div', 'ins', 'del', 'sup', 'sub', 'p', 'ol', 'ul', 'table', 'thead', 'tbody', 'tfoot', 'blockquote', 'dl', 'dt', 'dd', 'kbd', 'q', 'samp', 'var', 'hr', 'ruby', 'rt', 'rp', 'li', 'tr', 'td', 'th', 's', 'strike', 'summary', 'details', 'br', 'span'],
    allowedAttributes: { a: ['href'], img: ['src', 'alt', 'height', 'width', 'longdesc'], '*': ['align', 'title', 'lang', 'dir'] },
    allowedSchemes: ['http', 'https', 'mailto'],
};
const strict = { allowedTags: ['p', 'a', 'img', 'ul', 'li', 'strong'], allowedAttributes: { a: ['href'], img: ['src', 'alt'] } };
const out = {};
for (const [name, text] of Object.entries(texts)) {
    const html = name === 'markdown' ? marked.parse(text) : text;
    out[name] = { 'sanitize-html': sanitize(html), 'strict list (p, a, img, ul, li, strong)': sanitize(html, strict), 'GitHub-like': sanitize(html, github) };
}
console.log(JSON.stringify(out));";

const PYTHON: &str = r"
import bleach, json, sys
texts = json.load(sys.stdin)
print(json.dumps({name: {'bleach': bleach.clean(text), 'bleach, p and img allowed': bleach.clean(text, tags=set(bleach.ALLOWED_TAGS) | {'p', 'img'}, attributes={'a': ['href'], 'img': ['src', 'alt']}), 'bleach, unknown tags stripped': bleach.clean(text, strip=True)} for name, text in texts.items()}))";

/// What must be left of each text, in words and addresses.
fn wanted(rung: &str, lepas: &str) -> Vec<String> {
    let page = format!("href=\"{lepas}/u/sari-kemasan\"");
    match rung {
        "snippet" => {
            vec!["Sari Kemasan".into(), "Desainer kemasan".into(), "Dieline".into(), "Prapracetak".into(), page]
        }
        _ => vec![format!("<img src=\"{lepas}/u/sari-kemasan/badge.svg\""), page],
    }
}

#[tokio::test]
async fn snippet_and_badge_survive_every_sanitiser() -> Result<()> {
    let (Some(npm), Some(python)) = (environment::npm(), environment::python()) else {
        eprintln!("skipped: the sanitisers are not there; LEPAS_NPM and LEPAS_PYTHON name their folders");
        return Ok(());
    };
    on_stage(Engine::Chromium, false, |stage| async move {
        let lepas = stage.lepas();
        let (badge, page) = (format!("{lepas}/u/sari-kemasan/badge.svg"), format!("{lepas}/u/sari-kemasan"));
        let options = lepas_page::CardOptions { origin: lepas.clone(), ..Default::default() };
        let handle = "sari-kemasan".parse().map_err(|rule| anyhow::anyhow!("{rule:?}"))?;
        let texts = serde_json::json!({
            "snippet": stage.text("/u/sari-kemasan/snippet.html")?,
            "badge": lepas_page::embed::badge_html(&badge, &page, "Sari Kemasan"),
            "markdown": lepas_page::embed::badge_markdown(&badge, &page, "Sari Kemasan"),
            "frame": lepas_page::embed::frame(&handle, "Sari Kemasan", &options, None),
            "element": lepas_page::embed::element(&handle, "Sari Kemasan", &options, None, lepas_page::embed::Loading::AfterLoad),
        });
        let mut results = judge::asked(Command::new("node").args(["-e", NODE]).current_dir(&npm), &texts.to_string())?;
        let python = judge::asked(Command::new(&python).args(["-c", PYTHON]), &texts.to_string())?;
        // DOMPurify runs where it is at home, in a page.
        let purify = std::fs::read_to_string(npm.join("node_modules/dompurify/dist/purify.min.js"))?;
        let site = serve(vec![Page::new("/", document("", "")), Page::new("/purify.js", purify)])?;
        stage.goto(&format!("{site}/")).await?;
        let load = "const done = arguments[arguments.length - 1]; const script = document.createElement('script'); script.src = '/purify.js'; script.onload = () => done(true); document.head.append(script)";
        stage.driver.execute_async(load, vec![]).await?;
        let mut names: Vec<String> = Vec::new();
        for (rung, text) in texts.as_object().context("texts")? {
            let purified = stage.driver.execute("return DOMPurify.sanitize(arguments[0])", vec![text.clone()]).await?;
            let mut found = serde_json::Map::new();
            found.insert("ammonia".into(), ammonia::clean(text.as_str().unwrap_or_default()).into());
            found.insert("DOMPurify".into(), purified.json().clone());
            for source in [&mut results[rung], &mut python[rung].clone()] {
                found.extend(source.as_object().cloned().unwrap_or_default());
            }
            names = found.keys().cloned().collect();
            results[rung] = Value::Object(found);
        }
        let mut table = String::from("| sanitiser | snippet | badge in HTML | badge in Markdown | frame | element |\n| --- | --- | --- | --- | --- | --- |\n");
        let mut lost = Vec::new();
        for name in &names {
            let mut row = format!("| {name} |");
            for rung in ["snippet", "badge", "markdown", "frame", "element"] {
                let left = results[rung][name].as_str().unwrap_or_default();
                // Markdown is only for sanitisers behind a Markdown parser, which are those of npm.
                let is_for_it = rung != "markdown" || !matches!(name.as_str(), "ammonia" | "DOMPurify") && !name.starts_with("bleach");
                let word = match rung {
                    _ if !is_for_it => "–",
                    "frame" if left.contains("<iframe") => "whole",
                    "element" if left.contains("<lepas-card") => "whole",
                    "element" if left.contains("Sari Kemasan</a>") => "its link",
                    "frame" | "element" => "nothing",
                    _ => {
                        let missing: Vec<String> = wanted(rung, &lepas).into_iter().filter(|piece| !left.contains(piece.as_str())).collect();
                        let picture_only = !missing.is_empty() && missing.iter().all(|piece| piece.starts_with("<img src="));
                        match (missing.is_empty(), picture_only) {
                            // bleach shows what it does not allow instead of dropping it.
                            (true, _) | (false, true) if left.contains("&lt;") => "all of it, tags it refuses shown as text",
                            (true, _) => "whole",
                            (false, true) => "its link, without the picture",
                            (false, false) => {
                                lost.push(format!("{rung} through {name} lost {missing:?}: {left}"));
                                "broken"
                            }
                        }
                    }
                };
                row.push_str(&format!(" {word} |"));
            }
            table.push_str(&row);
            table.push('\n');
        }
        eprintln!("{table}");
        let folder = environment::artifacts().with_file_name("widgets");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("sanitisers.md"), &table)?;
        ensure!(lost.is_empty(), "{lost:#?}");
        for (rung, name) in [("snippet", "ammonia"), ("snippet", "DOMPurify"), ("snippet", "sanitize-html"), ("snippet", "bleach"), ("markdown", "GitHub-like"), ("badge", "GitHub-like")] {
            let left = results[rung][name].as_str().unwrap_or_default();
            for piece in wanted(rung, &lepas) {
                ensure!(left.contains(&piece), "{rung} through {name} lost {piece}: {left}");
            }
        }
        Ok(())
    })
    .await
}
