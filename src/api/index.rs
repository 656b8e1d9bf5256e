//! The search indexes: the page asks for the manifest, the worker for segments.

use futures::future::{Either, select};
use lepas_api::{
    index::{IndexKind, IndexManifest},
    path,
};

use super::{
    ApiError, Client,
    client::UPLOAD_TIMEOUT,
    transport::{Method, Request, Transport},
};
use crate::platform::timers;

/// What an index consists of now.
///
/// # Errors
/// Any [`ApiError`].
pub async fn manifest(client: &Client, kind: IndexKind) -> Result<IndexManifest, ApiError> {
    client.get(&path::index(kind)).await
}

/// Why a segment did not come. Without the words of an [`ApiError`]: reading those would take
/// serde_json into the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The server was not reached in time.
    Offline,
    /// It refused, with this status.
    Refused(u16),
}

/// The bytes of a segment or its positions. They never change under the same hash.
///
/// # Errors
/// [`Missing`].
pub async fn segment(transport: &dyn Transport, kind: IndexKind, hash: &str) -> Result<Vec<u8>, Missing> {
    let sent = transport.send(Request::new(Method::Get, path::segment(kind, hash)));
    match select(sent, timers::sleep(UPLOAD_TIMEOUT)).await {
        Either::Left((Ok(answer), _)) if answer.status == 200 => Ok(answer.body),
        Either::Left((Ok(answer), _)) => Err(Missing::Refused(answer.status)),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(Missing::Offline),
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, executor::block_on};

    use super::*;
    use crate::api::stub::Stub;

    #[test]
    fn a_segment_comes_whole_or_says_why_not() {
        let stub = Stub::default();
        let get = || segment(&stub, IndexKind::Jobs, "ab");
        stub.answer(200, "bytes");
        assert_eq!(block_on(get()), Ok(b"bytes".to_vec()));
        stub.answer(404, "");
        assert_eq!(block_on(get()), Err(Missing::Refused(404)));
        stub.cut();
        assert_eq!(block_on(get()), Err(Missing::Offline));
        stub.hang();
        let mut waiting = get().boxed_local();
        assert!((&mut waiting).now_or_never().is_none());
        timers::advance(UPLOAD_TIMEOUT);
        assert_eq!(waiting.now_or_never(), Some(Err(Missing::Offline)));
        assert_eq!(stub.asked()[0].path, path::segment(IndexKind::Jobs, "ab"));
    }
}
