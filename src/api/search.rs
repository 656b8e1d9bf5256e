//! What the page and the search worker say to each other.
//!
//! Owns the two message types and their bytes (the postcard format: page and worker are always of one build, and reading
//! it takes a fraction of the code and time that JSON takes). Imports neither Leptos nor the browser, because the worker
//! is a small program of its own.

use lepas_api::{
    Timestamp,
    index::{IndexKind, IndexManifest},
};
use lepas_search::{Answer, Change, Query, Spread, Standing};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// To the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Are you there? The answer is [`Response::Ready`]: who waits for an index says nothing else meanwhile.
    Hello,
    /// Make an index ready from what the device keeps, unless something is in memory already. [`Request::News`] follows.
    Load {
        /// Which index.
        kind: IndexKind,
    },
    /// Bring an index to what the server has.
    News {
        /// Which index.
        kind: IndexKind,
        /// What the page learned.
        news: News,
    },
    /// Ask. Of several waiting questions to one index only the newest is answered.
    Search {
        /// Comes back with the answer.
        id: u32,
        /// Which index.
        kind: IndexKind,
        /// The question; boxed because it is far larger than the rest.
        query: Box<Query>,
    },
    /// Values of a facet that begin with a text.
    FacetValues {
        /// Comes back with the answer.
        id: u32,
        /// Which index.
        kind: IndexKind,
        /// Name of the facet.
        facet: String,
        /// What the values begin with; case does not matter.
        prefix: String,
        /// Most values.
        limit: usize,
    },
    /// How the first number that a question draws spreads over what answers it.
    Spread {
        /// Comes back with the answer.
        id: u32,
        /// Which index.
        kind: IndexKind,
        /// The question.
        query: Box<Query>,
    },
    /// Where a document stands for several questions, or would stand with a change.
    Places {
        /// Comes back with the answer.
        id: u32,
        /// Which index.
        kind: IndexKind,
        /// Id of the document.
        document: String,
        /// The questions.
        asked: Vec<Supposition>,
    },
}

/// A question, and what is supposed of the document whose place is asked for.
pub type Supposition = (Query, Option<Change>);

/// What the page learned of the server's index. The page asks, because it can read the server's JSON and words anyway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// What the index consists of now.
    Manifest(Box<IndexManifest>),
    /// Nothing: what is on the device has to do.
    None {
        /// True when the server was not reached.
        offline: bool,
        /// Why, for the console.
        reason: String,
    },
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker runs and listens.
    Ready,
    /// Part of an index arrived.
    Progress {
        /// Which index.
        kind: IndexKind,
        /// Bytes there so far.
        loaded_bytes: u64,
        /// Bytes in all.
        total_bytes: u64,
        /// Documents that can be searched already.
        documents: u32,
        /// Documents there will be.
        of: u32,
    },
    /// An index is complete, as of `generated_at`.
    Loaded {
        /// Which index.
        kind: IndexKind,
        /// Documents that can be searched.
        documents: u32,
        /// Documents the manifest names.
        of: u32,
        /// Age of the data.
        generated_at: Timestamp,
        /// True when the server was not asked or not reached, and the device's copy stands in.
        from_device: bool,
        /// Bytes that the index takes in memory.
        memory: u64,
    },
    /// The answer to a question.
    Answer {
        /// Of the question.
        id: u32,
        /// The answer; boxed because it is far larger than the rest.
        answer: Box<Answer>,
    },
    /// The answer to a question for facet values.
    Values {
        /// Of the question.
        id: u32,
        /// The values.
        values: Vec<String>,
    },
    /// How a number spreads.
    Spread {
        /// Of the question.
        id: u32,
        /// The answer.
        spread: Spread,
    },
    /// Places, in the order of the questions; none where the index does not have the document.
    Places {
        /// Of the question.
        id: u32,
        /// The places.
        places: Vec<Option<Standing>>,
    },
    /// A newer question overtook this one.
    Superseded {
        /// Of the question.
        id: u32,
    },
    /// A question could not be answered.
    Failed {
        /// Of the question.
        id: u32,
        /// Why, for the console; the page has words of its own.
        reason: String,
    },
    /// An index could not be loaded.
    LoadFailed {
        /// Which index.
        kind: IndexKind,
        /// True when the server was not reached.
        offline: bool,
        /// Why, for the console.
        reason: String,
        /// Documents that can be searched all the same.
        documents: u32,
    },
}

/// The bytes of a message; `None` for what memory has no room for.
#[must_use]
pub fn write(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// Reads a message; `None` for anything else, such as the last words of a worker that broke, which begin with a letter
/// and no message does.
#[must_use]
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_the_way_to_the_worker() {
        let query = Query { text: "react \"jarak jauh\"".into(), ..Query::default() };
        let request = Request::Search { id: 7, kind: IndexKind::Jobs, query: Box::new(query) };
        assert_eq!(read::<Request>(&write(&request).unwrap()).unwrap(), request);
    }

    #[test]
    fn a_manifest_survives_the_way_to_the_worker() {
        let manifest = IndexManifest {
            kind: IndexKind::Talent,
            version: 7,
            generated_at: Timestamp::from_milliseconds(8),
            documents: 0,
            segments: Vec::new(),
            tombstones: Vec::new(),
        };
        let request = Request::News { kind: IndexKind::Talent, news: News::Manifest(Box::new(manifest)) };
        assert_eq!(read::<Request>(&write(&request).unwrap()).unwrap(), request);
    }

    #[test]
    fn an_answer_survives_the_way_back() {
        let response = Response::Answer { id: 7, answer: Box::new(Answer { total: 3, of: 9, ..Answer::default() }) };
        assert_eq!(read::<Response>(&write(&response).unwrap()).unwrap(), response);
    }

    #[test]
    fn last_words_are_no_message() {
        assert_eq!(read::<Response>(b"panicked at src/lib.rs:1:1"), None);
        assert_eq!(read::<Response>(b""), None);
    }
}
