//! Owns reading function sizes and names out of a WebAssembly module: the import, code and name sections.

use std::collections::BTreeMap;

/// Each named function with the bytes of its body, or nothing when the module is broken or has no names.
pub(super) fn function_sizes(module: &[u8]) -> Option<Vec<(String, u64)>> {
    let mut reader = Reader { bytes: module };
    if reader.take(8)? != b"\0asm\x01\0\0\0" {
        return None;
    }
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    while !reader.bytes.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let section = Reader { bytes: reader.take(length)? };
        match id {
            0 => {
                if let Some(found) = function_names(section) {
                    names = found;
                }
            }
            2 => imported = imported_functions(section)?,
            10 => bodies = body_sizes(section)?,
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    Some(
        bodies
            .into_iter()
            .enumerate()
            .map(|(index, size)| (names.remove(&(imported + index)).unwrap_or_else(|| "?".to_owned()), size))
            .collect(),
    )
}

fn body_sizes(mut section: Reader<'_>) -> Option<Vec<u64>> {
    (0..section.number()?)
        .map(|_| {
            let length = section.number()?;
            section.take(length)?;
            Some(length as u64)
        })
        .collect()
}

/// Imported functions come first in the numbering.
fn imported_functions(mut section: Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.name()?;
        section.name()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.take(2)?;
            }
            4 => {
                section.byte()?;
                section.number()?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

/// The names in a custom section, when it is the one named `name`.
fn function_names(mut section: Reader<'_>) -> Option<BTreeMap<usize, String>> {
    if section.name()? != "name" {
        return None;
    }
    while !section.bytes.is_empty() {
        let id = section.byte()?;
        let length = section.number()?;
        let mut part = Reader { bytes: section.take(length)? };
        if id == 1 {
            return (0..part.number()?).map(|_| Some((part.number()?, part.name()?))).collect();
        }
    }
    None
}

/// Reads from the front and never beyond the end.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(front)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// An unsigned LEB128 number of at most 35 bits.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    fn name(&mut self) -> Option<String> {
        let length = self.number()?;
        Some(String::from_utf8_lossy(self.take(length)?).into_owned())
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports one function and defines two, named `imp`, `a` and `bee`.
    fn module(names: bool) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([1, 4, 1, 0x60, 0, 0]);
        bytes.extend([2, 7, 1, 1, b'm', 1, b'f', 0, 0]);
        bytes.extend([3, 3, 2, 0, 0]);
        bytes.extend([10, 8, 2, 2, 0, 0x0b, 3, 0, 1, 0x0b]);
        if names {
            let map = [3, 0, 3, b'i', b'm', b'p', 1, 1, b'a', 2, 3, b'b', b'e', b'e'];
            bytes.extend([0, 5 + 2 + map.len() as u8, 4, b'n', b'a', b'm', b'e', 1, map.len() as u8]);
            bytes.extend(map);
        }
        bytes
    }

    #[test]
    fn sizes_belong_to_the_right_names_although_imports_come_first() {
        assert_eq!(function_sizes(&module(true)).unwrap(), [("a".to_owned(), 2), ("bee".to_owned(), 3)]);
    }

    #[test]
    fn broken_or_nameless_modules_give_nothing_and_never_panic() {
        assert_eq!(function_sizes(&module(false)), None);
        assert_eq!(function_sizes(b"not wasm at all"), None);
        let whole = module(true);
        for end in 0..whole.len() {
            let _ = function_sizes(&whole[..end]);
        }
    }
}
