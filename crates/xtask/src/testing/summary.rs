//! Owns reading how many tests passed, failed and were skipped out of what the runners print.

use std::fmt;

/// How many.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl Count {
    /// A step that is one check by itself.
    pub(super) fn of_step(success: bool) -> Self {
        if success { Self { passed: 1, ..Self::default() } } else { Self::failure() }
    }

    /// A step that cannot be done on this machine.
    pub(super) fn of_skipped() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    pub(super) fn failure() -> Self {
        Self { failed: 1, ..Self::default() }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// What a runner counted, with one failure more when it failed without naming one: it may not even have compiled.
    pub(super) fn of_runner(counted: Self, success: bool) -> Self {
        if success || counted.failed > 0 { counted } else { Self { failed: 1, ..counted } }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// nextest's last line: `Summary [ 1.2s] 3 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 4 skipped`.
pub(super) fn nextest(line: &str) -> Option<Count> {
    let line = plain(line);
    let rest = line.trim_start().strip_prefix("Summary [")?;
    let (_, counts) = rest.split_once("run: ")?;
    Some(numbers(counts, ','))
}

/// The built-in runner's: `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
pub(super) fn builtin(line: &str) -> Option<Count> {
    let line = plain(line);
    let rest = line.trim_start().strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    Some(numbers(counts, ';'))
}

fn numbers(counts: &str, separator: char) -> Count {
    let mut count = Count::default();
    for part in without_brackets(counts).split(separator) {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match what.trim() {
            "passed" => count.passed += number,
            "failed" | "timed out" | "exec failed" => count.failed += number,
            "skipped" | "ignored" => count.skipped += number,
            _ => {}
        }
    }
    count
}

/// `2 passed (1 slow, 1 flaky)` holds a comma inside its brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The line without colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('\u{1b}') {
        text.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('m') else { return text };
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64, skipped: u64) -> Count {
        Count { passed, failed, skipped }
    }

    #[test]
    fn nextest_summary_counts_slow_and_timed_out_tests() {
        let line = "     Summary [   0.198s] 31 tests run: 31 passed, 0 skipped";
        assert_eq!(nextest(line), Some(count(31, 0, 0)));
        let line =
            "     Summary [  12.0s] 9/10 tests run: 6 passed (1 slow, 1 flaky), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(nextest(line), Some(count(6, 3, 4)));
        assert_eq!(nextest("        PASS [   0.009s] xtask"), None);
    }

    #[test]
    fn colours_do_not_hide_the_summary() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m passed, 1 skipped";
        assert_eq!(nextest(line), Some(count(2, 0, 1)));
    }

    #[test]
    fn builtin_summary_is_read_whether_ok_or_failed() {
        let ok = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.10s";
        assert_eq!(builtin(ok), Some(count(3, 0, 1)));
        let failed = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(builtin(failed), Some(count(1, 2, 0)));
        assert_eq!(builtin("running 3 tests"), None);
    }

    #[test]
    fn a_runner_that_broke_without_counting_is_a_failure() {
        assert_eq!(Count::of_runner(Count::default(), false), count(0, 1, 0));
        assert_eq!(Count::of_runner(count(3, 2, 0), false), count(3, 2, 0));
        assert_eq!(Count::of_runner(count(3, 0, 0), true), count(3, 0, 0));
    }

    #[test]
    fn last_line_has_the_agreed_form() {
        assert_eq!(count(12, 0, 3).to_string(), "12 passed, 0 failed, 3 skipped");
    }
}
