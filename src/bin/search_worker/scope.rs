//! The worker's global object: hearing the page, working requests off, speaking.

use std::{cell::RefCell, rc::Rc};

use lepas::{
    api::search::{News, Request, Response, read, write},
    platform::{failure, task, timers},
};
use lepas_api::index::IndexKind;
use lepas_search::{PositionsUse, Query, QueryError};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{
    desk::Desk,
    index::Index,
    load::{self as loading, Shared},
};

/// An index and the state of loading it.
struct Station {
    index: Shared,
    /// Loading is under way.
    busy: bool,
    /// What the device keeps is to be looked at.
    open: bool,
    /// What the page learned of the server's index and nobody looked at yet; the newest counts.
    news: Option<News>,
    /// A query could use the positions, so that from now on they are brought with every load.
    positions: bool,
    /// Phrases that wait for the positions.
    waiting: Vec<(u32, Query)>,
}

struct Worker {
    desk: Desk,
    /// A turn to work the desk off is due.
    due: bool,
    jobs: Station,
    talent: Station,
}

type Own = Rc<RefCell<Worker>>;

impl Station {
    fn new(kind: IndexKind) -> Self {
        Self {
            index: Rc::new(RefCell::new(Index::new(kind))),
            busy: false,
            open: false,
            news: None,
            positions: false,
            waiting: Vec::new(),
        }
    }
}

impl Worker {
    fn station(&mut self, kind: IndexKind) -> &mut Station {
        match kind {
            IndexKind::Jobs => &mut self.jobs,
            IndexKind::Talent => &mut self.talent,
        }
    }
}

/// Says something to the page.
pub(crate) fn post(response: &Response) {
    let Some(bytes) = write(response) else { return };
    let words = js_sys::Uint8Array::from(bytes.as_slice());
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // Handed over and not copied again: nobody here needs them any more. A buffer that was just made can always be.
        let _ = scope.post_message_with_transfer(&words, &js_sys::Array::of1(&words.buffer()));
    }
}

/// Says what is not of the protocol.
fn say(words: &str) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // A text can always be cloned, which is the only thing that can fail here.
        let _ = scope.post_message(&JsValue::from_str(words));
    }
}

