//! One round of saving with the server: send, and when somebody else saved first, fetch and merge and send again.
//!
//! Owns that order and what each refusal means for the text. Talks through [`DraftServer`], so that tests can be the
//! server. Holds no state: the ledger is borrowed only between requests, never across one.

use lepas_api::{FieldError, profile::OwnProfile};
use serde_json::Value;

use super::{autosave::Hold, ledger::Ledger};

/// Rounds before giving up until the next pause; each needs another device to save in the blink between.
const ROUNDS: usize = 4;

/// Why the server did not take it.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Somebody saved another version first.
    Changed,
    /// Fields break rules.
    Invalid(Vec<FieldError>),
    /// Anything else; seconds to wait where the server said so.
    Held(Hold, Option<u32>),
}

/// The server, as far as a draft needs it.
pub trait DraftServer {
    /// The draft as the server has it, with its mark.
    fn read(&self) -> impl Future<Output = Result<(OwnProfile, String), Refusal>>;
    /// Replaces the version marked `etag`.
    fn write(&self, document: Value, etag: String) -> impl Future<Output = Result<(OwnProfile, String), Refusal>>;
}

/// How a round ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The server has everything. Carries its last answer, if it was asked at all.
    Saved(Option<Box<OwnProfile>>),
    /// It does not.
    Refused(Refusal),
}

