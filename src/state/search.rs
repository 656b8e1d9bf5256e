//! The search worker as the pages see it: a question goes in, an answer comes out.
//!
//! Owns the worker's life (started at the first question, started anew when it breaks or falls silent), matching answers to questions by
//! number, and what is known about each index: how much is loaded, how old it is, why it is not. Leaves ranking to the
//! engine inside the worker.

use std::collections::BTreeSet;

use futures::channel::oneshot;
use lepas_api::{Timestamp, index::IndexKind};
use lepas_search::{Answer, Query, Spread, Standing};
use leptos::prelude::*;

use crate::{
    api::{
        self, ApiError, Client,
        search::{News, Request, Response, Supposition, read, write},
    },
    config,
    platform::{task, timers, worker::Worker},
    state::use_client,
};

/// A worker that was asked and says nothing at all for so many milliseconds is dead: browsers end one without a word.
const SILENCE: u32 = 5_000;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchFailure {
    /// A newer question took its place.
    Superseded,
    /// The engine refused the question, with its reason for the console.
    Query(String),
    /// Nothing of the index could be loaded.
    Load {
        /// True when the server was not reached.
        offline: bool,
    },
    /// The worker did not start or broke, with its reason for the console.
    Worker(String),
}

/// Where a list of results was left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Left {
    /// The first row in view, and how far it was scrolled past in CSS pixels.
    pub place: (usize, f64),
    /// Number of the row that had the focus.
    pub row: Option<usize>,
}

/// Most lists whose place is remembered.
const MOST_LEFT: usize = 20;

/// What is known about one index.
#[derive(Debug, Clone, Default, PartialEq)]
struct IndexState {
    loading: bool,
    documents: u32,
    of: u32,
    generated_at: Option<Timestamp>,
    from_device: bool,
    failed_offline: Option<bool>,
    version: u32,
}

/// What a question gets.
enum Told {
    Answer(Box<Answer>),
    Values(Vec<String>),
    Spread(Spread),
    Places(Vec<Option<Standing>>),
}

type Reply = Result<Told, SearchFailure>;

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    /// The worker said that it listens; until then what is posted would be lost.
    ready: bool,
    unsent: Vec<Vec<u8>>,
    /// It answered a question once, so what broke it later may be gone with it.
    answered: bool,
    /// When it spoke last.
    heard: u64,
    asked: BTreeSet<&'static str>,
    next: u32,
    /// Questions without an answer. Never more than a few, so they are looked through.
    waiting: Vec<(u32, oneshot::Sender<Reply>)>,
    /// By address, latest last.
    left: Vec<(String, Left)>,
}

/// The search service.
#[derive(Clone, Copy)]
pub struct SearchService {
    inner: StoredValue<Inner, LocalStorage>,
    client: StoredValue<Client>,
    jobs: RwSignal<IndexState>,
    talent: RwSignal<IndexState>,
}

/// Makes the service; the worker starts with the first question.
pub fn provide_search() -> SearchService {
    let service = SearchService {
        inner: StoredValue::new_local(Inner::default()),
        client: StoredValue::new(use_client()),
        jobs: RwSignal::new(IndexState::default()),
        talent: RwSignal::new(IndexState::default()),
    };
    provide_context(service);
    service
}

/// The search service of this app.
#[must_use]
pub fn use_search() -> SearchService {
    use_context().unwrap_or_else(provide_search)
}

impl SearchService {
    /// Remembers where the list of an address is left.
    pub fn leave(self, address: String, left: Left) {
        let _ = self.inner.try_update_value(|inner| {
            inner.left.retain(|(held, _)| *held != address);
            inner.left.push((address, left));
            let over = inner.left.len().saturating_sub(MOST_LEFT);
            inner.left.drain(..over);
        });
    }

    /// Where the list of an address was left.
    #[must_use]
    pub fn left(self, address: &str) -> Option<Left> {
        let find = |inner: &Inner| inner.left.iter().find(|(held, _)| held == address).map(|(_, left)| *left);
        self.inner.try_with_value(find).flatten()
    }

    fn index(self, kind: IndexKind) -> RwSignal<IndexState> {
        match kind {
            IndexKind::Jobs => self.jobs,
            IndexKind::Talent => self.talent,
        }
    }

