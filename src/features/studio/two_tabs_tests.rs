//! Two tabs of one device and the server, over the real ledger: whatever is typed is somewhere to be found.

use std::collections::BTreeSet;

use lepas_api::profile::ProfileDocument;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ledger::Ledger, paths};

/// Fields that both tabs write in: a text, an entry's text in two lists, and entries that come and go.
const FIELDS: [&str; 6] = [
    "/basics/label",
    "/basics/summary",
    "/work/w1/summary",
    "/work/w2/position",
    "/meta/lepas/cases/c1/title",
    "/education/e1/area",
];

#[derive(Debug, Clone, Copy)]
enum Act {
    Type(usize),
    AddWork,
    TurnRound,
    Device,
    Server,
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..FIELDS.len()).prop_map(Act::Type),
        1 => Just(Act::AddWork),
        1 => Just(Act::TurnRound),
        3 => Just(Act::Device),
        2 => Just(Act::Server),
        1 => Just(Act::Restart),
    ]
}

struct Tab {
    ledger: Ledger,
    written: Option<String>,
}

struct World {
    tabs: [Tab; 2],
    device: Option<String>,
    server: Value,
    version: u64,
    typed: usize,
    /// Texts that nobody has knowingly replaced.
    alive: BTreeSet<String>,
}

fn read(value: &Value) -> ProfileDocument {
    serde_json::from_value(value.clone()).unwrap()
}

impl World {
    fn new() -> Self {
        let document: ProfileDocument = serde_json::from_value(json!({
            "basics": {"name": "Sari", "label": "", "summary": ""},
            "work": [{"id": "w1", "name": "A", "position": "P"}, {"id": "w2", "name": "B", "position": "P"}],
            "education": [{"id": "e1", "institution": "K", "area": ""}],
            "meta": {"lepas": {"cases": [{"id": "c1", "title": "", "summary": ""}]}},
        }))
        .unwrap();
        let tab = || Tab { ledger: Ledger::new(&document, "\"1\"".into()), written: None };
        let server = tab().ledger.mine;
        Self { tabs: [tab(), tab()], device: None, server, version: 1, typed: 0, alive: BTreeSet::new() }
    }

    fn etag(&self) -> String {
        format!("\"{}\"", self.version)
    }

    fn edit(&mut self, tab: usize, change: impl FnOnce(&mut Value)) {
        let ledger = &mut self.tabs[tab].ledger;
        let mut value = ledger.mine.clone();
        change(&mut value);
        ledger.edit(&read(&value));
    }

    fn device(&mut self, tab: usize) {
        let tab = &mut self.tabs[tab];
        if let Some(stored) = self.device.as_ref().filter(|stored| tab.written.as_ref() != Some(*stored)) {
            let other: Ledger = serde_json::from_str(stored).unwrap();
            let before = tab
                .written
                .as_ref()
                .map_or_else(|| tab.ledger.common_start(&other), |written| serde_json::from_str(written).unwrap());
            tab.ledger.join(&before, &other);
        }
        let text = serde_json::to_string(&tab.ledger).unwrap();
        tab.written = Some(text.clone());
        self.device = Some(text);
    }

    fn server(&mut self, tab: usize) {
        for _ in 0..4 {
            if !self.tabs[tab].ledger.is_unsent() {
                return;
            }
            let outgoing = self.tabs[tab].ledger.outgoing();
            if self.tabs[tab].ledger.etag == self.etag() {
                self.version += 1;
                // The server keeps the document, so what does not read as one would be gone.
                self.server = serde_json::to_value(read(&outgoing)).unwrap();
                let etag = self.etag();
                self.tabs[tab].ledger.sent(outgoing, etag);
                return;
            }
            let (theirs, etag) = (read(&self.server), self.etag());
            self.tabs[tab].ledger.meet(&theirs, etag);
        }
    }

    fn act(&mut self, tab: usize, act: Act) {
        match act {
            Act::Type(field) => {
                self.typed += 1;
                let text = format!("<{}:{tab}>", self.typed);
                let seen = paths::text(&self.tabs[tab].ledger.mine, FIELDS[field]);
                self.alive.remove(&seen);
                self.alive.insert(text.clone());
                self.edit(tab, |value| assert!(paths::put(value, FIELDS[field], Some(json!(text)))));
            }
            Act::AddWork => {
                self.typed += 1;
                let text = format!("<{}:{tab}>", self.typed);
                self.alive.insert(text.clone());
                self.edit(tab, |value| {
                    let list = value["work"].as_array_mut().unwrap();
                    list.push(json!({"name": text, "position": ""}));
                });
            }
            Act::TurnRound => self.edit(tab, |value| value["work"].as_array_mut().unwrap().reverse()),
            Act::Device => self.device(tab),
            Act::Server => self.server(tab),
            // The tab is closed after its last write, and opened again over what the device holds.
            Act::Restart => {
                self.device(tab);
                let text = self.device.clone().unwrap();
                self.tabs[tab] = Tab { ledger: serde_json::from_str(&text).unwrap(), written: Some(text) };
                let (theirs, etag) = (read(&self.server), self.etag());
                self.tabs[tab].ledger.meet(&theirs, etag);
            }
        }
    }

    /// Everything that a person could still come to see.
    fn everything(&self) -> String {
        let ledgers = self.tabs.iter().map(|tab| serde_json::to_string(&tab.ledger).unwrap());
        ledgers.chain([self.server.to_string()]).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nothing_typed_in_two_tabs_is_lost(acts in proptest::collection::vec((0..2_usize, act()), 2..24)) {
        let mut world = World::new();
        for (tab, act) in acts {
            world.act(tab, act);
            let everything = world.everything();
            for text in &world.alive {
                prop_assert!(everything.contains(text.as_str()), "{text} is gone after {act:?} in tab {tab}");
            }
        }
        // Both come to rest: what is not asked about is on the server, and both tabs say the same.
        for _ in 0..3 {
            for tab in 0..2 {
                world.device(tab);
                world.server(tab);
            }
        }
        // A question shows the text of the server and the one that this tab has by now.
        let questions = world.tabs.iter().flat_map(|tab| {
            tab.ledger.conflicts.iter().flat_map(|asked| {
                [asked.theirs.clone(), paths::get(&tab.ledger.mine, &asked.pointer()).cloned()]
            })
        });
        let asked: String = questions.flatten().map(|value| value.to_string()).collect();
        let server = world.server.to_string();
        for text in &world.alive {
            prop_assert!(server.contains(text.as_str()) || asked.contains(text.as_str()), "{text} is nowhere");
        }
    }

    #[test]
    fn tabs_that_write_in_different_fields_are_never_asked(
        first in proptest::collection::vec(0..3_usize, 1..6),
        second in proptest::collection::vec(3..6_usize, 1..6),
        order in proptest::collection::vec((0..2_usize, any::<bool>()), 0..8),
    ) {
        let mut world = World::new();
        for field in first {
            world.act(0, Act::Type(field));
        }
        for field in second {
            world.act(1, Act::Type(field));
        }
        for (tab, device) in order {
            if device { world.device(tab) } else { world.server(tab) }
        }
        for _ in 0..3 {
            for tab in 0..2 {
                world.device(tab);
                world.server(tab);
            }
        }
        for tab in &world.tabs {
            prop_assert!(tab.ledger.conflicts.is_empty(), "{:?}", tab.ledger.conflicts);
        }
        for text in &world.alive {
            prop_assert!(world.server.to_string().contains(text.as_str()), "{text} is not on the server");
        }
    }
}
