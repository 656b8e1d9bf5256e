//! A light stemmer for Indonesian.
//!
//! Owns a conservative subset of the Porter stemmer for Bahasa Indonesia published by Fadillah Z. Tala (2003), *A study of
//! stemming effects on information retrieval in Bahasa Indonesia*: particles and possessives, then affixes, with the sound
//! changes of the nasal prefixes undone. A prefix is taken off only where its shape is unmistakable or a suffix confirms it,
//! because most words met here may as well be English. No dictionary, so some roots come out shortened; they do so alike.

/// Fewest letters that must remain.
const ROOT: usize = 4;
/// Fewest letters that must remain where only `-an` was taken off.
const ROOT_BEFORE_AN: usize = 5;

/// Words whose prefix has no safe rule.
const IRREGULAR: [(&str, &str); 9] = [
    ("bekerja", "kerja"),
    ("belajar", "ajar"),
    ("pekerja", "kerja"),
    ("pekerjaan", "kerja"),
    ("pelajar", "ajar"),
    ("pelajaran", "ajar"),
    ("pemrogram", "program"),
    ("pemrograman", "program"),
    ("pembelajaran", "ajar"),
];

/// The root, or `None` when the word does not look Indonesian. `word` is lower-case a to z.
pub(super) fn stem(word: &str) -> Option<String> {
    if let Some(&(_, root)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return Some(root.to_owned());
    }
    let possessive = strip_suffix(word, "nya", ROOT);
    let base = possessive.unwrap_or(word);
    for suffix in ["kan", "an", "i"] {
        let Some(rest) = strip_suffix(base, suffix, ROOT) else { continue };
        if let Some(root) = confirmed_prefix(rest, suffix).or_else(|| plain_prefix(rest).filter(|_| suffix != "i")) {
            return Some(root);
        }
    }
    if let Some(root) = plain_prefix(base) {
        return Some(root);
    }
    let rest = strip_suffix(base, "kan", ROOT).or_else(|| strip_suffix(base, "an", ROOT_BEFORE_AN));
    rest.or(possessive).map(str::to_owned)
}

fn strip_suffix<'a>(word: &'a str, suffix: &str, remaining: usize) -> Option<&'a str> {
    word.strip_suffix(suffix).filter(|rest| rest.len() >= remaining)
}

/// Prefixes that English has too: only together with a suffix.
fn confirmed_prefix(word: &str, suffix: &str) -> Option<String> {
    let prefixes: &[&str] = match suffix {
        "kan" => &["diper", "memper", "di", "ter"],
        "an" => &["per", "ke"],
        _ => &["di"],
    };
    prefixes.iter().find_map(|prefix| {
        let rest = word.strip_prefix(prefix)?;
        // `kemampuan` gives `mampu`, but what is left may have a prefix of its own: `keberhasilan`.
        (rest.len() >= ROOT).then(|| plain_prefix(rest).unwrap_or_else(|| rest.to_owned()))
    })
}

/// Prefixes whose shape is enough, with the first sound of the root restored.
fn plain_prefix(word: &str) -> Option<String> {
    let starts_with = |rest: &str, letters: &str| rest.chars().next().is_some_and(|first| letters.contains(first));
    for (prefix, restored) in [("meng", ""), ("peng", ""), ("meny", "s"), ("peny", "s")] {
        if let Some(rest) = word.strip_prefix(prefix) {
            return enough(restored, rest);
        }
    }
    for prefix in ["men", "pen", "mem", "pem"] {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        let labial = prefix.ends_with('m');
        if starts_with(rest, if labial { "bf" } else { "cdj" }) {
            return enough("", rest);
        }
        if starts_with(rest, "aeiou") {
            return enough(if labial { "p" } else { "t" }, rest);
        }
        return None;
    }
    let rest = word.strip_prefix("ber")?;
    (rest.len() >= ROOT).then(|| plain_prefix(rest).unwrap_or_else(|| rest.to_owned()))
}

fn enough(restored: &str, rest: &str) -> Option<String> {
    (restored.len() + rest.len() >= ROOT).then(|| format!("{restored}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn affixes_come_off_and_sounds_come_back() {
        for (word, root) in [
            ("penulisan", "tulis"),
            ("menulis", "tulis"),
            ("pemasaran", "pasar"),
            ("memasarkan", "pasar"),
            ("mengembangkan", "embang"),
            ("pengembangan", "embang"),
            ("penyusun", "susun"),
            ("penerjemah", "terjemah"),
            ("dikerjakan", "kerja"),
            ("dibutuhkan", "butuh"),
            ("membutuhkan", "butuh"),
            ("perusahaan", "usaha"),
            ("kemampuan", "mampu"),
            ("berpengalaman", "alam"),
            ("layanan", "layan"),
            ("mendesain", "desain"),
        ] {
            assert_eq!(stem(word).as_deref(), Some(root), "{word}");
        }
    }

    #[test]
    fn english_words_stay() {
        for word in [
            "member", "mentor", "server", "perform", "second", "digit", "person", "remot", "human", "plan", "scan",
            "design", "react",
        ] {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
