//! Programs of other people that read what Lepas publishes: a validator of HTML, and parsers of linked data, feeds, contacts,
//! calendars and microformats.
//!
//! Owns starting them and what they say; what is expected stands with the journeys.

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// The standard's rules only, without anybody's taste.
const VALIDATE: &str = r"
import { HtmlValidate } from 'html-validate';
import { readFileSync } from 'node:fs';
const validator = new HtmlValidate({ extends: ['html-validate:standard'], root: true });
const found = [];
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
    const { results } = await validator.validateString(text);
    for (const { line, column, message } of results.flatMap((result) => result.messages)) found.push(`${name}:${line}:${column} ${message}`);
}
console.log(JSON.stringify(found));";

/// Fetches every file of a profile and says what the parsers made of it.
const READ: &str = r#"
import sys, json, re, urllib.request
import feedparser, icalendar, vobject, mf2py
from pyld import jsonld
base = sys.stdin.read().strip()
def get(path): return urllib.request.urlopen(base + path).read()
answer = {}
atom = feedparser.parse(get('/feed.xml'))
answer['atom'] = {'sound': not atom.bozo, 'version': atom.version, 'entries': len(atom.entries), 'self': [l.href for l in atom.feed.links if l.rel == 'self'],
    'ids': len(set(e.id for e in atom.entries)), 'dated': all(e.get('updated_parsed') for e in atom.entries)}
feed = json.loads(get('/feed.json'))
answer['json'] = {'version': feed['version'], 'items': len(feed['items']), 'whole': all(i['id'] and i.get('content_text') for i in feed['items']), 'title': bool(feed['title'])}
card = vobject.readOne(get('/contact.vcf').decode())
answer['card'] = {'version': card.version.value, 'name': card.fn.value, 'title': card.title.value, 'url': card.url.value}
calendar = icalendar.Calendar.from_ical(get('/availability.ics'))
answer['calendar'] = {'version': calendar['version'], 'events': [str(e['summary']) for e in calendar.walk('VEVENT')], 'stamped': all('DTSTAMP' in e and 'UID' in e for e in calendar.walk('VEVENT'))}
text = get('').decode()
page = mf2py.parse(doc=text, url=base)
cards = [i for i in page['items'] if 'h-resume' in i['type']]
contact = cards[0]['properties']['contact'][0]['properties']
answer['resume'] = {'skills': len(cards[0]['properties'].get('skill', [])), 'experience': len(cards[0]['properties'].get('experience', [])),
    'name': contact['name'][0], 'url': contact['url'], 'uid': contact.get('uid'), 'photo': bool(contact.get('photo')), 'me': page['rels'].get('me', [])}
# The vocabulary's own context lives on a host that is out of reach; it maps every term to this address.
def vocabulary(url, options):
    return {'contentType': 'application/ld+json', 'contextUrl': None, 'documentUrl': url, 'document': {'@context': {'@vocab': 'https://schema.org/', 'id': '@id', 'type': '@type'}}}
scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
data = [node for script in scripts for node in jsonld.flatten(json.loads(script), None, {'documentLoader': vocabulary})]
short = lambda address: address.rsplit('/', 1)[-1]
named = [node.get('https://schema.org/name', [{}])[0].get('@value') for node in data if 'https://schema.org/Person' in node.get('@type', [])]
answer['linked'] = {'types': sorted({short(kind) for node in data for kind in node.get('@type', [])}), 'people': named}
print(json.dumps(answer))
"#;

/// What the validator has to say of pages, by their names.
pub(crate) fn invalid(npm: &Path, pages: &BTreeMap<String, String>) -> Result<Vec<String>> {
    // Modules are looked for from the folder of the script, so it is read from there.
    let mut node = Command::new("node");
    node.args(["--input-type=module", "-e", VALIDATE]).current_dir(npm);
    let found = asked(&mut node, &serde_json::to_string(pages)?)?;
    Ok(serde_json::from_value(found)?)
}

/// What the parsers make of the files below an address: `atom`, `json`, `card`, `calendar`, `resume`, `linked`.
pub(crate) fn files(python: &Path, base: &str) -> Result<Value> {
    asked(Command::new(python).args(["-c", READ]), base)
}

/// Fails unless every file of a profile was understood, whatever its addresses are.
pub(crate) fn sound(read: &Value, name: &str) -> Result<()> {
    let (atom, feed) = (&read["atom"], &read["json"]);
    ensure!(atom["sound"] == true && atom["version"] == "atom10" && atom["dated"] == true, "{atom}");
    let cases = feed["items"].as_u64().unwrap_or(0);
    ensure!(cases > 0 && atom["entries"] == cases && atom["ids"] == cases && feed["whole"] == true, "{atom} {feed}");
    ensure!(feed["version"] == "https://jsonfeed.org/version/1.1" && feed["title"] == true, "{feed}");
    let card = &read["card"];
    ensure!(card["version"] == "4.0" && card["name"] == name, "{card}");
    let calendar = &read["calendar"];
    ensure!(calendar["version"] == "2.0" && calendar["stamped"] == true, "{calendar}");
    ensure!(calendar["events"][0].as_str().is_some_and(|text| text.starts_with(name)), "{calendar}");
    let resume = &read["resume"];
    ensure!(resume["name"] == name && resume["photo"] == true && resume["skills"].as_u64() > Some(0), "{resume}");
    let linked = &read["linked"];
    let has = |kind: &str| linked["types"].as_array().is_some_and(|types| types.iter().any(|held| held == kind));
    ensure!(["ProfilePage", "Person", "CreativeWork"].into_iter().all(has), "{linked}");
    ensure!(linked["people"].as_array().is_some_and(|people| people.iter().any(|held| held == name)), "{linked}");
    Ok(())
}

/// What a program prints as JSON when it is given a text.
pub(crate) fn asked(program: &mut Command, input: &str) -> Result<Value> {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("starting a judge")?;
    child.stdin.take().context("no way in")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "the judge ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
