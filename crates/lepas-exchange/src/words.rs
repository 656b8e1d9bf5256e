//! The problems of an import in both languages.

use lepas_api::{Locale, Rule};

use crate::{Problem, archive::Refusal};

/// Longest piece of a value that a message repeats.
const SHOWN: usize = 60;

pub(crate) fn problem(problem: &Problem, locale: Locale) -> String {
    let id = locale == Locale::Id;
    match problem {
        Problem::Rule(rule, value) => rule_broken(rule, value, locale),
        Problem::Cells { found, expected } if id => {
            format!("Baris ini punya {found} kolom, seharusnya {expected}. Baris dilewati.")
        }
        Problem::Cells { found, expected } => {
            format!("This row has {found} cells instead of {expected}. It was left out.")
        }
        Problem::OpenQuote if id => "Tanda kutip di baris ini tidak ditutup. Baris dilewati.".into(),
        Problem::OpenQuote => "A quotation mark in this row is never closed. It was left out.".into(),
        Problem::Nameless if id => "Baris ini tidak punya nama, jadi dilewati.".into(),
        Problem::Nameless => "This row has no name, so it was left out.".into(),
        Problem::Header if id => "Judul kolom di berkas ini tidak dikenal. Berkas dilewati.".into(),
        Problem::Header => "The column names of this file are unknown. It was left out.".into(),
        Problem::Encoding if id => "Berkas ini bukan teks UTF-8. Berkas dilewati.".into(),
        Problem::Encoding => "This file is not UTF-8 text. It was left out.".into(),
        Problem::Damaged if id => "Berkas ini rusak di dalam arsip. Berkas dilewati.".into(),
        Problem::Damaged => "This file is damaged inside the archive. It was left out.".into(),
        Problem::Unreadable(text) if id => format!("Berkas ini tidak bisa dibaca: {text}"),
        Problem::Unreadable(text) => format!("This file cannot be read: {text}"),
        Problem::Counted(count) if id => format!("{count} baris dihitung saja, tidak diambil."),
        Problem::Counted(count) => format!("{count} rows were only counted, not taken."),
        Problem::Hidden if id => "Rekomendasi ini disembunyikan di LinkedIn, jadi tidak diambil.".into(),
        Problem::Hidden => "This recommendation is hidden on LinkedIn, so it was not taken.".into(),
    }
}

fn rule_broken(rule: &Rule, value: &str, locale: Locale) -> String {
    let mut shown: String = value.chars().take(SHOWN).collect();
    if value.chars().count() > SHOWN {
        shown.push('…');
    }
    let left_out = match locale {
        Locale::Id => "Nilai dilewati",
        Locale::En => "The value was left out",
    };
    format!("{left_out}: “{shown}”. {}", rule.message(locale))
}

impl Refusal {
    /// Why the archive is not read, in a person's language.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        let id = locale == Locale::Id;
        match self {
            Self::NotAnArchive if id => "Ini bukan berkas ZIP, atau berkasnya terpotong.".into(),
            Self::NotAnArchive => "This is not a ZIP file, or it is cut off.".into(),
            Self::TooLarge if id => "Berkas ZIP ini lebih besar dari 256 MB.".into(),
            Self::TooLarge => "This ZIP file is larger than 256 MB.".into(),
            Self::TooMany if id => "Berkas ZIP ini berisi terlalu banyak berkas.".into(),
            Self::TooMany => "This ZIP file holds too many files.".into(),
            Self::Bomb(name) if id => format!("“{name}” akan mengembang jauh melebihi ukurannya. Arsip ini ditolak."),
            Self::Bomb(name) => format!("“{name}” would unpack to far more than it should. The archive was refused."),
            Self::Overlap(name) if id => format!("“{name}” berbagi isi dengan berkas lain. Arsip ini ditolak."),
            Self::Overlap(name) => format!("“{name}” shares its bytes with another file. The archive was refused."),
            Self::Path(name) if id => format!("Nama “{name}” mengarah ke luar arsip. Arsip ini ditolak."),
            Self::Path(name) => format!("The name “{name}” leads out of the archive. The archive was refused."),
            Self::Encrypted(name) if id => format!("“{name}” dikunci kata sandi. Buka kuncinya dulu."),
            Self::Encrypted(name) => format!("“{name}” is locked with a password. Unlock it first."),
            Self::Packing(name) if id => format!("“{name}” dikemas dengan cara yang tidak dikenal."),
            Self::Packing(name) => format!("“{name}” is packed in an unknown way."),
        }
    }
}
