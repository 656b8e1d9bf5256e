//! The draft while somebody works on it: one document in a signal, saved on the device and on the server.
//!
//! Owns the order of things: an edit goes into the history, the ledger and the clock of `autosave`; the clock decides
//! when the device and the server get it. Leaves what a field looks like to the views, and merging to `merge`.
//!
//! Every access is a `try_` one: a request may end after the page is gone.

mod device;

use std::collections::BTreeMap;

use lepas_api::{
    FieldError, Handle, Timestamp, UserId, Validate, from_tree,
    profile::{OwnProfile, ProfileDocument},
    tree,
};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    autosave::{Autosave, Hold, Place},
    exchange::{self, Outcome, Refusal},
    history::History,
    ledger::{Choice, Ledger},
    merge::{self, Conflict},
    paths,
    server::{Remote, refusal},
};
use crate::{
    api::{ApiError, Client, profiles},
    platform::{random, task, timers},
    ui::memo,
};

/// Whether there is something to work on.
#[derive(Debug, Clone, PartialEq)]
pub enum Load {
    /// The first answer is not here yet.
    Waiting,
    /// There is.
    Ready,
    /// Neither the server nor the device had one.
    Failed(ApiError),
}

/// What the server says about the page beside its text.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Page address.
    pub handle: Handle,
    /// When the page was published, if it is.
    pub published_at: Option<Timestamp>,
    /// Whether the published version is the present one.
    pub is_current: bool,
}

/// A state of the document, and how many changes from elsewhere had come in when it was one.
type Past = (ProfileDocument, usize);

pub(super) struct Inner {
    ledger: Option<Ledger>,
    history: History<Past>,
    /// What other devices and tabs changed: before and after. Taking a step back must not take theirs back.
    elsewhere: Vec<(Value, Value)>,
    pub(super) autosave: Autosave,
    timer: Option<timers::Timer>,
    /// What this page last wrote to the device, to notice another tab.
    written: Option<String>,
    /// This page among the tabs, how many copies it wrote, and the last of them.
    tab: String,
    count: u64,
    copies: Vec<(u64, String)>,
    /// Whether the database is writing, and whether there is something newer for it.
    keeping: (bool, bool),
}

/// The store. A copy is a handle to the same store.
#[derive(Clone, Copy)]
pub struct Studio {
    /// The document as it stands in the form.
    pub document: RwSignal<ProfileDocument>,
    /// The same as JSON, for everything that goes by paths.
    pub json: Memo<Value>,
    /// Text in fields that the document has no room for, by JSON pointer.
    pub typed: RwSignal<BTreeMap<String, String>>,
    /// Fields that were changed here and on another device.
    pub conflicts: RwSignal<Vec<Conflict>>,
    /// Whether there is something to work on.
    pub load: RwSignal<Load>,
    /// What the server says about the page.
    pub about: RwSignal<Option<About>>,
    /// What is public now, if anything.
    pub published: RwSignal<Option<ProfileDocument>>,
    /// Where the newest text is.
    pub place: RwSignal<Place>,
    /// Rules the server named that the contract's own check did not.
    pub refused: RwSignal<Vec<FieldError>>,
    /// Whether there is a step to take back, and one to bring back.
    pub steps: RwSignal<(bool, bool)>,
    inner: StoredValue<Inner, LocalStorage>,
    client: StoredValue<Client>,
    key: StoredValue<String>,
    now: fn() -> f64,
}

/// The time in milliseconds, as the app measures it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of our times fit a double exactly")]
pub fn wall_clock() -> f64 {
    crate::platform::clock::now().milliseconds() as f64
}

impl Studio {
    /// An empty store for one person; call [`start`](Self::start) next.
    pub fn new(client: Client, person: &UserId, now: fn() -> f64) -> Self {
        let inner = Inner {
            ledger: None,
            history: History::default(),
            elsewhere: Vec::new(),
            autosave: Autosave::default(),
            timer: None,
            written: None,
            tab: random::id(),
            count: 0,
            copies: Vec::new(),
            keeping: (false, false),
        };
        let document = RwSignal::new(ProfileDocument::default());
        Self {
            document,
            json: memo(move || document.with(tree)),
            typed: RwSignal::new(BTreeMap::new()),
            conflicts: RwSignal::new(Vec::new()),
            load: RwSignal::new(Load::Waiting),
            about: RwSignal::new(None),
            published: RwSignal::new(None),
            place: RwSignal::new(Place::Untouched),
            refused: RwSignal::new(Vec::new()),
            steps: RwSignal::new((false, false)),
            inner: StoredValue::new_local(inner),
            client: StoredValue::new(client),
            key: StoredValue::new(format!("lepas.studio.{person}")),
            now,
        }
    }

