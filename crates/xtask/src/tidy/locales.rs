//! Owns the texts of the interface: both languages have the same keys with the same places, and no text is dead.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::{Finding, Source};

pub(super) fn check(sources: &[Source]) -> Result<Vec<Finding>> {
    let mut languages = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("locales/") && source.path.ends_with(".json"))
    {
        let texts: BTreeMap<String, String> = serde_json::from_str(&source.text)
            .with_context(|| format!("{} must be one flat object of texts", source.path))?;
        languages.push((source.path.as_str(), texts));
    }
    let mut findings = Vec::new();
    for (path, texts) in &languages {
        for (other_path, other) in languages.iter().filter(|(other, _)| other != path) {
            for (key, text) in texts {
                match other.get(key) {
                    None => {
                        findings.push(Finding::new("locales", other_path, 0, format!("`{key}` of {path} is missing")))
                    }
                    Some(translated) if path < other_path && places(text) != places(translated) => {
                        let message = format!("`{key}` has other {{places}} than in {path}");
                        findings.push(Finding::new("locales", other_path, 0, message));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    if let Some((path, texts)) = languages.first() {
        let code: Vec<&Source> =
            sources.iter().filter(|source| source.is_rust() && source.path.starts_with("src/")).collect();
        for key in texts.keys() {
            let variant = variant(key);
            if !code.iter().any(|source| source.text.contains(&variant)) {
                findings.push(Finding::new(
                    "dead-text",
                    path,
                    0,
                    format!("`{key}` ({variant}) is used nowhere in src/"),
                ));
            }
        }
    }
    Ok(findings)
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// `nav.unread-one` is `NavUnreadOne` in the code.
fn variant(key: &str) -> String {
    key.split(['.', '-', '_'])
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn found(id: &str, en: &str, code: &str) -> Vec<String> {
        let sources = [source("locales/en.json", en), source("locales/id.json", id), source("src/a.rs", code)];
        check(&sources).unwrap().into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn equal_languages_in_use_are_silent() {
        assert!(found(r#"{"nav.jobs":"{n} lowongan"}"#, r#"{"nav.jobs":"{n} jobs"}"#, "Key::NavJobs").is_empty());
    }

    #[test]
    fn a_missing_key_a_lost_place_and_a_dead_text_are_found() {
        assert_eq!(found("{}", r#"{"a.b":"x"}"#, "Key::AB"), ["`a.b` of locales/en.json is missing"]);
        assert_eq!(found(r#"{"a":"x"}"#, r#"{"a":"{n}"}"#, "Key::A").len(), 1);
        assert_eq!(found(r#"{"old-key":"x"}"#, r#"{"old-key":"y"}"#, "").len(), 1);
    }
}