/// Brings the server up to date. `ledger` gives access for a moment; `merged` is called when this device's version
/// changed because another device had saved.
pub async fn push<S: DraftServer>(
    server: &S,
    ledger: impl Fn(&mut dyn FnMut(&mut Ledger)),
    merged: impl Fn(),
) -> Outcome {
    for _ in 0..ROUNDS {
        let mut request = None;
        ledger(&mut |ledger| request = ledger.is_unsent().then(|| (ledger.outgoing(), ledger.etag.clone())));
        let Some((outgoing, etag)) = request else { return Outcome::Saved(None) };
        match server.write(outgoing.clone(), etag).await {
            Ok((profile, etag)) => {
                ledger(&mut |ledger| ledger.sent(outgoing.clone(), etag.clone()));
                return Outcome::Saved(Some(Box::new(profile)));
            }
            Err(Refusal::Changed) => match server.read().await {
                Ok((theirs, etag)) => {
                    let mut changed = false;
                    ledger(&mut |ledger| changed = ledger.meet(&theirs.document, etag.clone()));
                    if changed {
                        merged();
                    }
                }
                Err(refusal) => return Outcome::Refused(refusal),
            },
            Err(refusal) => return Outcome::Refused(refusal),
        }
    }
    Outcome::Refused(Refusal::Held(Hold::Trouble, None))
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use futures::executor::block_on;
    use lepas_api::{Timestamp, profile::ProfileDocument};

    use super::*;
    use crate::features::studio::ledger::Choice;

    /// A server in memory, with a second device that can save between two requests.
    struct Stub {
        document: RefCell<ProfileDocument>,
        version: Cell<u64>,
        other_device: RefCell<Vec<ProfileDocument>>,
        refusal: RefCell<Option<Refusal>>,
        writes: Cell<usize>,
    }

    impl Stub {
        fn new(document: ProfileDocument) -> Self {
            Self {
                document: RefCell::new(document),
                version: Cell::new(1),
                other_device: RefCell::default(),
                refusal: RefCell::default(),
                writes: Cell::new(0),
            }
        }

        fn answer(&self) -> (OwnProfile, String) {
            let profile = OwnProfile {
                handle: "sari-kemasan".parse().unwrap(),
                document: self.document.borrow().clone(),
                version: self.version.get(),
                published_version: None,
                published_at: None,
                updated_at: Timestamp::from_milliseconds(0),
            };
            (profile, format!("\"{}\"", self.version.get()))
        }
    }

    impl DraftServer for Stub {
        async fn read(&self) -> Result<(OwnProfile, String), Refusal> {
            self.refusal.borrow().clone().map_or_else(|| Ok(self.answer()), Err)
        }

        async fn write(&self, document: Value, etag: String) -> Result<(OwnProfile, String), Refusal> {
            self.writes.set(self.writes.get() + 1);
            if let Some(refusal) = self.refusal.borrow().clone() {
                return Err(refusal);
            }
            if let Some(other) = self.other_device.borrow_mut().pop() {
                self.document.replace(other);
                self.version.set(self.version.get() + 1);
            }
            if etag != format!("\"{}\"", self.version.get()) {
                return Err(Refusal::Changed);
            }
            self.document.replace(serde_json::from_value(document).unwrap());
            self.version.set(self.version.get() + 1);
            Ok(self.answer())
        }
    }

    fn named(name: &str, summary: &str) -> ProfileDocument {
        let mut document = ProfileDocument::default();
        document.basics.name = name.into();
        document.basics.summary = summary.into();
        document
    }

    fn run(server: &Stub, ledger: &RefCell<Ledger>) -> (Outcome, usize) {
        let merges = Cell::new(0);
        let outcome =
            block_on(push(server, |access| access(&mut ledger.borrow_mut()), || merges.set(merges.get() + 1)));
        (outcome, merges.get())
    }

    #[test]
    fn an_edit_reaches_the_server_and_nothing_is_sent_twice() {
        let server = Stub::new(named("S", ""));
        let ledger = RefCell::new(Ledger::new(&named("S", ""), "\"1\"".into()));
        ledger.borrow_mut().edit(&named("Sari", ""));
        assert!(matches!(run(&server, &ledger).0, Outcome::Saved(Some(_))));
        assert_eq!(server.document.borrow().basics.name, "Sari");
        assert_eq!(run(&server, &ledger).0, Outcome::Saved(None));
        assert_eq!(server.writes.get(), 1);
    }

    #[test]
    fn a_save_of_another_device_in_between_is_merged_and_both_edits_arrive() {
        let server = Stub::new(named("S", ""));
        server.other_device.borrow_mut().push(named("S", "dari laptop"));
        let ledger = RefCell::new(Ledger::new(&named("S", ""), "\"1\"".into()));
        ledger.borrow_mut().edit(&named("Sari", ""));
        let (outcome, merges) = run(&server, &ledger);
        assert!(matches!(outcome, Outcome::Saved(Some(_))));
        assert_eq!(merges, 1);
        let held = server.document.borrow();
        assert_eq!((held.basics.name.as_str(), held.basics.summary.as_str()), ("Sari", "dari laptop"));
    }

    #[test]
    fn both_texts_of_one_field_are_kept_until_chosen() {
        let server = Stub::new(named("S", ""));
        server.other_device.borrow_mut().push(named("S", "dari laptop"));
        let ledger = RefCell::new(Ledger::new(&named("S", ""), "\"1\"".into()));
        ledger.borrow_mut().edit(&named("S", "dari ponsel"));
        assert_eq!(run(&server, &ledger).0, Outcome::Saved(None));
        assert_eq!(server.document.borrow().basics.summary, "dari laptop");
        assert_eq!(ledger.borrow().document().unwrap().basics.summary, "dari ponsel");
        ledger.borrow_mut().choose("/basics/summary", Choice::Mine);
        run(&server, &ledger);
        assert_eq!(server.document.borrow().basics.summary, "dari ponsel");
    }

    #[test]
    fn a_refusal_leaves_the_text_on_the_device_and_the_next_round_brings_it() {
        let server = Stub::new(named("S", ""));
        let ledger = RefCell::new(Ledger::new(&named("S", ""), "\"1\"".into()));
        ledger.borrow_mut().edit(&named("Sari", ""));
        for refusal in [
            Refusal::Held(Hold::Network, None),
            Refusal::Held(Hold::SignedOut, None),
            Refusal::Held(Hold::NoRoom, None),
            Refusal::Invalid(Vec::new()),
        ] {
            server.refusal.replace(Some(refusal.clone()));
            assert_eq!(run(&server, &ledger).0, Outcome::Refused(refusal));
            assert_eq!(ledger.borrow().document().unwrap().basics.name, "Sari");
            assert!(ledger.borrow().is_unsent());
        }
        server.refusal.replace(None);
        run(&server, &ledger);
        assert_eq!(server.document.borrow().basics.name, "Sari");
    }

    #[test]
    fn devices_that_save_without_end_do_not_make_it_spin() {
        let server = Stub::new(named("S", ""));
        server.other_device.replace((0..20).map(|n| named("S", &n.to_string())).collect());
        let ledger = RefCell::new(Ledger::new(&named("S", ""), "\"1\"".into()));
        ledger.borrow_mut().edit(&named("Sari", ""));
        assert_eq!(run(&server, &ledger).0, Outcome::Refused(Refusal::Held(Hold::Trouble, None)));
        assert_eq!(server.writes.get(), ROUNDS);
    }
}
