//! Owns the rules for single Rust files: length, first lines, shape of modules, and calls that have no place where
//! they stand.

use super::{Finding, Source};

const LONGEST: usize = 500;

/// Text that must not occur in the code of some files: what, where, why.
struct Banned {
    rule: &'static str,
    needle: &'static str,
    applies: fn(&str) -> bool,
    reason: &'static str,
}

const BANNED: [Banned; 11] = [
    Banned {
        rule: "inner-html",
        needle: "inner_html",
        applies: in_app,
        reason: "markup from strings is how scripts get in; build nodes",
    },
    Banned {
        rule: "inner-html",
        needle: "set_outer_html",
        applies: in_app,
        reason: "markup from strings is how scripts get in; build nodes",
    },
    Banned {
        rule: "inner-html",
        needle: "insert_adjacent_html",
        applies: in_app,
        reason: "markup from strings is how scripts get in; build nodes",
    },
    Banned {
        rule: "style-attribute",
        needle: " style=",
        applies: in_app,
        reason: "the policy forbids style attributes; use a class or `style:name=`",
    },
    Banned {
        rule: "browser-call",
        needle: "web_sys::window(",
        applies: outside_platform,
        reason: "raw browser calls live in platform/",
    },
    Banned {
        rule: "clock",
        needle: "std::time::Instant",
        applies: outside_platform,
        reason: "there is no such clock in the browser; use platform",
    },
    Banned {
        rule: "clock",
        needle: "SystemTime::now",
        applies: outside_platform,
        reason: "there is no such clock in the browser; use platform",
    },
    Banned { rule: "thread", needle: "thread::spawn", applies: outside_platform, reason: "the browser has no threads" },
    Banned {
        rule: "ignored-test",
        needle: "#[ignore",
        applies: everywhere,
        reason: "a test that never runs proves nothing; repair or remove it",
    },
    Banned {
        rule: "sleep",
        needle: "thread::sleep",
        applies: in_tests,
        reason: "wait for the event itself; sleeping makes tests slow and unreliable",
    },
    Banned {
        rule: "sleep",
        needle: "time::sleep",
        applies: in_tests,
        reason: "wait for the event itself; sleeping makes tests slow and unreliable",
    },
];

fn in_app(path: &str) -> bool {
    path.starts_with("src/")
}

fn outside_platform(path: &str) -> bool {
    in_app(path) && !path.starts_with("src/platform")
}

fn in_tests(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

/// This file has to name what it looks for.
fn everywhere(path: &str) -> bool {
    !path.starts_with("crates/xtask/src/tidy")
}

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        whole_file(source, &mut findings);
        for (number, line) in source.code() {
            for banned in &BANNED {
                if (banned.applies)(&source.path) && line.contains(banned.needle) {
                    findings.push(Finding::new(banned.rule, &source.path, number, banned.reason));
                }
            }
        }
        unit_test_sleeps(source, &mut findings);
    }
    findings
}

fn whole_file(source: &Source, findings: &mut Vec<Finding>) {
    let path = &source.path;
    let lines = source.text.lines().count();
    if lines > LONGEST {
        let message = format!("{lines} lines; divide it, {LONGEST} is the most a file may have");
        findings.push(Finding::new("length", path, 0, message));
    }
    if !source.text.starts_with("//!") {
        findings.push(Finding::new("module-doc", path, 1, "begins without `//!` saying what it owns"));
    }
    if path.ends_with("/mod.rs") {
        findings.push(Finding::new("mod-rs", path, 0, "a module with parts is `name.rs` beside `name/`"));
    }
}

/// Unit tests stand in the same file as the code, after `#[cfg(test)]`.
fn unit_test_sleeps(source: &Source, findings: &mut Vec<Finding>) {
    if in_tests(&source.path) || !everywhere(&source.path) {
        return;
    }
    let mut inside = false;
    for (number, line) in source.code() {
        inside |= line.trim_start().starts_with("#[cfg(test)]") || line.trim_start().starts_with("#[cfg(all(test");
        if inside && (line.contains("thread::sleep(") || line.contains("time::sleep(")) {
            findings.push(Finding::new("sleep", &source.path, number, "wait for the event itself"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&[source(path, text)]).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_short_documented_file_is_fine() {
        assert!(rules("src/ui/button.rs", "//! A button.\nfn f() {}\n").is_empty());
    }

    #[test]
    fn long_undocumented_and_old_fashioned_files_are_found() {
        let long = format!("//! x\n{}", "fn f() {}\n".repeat(500));
        assert_eq!(rules("src/a.rs", &long), ["length"]);
        assert_eq!(rules("src/a.rs", "fn f() {}\n"), ["module-doc"]);
        assert_eq!(rules("src/ui/mod.rs", "//! x\n"), ["mod-rs"]);
    }

    #[test]
    fn markup_from_strings_and_style_attributes_are_found_in_the_app_only() {
        let text = "//! x\nview! { <p inner_html=text style=\"color: red\"></p> }\n";
        assert_eq!(rules("src/features/a.rs", text), ["inner-html", "style-attribute"]);
        assert!(rules("crates/lepas-page/src/a.rs", text).is_empty());
        assert!(rules("src/features/a.rs", "//! x\nview! { <p style:width=w></p> }\n").is_empty());
    }

    #[test]
    fn browser_calls_belong_to_platform() {
        let text = "//! x\nlet w = web_sys::window();\n";
        assert_eq!(rules("src/state/theme.rs", text), ["browser-call"]);
        assert!(rules("src/platform/storage.rs", text).is_empty());
    }

    #[test]
    fn sleeping_is_found_in_journeys_and_in_unit_tests_but_not_in_programs() {
        assert_eq!(rules("tests/e2e/a.rs", "//! x\ntokio::time::sleep(second).await;\n"), ["sleep"]);
        assert_eq!(
            rules("crates/a/src/b.rs", "//! x\n#[cfg(test)]\nmod tests { fn f() { thread::sleep(d); } }\n"),
            ["sleep"]
        );
        assert!(rules("crates/a/src/b.rs", "//! x\nfn f() { thread::sleep(d); }\n").is_empty());
    }

    #[test]
    fn ignored_tests_are_found() {
        assert_eq!(rules("crates/a/src/b.rs", "//! x\n#[ignore = \"slow\"]\nfn t() {}\n"), ["ignored-test"]);
    }
}
