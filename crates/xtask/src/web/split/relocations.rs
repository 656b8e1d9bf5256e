//! Owns taking the linker's notes out of a program that is not cut.
//!
//! The flags that the cut needs hold for every program of one build. The notes are the custom sections `linking` and
//! `reloc.*` (WebAssembly tool conventions, `Linking.md`).

/// The program without them; `None` for what is no WebAssembly.
pub(super) fn removed(program: &[u8]) -> Option<Vec<u8>> {
    let header = program.get(..8).filter(|header| header.starts_with(b"\0asm"))?;
    let mut plain = header.to_vec();
    let mut at = header.len();
    while at < program.len() {
        let (length, body) = number(program, at + 1)?;
        let end = body.checked_add(length)?;
        let section = program.get(at..end)?;
        let noted = program[at] == 0 && {
            let (length, name) = number(program, body)?;
            let name = program.get(name..name.checked_add(length)?)?;
            name == b"linking" || name.starts_with(b"reloc.")
        };
        if !noted {
            plain.extend_from_slice(section);
        }
        at = end;
    }
    Some(plain)
}

/// An unsigned LEB128 number and where it ends.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(custom: &[&str]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        for name in custom {
            bytes.extend([0, u8::try_from(name.len()).unwrap() + 3, u8::try_from(name.len()).unwrap()]);
            bytes.extend(name.as_bytes());
            bytes.extend([7, 7]);
        }
        bytes
    }

    #[test]
    fn only_the_linkers_notes_go() {
        let noted = program(&["name", "linking", "reloc.CODE", "producers"]);
        assert_eq!(removed(&noted).unwrap(), program(&["name", "producers"]));
    }

    #[test]
    fn what_is_cut_short_or_something_else_is_refused() {
        assert_eq!(removed(b"text"), None);
        let whole = program(&["name"]);
        assert_eq!(removed(&whole[..whole.len() - 1]), None);
    }
}