/// Listens from now on.
pub(crate) fn serve() {
    #[cfg(not(lepas_split))]
    console_error_panic_hook::set_once();
    // A trap inside of a promise would go unheard. What is not of the protocol tells the page that the worker broke.
    failure::on_stop(|words| say(&words));
    let worker: Own = Rc::new(RefCell::new(Worker {
        desk: Desk::default(),
        due: false,
        jobs: Station::new(IndexKind::Jobs),
        talent: Station::new(IndexKind::Talent),
    }));
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(request) = event.data().dyn_ref::<js_sys::Uint8Array>().and_then(|bytes| read(&bytes.to_vec())) {
            hear(&worker, request);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens for as long as the worker lives.
    listener.forget();
    post(&Response::Ready);
}

/// Puts a request on the desk. It is worked off in a later turn, when everything else that was said meanwhile lies there
/// too, so that only the newest question is answered.
fn hear(worker: &Own, request: Request) {
    let superseded = worker.borrow_mut().desk.take(request);
    for id in superseded {
        post(&Response::Superseded { id });
    }
    wake(worker);
}

/// Sees to it that the desk is worked off.
fn wake(worker: &Own) {
    if !std::mem::replace(&mut worker.borrow_mut().due, true) {
        work_later(worker);
    }
}

fn work_later(worker: &Own) {
    let worker = Rc::clone(worker);
    timers::after(0, move || work(&worker)).detach();
}

fn work(worker: &Own) {
    let next = {
        let Worker { desk, due, jobs, talent } = &mut *worker.borrow_mut();
        let next = desk.next(|kind| match kind {
            IndexKind::Jobs => jobs.index.borrow().ready,
            IndexKind::Talent => talent.index.borrow().ready,
        });
        // What waits for its index is woken when that is open.
        *due = next.is_some() && !desk.is_empty();
        next
    };
    let Some(request) = next else { return };
    match request {
        Request::Hello => post(&Response::Ready),
        Request::Load { kind } => {
            worker.borrow_mut().station(kind).open = true;
            load(worker, kind);
        }
        Request::News { kind, news } => {
            worker.borrow_mut().station(kind).news = Some(news);
            load(worker, kind);
        }
        Request::Search { id, kind, query } => search(worker, id, kind, *query),
        Request::FacetValues { id, kind, facet, prefix, limit } => {
            let index = Rc::clone(&worker.borrow_mut().station(kind).index);
            let values = index.borrow().collection.facet_values(&facet, &prefix, limit);
            post(&Response::Values { id, values });
        }
        Request::Spread { id, kind, query } => {
            let index = Rc::clone(&worker.borrow_mut().station(kind).index);
            let spread = index.borrow().collection.spread(&query);
            post(&spread.map_or_else(|error| failed(id, &error), |spread| Response::Spread { id, spread }));
        }
        Request::Places { id, kind, document, asked } => {
            let index = Rc::clone(&worker.borrow_mut().station(kind).index);
            let collection = &index.borrow().collection;
            let mut places = asked.iter().map(|(query, change)| collection.suppose(query, &document, change.as_ref()));
            let places = places.try_fold(Vec::new(), |mut places, place| {
                places.push(place?);
                Ok(places)
            });
            post(&places.map_or_else(|error| failed(id, &error), |places| Response::Places { id, places }));
        }
    }
    if worker.borrow().due {
        work_later(worker);
    }
}

/// Answers at once what can be answered. A phrase waits for the positions; several words are answered without them and again
/// when they are there.
fn search(worker: &Own, id: u32, kind: IndexKind, query: Query) {
    let (lacking, overtaken) = {
        let mut worker = worker.borrow_mut();
        let station = worker.station(kind);
        let index = station.index.borrow();
        let lacking = match index.collection.without_positions().next() {
            Some(_) => index.collection.positions_use(&query),
            None => PositionsUse::None,
        };
        drop(index);
        // Whoever asks anew for a first page does not wait for the last one any more.
        let overtaken = if query.offset == 0 { std::mem::take(&mut station.waiting) } else { Vec::new() };
        station.positions |= lacking != PositionsUse::None;
        (lacking, overtaken)
    };
    for (id, _) in overtaken {
        post(&Response::Superseded { id });
    }
    if lacking == PositionsUse::Needed {
        worker.borrow_mut().station(kind).waiting.push((id, query));
    } else {
        answer(worker, id, kind, &query);
    }
    if lacking != PositionsUse::None {
        load(worker, kind);
    }
}

fn answer(worker: &Own, id: u32, kind: IndexKind, query: &Query) {
    let index = Rc::clone(&worker.borrow_mut().station(kind).index);
    let response = match index.borrow().collection.search(query) {
        Ok(answer) => Response::Answer { id, answer: Box::new(answer) },
        Err(error) => failed(id, &error),
    };
    post(&response);
}

fn failed(id: u32, error: &QueryError) -> Response {
    Response::Failed { id, reason: error.to_string() }
}

/// Does what is to be done for an index beside everything else, one thing after the other: opens the device's copy, brings
/// what the server has, and the positions if a query could use them.
fn load(worker: &Own, kind: IndexKind) {
    if std::mem::replace(&mut worker.borrow_mut().station(kind).busy, true) {
        // The work under way looks again before it ends.
        return;
    }
    let worker = Rc::clone(worker);
    task::spawn(async move {
        loop {
            let (index, open, news) = {
                let mut worker = worker.borrow_mut();
                let station = worker.station(kind);
                (Rc::clone(&station.index), std::mem::take(&mut station.open), station.news.take())
            };
            if open {
                loading::open(kind, &index).await;
                wake(&worker);
            }
            if let Some(news) = news {
                loading::bring(news, kind, &index).await;
            }
            wake(&worker);
            if worker.borrow_mut().station(kind).positions {
                loading::positions(kind, &index).await;
            }
            let (done, waiting) = {
                let mut worker = worker.borrow_mut();
                let station = worker.station(kind);
                station.busy = station.open || station.news.is_some();
                (!station.busy, std::mem::take(&mut station.waiting))
            };
            // A phrase that still lacks positions is told so: a wrong answer would be worse than none.
            for (id, query) in waiting {
                answer(&worker, id, kind, &query);
            }
            if done {
                break;
            }
        }
    });
}
