//! Building one segment off the request path.

use axum::body::Bytes;
use lepas_api::index::{IndexKind, PositionsReference, SegmentReference};
use lepas_search::{Document, SegmentBuilder, SegmentFiles};

use super::{IndexError, documents};
use crate::auth::{hexadecimal, sha256};

/// Compression of a delta: fast, because people wait for it.
const DELTA_QUALITY: i32 = 5;

/// A segment in memory.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) reference: SegmentReference,
    index: Twice,
    positions: Twice,
}

/// A file, plain and compressed.
#[derive(Debug)]
pub(super) struct Twice {
    pub(super) plain: Bytes,
    pub(super) brotli: Bytes,
}

impl Built {
    /// The file with this hash.
    pub(super) fn file(&self, hash: &str) -> Option<&Twice> {
        let of_index = (self.reference.hash == hash).then_some(&self.index);
        of_index.or_else(|| (self.reference.positions.hash == hash).then_some(&self.positions))
    }
}

/// Builds and compresses a small segment.
pub(super) async fn build(kind: IndexKind, documents: Vec<Document>) -> Result<Built, IndexError> {
    tokio::task::spawn_blocking(move || {
        let (reference, files) = encode(kind, documents);
        Ok(Built { reference, index: twice(files.index)?, positions: twice(files.positions)? })
    })
    .await
    .map_err(|_| IndexError::Ended)?
}

fn twice(plain: Vec<u8>) -> Result<Twice, IndexError> {
    let brotli = compress(&plain, DELTA_QUALITY).map_err(|error| IndexError::Engine(error.to_string()))?;
    Ok(Twice { plain: plain.into(), brotli: brotli.into() })
}

/// The files of a segment and what a manifest says of them. A document that the engine refuses is left out and logged.
pub(super) fn encode(kind: IndexKind, documents: Vec<Document>) -> (SegmentReference, SegmentFiles) {
    let mut builder = SegmentBuilder::new(documents::schema(kind));
    for document in documents {
        let id = document.id.clone();
        if let Err(error) = builder.add(document) {
            tracing::warn!(id, %error, "a document cannot be indexed");
        }
    }
    let count = u32::try_from(builder.len()).unwrap_or(u32::MAX);
    let files = builder.finish();
    let reference = SegmentReference {
        hash: hexadecimal(&sha256(&files.index)),
        bytes: files.index.len() as u64,
        documents: count,
        positions: PositionsReference {
            hash: hexadecimal(&sha256(&files.positions)),
            bytes: files.positions.len() as u64,
        },
    };
    (reference, files)
}

/// Brotli in the window that browsers accept.
pub(super) fn compress(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut std::io::Cursor::new(bytes), &mut compressed, &params)?;
    Ok(compressed)
}
