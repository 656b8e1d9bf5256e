//! One index in memory.
//!
//! Owns the collection and which manifest it stands for. Segments may arrive in any order; they are kept in the order of the
//! manifest, so that the newer copy of a document wins.

use lepas_api::index::{IndexKind, IndexManifest, field};
use lepas_search::{Collection, FacetField, FacetKind, OpenError, Schema, SchemaMismatch, Segment};

/// A segment of this version's format and columns could not be made of the bytes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadSegment {
    /// Damaged, or of another version.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// Built for other columns.
    #[error("{0}")]
    Schema(#[from] SchemaMismatch),
}

/// An index.
pub(crate) struct Index {
    pub(crate) collection: Collection,
    pub(crate) manifest: Option<IndexManifest>,
    /// The server was not asked or not reached for the manifest.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the loader, browser only, keeps it here"))]
    pub(crate) from_device: bool,
    /// Questions can be answered: the device's copy is open, a part came from the server, or it is known that nothing comes.
    pub(crate) ready: bool,
}

/// The columns of an index, as the server builds them.
fn schema(kind: IndexKind) -> Schema {
    let (facets, numbers) = match kind {
        IndexKind::Jobs => (field::JOB_FACETS, field::JOB_NUMBERS),
        IndexKind::Talent => (field::TALENT_FACETS, field::TALENT_NUMBERS),
    };
    let facet = |&(name, many): &(&str, bool)| FacetField {
        name: name.to_owned(),
        kind: if many { FacetKind::Many } else { FacetKind::One },
    };
    Schema {
        facets: facets.iter().map(facet).collect(),
        numbers: numbers.iter().map(|name| (*name).to_owned()).collect(),
    }
}

impl Index {
    /// An empty index.
    pub(crate) fn new(kind: IndexKind) -> Self {
        Self { collection: Collection::new(schema(kind)), manifest: None, from_device: false, ready: false }
    }

    /// True when the segment is in memory.
    pub(crate) fn has(&self, hash: &str) -> bool {
        self.collection.names().any(|name| name == hash)
    }

    /// Puts a segment at its place in the manifest.
    pub(crate) fn add(&mut self, manifest: &IndexManifest, hash: &str, bytes: Vec<u8>) -> Result<(), BadSegment> {
        self.collection.push(hash, Segment::open(bytes)?)?;
        // Segments of the last version stay beneath those of the new one until it is complete.
        let place =
            |name: &str| manifest.segments.iter().position(|segment| segment.hash == name).map_or(0, |at| at + 1);
        self.collection.arrange(place);
        Ok(())
    }

    /// Segments in memory of which it is not known where their words stand, and the files that say it. Nothing while a manifest
    /// is on its way.
    pub(crate) fn missing_positions(&self) -> Vec<(String, String)> {
        let segments = self.manifest.iter().flat_map(|manifest| &manifest.segments);
        let missing: Vec<&str> = self.collection.without_positions().collect();
        segments
            .filter(|segment| missing.contains(&segment.hash.as_str()))
            .map(|segment| (segment.hash.clone(), segment.positions.hash.clone()))
            .collect()
    }

    /// The manifest is complete in memory: what it does not name is dropped.
    pub(crate) fn complete(&mut self, manifest: IndexManifest) {
        self.collection.retain(|name| manifest.segments.iter().any(|segment| segment.hash == name));
        self.collection.set_tombstones(manifest.tombstones.iter().cloned());
        self.manifest = Some(manifest);
        self.ready = true;
    }

    /// Documents that can be searched.
    pub(crate) fn documents(&self) -> u32 {
        u32::try_from(self.collection.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::{
        Timestamp,
        index::{PositionsReference, SegmentReference},
    };
    use lepas_search::{Document, Query, SegmentBuilder};

    use super::*;

    fn segment(documents: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = SegmentBuilder::new(schema(IndexKind::Jobs));
        for (id, title) in documents {
            builder.add(Document { id: (*id).into(), title: (*title).into(), ..Document::default() }).unwrap();
        }
        builder.finish().index
    }

    fn manifest(hashes: &[&str], tombstones: &[&str]) -> IndexManifest {
        IndexManifest {
            kind: IndexKind::Jobs,
            version: 1,
            generated_at: Timestamp::from_milliseconds(0),
            documents: 0,
            segments: hashes
                .iter()
                .map(|hash| SegmentReference {
                    hash: (*hash).into(),
                    bytes: 0,
                    documents: 0,
                    positions: PositionsReference { hash: format!("{hash} positions"), bytes: 0 },
                })
                .collect(),
            tombstones: tombstones.iter().map(|id| (*id).into()).collect(),
        }
    }

    fn titles(index: &Index) -> Vec<String> {
        let answer = index.collection.search(&Query::default()).unwrap();
        answer.hits.into_iter().map(|hit| hit.title.text).collect()
    }

    #[test]
    fn the_newer_copy_wins_in_whatever_order_segments_arrive() {
        let manifest = manifest(&["base", "delta"], &[]);
        let mut index = Index::new(IndexKind::Jobs);
        index.add(&manifest, "delta", segment(&[("a", "baru")])).unwrap();
        assert_eq!(titles(&index), ["baru"]);
        index.add(&manifest, "base", segment(&[("a", "lama"), ("b", "tetap")])).unwrap();
        assert_eq!(titles(&index), ["baru", "tetap"]);
    }

    #[test]
    fn a_complete_manifest_drops_what_it_does_not_name() {
        let mut index = Index::new(IndexKind::Jobs);
        let first = manifest(&["one"], &[]);
        index.add(&first, "one", segment(&[("a", "satu")])).unwrap();
        assert!(!index.ready, "half a copy of the device looks like a whole one");
        index.complete(first);
        assert!(index.ready);
        let second = manifest(&["two"], &["c"]);
        index.add(&second, "two", segment(&[("b", "dua"), ("c", "tiga")])).unwrap();
        assert_eq!(index.documents(), 3);
        index.complete(second);
        assert_eq!(titles(&index), ["dua"]);
        assert!(!index.has("one") && index.has("two"));
    }

    #[test]
    fn positions_are_asked_for_by_the_names_the_manifest_gives() {
        let mut index = Index::new(IndexKind::Jobs);
        let manifest = manifest(&["one"], &[]);
        index.add(&manifest, "one", segment(&[("a", "satu dua")])).unwrap();
        assert!(index.missing_positions().is_empty(), "while the manifest is on its way");
        index.complete(manifest);
        assert_eq!(index.missing_positions(), [("one".to_owned(), "one positions".to_owned())]);
        let query = Query { text: "\"satu dua\"".into(), ..Query::default() };
        assert!(index.collection.search(&query).is_err(), "a phrase is not answered without them");
        let mut builder = SegmentBuilder::new(schema(IndexKind::Jobs));
        builder.add(Document { id: "a".into(), title: "satu dua".into(), ..Document::default() }).unwrap();
        index.collection.add_positions("one", builder.finish().positions).unwrap();
        assert!(index.missing_positions().is_empty());
        assert_eq!(index.collection.search(&query).unwrap().total, 1);
    }

    #[test]
    fn damaged_bytes_are_refused_and_leave_the_index_alone() {
        let manifest = manifest(&["one"], &[]);
        let mut index = Index::new(IndexKind::Jobs);
        assert!(index.add(&manifest, "one", b"not a segment".to_vec()).is_err());
        assert_eq!(index.documents(), 0);
    }
}
