//! The values of one facet over all segments. Owns the codes of the collection: 0 is unknown, values follow as they were met.

use std::collections::HashMap;

use crate::segment::Segment;

/// Values and their codes.
#[derive(Debug, Default)]
pub(crate) struct FacetDictionary {
    values: Vec<String>,
    codes: HashMap<String, u32>,
}

impl FacetDictionary {
    /// Takes in the values of a segment and returns its codes as codes of the collection.
    pub(super) fn add(&mut self, segment: &Segment, column: usize) -> Vec<u32> {
        let Some(facet) = segment.facet(column) else { return vec![0] };
        let mut codes = Vec::with_capacity(facet.len() + 1);
        codes.push(0);
        for value in (0..facet.len()).map(|index| facet.value(index).unwrap_or_default()) {
            let code = match self.codes.get(value) {
                Some(&code) => code,
                None => {
                    self.values.push(value.to_owned());
                    let code = self.values.len() as u32;
                    self.codes.insert(value.to_owned(), code);
                    code
                }
            };
            codes.push(code);
        }
        codes
    }

    /// Forgets all values but the first `length`.
    pub(super) fn truncate(&mut self, length: usize) {
        for value in self.values.drain(length.min(self.values.len())..) {
            self.codes.remove(&value);
        }
    }

    /// The code of a value; the empty string is unknown.
    pub(crate) fn code(&self, value: &str) -> Option<u32> {
        if value.is_empty() { Some(0) } else { self.codes.get(value).copied() }
    }

    /// The value of a code above 0.
    pub(crate) fn value(&self, code: usize) -> &str {
        code.checked_sub(1).and_then(|index| self.values.get(index)).map_or("", String::as_str)
    }

    /// All values.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// Bytes held, roughly.
    pub(crate) fn memory(&self) -> usize {
        self.values.iter().map(|value| value.capacity() * 2 + 2 * size_of::<String>() + 16).sum()
    }
}
