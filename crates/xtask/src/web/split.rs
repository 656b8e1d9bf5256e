//! Owns cutting the program into parts that are fetched when they are first needed.
//!
//! The cut must happen between the compiler and wasm-bindgen, because wasm-bindgen drops the relocations that tell what
//! needs what. Trunk has no hook there, so Trunk is given this program under the name `wasm-bindgen` ([`stand_in`]): it
//! cuts and then calls the real one. Where the program is cut is written in `src/app/parts.rs`.

mod join;
mod link;
mod pack;
mod relocations;
mod shrink;

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, anyhow, bail};

use crate::files;
use crate::workspace::Workspace;

/// The binary that is cut.
const PROGRAM: &str = "lepas";
const STAND_IN: &str = "wasm-bindgen";
/// What the link script is called before it has a hash.
const LINK: &str = "__wasm_split.js";
const PREFETCH: &str = "parts.json";
/// In `index.html`: replaced by which files each part needs, so that the page fetches them beside the program.
const PLACEHOLDER: &str = "{/* parts */}";
/// Tells the stand-in where the real program is, and where the parts go.
const REAL: &str = "LEPAS_WASM_BINDGEN";
const PARTS: &str = "LEPAS_PARTS";

/// What a part needs, by the name of the part: pieces, or the files they are joined in.
type Needs = BTreeMap<String, Vec<String>>;

/// For the compiler: leave in what the cut needs to know, and mark the cuts in the source.
pub(super) const COMPILER_FLAGS: &str = "--cfg lepas_split -Clink-args=--emit-relocs";

fn folder(ws: &Workspace) -> PathBuf {
    ws.state().join("parts")
}

/// Makes Trunk meet the stand-in before the real program.
pub(super) fn prepare(ws: &Workspace, command: &mut Command) -> Result<()> {
    let parts = folder(ws);
    if parts.exists() {
        fs::remove_dir_all(&parts)?;
    }
    let shelf = ws.state().join("stand-in");
    fs::create_dir_all(&shelf)?;
    let stand_in = shelf.join(STAND_IN);
    if stand_in.exists() {
        fs::remove_file(&stand_in)?;
    }
    // A copy, because the file of a running program may be replaced while Trunk works.
    fs::copy(env::current_exe()?, &stand_in).context("cannot put the stand-in for wasm-bindgen in its place")?;
    let mut path = shelf.into_os_string();
    path.push(":");
    path.push(ws.tool_path());
    command.env(REAL, find(&ws.tool_path(), STAND_IN)?).env(PARTS, &parts).env("PATH", path);
    Ok(())
}

fn find(path: &OsString, program: &str) -> Result<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .with_context(|| format!("{program} is not installed"))
}

/// What this program does when it was started under the name of wasm-bindgen; nothing otherwise.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let mut arguments = env::args_os();
    let own = arguments.next()?;
    if Path::new(&own).file_stem()? != STAND_IN {
        return None;
    }
    let result = env::var_os(REAL).context("started as wasm-bindgen outside of `cargo xtask`").and_then(|real| {
        let mut arguments: Vec<OsString> = arguments.collect();
        cut_program(&mut arguments)?;
        let status = Command::new(&real).args(&arguments).status()?;
        Ok(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1))
    });
    Some(match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    })
}

/// Puts what is left of the program into the place of the whole one among the arguments.
fn cut_program(arguments: &mut Vec<OsString>) -> Result<()> {
    let wanted = format!("{PROGRAM}.wasm");
    let is_program = |argument: &&mut OsString| Path::new(argument).extension().is_some_and(|kind| kind == "wasm");
    let Some(input) = arguments.iter_mut().find(is_program) else { return Ok(()) };
    let parts = PathBuf::from(env::var_os(PARTS).context("nobody said where the parts go")?);
    let whole = fs::read(&input)?;
    let name = Path::new(&input).file_name().context("a program without a name")?.to_owned();
    if name != wanted.as_str() {
        // What follows cannot read the linker's notes, and this program does not need them.
        let plain = parts.join("plain").join(name);
        files::write(&plain, relocations::removed(&whole).context("a program that is no WebAssembly")?)?;
        *input = plain.into_os_string();
        return Ok(());
    }
    let rest = parts.join("rest").join(&wanted);
    fs::create_dir_all(parts.join("rest"))?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &parts;
    options.main_out_path = &rest;
    // Also the path by which the program imports it.
    let link_name = format!("./{LINK}");
    options.link_name = &link_name;
    let main_module = format!("./{PROGRAM}.js");
    options.main_module = &main_module;
    let cut =
        wasm_split_cli_support::transform(options).map_err(|error| anyhow!("the program cannot be cut: {error:#}"))?;
    let needs: Needs = cut.prefetch_map.into_iter().collect();
    files::write(&parts.join(PREFETCH), serde_json::to_vec_pretty(&needs)?)?;
    *input = rest.into_os_string();
    // The parts import the memory and the table of functions by the names that the linker gave them.
    arguments.push("--keep-lld-exports".into());
    Ok(())
}

