//! The base of an index: large segments in files, built once and used again after a restart.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use lepas_api::index::{IndexKind, SegmentReference};
use lepas_search::{Document, Segment};
use serde::{Deserialize, Serialize};

use super::{IndexError, SegmentBytes, documents, segment};
use crate::store::{Position, Store};

/// Positions of a segment of a base. Segments begin at multiples of it, so that closing an old posting changes one segment
/// and not all behind it: what did not change is not fetched again.
const SEGMENT_DOCUMENTS: u32 = 16_384;
/// The newest documents lie in a small segment of their own, which a browser fetches first and can search at once.
const NEWEST: usize = 2_048;
/// Compression of a base: it is done once and sent often.
const QUALITY: i32 = 9;
/// Small segments can afford the best.
const SMALL_QUALITY: i32 = 11;
/// What counts as small, in bytes.
const SMALL: usize = 1_000_000;
/// How long segments of an earlier base are still given out.
const KEPT: Duration = Duration::from_secs(86_400);

/// Large segments and the change counter that they hold everything up to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Base {
    /// Documents that changed later are in the delta.
    pub(super) change: u64,
    /// Newest last.
    pub(super) segments: Vec<SegmentReference>,
    /// What the engine of this server makes of a fixed document. Another engine must build its own base.
    engine: String,
}

fn stamp(folder: &Path, kind: IndexKind) -> PathBuf {
    folder.join(format!("{}.json", kind.slug()))
}

fn file(folder: &Path, kind: IndexKind, hash: &str) -> PathBuf {
    folder.join(format!("{}-{hash}.seg", kind.slug()))
}

/// The names of both files of a segment.
fn hashes(reference: &SegmentReference) -> [&str; 2] {
    [&reference.hash, &reference.positions.hash]
}

fn compressed(path: &Path) -> PathBuf {
    path.with_extension("seg.br")
}

/// Changes whenever the format or the analysis of the engine changes.
fn engine(kind: IndexKind) -> String {
    let schema = documents::schema(kind);
    let probe = Document {
        id: "probe".to_owned(),
        title: "Desainer grafis lepas untuk kemasan".to_owned(),
        tags: vec!["C++".to_owned(), "UI/UX".to_owned()],
        body: "Freelance designers wanted for packaging".to_owned(),
        facets: vec![Vec::new(); schema.facets.len()],
        numbers: vec![None; schema.numbers.len()],
        ..Document::default()
    };
    segment::encode(kind, vec![probe]).0.hash
}

/// The base of an earlier run, if all of it is there and this engine can read it.
pub(super) async fn load(folder: &Path, kind: IndexKind) -> Option<Base> {
    let folder = folder.to_owned();
    let load = move || {
        let base: Base = serde_json::from_slice(&std::fs::read(stamp(&folder, kind)).ok()?).ok()?;
        let readable = |reference: &SegmentReference| {
            let read = |hash: &str| std::fs::read(file(&folder, kind, hash));
            let segment = read(&reference.hash).ok().and_then(|bytes| Segment::open(bytes).ok());
            segment.is_some_and(|mut segment| {
                read(&reference.positions.hash).is_ok_and(|bytes| segment.add_positions(bytes).is_ok())
            })
        };
        (base.engine == engine(kind) && base.segments.iter().all(readable)).then_some((base, folder))
    };
    let (base, folder) = tokio::task::spawn_blocking(load).await.ok().flatten()?;
    // The last run may have ended before it had compressed everything.
    compress_later(folder, kind, base.segments.clone());
    Some(base)
}

/// Builds a base of everything that is live, writes it and starts compressing it.
pub(super) async fn build(store: &dyn Store, kind: IndexKind, folder: &Path) -> Result<Base, IndexError> {
    let change = store.change(kind).await?;
    let mut segments = Vec::new();
    let mut after = Position::default();
    loop {
        let Some(Cut { last, mut documents, is_end }) = read_documents(store, kind, after, change).await? else {
            break;
        };
        let older = documents.len().saturating_sub(NEWEST);
        let newest = if is_end && older > NEWEST { documents.split_off(older) } else { Vec::new() };
        for documents in [documents, newest].into_iter().filter(|documents| !documents.is_empty()) {
            let target = folder.to_owned();
            let reference = tokio::task::spawn_blocking(move || {
                let (reference, files) = segment::encode(kind, documents);
                write(&file(&target, kind, &reference.hash), &files.index)?;
                write(&file(&target, kind, &reference.positions.hash), &files.positions)?;
                Ok::<_, IndexError>(reference)
            })
            .await
            .map_err(|_| IndexError::Ended)??;
            segments.push(reference);
        }
        after = last;
    }
    let base = Base { change, segments, engine: engine(kind) };
    let json = serde_json::to_vec(&base).map_err(|error| IndexError::Engine(error.to_string()))?;
    let target = stamp(folder, kind);
    tokio::task::spawn_blocking(move || write(&target, &json)).await.map_err(|_| IndexError::Ended)??;
    compress_later(folder.to_owned(), kind, base.segments.clone());
    Ok(base)
}

