//! Turns `locales/id.json` and `locales/en.json` into a typed table.
//!
//! Owns the check that both languages say the same things: the same keys, the same placeholders, no empty text. A key
//! that is missing, misspelt or unused in one language stops the build instead of showing a hole to a reader.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

type Table = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(problems) = generate() {
        for line in problems.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn generate() -> Result<(), String> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let indonesian = read(&Path::new(&root).join("locales/id.json"))?;
    let english = read(&Path::new(&root).join("locales/en.json"))?;
    compare(&indonesian, &english)?;
    let code = render(&indonesian, &english)?;
    // Moved into place whole: a file that is written over may be read half, and may be shared with another checkout.
    let (fresh, messages) = (Path::new(&out).join("messages.new"), Path::new(&out).join("messages.rs"));
    fs::write(&fresh, code).and_then(|()| fs::rename(&fresh, &messages)).map_err(|error| error.to_string())
}

fn read(file: &Path) -> Result<Table, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    for (number, line) in text.lines().enumerate() {
        let key = line.trim().split('"').nth(1).unwrap_or_default();
        let repeated = !key.is_empty() && text.matches(&format!("\"{key}\":")).count() > 1;
        if repeated {
            return Err(format!("{}:{}: the key {key:?} stands twice", file.display(), number + 1));
        }
    }
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn compare(indonesian: &Table, english: &Table) -> Result<(), String> {
    let mut problems = String::new();
    for key in indonesian.keys().filter(|key| !english.contains_key(*key)) {
        let _ = writeln!(problems, "locales/en.json lacks {key:?}");
    }
    for key in english.keys().filter(|key| !indonesian.contains_key(*key)) {
        let _ = writeln!(problems, "locales/id.json lacks {key:?}");
    }
    for (key, text) in indonesian {
        let Some(other) = english.get(key) else { continue };
        if text.trim().is_empty() || other.trim().is_empty() {
            let _ = writeln!(problems, "{key:?} is empty in one language");
        }
        // `.one` may leave its number out ("one message").
        if placeholders(text) != placeholders(other) && !key.ends_with(".one") {
            let _ = writeln!(problems, "{key:?} has other {{placeholders}} in Indonesian than in English");
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// `jobs.search-label` becomes `JobsSearchLabel`.
fn variant(key: &str) -> String {
    key.split(['.', '-', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}

/// `jobs.search-label` becomes `JOBS_SEARCH_LABEL`.
fn static_name(key: &str) -> String {
    key.replace(['.', '-'], "_").to_ascii_uppercase()
}

fn render(indonesian: &Table, english: &Table) -> Result<String, String> {
    let mut names = Table::new();
    for key in indonesian.keys() {
        let name = variant(key);
        let usable =
            name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
        if !usable {
            return Err(format!(
                "{key:?} must be words of a-z and 0-9 with . or - between them, and begin with a letter"
            ));
        }
        if let Some(other) = names.insert(name, key.clone()) {
            return Err(format!("{key:?} and {other:?} make the same name"));
        }
    }
    // One static for each text and no table: a part of the program that arrives later brings its own texts, and what
    // nobody shows is not there at all.
    let mut code = String::from(
        "/// A text of the interface in both languages; one constant per line of the language files.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub struct Key(&'static [&'static str; 2]);\n\n\
         #[expect(non_upper_case_globals, reason = \"they are named like the variants of a closed list\")]\nimpl Key {\n",
    );
    for key in indonesian.keys() {
        let name = variant(key);
        let _ = writeln!(code, "    /// `{key}`\n    pub const {name}: Self = Self(&TEXT_{});", static_name(key));
    }
    code.push_str("}\n\n");
    for (key, text) in indonesian {
        let other = english.get(key).map_or("", String::as_str);
        let _ = writeln!(code, "static TEXT_{}: [&str; 2] = [{text:?}, {other:?}];", static_name(key));
    }
    Ok(code)
}
