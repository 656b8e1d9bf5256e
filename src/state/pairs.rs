//! A small map: pairs of a key and a value in the order of their keys.
//!
//! Owns looking up and keeping the order. For what a page holds a handful or some hundreds of. A `BTreeMap` does the same for any
//! number, but each kind of it is seven kilobytes of program where this is a few hundred bytes.

/// See the module documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs<K, V>(Vec<(K, V)>);

impl<K, V> Default for Pairs<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Pairs<K, V> {
    /// Without a pair.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Where a key is, or belongs.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.place(key).ok().and_then(|at| self.0.get(at)).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.place(key).ok().and_then(|at| self.0.get_mut(at)).map(|(_, value)| value)
    }

    /// Whether there is a value of a key.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of a key; gives the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => self.0.get_mut(at).map(|(_, held)| std::mem::replace(held, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a key out; gives the value that it had.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).ok().map(|at| self.0.remove(at).1)
    }

    /// Takes the least key out.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// All pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key, to be changed; one that is made where there was none.
    pub fn of_or(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.place(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, make()));
            at
        });
        &mut self.0[at].1
    }

    /// Drops all pairs.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<K: Ord, V: Default> Pairs<K, V> {
    /// The value of a key, to be changed; a default one where there was none.
    pub fn of(&mut self, key: K) -> &mut V {
        self.of_or(key, V::default)
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Pairs<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut all = Self::new();
        for (key, value) in pairs {
            all.insert(key, value);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Pairs;

    proptest! {
        /// Held against the map of the standard library.
        #[test]
        fn it_holds_what_a_map_holds(steps in proptest::collection::vec((0..4_u8, 0..8_u8, any::<u8>()), 0..60)) {
            let (mut pairs, mut map) = (Pairs::new(), BTreeMap::new());
            for (step, key, value) in steps {
                match step {
                    0 => prop_assert_eq!(pairs.insert(key, value), map.insert(key, value)),
                    1 => prop_assert_eq!(pairs.remove(&key), map.remove(&key)),
                    2 => *pairs.of(key) = { *map.entry(key).or_default() |= 1; map[&key] },
                    _ => prop_assert_eq!(pairs.pop_first(), map.pop_first()),
                }
                prop_assert!(pairs.iter().eq(map.iter()) && pairs.keys().eq(map.keys()) && pairs.values().eq(map.values()));
                prop_assert_eq!((pairs.get(&key), pairs.contains_key(&key)), (map.get(&key), map.contains_key(&key)));
                prop_assert_eq!((pairs.len(), pairs.is_empty()), (map.len(), map.is_empty()));
            }
            prop_assert!(map.into_iter().collect::<Pairs<_, _>>() == pairs);
        }
    }
}
