//! Documents in which terms follow each other. Owns the walk over positions; a phrase of one term is just that term.

use super::text::Phrase;
use crate::bitset::Bitset;
use crate::collection::Loaded;
use crate::segment::Block;

/// The documents of a segment, dead or alive, that have the phrase.
pub(super) fn documents(loaded: &Loaded, phrase: &Phrase) -> Bitset {
    let mut found = Bitset::empty(loaded.segment.len());
    if let [(term, _)] = phrase.as_slice() {
        let mut block = Block::default();
        let mut postings = loaded.segment.term(term).map(|term| loaded.segment.postings(&term));
        while postings.as_mut().is_some_and(|postings| postings.next_block(&mut block)) {
            let documents = block.documents.iter().take(block.length);
            documents.for_each(|&document| found.insert(document as usize));
        }
        return found;
    }
    for (document, _) in starts(loaded, phrase).unwrap_or_default() {
        found.insert(document as usize);
    }
    found
}

/// Documents and places where the phrase begins, in order.
fn starts(loaded: &Loaded, phrase: &Phrase) -> Option<Vec<(u32, u32)>> {
    let first_place = phrase.first()?.1;
    let mut starts: Option<Vec<(u32, u32)>> = None;
    for (term, place) in phrase {
        let offset = place.saturating_sub(first_place);
        let term = loaded.segment.term(term)?;
        let mut walk = loaded.segment.places(&term)?;
        let mut places = Vec::new();
        let mut kept = Vec::new();
        let mut waiting = starts.iter().flatten().copied().peekable();
        while let Some(document) = walk.next() {
            places.clear();
            walk.read(&mut places)?;
            if starts.is_none() {
                kept.extend(places.iter().map(|&place| (document, place)));
                continue;
            }
            while let Some((start_document, start)) = waiting.next_if(|&(start_document, _)| start_document <= document)
            {
                if start_document == document
                    && start.checked_add(offset).is_some_and(|place| places.binary_search(&place).is_ok())
                {
                    kept.push((document, start));
                }
            }
        }
        drop(waiting);
        starts = Some(kept);
    }
    starts
}
