//! Which questions are worth answering, and when.
//!
//! While one search runs, the page may have asked several more. A question for the first page of results takes the place of
//! everything older that was asked of the same index, because its reader has moved on. Questions for further pages and for
//! counts alone never push a first page away.
//!
//! A question to an index that is still being opened stays here: answered at once it would be told that there is nothing.

use std::collections::VecDeque;

use lepas::api::search::Request;
use lepas_api::index::IndexKind;
use lepas_search::Query;

/// Requests in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Desk(VecDeque<Request>);

fn is_first_page(query: &Query) -> bool {
    query.offset == 0 && query.limit > 0
}

impl Desk {
    /// Takes a request in. The answer names the questions that nobody needs answered any more.
    pub(crate) fn take(&mut self, request: Request) -> Vec<u32> {
        let mut superseded = Vec::new();
        if let Request::Search { kind, query, .. } = &request
            && is_first_page(query)
        {
            self.0.retain(|held| match held {
                Request::Search { id, kind: other, .. } if other == kind => {
                    superseded.push(*id);
                    false
                }
                _ => true,
            });
        }
        self.0.push_back(request);
        superseded
    }

    /// Whether nothing lies here.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next request to work on; questions to an index that is not ready are passed over.
    pub(crate) fn next(&mut self, is_ready: impl Fn(IndexKind) -> bool) -> Option<Request> {
        let next = self.0.iter().position(|request| match request {
            Request::Search { kind, .. }
            | Request::FacetValues { kind, .. }
            | Request::Spread { kind, .. }
            | Request::Places { kind, .. } => is_ready(*kind),
            Request::Load { .. } | Request::News { .. } | Request::Hello => true,
        });
        self.0.remove(next?)
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::index::IndexKind::{Jobs, Talent};

    use super::*;

    fn ask(id: u32, kind: IndexKind, offset: usize, limit: usize) -> Request {
        Request::Search { id, kind, query: Box::new(Query { offset, limit, ..Query::default() }) }
    }

    #[test]
    fn only_the_newest_first_page_of_an_index_is_answered() {
        let mut desk = Desk::default();
        assert!(desk.take(Request::Load { kind: Jobs }).is_empty());
        assert!(desk.take(ask(1, Jobs, 0, 20)).is_empty());
        assert!(desk.take(ask(2, Talent, 0, 20)).is_empty());
        assert!(desk.take(ask(3, Jobs, 20, 20)).is_empty());
        assert_eq!(desk.take(ask(4, Jobs, 0, 20)), [1, 3]);
        assert_eq!(desk.next(|_| true), Some(Request::Load { kind: Jobs }));
        assert_eq!(desk.next(|_| true), Some(ask(2, Talent, 0, 20)));
        assert!(!desk.is_empty());
        assert_eq!(desk.next(|_| true), Some(ask(4, Jobs, 0, 20)));
        assert!(desk.is_empty());
        assert_eq!(desk.next(|_| true), None);
    }

    #[test]
    fn further_pages_and_counts_do_not_push_a_first_page_away() {
        let mut desk = Desk::default();
        desk.take(ask(1, Jobs, 0, 20));
        assert!(desk.take(ask(2, Jobs, 20, 20)).is_empty());
        assert!(desk.take(ask(3, Jobs, 0, 0)).is_empty());
        assert_eq!(desk.next(|_| true), Some(ask(1, Jobs, 0, 20)));
    }

    #[test]
    fn a_question_waits_for_its_index_and_for_no_other() {
        let mut desk = Desk::default();
        desk.take(ask(1, Jobs, 0, 20));
        desk.take(ask(2, Talent, 0, 20));
        desk.take(Request::Load { kind: Jobs });
        let talent_alone = |kind| kind == Talent;
        assert_eq!(desk.next(talent_alone), Some(ask(2, Talent, 0, 20)));
        assert_eq!(desk.next(talent_alone), Some(Request::Load { kind: Jobs }));
        assert_eq!(desk.next(talent_alone), None);
        assert_eq!(desk.take(ask(3, Jobs, 0, 20)), [1], "who waits is overtaken as ever");
        assert_eq!(desk.next(|_| true), Some(ask(3, Jobs, 0, 20)));
    }
}
