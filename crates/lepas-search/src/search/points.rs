//! What a document is given, part by part.
//!
//! Owns the arithmetic of a score. Relevance is the text score divided by the best one among the candidates, so that no other
//! part can outrange it; freshness halves every half-life; the others are shares (see `measure`). Each share is multiplied by the
//! reader's weight, and all are added in this order; what lowers comes last and takes a share of the sum so far. The sum is the
//! number that sorts.

use super::check::MOST_PARTS;
use super::measure::{Prepared, Share, prepare, share};
use super::suppose::Supposed;
use crate::answer::Part;
use crate::collection::Collection;
use crate::query::{PartRequest, Query};

/// Relevance, freshness, what the query asks for, and what lowers.
const MOST: usize = MOST_PARTS + 3;
/// Keeps a bound below every sum that it bounds, however those were rounded.
const ROUNDING: f32 = 0.9999;

/// Points of one document, in the order in which they are added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    parts: [(f32, Share); MOST],
    length: usize,
}

impl Given {
    fn push(&mut self, points: f32, share: Share) {
        if let Some(place) = self.parts.get_mut(self.length) {
            *place = (points, share);
            self.length += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = &(f32, Share)> {
        self.parts.iter().take(self.length)
    }
}

/// Gives points to the documents of one query.
#[derive(Debug)]
pub(super) struct Points<'a> {
    collection: &'a Collection,
    query: &'a Query,
    /// Best text score; none when there is no text.
    best: Option<f32>,
    /// Column of the date.
    freshness: Option<usize>,
    /// Weight and measure of the further parts.
    parts: Vec<(f32, Option<Prepared>)>,
    /// The same of what lowers.
    lowered: Option<(f32, Option<Prepared>)>,
}

impl<'a> Points<'a> {
    pub(super) fn new(
        collection: &'a Collection,
        query: &'a Query,
        best: Option<f32>,
        supposed: Option<&Supposed<'_>>,
    ) -> Self {
        let column = query.freshness.as_ref().and_then(|freshness| collection.schema.number(&freshness.number));
        let ready = |part: &PartRequest| (part.weight, prepare(collection, part, supposed));
        let parts = query.parts.iter().map(ready).collect();
        Self { collection, query, best, freshness: column, parts, lowered: query.lowered.as_ref().map(ready) }
    }

    /// Points of a document with this text score, and their sum.
    pub(super) fn of(&self, segment: usize, document: u32, text: f32) -> (Given, f32) {
        let mut given = Given { parts: [(0.0, Share::UNKNOWN); MOST], length: 0 };
        let sum = self.add(segment, document, text, None, |points, share| given.push(points, share));
        (given, sum)
    }

    /// The sum alone, which is all that an order needs.
    pub(super) fn score(&self, segment: usize, document: u32, text: f32) -> f32 {
        self.add(segment, document, text, None, |_, _| ())
    }

    /// The sum for the document of which something is supposed.
    pub(super) fn supposed(&self, supposed: &Supposed<'_>, text: f32) -> f32 {
        self.add(supposed.segment, supposed.document, text, Some(supposed), |_, _| ())
    }

    /// Adds the parts up, one after the other, and shows each: who sees the parts and who sees the sum see the same.
    #[inline]
    fn add(
        &self,
        segment: usize,
        document: u32,
        text: f32,
        supposed: Option<&Supposed<'_>>,
        mut each: impl FnMut(f32, Share),
    ) -> f32 {
        let mut sum = 0.0;
        let mut give = |sum: &mut f32, weight: f32, share: Share| {
            let points = share.value * weight;
            *sum += points;
            each(points, share);
        };
        if let Some(best) = self.best {
            give(&mut sum, self.query.weights.relevance, relevance(text, best));
        }
        let Some(loaded) = self.collection.segments.get(segment) else { return sum };
        if let (Some(column), Some(freshness)) = (self.freshness, &self.query.freshness) {
            let date = match supposed {
                Some(supposed) => supposed.number(loaded, column).value(),
                None => loaded.segment.number(column).and_then(|number| number.get(document as usize).value()),
            };
            let fresh = date.map_or(Share::UNKNOWN, |date| {
                let age = (freshness.today - date).max(0.0);
                Share::stated((-age / freshness.half_life_days).exp2() as f32)
            });
            give(&mut sum, self.query.weights.freshness, fresh);
        }
        let measured = |part: &Option<Prepared>| {
            part.as_ref().map_or(Share::UNKNOWN, |part| share(part, segment, loaded, document, supposed))
        };
        for (weight, part) in &self.parts {
            give(&mut sum, *weight, measured(part));
        }
        if let Some((most, part)) = &self.lowered {
            let taken = -(sum * most);
            give(&mut sum, taken, measured(part));
        }
        sum
    }

    /// The greatest sum that a document with this text score can have.
    pub(super) fn at_most(&self, text: f32) -> f64 {
        // Added in the same order as the parts themselves: rounding then cannot bring a sum above this one.
        let mut sum = self.best.map_or(0.0, |best| relevance(text, best).value * self.query.weights.relevance);
        if self.freshness.is_some() {
            sum += self.query.weights.freshness;
        }
        f64::from(self.parts.iter().fold(sum, |sum, (weight, _)| sum + weight))
    }

    /// A text score without which no document has this sum. Never too high: `at_most` decides about what comes near.
    pub(super) fn text_for(&self, sum: f64) -> f32 {
        let others = self.at_most(0.0);
        match self.best {
            Some(best) if self.query.weights.relevance > 0.0 && sum > others => {
                let share = (sum * f64::from(ROUNDING) - others).max(0.0) / f64::from(self.query.weights.relevance);
                (share * f64::from(best)) as f32 * ROUNDING
            }
            _ => 0.0,
        }
    }

    /// The least sum that a document with this text score can have.
    pub(super) fn least(&self, text: f32) -> f64 {
        let left = self.lowered.as_ref().map_or(1.0, |(most, _)| (1.0 - most) * ROUNDING);
        self.best.map_or(0.0, |best| f64::from(relevance(text, best).value * self.query.weights.relevance * left))
    }

    /// The parts as they are shown.
    pub(super) fn named(&self, given: &Given) -> Vec<Part> {
        let weights = self.query.weights;
        let relevance = self.best.map(|_| ("relevance", weights.relevance));
        let freshness = self.freshness.map(|_| ("freshness", weights.freshness));
        let parts = self.query.parts.iter().map(|part| (part.name.as_str(), part.weight));
        let lowered = self.query.lowered.as_ref().map(|part| (part.name.as_str(), 0.0));
        let names = relevance.into_iter().chain(freshness).chain(parts).chain(lowered);
        let part = |((name, maximum), &(points, Share { known, estimated, .. })): ((&str, f32), &(f32, Share))| Part {
            name: name.to_owned(),
            points,
            maximum,
            known,
            estimated,
        };
        names.zip(given.iter()).map(part).collect()
    }
}

fn relevance(text: f32, best: f32) -> Share {
    Share::stated(if best > 0.0 { text / best } else { 0.0 })
}