    /// Asks. Waits for the worker to start and for the index to be open, but not to be complete: what is loaded is searched.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn search(self, kind: IndexKind, query: Query) -> Result<Answer, SearchFailure> {
        self.load(kind);
        if let Some(offline) = self.unusable(kind) {
            return Err(SearchFailure::Load { offline });
        }
        let (id, receiver) = self.ask();
        self.post(&Request::Search { id, kind, query: Box::new(query) });
        self.watch(id, timers::elapsed());
        match receiver.await {
            Ok(Ok(Told::Answer(answer))) => Ok(*answer),
            Ok(Err(failure)) => Err(failure),
            _ => Err(SearchFailure::Superseded),
        }
    }

    /// Values of a facet that begin with a text, for suggestions.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn facet_values(
        self,
        kind: IndexKind,
        facet: &str,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<String>, SearchFailure> {
        self.load(kind);
        let (id, receiver) = self.ask();
        self.post(&Request::FacetValues { id, kind, facet: facet.to_owned(), prefix: prefix.to_owned(), limit });
        match receiver.await {
            Ok(Ok(Told::Values(values))) => Ok(values),
            Ok(Err(failure)) => Err(failure),
            _ => Err(SearchFailure::Superseded),
        }
    }

    /// How the first number that a question draws spreads over what answers it; `None` when it was not answered.
    pub async fn spread(self, kind: IndexKind, query: Query) -> Option<Spread> {
        self.load(kind);
        let (id, receiver) = self.ask();
        self.post(&Request::Spread { id, kind, query: Box::new(query) });
        match receiver.await {
            Ok(Ok(Told::Spread(spread))) => Some(spread),
            _ => None,
        }
    }

    /// Where a document stands for several questions, or would stand with a change. Nothing when they were not answered.
    pub async fn places(self, kind: IndexKind, document: String, asked: Vec<Supposition>) -> Vec<Option<Standing>> {
        self.load(kind);
        let (id, receiver) = self.ask();
        self.post(&Request::Places { id, kind, document, asked });
        match receiver.await {
            Ok(Ok(Told::Places(places))) => places,
            _ => Vec::new(),
        }
    }

    /// Makes sure that an index is loaded or being loaded.
    pub fn load(self, kind: IndexKind) {
        let first = self.inner.try_update_value(|inner| inner.asked.insert(kind.slug())).unwrap_or(false);
        if first {
            self.reload(kind);
        }
    }

    /// Loads an index anew after a failure.
    pub fn reload(self, kind: IndexKind) {
        self.index(kind).update(|index| {
            index.loading = true;
            index.failed_offline = None;
            index.version += 1;
        });
        self.post(&Request::Load { kind });
        self.ask_for_news(kind);
    }

    /// Asks the server what an index consists of, and tells the worker.
    fn ask_for_news(self, kind: IndexKind) {
        let Some(client) = self.client.try_get_value() else { return };
        task::spawn(async move {
            let news = match api::index::manifest(&client, kind).await {
                Ok(manifest) => News::Manifest(Box::new(manifest)),
                Err(error) => News::None {
                    offline: matches!(error, ApiError::Offline | ApiError::Timeout),
                    reason: error.to_string(),
                },
            };
            // A worker that took the place of the one that was told to load is not told half of it.
            if self.is_asked(kind) {
                self.post(&Request::News { kind, news });
            }
        });
    }

    fn is_asked(self, kind: IndexKind) -> bool {
        self.inner.try_with_value(|inner| inner.asked.contains(kind.slug())) == Some(true)
    }

    /// Looks for a newer version of an index, if somebody uses it.
    pub fn refresh(self, kind: IndexKind) {
        if self.is_asked(kind) {
            self.ask_for_news(kind);
        }
    }

    /// Rises whenever the same question may have another answer (tracked).
    #[must_use]
    pub fn version(self, kind: IndexKind) -> u32 {
        self.index(kind).with(|index| index.version)
    }

    /// True while parts of the index are on their way (tracked).
    #[must_use]
    pub fn is_loading(self, kind: IndexKind) -> bool {
        self.index(kind).with(|index| index.loading)
    }

    /// Documents that can be searched, and how many there will be (tracked); `None` until that is known.
    #[must_use]
    pub fn progress(self, kind: IndexKind) -> Option<(u32, u32)> {
        self.index(kind).with(|index| (index.of > 0).then_some((index.documents, index.of)))
    }

    /// Whether all that there is can be searched.
    #[must_use]
    pub fn is_whole(self, kind: IndexKind) -> bool {
        let whole = |index: &IndexState| !index.loading && index.generated_at.is_some() && index.documents >= index.of;
        self.index(kind).try_with_untracked(whole).unwrap_or_default()
    }

    /// Age of the data (tracked).
    #[must_use]
    pub fn generated_at(self, kind: IndexKind) -> Option<Timestamp> {
        self.index(kind).with(|index| index.generated_at)
    }

    /// True when the data is the device's copy because the server was not reached (tracked).
    #[must_use]
    pub fn is_from_device(self, kind: IndexKind) -> bool {
        self.index(kind).with(|index| index.from_device)
    }

    /// Whether loading failed with nothing to search; the value says whether for want of a network.
    fn unusable(self, kind: IndexKind) -> Option<bool> {
        self.index(kind).try_with_untracked(|index| index.failed_offline.filter(|_| index.documents == 0)).flatten()
    }

    /// A number for a question, and where its answer will come.
    fn ask(self) -> (u32, oneshot::Receiver<Reply>) {
        let (sender, receiver) = oneshot::channel();
        let id = self.inner.try_update_value(|inner| {
            inner.next = inner.next.wrapping_add(1);
            inner.waiting.push((inner.next, sender));
            inner.next
        });
        (id.unwrap_or_default(), receiver)
    }

    fn post(self, request: &Request) {
        self.start();
        let Some(bytes) = write(request) else { return };
        let _ = self.inner.try_update_value(|inner| match &inner.worker {
            Some(worker) if inner.ready => worker.post(&bytes),
            _ => inner.unsent.push(bytes),
        });
    }

    fn start(self) {
        if self.inner.try_with_value(|inner| inner.worker.is_some()) != Some(false) {
            return;
        }
        let started =
            Worker::start(&config::search_worker(), move |bytes| self.hear(&bytes), move |reason| self.broke(&reason));
        match started {
            Ok(worker) => {
                let _ = self.inner.try_update_value(|inner| inner.worker = Some(worker));
            }
            Err(reason) => self.broke(&reason),
        }
    }

    /// Starts a new worker when this one says nothing while a question waits, not even that it is there.
    fn watch(self, id: u32, asked: u64) {
        timers::after(SILENCE / 2, move || {
            let now = timers::elapsed();
            let state = self.inner.try_with_value(|inner| {
                let waits = inner.waiting.iter().any(|(waiting, _)| *waiting == id);
                // While it starts, it cannot say anything.
                waits.then(|| if inner.ready { now.saturating_sub(inner.heard.max(asked)) } else { 0 })
            });
            let Some(silent) = state.flatten() else { return };
            if silent >= u64::from(SILENCE) {
                return self.broke("it fell silent");
            }
            if silent >= u64::from(SILENCE / 2) {
                self.post(&Request::Hello);
            }
            self.watch(id, asked);
        })
        .detach();
    }

    /// The next question starts a new worker, which loads what was loaded. A worker that had answered before is replaced at
    /// once, with pages asking it anew; otherwise everybody who waits hears of it, because the next one may break as well.
    fn broke(self, reason: &str) {
        let Some(lost) = self.inner.try_update_value(|inner| {
            let (next, left) = (inner.next, std::mem::take(&mut inner.left));
            std::mem::replace(inner, Inner { next, left, ..Inner::default() })
        }) else {
            return;
        };
        for kind in IndexKind::ALL.into_iter().filter(|kind| lost.asked.contains(kind.slug())) {
            self.index(kind).update(|index| {
                index.loading = false;
                index.documents = 0;
                index.of = 0;
                index.version += u32::from(lost.answered);
            });
        }
        let failure =
            || if lost.answered { SearchFailure::Superseded } else { SearchFailure::Worker(reason.to_owned()) };
        lost.waiting.into_iter().for_each(|(_, sender)| drop(sender.send(Err(failure()))));
    }

    fn hear(self, bytes: &[u8]) {
        let Some(response) = read::<Response>(bytes) else {
            return self.broke("the worker spoke another language; a new version is being installed");
        };
        let now = timers::elapsed();
        let _ = self.inner.try_update_value(|inner| {
            inner.heard = now;
            inner.answered |= matches!(response, Response::Answer { .. });
        });
        match response {
            Response::Ready => {
                let _ = self.inner.try_update_value(|inner| {
                    inner.ready = true;
                    for bytes in std::mem::take(&mut inner.unsent) {
                        if let Some(worker) = &inner.worker {
                            worker.post(&bytes);
                        }
                    }
                });
            }
            Response::Progress { kind, documents, of, .. } => self.index(kind).update(|index| {
                index.version += u32::from(index.documents != documents);
                (index.documents, index.of) = (documents, of);
            }),
            Response::Loaded { kind, documents, of, generated_at, from_device, .. } => {
                self.index(kind).update(|index| {
                    // Looking for news and finding none is no reason to ask again.
                    let is_news =
                        index.loading || index.documents != documents || index.generated_at != Some(generated_at);
                    let version = index.version + u32::from(is_news);
                    *index = IndexState {
                        loading: false,
                        documents,
                        of,
                        generated_at: Some(generated_at),
                        from_device,
                        failed_offline: None,
                        version,
                    };
                })
            }
            Response::LoadFailed { kind, offline, documents, .. } => self.index(kind).update(|index| {
                index.loading = false;
                index.documents = documents;
                index.failed_offline = Some(offline);
                index.version += 1;
            }),
            Response::Answer { id, answer } => self.settle(id, Ok(Told::Answer(answer))),
            Response::Values { id, values } => self.settle(id, Ok(Told::Values(values))),
            Response::Spread { id, spread } => self.settle(id, Ok(Told::Spread(spread))),
            Response::Places { id, places } => self.settle(id, Ok(Told::Places(places))),
            Response::Superseded { id } => self.settle(id, Err(SearchFailure::Superseded)),
            Response::Failed { id, reason } => self.settle(id, Err(SearchFailure::Query(reason))),
        }
    }

    fn settle(self, id: u32, reply: Reply) {
        let sender = self.inner.try_update_value(|inner| {
            let place = inner.waiting.iter().position(|(waiting, _)| *waiting == id)?;
            Some(inner.waiting.swap_remove(place).1)
        });
        if let Some(sender) = sender.flatten() {
            // Where nobody waits any more the page is gone.
            drop(sender.send(reply));
        }
    }
}

#[cfg(test)]
mod tests;
