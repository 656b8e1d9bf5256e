//! Words that stand beside each other in a document as they do in the query.
//!
//! Owns which words make a pair, what a pair is worth and the walk over positions. `power bi` means more than `power` somewhere
//! and `bi` elsewhere: a document with the pair gets [`WORTH`] of what its two words are worth at most, once. Measured with
//! everything else alike: Cranfield 0.406 to 0.413 of nDCG@10, upwork-skills 0.263 to 0.280.

use super::candidates::Candidates;
use super::gate::Gates;
use super::plan::Known;
use crate::collection::{Collection, Loaded};
use crate::segment::{Places, Term};

/// Share of the rarity of both words that a pair adds.
const WORTH: f32 = 0.3;
/// Most words between which stop words of the query may stand, and still be a pair.
const FARTHEST: u32 = 3;
/// Most pairs of one query, the first ones: a sentence has enough with that, and its cost stays bounded.
const MOST_PAIRS: usize = 8;

/// Fewest candidates among which pairs are looked for, if there are as many.
const WINDOW: usize = 100;
/// Two words, how far the second stands behind the first, and what it adds to have them so.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    first: &'a Known,
    second: &'a Known,
    distance: u32,
    weight: f32,
}

/// The pairs among the words of a query that were found, in their order.
pub(super) fn pairs(known: &[Known]) -> Vec<Pair<'_>> {
    let neighbours = known.iter().zip(known.iter().skip(1)).map(|(first, second)| Pair {
        first,
        second,
        distance: second.position.saturating_sub(first.position),
        weight: WORTH * (first.rarity + second.rarity),
    });
    neighbours.filter(|pair| (1..=FARTHEST).contains(&pair.distance)).take(MOST_PAIRS).collect()
}

/// Adds the weights of the pairs that candidates have.
pub(super) fn add(collection: &Collection, pairs: &[Pair<'_>], gates: &Gates, candidates: &mut Candidates) {
    if pairs.is_empty() {
        return;
    }
    let least = gates.survey(candidates, WINDOW).least;
    let (mut places, mut others) = (Vec::new(), Vec::new());
    let mut chosen: Vec<usize> = Vec::new();
    for (segment, loaded) in collection.segments.iter().enumerate() {
        let is_best = |at: &usize| gates.pass(*at) && candidates.scores.get(*at).is_some_and(|&score| score >= least);
        chosen.clear();
        chosen.extend(candidates.of(segment).filter(is_best));
        for pair in pairs {
            let Some((mut first, mut second)) = walks(loaded, segment, pair) else { continue };
            for &at in &chosen {
                let Some(&document) = candidates.documents.get(at) else { continue };
                if !first.seek(document) || !second.seek(document) {
                    continue;
                }
                places.clear();
                others.clear();
                first.read(&mut places);
                second.read(&mut others);
                if follow(&places, &others, pair.distance)
                    && let Some(score) = candidates.scores.get_mut(at)
                {
                    *score += pair.weight;
                }
            }
        }
    }
}

fn walks<'a>(loaded: &'a Loaded, segment: usize, pair: &Pair<'_>) -> Option<(Places<'a>, Places<'a>)> {
    let places = |known: &Known| {
        let term: &Term = known.terms.get(segment)?.as_ref()?;
        loaded.segment.places(term)
    };
    Some((places(pair.first)?, places(pair.second)?))
}

/// Whether one of the rising `others` is `distance` behind one of the rising `places`.
fn follow(places: &[u32], others: &[u32], distance: u32) -> bool {
    let mut others = others.iter().peekable();
    places.iter().any(|place| {
        let wanted = place.saturating_add(distance);
        while others.next_if(|&&other| other < wanted).is_some() {}
        others.peek() == Some(&&wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::follow;

    #[test]
    fn a_pair_is_found_at_its_distance_only() {
        assert!(follow(&[1, 7, 20], &[3, 8], 1));
        assert!(!follow(&[1, 7, 20], &[3, 9], 1));
        assert!(follow(&[1, 7, 20], &[3, 9], 2));
        assert!(!follow(&[], &[1], 1));
    }
}
