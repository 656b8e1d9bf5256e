//! A transport without a network, for native tests and native builds.
//!
//! Owns a list of prepared answers and the record of what was asked. An unprepared request finds nobody at home, and a
//! held request waits until it is released.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use futures::{FutureExt, future::LocalBoxFuture};

use super::transport::{Request, Response, Transport, Unreachable};

#[derive(Default)]
struct Inner {
    answers: VecDeque<Answer>,
    asked: Vec<Request>,
}

enum Answer {
    Ready(Result<Response, Unreachable>),
    Never,
}

/// See the module.
#[derive(Clone, Default)]
pub struct Stub(Arc<Mutex<Inner>>);

impl Stub {
    fn with<T>(&self, run: impl FnOnce(&mut Inner) -> T) -> T {
        run(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The next request gets this status and body.
    pub fn answer(&self, status: u16, body: impl Into<Vec<u8>>) {
        self.answer_with(Response { status, etag: None, body: body.into() });
    }

    /// The next request gets this answer.
    pub fn answer_with(&self, response: Response) {
        self.with(|inner| inner.answers.push_back(Answer::Ready(Ok(response))));
    }

    /// The next request does not reach the server.
    pub fn cut(&self) {
        self.with(|inner| inner.answers.push_back(Answer::Ready(Err(Unreachable))));
    }

    /// The next request never gets an answer.
    pub fn hang(&self) {
        self.with(|inner| inner.answers.push_back(Answer::Never));
    }

    /// Everything that was asked so far, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<Request> {
        self.with(|inner| inner.asked.clone())
    }
}

impl Transport for Stub {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Unreachable>> {
        let answer = self.with(|inner| {
            inner.asked.push(request);
            inner.answers.pop_front()
        });
        match answer {
            Some(Answer::Ready(result)) => futures::future::ready(result).boxed_local(),
            Some(Answer::Never) => futures::future::pending().boxed_local(),
            None => futures::future::ready(Err(Unreachable)).boxed_local(),
        }
    }
}
