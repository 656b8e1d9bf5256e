//! Owns the table of rooms: which part of `src/` may name which other part, and which crates of ours.

use super::{Finding, Source};

/// A room and what it may name besides itself.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    /// Crates that must not be named at all.
    never: &'static [&'static str],
}

/// Rooms that are not listed (`app`, `routes`, `main`, `lib`, `bin`) are wiring and may use everything.
const ROOMS: [Room; 7] = [
    Room { name: "ui", may_use: &["platform"], never: &["lepas_api", "lepas_search", "lepas_page"] },
    // The browser's `Intl`, clock and id maker speak in the contract's value types: locale, money, time, ids.
    Room { name: "platform", may_use: &[], never: &["lepas_search", "lepas_page"] },
    Room { name: "api", may_use: &["platform", "config"], never: &["lepas_page"] },
    Room { name: "state", may_use: &["api", "platform", "config", "i18n", "routes"], never: &[] },
    Room { name: "features", may_use: &["ui", "state", "api", "platform", "config", "i18n", "routes"], never: &[] },
    Room { name: "i18n", may_use: &[], never: &["lepas_search", "lepas_page"] },
    Room { name: "config", may_use: &["platform"], never: &["lepas_search", "lepas_page"] },
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let Some(inside) = source.path.strip_prefix("src/") else { continue };
        let parts: Vec<&str> = inside.trim_end_matches(".rs").split('/').collect();
        let Some(room) = ROOMS.iter().find(|room| Some(&room.name) == parts.first()) else { continue };
        for (number, line) in source.code() {
            for name in room.never.iter().filter(|name| names(line, name)) {
                let message = format!("{} must not know {name}", room.name);
                findings.push(Finding::new("rooms", &source.path, number, message));
            }
        }
        // The list of features in features.rs is not a feature.
        let own_feature = (room.name == "features").then(|| parts.get(1).copied()).flatten();
        for (number, path) in crate_paths(source) {
            if let Some(message) = offence(room, own_feature, &path) {
                findings.push(Finding::new("rooms", &source.path, number, message));
            }
        }
    }
    findings
}

fn offence(room: &Room, own_feature: Option<&str>, path: &[String]) -> Option<String> {
    let target = path.first()?;
    if room.name == "features" && target == "features" {
        let other = path.get(1)?;
        let own = own_feature?;
        return (other != own)
            .then(|| format!("feature {own} must not use feature {other}; share through ui or state"));
    }
    // Names that begin with a capital or are no room are items at the root, such as macros.
    let known = ["ui", "platform", "api", "state", "features", "i18n", "config", "routes", "app"];
    if target == room.name || !known.contains(&target.as_str()) || room.may_use.contains(&target.as_str()) {
        return None;
    }
    Some(format!("{} must not use {target}", room.name))
}

/// Whether a word stands in a line by itself.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joined = |c: char| c.is_alphanumeric() || c == '_';
        !line[..at].ends_with(joined) && !line[at + word.len()..].starts_with(joined)
    })
}

/// Every path after `crate::`, with the line it stands on; groups in braces are taken apart one level deep.
fn crate_paths(source: &Source) -> Vec<(usize, Vec<String>)> {
    // A group may go over several lines, so the code is one text, and the lines are found again by position.
    let mut code = String::with_capacity(source.text.len());
    let mut starts = Vec::new();
    for (number, line) in source.code() {
        starts.push((code.len(), number));
        code.push_str(line);
        code.push('\n');
    }
    let mut paths = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let joined = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        if code[..at].ends_with(joined) {
            continue;
        }
        let line = starts.partition_point(|(start, _)| *start <= at).checked_sub(1).map_or(0, |index| starts[index].1);
        let rest = &code[at + word.len()..];
        match rest.strip_prefix('{') {
            Some(group) => paths.extend(group_paths(group).into_iter().map(|path| (line, path))),
            None => paths.push((line, path_of(rest))),
        }
    }
    paths
}

/// `a::b` at the front of a text, as `["a", "b"]`.
fn path_of(text: &str) -> Vec<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(text.len());
    text[..end].split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The paths of a group that was opened before `text`.
fn group_paths(text: &str) -> Vec<Vec<String>> {
    let mut depth = 0_usize;
    let mut member = String::new();
    let mut paths = Vec::new();
    for c in text.chars() {
        match c {
            '{' => {
                depth += 1;
                member.push(c);
            }
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => paths.push(path_of(std::mem::take(&mut member).trim())),
            _ => member.push(c),
        }
    }
    paths.push(path_of(member.trim()));
    paths.retain(|path| !path.is_empty());
    paths
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        check(&[source(path, text)]).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn allowed_neighbours_are_silent() {
        assert!(messages("src/ui/menu.rs", "use crate::platform::dom;\nuse crate::ui::icon::Icon;\n").is_empty());
        assert!(
            messages(
                "src/features/jobs/page.rs",
                "use crate::features::jobs::query::Query;\nuse crate::{state::session, ui::button};\n"
            )
            .is_empty()
        );
        assert!(messages("src/app.rs", "use crate::features::jobs::JobsPage;\n").is_empty());
        assert!(messages("src/features.rs", "pub use crate::features::jobs::JobsPage;\n").is_empty());
    }

    #[test]
    fn forbidden_rooms_are_named() {
        assert_eq!(messages("src/ui/menu.rs", "use crate::state::theme;\n"), ["ui must not use state"]);
        assert_eq!(messages("src/platform.rs", "let x = crate::api::client();\n"), ["platform must not use api"]);
        assert_eq!(messages("src/ui/money.rs", "use lepas_api::Money;\n"), ["ui must not know lepas_api"]);
    }

    #[test]
    fn one_feature_may_not_reach_into_another() {
        let found = messages("src/features/jobs.rs", "use crate::features::talent::Filter;\n");
        assert_eq!(found, ["feature jobs must not use feature talent; share through ui or state"]);
    }

    #[test]
    fn groups_over_several_lines_are_taken_apart() {
        let text = "use crate::{\n    platform::{dom, timers},\n    state::theme,\n};\n";
        assert_eq!(messages("src/ui/menu.rs", text), ["ui must not use state"]);
    }

    #[test]
    fn comments_and_longer_words_do_not_count() {
        assert!(messages("src/ui/menu.rs", "// see crate::state\nlet lepas_api_like = 1;\n").is_empty());
    }
}
