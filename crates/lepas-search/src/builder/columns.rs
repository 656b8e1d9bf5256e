//! Facet and number columns while a segment grows, and their bytes.
//!
//! Owns codes (0 is unknown, values are numbered in their order from 1) and the two bits of a number's state.

use std::collections::HashMap;

use crate::format::put_u32;
use crate::schema::{FacetKind, Fact, Source};

/// One facet column.
#[derive(Debug)]
pub(super) struct FacetWriter {
    kind: FacetKind,
    values: HashMap<String, u32>,
    codes: Vec<u32>,
    ends: Vec<usize>,
}

impl FacetWriter {
    pub(super) fn new(kind: FacetKind) -> Self {
        Self { kind, values: HashMap::new(), codes: Vec::new(), ends: Vec::new() }
    }

    /// Adds the values of one document. An empty value says nothing and is left out, a repeated one counts once.
    pub(super) fn add(&mut self, values: &[String]) {
        let start = self.codes.len();
        for value in values.iter().filter(|value| !value.is_empty()) {
            let next = self.values.len() as u32;
            let code = match self.values.get(value) {
                Some(&code) => code,
                None => *self.values.entry(value.clone()).or_insert(next),
            };
            if !self.codes.iter().skip(start).any(|&known| known == code) {
                self.codes.push(code);
            }
        }
        self.ends.push(self.codes.len());
    }

    /// The four sections, documents in the given order.
    pub(super) fn write(&self, order: &[u32]) -> [Vec<u8>; 4] {
        let mut values: Vec<(&str, u32)> = self.values.iter().map(|(value, &code)| (value.as_str(), code)).collect();
        values.sort_unstable();
        let mut final_codes = vec![0_u32; values.len()];
        let (mut offsets, mut text) = (Vec::new(), Vec::new());
        put_u32(&mut offsets, 0);
        for (at, (value, code)) in values.iter().enumerate() {
            text.extend_from_slice(value.as_bytes());
            put_u32(&mut offsets, text.len() as u32);
            if let Some(place) = final_codes.get_mut(*code as usize) {
                *place = at as u32 + 1;
            }
        }
        let width = code_width(values.len());
        let (mut code_offsets, mut codes) = (Vec::new(), Vec::new());
        let mut written = 0_u32;
        if self.kind == FacetKind::Many {
            put_u32(&mut code_offsets, 0);
        }
        for &document in order {
            let document = document as usize;
            let start = document.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            let end = self.ends.get(document).copied().unwrap_or(start);
            let mut own: Vec<u32> = self
                .codes
                .get(start..end)
                .unwrap_or_default()
                .iter()
                .filter_map(|&code| final_codes.get(code as usize).copied())
                .collect();
            own.sort_unstable();
            match self.kind {
                FacetKind::One => put_code(&mut codes, own.first().copied().unwrap_or(0), width),
                FacetKind::Many => {
                    written += own.len() as u32;
                    put_u32(&mut code_offsets, written);
                    own.into_iter().for_each(|code| put_code(&mut codes, code, width));
                }
            }
        }
        [offsets, text, code_offsets, codes]
    }
}

/// Bytes of one code where the greatest is `values`.
pub(crate) fn code_width(values: usize) -> usize {
    match values {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    }
}

fn put_code(bytes: &mut Vec<u8>, code: u32, width: usize) {
    bytes.extend(code.to_le_bytes().into_iter().take(width));
}

/// One number column.
#[derive(Debug, Default)]
pub(super) struct NumberWriter {
    facts: Vec<Option<Fact>>,
}

impl NumberWriter {
    pub(super) fn add(&mut self, fact: Option<Fact>) {
        self.facts.push(fact);
    }

    /// Values (0 where unknown) and states (0 unknown, 1 stated, 2 estimated; four to a byte), documents in the given order.
    pub(super) fn write(&self, order: &[u32]) -> [Vec<u8>; 2] {
        let mut values = Vec::with_capacity(order.len() * 8);
        let mut states = vec![0_u8; order.len().div_ceil(4)];
        for (place, &document) in order.iter().enumerate() {
            let fact = self.facts.get(document as usize).copied().flatten();
            values.extend_from_slice(&fact.map_or(0.0, |fact| fact.value).to_le_bytes());
            let state = match fact.map(|fact| fact.source) {
                None => 0,
                Some(Source::Stated) => 1,
                Some(Source::Estimated) => 2,
            };
            if let Some(byte) = states.get_mut(place / 4) {
                *byte |= state << (place % 4 * 2);
            }
        }
        [values, states]
    }
}
