//! Other names of the same skill, in Indonesian and English.
//!
//! Owns three small tables: other spellings of one word, Indonesian words with an English twin, and names of several words.
//! The first two replace a word by its twin in documents and queries; a name of several words is indexed beside its words.
//! To add a name, add a line; a test keeps the tables in order.

/// Another spelling, and the usual one. Sorted by the first.
pub(super) const SPELLINGS: &[(&str, &str)] = &[
    ("ads", "ad"),
    ("ai", "artificial intelligence"),
    ("angularjs", "angular"),
    ("aspnet", "asp.net"),
    ("aws", "amazon web services"),
    ("cpp", "c++"),
    ("csharp", "c#"),
    ("css3", "css"),
    ("dotnet", ".net"),
    ("expressjs", "express.js"),
    ("fsharp", "f#"),
    ("fullstack", "full stack"),
    ("gcp", "google cloud"),
    ("html5", "html"),
    ("js", "javascript"),
    ("k8s", "kubernetes"),
    ("ml", "machine learning"),
    ("mongo", "mongodb"),
    ("nestjs", "nest.js"),
    ("nextjs", "next.js"),
    ("nlp", "natural language processing"),
    ("nodejs", "node.js"),
    ("nuxtjs", "nuxt.js"),
    ("postgre", "postgresql"),
    ("postgres", "postgresql"),
    ("psql", "postgresql"),
    ("pytorch", "torch"),
    ("react.js", "react"),
    ("reactjs", "react"),
    ("ror", "ruby on rails"),
    ("sklearn", "scikit"),
    ("ts", "typescript"),
    ("uiux", "ui/ux"),
    ("vue.js", "vue"),
    ("vuejs", "vue"),
    ("wp", "wordpress"),
];

/// An Indonesian word and the English word it is searched together with. The first is compared by stem.
pub(super) const TRANSLATIONS: &[(&str, &str)] = &[
    ("aplikasi", "application"),
    ("arsitek", "architect"),
    ("desain", "design"),
    ("fotografer", "photographer"),
    ("fotografi", "photographer"),
    ("insinyur", "engineer"),
    ("keuangan", "finance"),
    ("magang", "internship"),
    ("pemasaran", "marketing"),
    ("penerjemah", "translator"),
    ("pengembang", "developer"),
    ("penjualan", "sales"),
    ("perawat", "nurse"),
    ("photography", "photographer"),
];

/// Names of several words and the term they share with their other names.
pub(super) const NAMES: &[(&[&str], &str)] = &[
    (&["admin", "media", "sosial"], "social media"),
    (&["amazon", "web", "services"], "amazon web services"),
    (&["artificial", "intelligence"], "artificial intelligence"),
    (&["back", "end"], "backend"),
    (&["basis", "data"], "database"),
    (&["customer", "service"], "customer service"),
    (&["data", "entry"], "data entry"),
    (&["desain", "grafis"], "graphic design"),
    (&["dev", "ops"], "devops"),
    (&["e", "commerce"], "ecommerce"),
    (&["entri", "data"], "data entry"),
    (&["front", "end"], "frontend"),
    (&["full", "stack"], "full stack"),
    (&["full", "time"], "full time"),
    (&["google", "cloud"], "google cloud"),
    (&["graphic", "design"], "graphic design"),
    (&["jarak", "jauh"], "remote"),
    (&["kecerdasan", "buatan"], "artificial intelligence"),
    (&["layanan", "pelanggan"], "customer service"),
    (&["machine", "learning"], "machine learning"),
    (&["media", "sosial"], "social media"),
    (&["natural", "language", "processing"], "natural language processing"),
    (&["node", "js"], "node.js"),
    (&["part", "time"], "part time"),
    (&["paruh", "waktu"], "part time"),
    (&["pekerja", "lepas"], "freelance"),
    (&["pembelajaran", "mesin"], "machine learning"),
    (&["penuh", "waktu"], "full time"),
    (&["perangkat", "lunak"], "software"),
    (&["power", "bi"], "powerbi"),
    (&["ruby", "on", "rails"], "ruby on rails"),
    (&["situs", "web"], "website"),
    (&["social", "media"], "social media"),
    (&["ui", "ux"], "ui/ux"),
    (&["word", "press"], "wordpress"),
];

/// The usual spelling of a folded word.
pub(super) fn same_word(word: &str) -> &str {
    match SPELLINGS.binary_search_by(|(spelling, _)| (*spelling).cmp(word)) {
        Ok(at) => SPELLINGS.get(at).map_or(word, |&(_, usual)| usual),
        Err(_) => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_end_in_one_step() {
        assert!(SPELLINGS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(TRANSLATIONS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(NAMES.is_sorted_by(|one, next| one.0 < next.0));
        for (_, usual) in SPELLINGS {
            assert_eq!(same_word(usual), *usual);
        }
    }
}