    /// Shows the device's draft at once, if there is one, and brings the server's in.
    pub async fn start(self, handle: Handle) {
        if self.load.try_get_untracked() != Some(Load::Ready) {
            self.open_device_copy().await;
        }
        let Some(client) = self.client.try_get_value() else { return };
        match profiles::draft(&client, &handle).await {
            Ok(answer) => {
                self.with(|inner| match &mut inner.ledger {
                    Some(ledger) => {
                        ledger.meet(&answer.value.document, answer.etag.clone());
                    }
                    None => inner.ledger = Some(Ledger::new(&answer.value.document, answer.etag.clone())),
                });
                self.learn(&answer.value);
                self.show_ledger();
                let now = (self.now)();
                self.with(|inner| {
                    if inner.ledger.as_ref().is_some_and(Ledger::is_unsent) {
                        inner.autosave.unsent_found(now);
                    } else {
                        #[expect(
                            clippy::cast_precision_loss,
                            reason = "milliseconds of our times fit a double exactly"
                        )]
                        inner.autosave.server_has_it(answer.value.updated_at.milliseconds() as f64);
                    }
                });
                self.write_device();
                let _ = self.load.try_set(Load::Ready);
                self.run();
                if answer.value.published_at.is_some() {
                    self.fetch_published(&client, &answer.value.handle).await;
                }
            }
            Err(error) => {
                let opened = self.with(|inner| inner.ledger.is_some()).unwrap_or(false);
                if opened {
                    self.with(|inner| inner.autosave.unsent_found((self.now)()));
                    self.run();
                } else {
                    let _ = self.load.try_set(Load::Failed(error));
                }
            }
        }
    }

    pub(super) async fn fetch_published(self, client: &Client, handle: &Handle) {
        if let Ok(page) = profiles::public(client, handle).await {
            let _ = self.published.try_set(Some(page.document));
        }
    }

    /// Changes the document. `field` names what is edited: quick edits of one field are one step back.
    pub fn edit(self, field: &str, change: impl FnOnce(&mut ProfileDocument)) {
        let Some(before) = self.document.try_get_untracked() else { return };
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return;
        }
        let now = (self.now)();
        self.with(|inner| {
            let seen = inner.elsewhere.len();
            inner.history.record((before, seen), field, now);
            if let Some(ledger) = &mut inner.ledger
                && ledger.edit(&after)
            {
                after = ledger.document().unwrap_or_default();
            }
            inner.autosave.edited(now);
        });
        let _ = self.document.try_set(after);
        let _ = self.refused.try_set(Vec::new());
        self.run();
    }

    /// Changes what nobody decided, such as noting the zone of the device: it is no step to take back, and stays when a step is.
    pub fn note(self, change: impl FnOnce(&mut ProfileDocument)) {
        let Some(before) = self.document.try_get_untracked() else { return };
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return;
        }
        self.with(|inner| {
            inner.elsewhere.push((tree(&before), tree(&after)));
            if let Some(ledger) = &mut inner.ledger {
                ledger.edit(&after);
            }
            inner.autosave.edited((self.now)());
        });
        let _ = self.document.try_set(after);
        self.run();
    }

    /// Puts a value at a path of the document (see `paths`), or takes it away.
    pub fn put(self, path: &str, value: Option<Value>) {
        self.edit_json(path, |json| _ = paths::put(json, path, value));
    }

    /// Puts an entry at the end of the list at a path.
    pub fn append(self, path: &str, entry: Value) {
        self.edit_json(&paths::join(path, "new"), |json| {
            let list = paths::list(json, path).iter().cloned().chain([entry]).collect();
            paths::put(json, path, Some(Value::Array(list)));
        });
    }

    /// Changes the document as JSON. A change that is no document any more is not made.
    pub fn edit_json(self, field: &str, change: impl FnOnce(&mut Value)) {
        let Some(mut json) = self.json.try_get_untracked() else { return };
        self.edit(field, |document| {
            change(&mut json);
            if let Ok(changed) = from_tree(&json) {
                *document = changed;
            }
        });
    }

    /// Keeps a text that its field cannot hold yet, or forgets it.
    pub fn keep_typed(self, pointer: &str, text: Option<String>) {
        let changed = self.typed.try_update(|typed| match text {
            Some(text) => typed.insert(pointer.to_owned(), text.clone()) != Some(text),
            None => typed.remove(pointer).is_some(),
        });
        if changed == Some(true) {
            let typed = self.typed.get_untracked();
            self.with(|inner| {
                if let Some(ledger) = &mut inner.ledger {
                    ledger.typed = typed;
                }
                inner.autosave.edited((self.now)());
            });
            self.run();
        }
    }

    /// Takes the last step back.
    pub fn undo(self) {
        self.step(History::undo);
    }

    /// Brings the last undone step back.
    pub fn redo(self) {
        self.step(History::redo);
    }

    fn step(self, step: impl FnOnce(&mut History<Past>, Past) -> Option<Past>) {
        let Some(present) = self.document.try_get_untracked() else { return };
        let found = self.with(|inner| {
            let (state, seen) = step(&mut inner.history, (present, inner.elsewhere.len()))?;
            let later = inner.elsewhere.get(seen..).filter(|later| !later.is_empty());
            let Some(later) = later else { return Some(state) };
            let brought =
                later.iter().fold(tree(&state), |state, (before, after)| merge::merge(before, after, &state).value);
            from_tree(&brought).ok()
        });
        let Some(Some(other)) = found else { return };
        self.with(|inner| {
            if let Some(ledger) = &mut inner.ledger {
                ledger.edit(&other);
                ledger.typed.clear();
            }
            inner.autosave.edited((self.now)());
        });
        let _ = self.typed.try_set(BTreeMap::new());
        let _ = self.document.try_set(other);
        self.run();
    }

    /// Settles a field that two devices changed.
    pub fn choose(self, pointer: &str, choice: Choice) {
        self.with(|inner| {
            if let Some(ledger) = &mut inner.ledger {
                ledger.choose(pointer, choice);
            }
            inner.autosave.edited((self.now)());
        });
        self.show_ledger();
        self.run();
    }

    /// Saves what is due now and everything that waits: the page is being left, or the network is back.
    pub fn hurry(self) {
        self.with(|inner| inner.autosave.hurry((self.now)()));
        self.run();
    }

    /// Whether leaving now would lose something: the device refused to keep the text, and the server does not have it.
    #[cfg(target_arch = "wasm32")]
    pub fn would_lose(self) -> bool {
        self.with(|inner| inner.autosave.would_lose()).unwrap_or(false)
    }

    /// The network or the session is back.
    pub fn resume(self) {
        self.with(|inner| inner.autosave.way_is_free((self.now)()));
        self.run();
    }

    /// The client, for uploads.
    pub fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// Every broken rule of the document, the contract's and those only the server knows.
    pub fn errors(self, locale: lepas_api::Locale) -> Vec<FieldError> {
        let mut errors = self.document.with(|document| document.errors(locale));
        self.refused.with(|refused| {
            for error in refused {
                if !errors.iter().any(|held| held.pointer == error.pointer) {
                    errors.push(error.clone());
                }
            }
        });
        errors
    }

    pub(super) fn remote(self) -> Option<(Client, Handle)> {
        let handle = self.about.try_with_untracked(|about| about.as_ref().map(|about| about.handle.clone()))??;
        Some((self.client.try_get_value()?, handle))
    }

    pub(super) fn learn(self, profile: &OwnProfile) {
        let _ = self.about.try_set(Some(About {
            handle: profile.handle.clone(),
            published_at: profile.published_at,
            is_current: profile.published_version == Some(profile.version),
        }));
    }

    /// Does what is due and sets the timer for the rest.
    fn run(self) {
        let now = (self.now)();
        let Some(due) = self.with(|inner| inner.autosave.take_due(now)) else { return };
        if due.device {
            self.write_device();
        }
        if due.server {
            task::spawn(async move {
                self.push().await;
            });
        }
        self.arm();
    }

    fn arm(self) {
        let now = (self.now)();
        let state = self.with(|inner| {
            inner.timer = inner.autosave.next().map(|at| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a pause of at most minutes"
                )]
                let pause = (at - now).clamp(0.0, 600_000.0).ceil() as u32;
                timers::after(pause, move || self.run())
            });
            (inner.autosave.place(), (inner.history.can_undo(), inner.history.can_redo()))
        });
        let Some((place, steps)) = state else { return };
        if self.place.try_get_untracked() != Some(place) {
            let _ = self.place.try_set(place);
        }
        if self.steps.try_get_untracked() != Some(steps) {
            let _ = self.steps.try_set(steps);
        }
    }

    pub(super) async fn push(self) -> Outcome {
        let outcome = match self.remote() {
            Some((client, handle)) => {
                let broken = self.with(|inner| {
                    let document = inner.ledger.as_ref().and_then(Ledger::document).unwrap_or_default();
                    document.errors(lepas_api::Locale::Id)
                });
                match broken.filter(|errors| !errors.is_empty()) {
                    Some(errors) => Outcome::Refused(Refusal::Invalid(errors)),
                    None => {
                        self.with(|inner| inner.ledger.as_mut().map(Ledger::note_sending));
                        self.write_device();
                        let server = Remote { client, handle };
                        let access = |run: &mut dyn FnMut(&mut Ledger)| {
                            self.with(|inner| inner.ledger.as_mut().map(&mut *run));
                        };
                        exchange::push(&server, access, || self.show_ledger()).await
                    }
                }
            }
            // Opened without a network: the address is not known yet, so the first step is to ask for the draft.
            None => self.ask_again().await,
        };
        let now = (self.now)();
        match &outcome {
            Outcome::Saved(profile) => {
                if let Some(profile) = profile {
                    self.learn(profile);
                }
                self.with(|inner| inner.autosave.server_has_it(now));
            }
            Outcome::Refused(Refusal::Invalid(errors)) => {
                let _ = self.refused.try_set(errors.clone());
                self.with(|inner| inner.autosave.server_refused(Hold::Invalid, None, now));
            }
            Outcome::Refused(Refusal::Held(hold, retry_after)) => {
                self.with(|inner| inner.autosave.server_refused(*hold, *retry_after, now));
            }
            Outcome::Refused(Refusal::Changed) => {
                self.with(|inner| inner.autosave.server_refused(Hold::Trouble, None, now));
            }
        }
        self.write_device();
        self.arm();
        outcome
    }

    async fn ask_again(self) -> Outcome {
        let client = self.client.try_get_value();
        let me = match &client {
            Some(client) => crate::api::session::me(client).await,
            None => Err(ApiError::Cancelled),
        };
        match me {
            Ok(Some(me)) => {
                let _ = self.about.try_set(Some(About { handle: me.handle, published_at: None, is_current: false }));
                Outcome::Refused(Refusal::Held(Hold::Network, Some(0)))
            }
            Ok(None) => Outcome::Refused(Refusal::Held(Hold::SignedOut, None)),
            Err(error) => Outcome::Refused(refusal(&error)),
        }
    }

    /// Shows what the ledger holds, after a merge or a choice.
    fn show_ledger(self) {
        let Some(before) = self.document.try_with_untracked(tree) else { return };
        let shown = self.with(|inner| {
            let ledger = inner.ledger.as_ref()?;
            if inner.history.can_undo() || inner.history.can_redo() {
                inner.elsewhere.push((before, ledger.mine.clone()));
            }
            Some((ledger.document()?, ledger.conflicts.clone(), ledger.typed.clone()))
        });
        if let Some(Some((document, conflicts, typed))) = shown {
            let _ = self.document.try_set(document);
            let _ = self.conflicts.try_set(conflicts);
            let _ = self.typed.try_set(typed);
        }
    }

    pub(super) fn with<T>(self, run: impl FnOnce(&mut Inner) -> T) -> Option<T> {
        self.inner.try_update_value(run)
    }
}
