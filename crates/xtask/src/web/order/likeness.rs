//! Owns which functions resemble each other, by what their bytes have in common. Knows nothing of WebAssembly.
//!
//! A function is known by its marks: a number for every run of [`RUN`] bytes in it. The more marks two functions share, the
//! more of the second is a repetition of the first. Pairs are joined to chains, the best pair first, as long as both are at
//! an end of a chain; then the ends that are left look for each other, until none finds another.

use std::cmp::Reverse;

/// How many bytes make a mark: about two instructions. One less or two more are worse by a thousandth and a two-hundredth.
const RUN: usize = 6;

/// A mark that more functions have than this tells none of them apart.
const COMMON: usize = 200;

/// How many neighbours of each function are worth remembering.
const NEIGHBOURS: usize = 24;

/// A mark and the place of a function that has it.
type Marked = (u64, usize);

/// Two functions, by their places, and how many marks they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    shared: u32,
    one: usize,
    other: usize,
}

/// The places of the bodies in an order in which each stands beside what it resembles.
pub(super) fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let mut marked = marked(bodies);
    let mut chains = Chains::new(bodies.len());
    while chains.join(&pairs(&marked, &chains)) {
        marked.retain(|(_, place)| chains.is_end(*place));
    }
    chains.in_order()
}

/// The marks of all bodies, the same ones together.
fn marked(bodies: &[&[u8]]) -> Vec<Marked> {
    let marks = (0..).zip(bodies).flat_map(|(place, body)| marks(body).into_iter().map(move |mark| (mark, place)));
    let mut marked: Vec<Marked> = marks.collect();
    marked.sort_unstable();
    marked
}

/// The marks of a body, each once.
fn marks(body: &[u8]) -> Vec<u64> {
    let runs = body.windows(RUN);
    let mut marks: Vec<u64> = runs.map(|run| run.iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte))).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// For every function the pairs with its nearest neighbours, the best pair first.
fn pairs(marked: &[Marked], chains: &Chains) -> Vec<Pair> {
    let count = chains.far.len();
    let mut groups = vec![Vec::new(); count];
    for group in marked.chunk_by(|one, other| one.0 == other.0) {
        if (2..=COMMON).contains(&group.len()) {
            for (_, place) in group {
                groups[*place].push(group);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut shared = vec![0; count];
    for (one, groups) in groups.iter().enumerate() {
        pairs.extend(nearest(one, groups, chains.far[one], &mut shared));
    }
    pairs.sort_unstable_by_key(Pair::rank);
    pairs.dedup();
    pairs
}

impl Pair {
    /// The smaller, the better.
    fn rank(&self) -> (Reverse<u32>, usize, usize) {
        (Reverse(self.shared), self.one, self.other)
    }
}

/// The pairs of one function with its nearest neighbours but for `far`, the other end of its chain. `shared` is room for
/// counting: all zero, before and after.
fn nearest(one: usize, groups: &[&[Marked]], far: usize, shared: &mut [u32]) -> Vec<Pair> {
    let mut met = Vec::new();
    for (_, other) in groups.iter().copied().flatten() {
        if shared[*other] == 0 {
            met.push(*other);
        }
        shared[*other] += 1;
    }
    let mut pairs = Vec::with_capacity(met.len());
    for other in met {
        let shared = std::mem::take(&mut shared[other]);
        if other != one && other != far {
            pairs.push(Pair { shared, one: one.min(other), other: one.max(other) });
        }
    }
    pairs.sort_unstable_by_key(Pair::rank);
    pairs.truncate(NEIGHBOURS);
    pairs
}

/// Every place in one chain; at first each is a chain of its own.
struct Chains {
    /// The neighbours of each, two at most.
    beside: Vec<Vec<usize>>,
    /// For the end of a chain, its other end.
    far: Vec<usize>,
}

impl Chains {
    fn new(count: usize) -> Self {
        Self { beside: vec![Vec::new(); count], far: (0..count).collect() }
    }

    fn is_end(&self, place: usize) -> bool {
        self.beside[place].len() < 2
    }

    /// Joins the pairs whose two are ends of different chains, and says whether there was one.
    fn join(&mut self, pairs: &[Pair]) -> bool {
        let mut joined = false;
        for &Pair { one, other, .. } in pairs {
            if self.is_end(one) && self.is_end(other) && self.far[one] != other {
                self.beside[one].push(other);
                self.beside[other].push(one);
                let ends = (self.far[one], self.far[other]);
                self.far[ends.0] = ends.1;
                self.far[ends.1] = ends.0;
                joined = true;
            }
        }
        joined
    }

    /// One chain after the other, by the first of their ends.
    fn in_order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.far.len());
        for start in 0..self.far.len() {
            if !self.is_end(start) || self.far[start] < start {
                continue;
            }
            let (mut before, mut place) = (start, start);
            loop {
                order.push(place);
                let next = self.beside[place].iter().copied().find(|next| *next != before);
                (before, place) = match next {
                    Some(next) => (place, next),
                    None => break,
                };
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_like_stand_together_and_everything_stands_once() {
        let bodies: [&[u8]; 6] = [
            b"the quick brown fox jumps",
            b"0123456789abcdef",
            b"sphinx of black quartz judge",
            b"the quick brown dog sleeps",
            b"9876543210abcdef",
            b"sphinx of black quartz sings",
        ];
        let order = order(&bodies);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4, 5]);
        let beside =
            |one: usize, other: usize| order.windows(2).any(|pair| pair == [one, other] || pair == [other, one]);
        assert!(beside(0, 3) && beside(1, 4) && beside(2, 5), "{order:?}");
    }

    #[test]
    fn the_nearer_of_two_neighbours_is_chosen() {
        let bodies: [&[u8]; 4] = [b"abcdefghijklm", b"abcdefgh-----", b"-----fghijklm", b"abcdefghijkl-"];
        let marked = marked(&bodies);
        let pairs = pairs(&marked, &Chains::new(bodies.len()));
        assert_eq!((pairs[0].one, pairs[0].other), (0, 3), "{pairs:?}");
        assert!(pairs.iter().all(|pair| pair.one < pair.other), "{pairs:?}");
    }

    #[test]
    fn pairs_never_close_a_ring_or_give_a_third_neighbour() {
        let pair = |one, other| Pair { shared: 1, one, other };
        let ring = [pair(0, 1), pair(2, 3), pair(1, 2), pair(0, 3), pair(4, 1)];
        let mut chains = Chains::new(5);
        assert!(chains.join(&ring));
        assert_eq!(chains.in_order(), [0, 1, 2, 3, 4]);
        assert!(!chains.join(&ring), "nothing is left to join");
    }

    #[test]
    fn more_copies_than_neighbours_are_one_chain() {
        let one: Vec<String> = (0..NEIGHBOURS * 5).map(|number| format!("{number:04} of the first kind")).collect();
        let other: Vec<String> = (0..NEIGHBOURS * 5).map(|number| format!("{number:04} OF THE OTHER")).collect();
        let bodies: Vec<&[u8]> =
            one.iter().zip(&other).flat_map(|(one, other)| [one.as_bytes(), other.as_bytes()]).collect();
        let changes = order(&bodies).windows(2).filter(|pair| pair[0] % 2 != pair[1] % 2).count();
        assert_eq!(changes, 1);
    }

    #[test]
    fn nothing_and_bodies_without_marks_have_an_order() {
        assert!(order(&[]).is_empty());
        assert_eq!(order(&[b"a", b"", b"b"]), [0, 1, 2]);
    }
}
