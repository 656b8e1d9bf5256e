//! Archives of strangers, and our own in the eyes of another reader.

use std::io::{Cursor, Read};

use lepas_exchange::archive::{Packing, Refusal, Writer, list};
use proptest::prelude::*;

use crate::support::{archive, unpack};

fn one(name: &str, text: &str) -> Vec<u8> {
    archive(&[(name, text)])
}

/// Overwrites bytes of the only entry, counted from the start of its record in the directory.
fn forged(mut bytes: Vec<u8>, at: usize, value: &[u8]) -> Vec<u8> {
    let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[directory + at..directory + at + value.len()].copy_from_slice(value);
    bytes
}

#[test]
fn files_of_another_program_are_listed_and_unpacked() {
    let text = "Name\nTipografi\n".repeat(100);
    let bytes = archive(&[("a/Skills.csv", &text), ("kosong.csv", "")]);
    let entries = list(&bytes).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.file_name()).collect::<Vec<_>>(), ["Skills.csv", "kosong.csv"]);
    assert_eq!(entries[0].packing, Packing::Deflate);
    assert_eq!(unpack(&entries[0], &bytes).unwrap(), text.as_bytes());
}

#[test]
fn hostile_archives_are_refused_by_name() {
    for name in ["../x.csv", "a/../../x.csv", "/etc/x", "C:\\x.csv", "a\\..\\x"] {
        // The other program would not write such a name, so it is put in afterwards.
        let placeholder = "x".repeat(name.len());
        let bytes = forged(one(&placeholder, "isi"), 46, name.as_bytes());
        assert_eq!(list(&bytes), Err(Refusal::Path(name.into())));
    }
    let plain = || one("x.csv", "isi isi isi isi isi isi");
    assert_eq!(list(&forged(plain(), 24, &0x7FFF_FFFF_u32.to_le_bytes())), Err(Refusal::Bomb("x.csv".into())));
    assert_eq!(list(&forged(plain(), 24, &20_000_000_u32.to_le_bytes())), Err(Refusal::Bomb("x.csv".into())));
    assert_eq!(list(&forged(plain(), 24, &u32::MAX.to_le_bytes())), Err(Refusal::TooLarge));
    assert_eq!(list(&forged(plain(), 8, &1_u16.to_le_bytes())), Err(Refusal::Encrypted("x.csv".into())));
    assert_eq!(list(&forged(plain(), 10, &12_u16.to_le_bytes())), Err(Refusal::Packing("x.csv".into())));
    assert_eq!(list(&forged(plain(), 20, &4_000_u32.to_le_bytes())), Err(Refusal::Overlap("x.csv".into())));
    assert_eq!(list(b"bukan arsip"), Err(Refusal::NotAnArchive));
    let whole = plain();
    assert_eq!(list(&whole[..whole.len() - 1]), Err(Refusal::NotAnArchive));
}

#[test]
fn an_entry_that_unpacks_to_more_than_it_says_is_damaged() {
    let bytes = forged(one("x.csv", &"isi ".repeat(1_000)), 24, &10_u32.to_le_bytes());
    let entries = list(&bytes).unwrap();
    assert_eq!(unpack(&entries[0], &bytes), None);
}

#[test]
fn our_archive_is_read_by_another_program() {
    let files: Vec<(String, Vec<u8>)> =
        (0..300).map(|at| (format!("images/gambar é {at}.webp"), vec![at as u8; at * 7])).collect();
    let mut writer = Writer::default();
    let mut bytes = Vec::new();
    for (name, content) in &files {
        bytes.extend(writer.add(name, content).unwrap());
        bytes.extend(content);
    }
    bytes.extend(writer.finish());
    let mut read = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(read.len(), files.len());
    for (name, content) in &files {
        let mut held = Vec::new();
        // Reading to the end checks the sum.
        read.by_name(name).unwrap().read_to_end(&mut held).unwrap();
        assert_eq!(&held, content);
    }
    assert_eq!(list(&bytes).unwrap().len(), files.len());
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..400, value in any::<u8>()) {
        let _ = list(&bytes);
        bytes = archive(&[("Skills.csv", "Name\nTipografi\n"), ("b", "isi")]);
        let at = at % bytes.len();
        bytes[at] = value;
        if let Ok(entries) = list(&bytes) {
            for entry in entries {
                let _ = unpack(&entry, &bytes);
            }
        }
    }
}
