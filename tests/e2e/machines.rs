//! The same profile as programs of other people read it: feeds, contact, calendar and microformats, each with a parser that
//! is not ours, and the code on the rate card with a reader of codes.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{
    browser::{Look, journey},
    environment,
};

/// Fetches every file of a profile and says what the parsers made of it.
const READ: &str = r"
import sys, json, urllib.request
import feedparser, icalendar, vobject, mf2py
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
page = mf2py.parse(doc=get('').decode(), url=base)
cards = [i for i in page['items'] if 'h-resume' in i['type']]
contact = cards[0]['properties']['contact'][0]['properties']
answer['resume'] = {'skills': len(cards[0]['properties'].get('skill', [])), 'experience': len(cards[0]['properties'].get('experience', [])),
    'name': contact['name'][0], 'url': contact['url'], 'uid': contact.get('uid'), 'photo': bool(contact.get('photo')), 'me': page['rels'].get('me', [])}
print(json.dumps(answer))
";

#[tokio::test]
async fn parsers_of_other_people_understand_every_file() -> Result<()> {
    journey("machines", Look::DESK, &[""], |_browser, server| async move {
        let Some(python) = environment::python() else {
            println!("left out: LEPAS_PYTHON is not set");
            return Ok(());
        };
        let base = server.lock().await.url("/u/sari-kemasan");
        let read = crate::support::python(&python, READ, &base)?;
        let (atom, feed) = (&read["atom"], &read["json"]);
        ensure!(atom["sound"] == true && atom["version"] == "atom10" && atom["dated"] == true, "{atom}");
        ensure!(atom["self"] == json!([format!("{base}/feed.xml")]), "{atom}");
        let cases = feed["items"].as_u64().unwrap_or(0);
        ensure!(
            cases > 0 && atom["entries"] == cases && atom["ids"] == cases && feed["whole"] == true,
            "{atom} {feed}"
        );
        ensure!(feed["version"] == "https://jsonfeed.org/version/1.1" && feed["title"] == true, "{feed}");
        let card = &read["card"];
        ensure!(card["version"] == "4.0" && card["name"] == "Sari Kemasan" && card["url"] == base.as_str(), "{card}");
        let calendar = &read["calendar"];
        ensure!(calendar["version"] == "2.0" && calendar["stamped"] == true, "{calendar}");
        ensure!(calendar["events"][0].as_str().is_some_and(|text| text.starts_with("Sari Kemasan: ")), "{calendar}");
        let resume = &read["resume"];
        ensure!(
            resume["name"] == "Sari Kemasan" && resume["uid"] == json!([base]) && resume["photo"] == true,
            "{resume}"
        );
        ensure!(
            resume["skills"].as_u64() > Some(0) && resume["me"].as_array().is_some_and(|me| me.contains(&json!(base))),
            "{resume}"
        );
        Ok(())
    })
    .await
}
