//! Facet and number columns, read in place. Owns codes, states and their validation; `builder::columns` is the mirror.

use crate::builder::code_width;
use crate::format::u32_at;
use crate::schema::FacetKind;
use crate::segment::rising;

/// Codes per document and the values they stand for. Code 0 is unknown, code `n` the value `n - 1`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FacetColumn<'a> {
    kind: FacetKind,
    value_offsets: &'a [u8],
    values: &'a [u8],
    code_offsets: &'a [u8],
    codes: &'a [u8],
    width: usize,
}

impl<'a> FacetColumn<'a> {
    pub(super) fn new(
        kind: FacetKind,
        value_offsets: &'a [u8],
        values: &'a [u8],
        code_offsets: &'a [u8],
        codes: &'a [u8],
    ) -> Self {
        let count = (value_offsets.len() / 4).saturating_sub(1);
        Self { kind, value_offsets, values, code_offsets, codes, width: code_width(count) }
    }

    /// How many values the column has.
    pub(crate) fn len(&self) -> usize {
        (self.value_offsets.len() / 4).saturating_sub(1)
    }

    /// The value with this number.
    pub(crate) fn value(&self, index: usize) -> Option<&'a str> {
        let (start, end) = (u32_at(self.value_offsets, index)?, u32_at(self.value_offsets, index + 1)?);
        std::str::from_utf8(self.values.get(start as usize..end as usize)?).ok()
    }

    #[inline]
    fn code(&self, index: usize) -> u32 {
        match self.width {
            1 => self.codes.get(index).copied().map_or(0, u32::from),
            2 => self
                .codes
                .get(index * 2..)
                .and_then(|rest| rest.first_chunk::<2>())
                .map_or(0, |code| u32::from(u16::from_le_bytes(*code))),
            _ => u32_at(self.codes, index).unwrap_or(0),
        }
    }

    /// Calls `visit` with the place in `documents` and the code of every value of every document, 0 once for one without a value.
    #[inline]
    pub(crate) fn each_code(&self, documents: &[u32], visit: impl FnMut(usize, usize)) {
        match self.width {
            1 => self.each(documents, visit, |index| self.codes.get(index).map_or(0, |&code| usize::from(code))),
            2 => {
                let (codes, _) = self.codes.as_chunks::<2>();
                self.each(documents, visit, |index| {
                    codes.get(index).map_or(0, |&code| usize::from(u16::from_le_bytes(code)))
                });
            }
            _ => self.each(documents, visit, |index| u32_at(self.codes, index).unwrap_or(0) as usize),
        }
    }

    #[inline]
    fn each(&self, documents: &[u32], mut visit: impl FnMut(usize, usize), code: impl Fn(usize) -> usize) {
        match self.kind {
            FacetKind::One => {
                for (at, &document) in documents.iter().enumerate() {
                    visit(at, code(document as usize));
                }
            }
            FacetKind::Many => {
                let (offsets, _) = self.code_offsets.as_chunks::<4>();
                for (at, &document) in documents.iter().enumerate() {
                    let document = document as usize;
                    let Some([start, end]) = offsets.get(document..document + 2).and_then(|two| two.as_array()) else {
                        continue;
                    };
                    let (start, end) = (u32::from_le_bytes(*start), u32::from_le_bytes(*end));
                    if start == end {
                        visit(at, 0);
                    }
                    for index in start..end {
                        visit(at, code(index as usize));
                    }
                }
            }
        }
    }

    pub(super) fn validate(&self, documents: usize) -> bool {
        let count = self.len();
        let rows = self.codes.len() / self.width;
        let shape = match self.kind {
            FacetKind::One => self.code_offsets.is_empty() && rows == documents,
            FacetKind::Many => rising(self.code_offsets, documents, rows),
        };
        shape
            && self.codes.len().is_multiple_of(self.width)
            && rising(self.value_offsets, count, self.values.len())
            && (0..count).all(|index| self.value(index).is_some_and(|value| !value.is_empty()))
            && (0..rows).all(|index| self.code(index) as usize <= count)
    }
}

/// What is known of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum State {
    Unknown,
    Stated(f64),
    Estimated(f64),
}

impl State {
    /// The value, stated or estimated.
    pub(crate) fn value(self) -> Option<f64> {
        match self {
            Self::Unknown => None,
            Self::Stated(value) | Self::Estimated(value) => Some(value),
        }
    }
}

/// Values and states per document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberColumn<'a> {
    pub(super) values: &'a [u8],
    pub(super) states: &'a [u8],
}

impl NumberColumn<'_> {
    /// The fact of a document.
    #[inline]
    pub(crate) fn get(&self, document: usize) -> State {
        let state = self.states.get(document / 4).map_or(0, |byte| byte >> (document % 4 * 2) & 3);
        let Some(value) = self.values.get(document * 8..).and_then(|rest| rest.first_chunk::<8>()) else {
            return State::Unknown;
        };
        let value = f64::from_le_bytes(*value);
        match state {
            1 => State::Stated(value),
            2 => State::Estimated(value),
            _ => State::Unknown,
        }
    }

    pub(super) fn validate(&self, documents: usize) -> bool {
        let (values, rest) = self.values.as_chunks::<8>();
        rest.is_empty()
            && values.len() == documents
            && self.states.len() == documents.div_ceil(4)
            && values.iter().all(|value| f64::from_le_bytes(*value).is_finite())
    }
}
