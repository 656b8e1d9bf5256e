//! Words that say nothing alone. Owns the two lists; what to do with such a word is decided by builder and query.

/// Sorted, folded: English and Indonesian together, since a text may hold both.
const STOP_WORDS: &[&str] = &[
    "a", "about", "ada", "adalah", "agar", "akan", "all", "also", "an", "and", "anda", "antara", "any", "apa",
    "apakah", "are", "as", "at", "atas", "atau", "bagi", "bahwa", "be", "because", "been", "being", "bisa", "but",
    "by", "can", "could", "dalam", "dan", "dapat", "dari", "dengan", "di", "did", "do", "does", "dont", "each",
    "every", "for", "from", "had", "has", "have", "having", "he", "her", "here", "his", "how", "i", "if", "in", "ini",
    "into", "is", "it", "its", "itu", "jika", "juga", "kami", "karena", "ke", "kepada", "kita", "lagi", "maka", "may",
    "me", "mereka", "might", "more", "most", "must", "my", "namun", "nya", "of", "oleh", "on", "or", "our", "pada",
    "para", "per", "saat", "sangat", "saya", "sebagai", "sebuah", "sehingga", "seperti", "serta", "setiap", "she",
    "should", "so", "some", "such", "sudah", "telah", "tentang", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "untuk", "upon", "us", "very", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "will", "with", "would", "yaitu", "yang", "you", "your",
];

/// All of them.
pub(crate) fn stop_words() -> impl Iterator<Item = &'static str> {
    STOP_WORDS.iter().copied()
}

/// Whether a folded word is a stop word.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::STOP_WORDS.is_sorted());
    }
}