/// Joins the pieces to a file for each group, shrinks it, names it by its content, and tells the program and the page.
pub(super) fn finish(ws: &Workspace, dist: &Path) -> Result<()> {
    let parts = folder(ws);
    let files: Vec<PathBuf> =
        files::walk_extension(&parts, "wasm")?.into_iter().filter(|file| file.parent() == Some(&parts)).collect();
    let needs: Needs = serde_json::from_str(&files::read(&parts.join(PREFETCH))?)?;
    let pieces = files.iter().map(|file| Ok((stem(file)?, fs::read(file)?))).collect::<Result<BTreeMap<_, _>>>()?;
    let small = shrink::all(ws, &parts.join("joined"), pack::joined(&needs, &pieces)?)?;
    let mut names = BTreeMap::new();
    for (group, content) in small {
        let name = format!("{PROGRAM}-{group}-{}.pack", files::short_digest(&content));
        files::write(&dist.join(&name), &content)?;
        names.insert(group, name);
    }
    let wanted = pack::wanted(&needs, &names);
    let script = files::walk_extension(dist, "js")?
        .into_iter()
        .find(|file| file.parent() == Some(dist) && stem(file).is_ok_and(|stem| is_program(&stem)))
        .context("the release has no script of the program")?;
    let link = link::linked(&files::read(&parts.join(LINK))?, &wanted, PROGRAM, &stem(&script)?)?;
    let link_name = format!("{PROGRAM}-link-{}.js", files::short_digest(link.as_bytes()));
    files::write(&dist.join(&link_name), link)?;
    let program = files::read(&script)?;
    // Only where it is imported: the compiled program asks for it under the same name.
    let imported = format!("from \"./{LINK}\"");
    if !program.contains(&imported) {
        bail!("{} does not import the parts", script.display());
    }
    files::write(&script, program.replace(&imported, &format!("from \"./{link_name}\"")))?;
    let index = dist.join("index.html");
    files::write(&index, announced(&files::read(&index)?, &wanted, &link_name)?)
}

fn stem(file: &Path) -> Result<String> {
    Ok(file.file_stem().and_then(|stem| stem.to_str()).context("a file has no name")?.to_owned())
}

/// `lepas-0123456789abcdef`, as Trunk names it.
fn is_program(stem: &str) -> bool {
    stem.strip_prefix(PROGRAM)
        .and_then(|rest| rest.strip_prefix('-'))
        // Trunk writes its hash as a number, so one in sixteen is shorter than sixteen digits.
        .is_some_and(|hash| matches!(hash.len(), 8..=16) && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The page with the list of what each part needs.
fn announced(page: &str, wanted: &Needs, link: &str) -> Result<String> {
    if !page.contains(PLACEHOLDER) {
        bail!("index.html needs the words {PLACEHOLDER} where it learns which files each part needs.");
    }
    let preload = format!("<link rel=\"modulepreload\" href=\"/{link}\">\n  </head>");
    Ok(page.replace(PLACEHOLDER, &serde_json::to_string(wanted)?).replacen("</head>", &preload, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_learns_what_each_part_needs() {
        let wanted =
            [("search".to_owned(), vec!["lepas-shared-1.pack".to_owned(), "lepas-search-2.pack".to_owned()])].into();
        let page = announced("<head><script>var parts = {/* parts */};</script></head>", &wanted, "l.js").unwrap();
        assert!(page.contains("var parts = {\"search\":[\"lepas-shared-1.pack\",\"lepas-search-2.pack\"]};"), "{page}");
        assert!(page.contains("<link rel=\"modulepreload\" href=\"/l.js\">"));
        assert!(announced("<head></head>", &wanted, "l.js").is_err());
    }

    #[test]
    fn only_the_script_that_trunk_named_is_the_program() {
        assert!(is_program("lepas-6b2f9c81d3c5ef8b") && is_program("lepas-393d601ac35fcef"));
        assert!(!is_program("lepas-link-6b2f9c81d3c5ef8b") && !is_program("lepas") && !is_program("search_worker"));
    }
}
