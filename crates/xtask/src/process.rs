//! Owns running other programs: quietly with a log and a heartbeat, or in the open with their lines counted.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::workspace::Workspace;

/// How often a step that is not shown on a terminal says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How many lines of a failed program's output are worth showing.
const TAIL: usize = 15;

/// Numbers the steps of one command and prints `[3/7] what … 12 s` for each.
#[derive(Debug)]
pub(crate) struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Runs one step that works inside this process.
    pub(crate) fn run<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let step = self.begin(what);
        let result = work();
        step.end(result.is_ok());
        result
    }

    /// Starts the next step; the answer ends it.
    pub(crate) fn begin(&mut self, what: &str) -> Step {
        self.done += 1;
        let label = format!("[{}/{}] {what}", self.done, self.total.max(self.done));
        let bar = if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} … {elapsed} {wide_msg:.dim}") {
                bar.set_style(style);
            }
            bar.set_prefix(label.clone());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        } else {
            ProgressBar::hidden()
        };
        Step { label, started: Instant::now(), last_sign: Instant::now(), bar }
    }
}

/// One running step.
#[derive(Debug)]
pub(crate) struct Step {
    label: String,
    started: Instant,
    last_sign: Instant,
    bar: ProgressBar,
}

impl Step {
    /// Prints the finished line and gives the seconds it took.
    pub(crate) fn end(self, success: bool) -> Duration {
        self.bar.finish_and_clear();
        let took = self.started.elapsed();
        let mark = if success { "" } else { "  FAILED" };
        eprintln!("{} … {}{mark}", self.label, seconds(took));
        took
    }

    /// Runs a program with its output in `target/xtask/logs/NAME.log`. When it fails, the last lines and `advice` are shown.
    pub(crate) fn run_logged(&mut self, ws: &Workspace, name: &str, command: &mut Command, advice: &str) -> Result<()> {
        let program = command.get_program().to_string_lossy().into_owned();
        let status = self.wait(ws, name, command).with_context(|| format!("{program} cannot be started. {advice}"))?;
        if status.success() {
            return Ok(());
        }
        let path = ws.log(name);
        self.bar.suspend(|| {
            for line in telling(&path) {
                eprintln!("    {line}");
            }
        });
        bail!("{program} failed ({status}). {advice} The whole output is in {}.", path.display())
    }

    /// Runs a program whose failure is no news: only the log tells of it.
    pub(crate) fn try_logged(&mut self, ws: &Workspace, name: &str, command: &mut Command) -> bool {
        self.wait(ws, name, command).is_ok_and(|status| status.success())
    }

    fn wait(&mut self, ws: &Workspace, name: &str, command: &mut Command) -> Result<ExitStatus> {
        let path = ws.log(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let mut child = command.spawn()?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            self.sign_of_life(&path);
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn sign_of_life(&mut self, log: &std::path::Path) {
        if !self.bar.is_hidden() {
            if let Some(line) = tail(log, 1).pop() {
                self.bar.set_message(line);
            }
        } else if self.last_sign.elapsed() >= HEARTBEAT {
            self.last_sign = Instant::now();
            let last = tail(log, 1).pop().unwrap_or_default();
            eprintln!("{} … still working after {}: {}", self.label, seconds(self.started.elapsed()), last.trim());
        }
    }
}

/// The lines that most likely tell why a program failed: from the first compiler error on, else the last ones.
fn telling(log: &std::path::Path) -> Vec<String> {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let from_error: Vec<String> =
        text.lines().skip_while(|line| !line.starts_with("error")).take(TAIL).map(str::to_owned).collect();
    if from_error.is_empty() { tail(log, TAIL) } else { from_error }
}

/// The last lines of a file, empty ones left out.
fn tail(path: &std::path::Path, count: usize) -> Vec<String> {
    let Ok(bytes) = fs::read(path) else { return Vec::new() };
    let start = bytes.len().saturating_sub(16 * 1024);
    let text = String::from_utf8_lossy(&bytes[start..]).into_owned();
    let lines: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].iter().map(|line| (*line).to_owned()).collect()
}

/// Runs a program in the open: every line is printed, kept in the log, and given to `look`.
pub(crate) fn run_open(
    ws: &Workspace,
    name: &str,
    command: &mut Command,
    mut look: impl FnMut(&str),
) -> Result<ExitStatus> {
    let path = ws.log(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut log = File::create(&path)?;
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child =
        command.spawn().with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    // The command keeps its ends of the pipe open; without this the reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\r');
        println!("{text}");
        writeln!(log, "{text}")?;
        look(text);
    }
    Ok(child.wait()?)
}

/// What a program prints on standard output, when it succeeds.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program runs and succeeds, its output thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// `12 s`, `3 min 5 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} min {} s", whole / 60, whole % 60)
    } else if whole >= 10 {
        format!("{whole} s")
    } else {
        format!("{:.1} s", duration.as_secs_f32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(42)), "42 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 5 s");
    }

    #[test]
    fn tail_shows_the_last_lines_without_empty_ones() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        fs::write(&file, "one\n\ntwo\rthree\n\n").unwrap();
        assert_eq!(tail(&file, 2), ["two", "three"]);
        assert!(tail(&folder.path().join("absent"), 2).is_empty());
    }

    #[test]
    fn the_first_compiler_error_is_more_telling_than_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        fs::write(&file, "Compiling\nerror[E0425]: no such thing\n  --> src/a.rs:1\n").unwrap();
        assert_eq!(telling(&file)[0], "error[E0425]: no such thing");
        fs::write(&file, "fetching\nno route\n").unwrap();
        assert_eq!(telling(&file), ["fetching", "no route"]);
    }

    #[test]
    fn failure_names_the_log_and_the_advice() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        let mut step = Steps::new(1).begin("try");
        let error = step
            .run_logged(&ws, "try", ws.command("sh").args(["-c", "echo broken; exit 3"]), "Do this instead.")
            .unwrap_err()
            .to_string();
        assert!(error.contains("Do this instead.") && error.contains("try.log"), "{error}");
        assert_eq!(fs::read_to_string(ws.log("try")).unwrap(), "broken\n");
    }

    #[test]
    fn open_run_hands_over_every_line_of_both_streams() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        let mut lines = Vec::new();
        let status = run_open(&ws, "open", ws.command("sh").args(["-c", "echo a; echo b >&2; exit 1"]), |line| {
            lines.push(line.to_owned());
        })
        .unwrap();
        assert!(!status.success());
        lines.sort();
        assert_eq!(lines, ["a", "b"]);
    }
}
