//! What an index weighs without the rows that are shown.
//!
//! Owns the split of the shipped segments: what is searched (columns, dictionary, postings, counts) is the index that other
//! libraries have as well; the rows are what a page shows, which they leave to their users. Packed as the server packs.

use anyhow::{Context, Result, ensure};
use lepas_api::index::IndexManifest;
use lepas_search::Segment;
use serde_json::json;

use super::Figures;
use crate::support::{http, server::Server};

/// How the server packs segments (`lepas-server`, `index/segment.rs`).
const QUALITY: i32 = 9;
const WINDOW: i32 = 22;

pub(super) fn measure(server: &Server, figures: &mut Figures) -> Result<()> {
    let manifest: IndexManifest = serde_json::from_str(&http::get(server.port, "/v1/index/jobs")?.body)?;
    let (mut rows, mut wire) = (0, 0);
    for segment in &manifest.segments {
        let bytes = http::bytes(server.port, &format!("/v1/index/jobs/segments/{}", segment.hash))?;
        ensure!(bytes.len() as u64 == segment.bytes, "{} of {} bytes came", bytes.len(), segment.bytes);
        let range = Segment::open(bytes.clone())?.rows();
        let searched = [bytes.get(..range.start), bytes.get(range.end..)].map(Option::unwrap_or_default).concat();
        let params = brotli::enc::BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut searched.as_slice(), &mut packed, &params).context("packing a segment")?;
        rows += range.len();
        wire += packed.len();
    }
    figures.insert("rows_bytes".into(), json!(rows));
    figures.insert("wire_index_bytes".into(), json!(wire));
    Ok(())
}