/// Compressing takes longer than building; until it is done the plain bytes are sent. A thread of its own, because a
/// stopping runtime would wait for one of its threads until the compression is done.
fn compress_later(folder: PathBuf, kind: IndexKind, kept: Vec<SegmentReference>) {
    std::thread::spawn(move || {
        let finish = || {
            for hash in kept.iter().flat_map(hashes) {
                compress_file(&file(&folder, kind, hash))?;
            }
            remove_old(&folder, kind, &kept)
        };
        if let Err(error) = finish() {
            tracing::warn!(%error, index = kind.slug(), "the base could not be compressed");
        }
    });
}

/// The documents of a segment.
struct Cut {
    /// Position of the last of them.
    last: Position,
    documents: Vec<Document>,
    /// There are none behind them.
    is_end: bool,
}

/// The documents of the next segment; `None` at the end.
async fn read_documents(
    store: &dyn Store,
    kind: IndexKind,
    after: Position,
    change: u64,
) -> Result<Option<Cut>, IndexError> {
    Ok(match kind {
        IndexKind::Jobs => {
            let rows = store.jobs_for_index(after, change, SEGMENT_DOCUMENTS).await?;
            cut(rows, |job| Some(documents::of_job(job)))
        }
        IndexKind::Talent => {
            let rows = store.profiles_for_index(after, change, SEGMENT_DOCUMENTS).await?;
            cut(rows, documents::of_profile)
        }
    })
}

/// What of the rows belongs to the segment of the first.
fn cut<T>(rows: Vec<(Position, T)>, document: impl Fn(&T) -> Option<Document>) -> Option<Cut> {
    let segment = |position: Position| position.0 / u64::from(SEGMENT_DOCUMENTS);
    let first = segment(rows.first()?.0);
    let own = rows.partition_point(|(position, _)| segment(*position) == first);
    Some(Cut {
        last: rows.get(own.checked_sub(1)?)?.0,
        documents: rows.iter().take(own).filter_map(|(_, row)| document(row)).collect(),
        is_end: own == rows.len() && own < SEGMENT_DOCUMENTS as usize,
    })
}

/// Reads a segment, compressed if asked for and there.
pub(super) async fn read(
    folder: &Path,
    kind: IndexKind,
    hash: &str,
    brotli: bool,
) -> Result<Option<SegmentBytes>, IndexError> {
    let plain = file(folder, kind, hash);
    let candidates = if brotli { vec![(compressed(&plain), true), (plain, false)] } else { vec![(plain, false)] };
    for (path, is_brotli) in candidates {
        match tokio::fs::read(&path).await {
            Ok(bytes) => return Ok(Some(SegmentBytes { bytes: bytes.into(), is_brotli })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(IndexError::File { path, source }),
        }
    }
    Ok(None)
}

/// Writes a file so that it is there in full or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    let temporary = path.with_extension("part");
    let attempt = || {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    attempt().map_err(|source| IndexError::File { path: path.to_owned(), source })
}

fn compress_file(path: &Path) -> Result<(), IndexError> {
    let target = compressed(path);
    if target.exists() {
        return Ok(());
    }
    let bytes = std::fs::read(path).map_err(|source| IndexError::File { path: path.to_owned(), source })?;
    let quality = if bytes.len() < SMALL { SMALL_QUALITY } else { QUALITY };
    let smaller =
        segment::compress(&bytes, quality).map_err(|source| IndexError::File { path: target.clone(), source })?;
    write(&target, &smaller)
}

/// Removes segments that no base of the last day names.
fn remove_old(folder: &Path, kind: IndexKind, kept: &[SegmentReference]) -> Result<(), IndexError> {
    let failed = |source| IndexError::File { path: folder.to_owned(), source };
    let prefix = format!("{}-", kind.slug());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(&prefix) else { continue };
        let is_kept = kept.iter().flat_map(hashes).any(|hash| rest.starts_with(hash));
        let modified = entry.metadata().and_then(|metadata| metadata.modified()).map_err(failed)?;
        let age = SystemTime::now().duration_since(modified).unwrap_or_default();
        if !is_kept && age > KEPT {
            std::fs::remove_file(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_begin_at_fixed_positions_so_that_a_gap_moves_nothing_behind_it() {
        let size = u64::from(SEGMENT_DOCUMENTS);
        let rows = |gap: u64| (1..=size).map(|at| at + u64::from(at >= gap)).map(|at| (Position(at), at)).collect();
        let document = |at: &u64| Some(Document { id: at.to_string(), ..Document::default() });
        for gap in [5, 900] {
            let first = cut(rows(gap), document).unwrap();
            assert_eq!((first.last, first.is_end), (Position(size - 1), false));
        }
        let last = cut(vec![(Position(size), size), (Position(size + 7), size + 7)], document).unwrap();
        assert_eq!((last.documents.len(), last.is_end), (2, true));
        assert!(cut(Vec::<(Position, u64)>::new(), document).is_none());
    }
}
