//! Owns the script that fetches the parts: the head of the one that the cut wrote, and a loader for each file.

use anyhow::{Context, Result, bail};

use super::Needs;

/// The functions of the cut's script that stay: what parts import, how an end is told, and how a failure is forgotten so
/// that the next question tries again.
const LAST_OF_HEAD: &str = "function makeLoad(fetcher, deps) {";

/// Fetches a file while it is compiled.
const FILE: &str = r#"function file(name) {
    return makeLoad(() => {
        const source = fetch(new URL(name, import.meta.url)).then((answer) => {
            if (!answer.ok) throw new Error(name + ": " + answer.status);
            return answer;
        });
        source.catch(() => {});
        return (imports) => WebAssembly.instantiateStreaming(source, imports);
    }, []);
}
"#;

/// The script for parts that want these files, with the program's final name.
pub(super) fn linked(script: &str, wanted: &Needs, program: &str, final_name: &str) -> Result<String> {
    let own = format!("\"./{program}.js\"");
    if !script.contains(&own) {
        bail!("the link script does not import the program");
    }
    let (before, rest) = script.split_once(LAST_OF_HEAD).context("the link script has no loader")?;
    let (body, _) = rest.split_once("\n}\n").context("the loader of the link script does not end")?;
    let head = before.replace(&own, &format!("\"./{final_name}.js\""));
    let mut linked = format!("{head}{LAST_OF_HEAD}{body}\n}}\n{FILE}const files = {{\n");
    let mut files: Vec<&String> = wanted.values().flatten().collect();
    files.sort();
    files.dedup();
    for file in &files {
        linked.push_str(&format!("    \"{file}\": file(\"./{file}\"),\n"));
    }
    linked.push_str("};\n");
    for (part, files) in wanted {
        let loads: Vec<String> = files.iter().map(|file| format!("files[\"{file}\"]()")).collect();
        let load = format!("__wasm_split_load_{part}");
        if !script.contains(&format!("export const {load} ")) {
            bail!("the link script does not load {part}");
        }
        linked.push_str(&format!("export const {load} = wrapAsyncCb(() => Promise.all([{}]));\n", loads.join(", ")));
    }
    Ok(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"import { initSync } from "./lepas.js";

function makeLoad(fetcher, deps) {
    return fetcher;
}
/* jobs, talent */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_jobs = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_jobs.wasm", import.meta.url));
}
, [__chunk_1]));
"#;

    fn wanted(part: &str) -> Needs {
        [(part.to_owned(), vec!["lepas-jobs-1.pack".to_owned(), "lepas-shared-2.pack".to_owned()])].into()
    }

    #[test]
    fn each_part_waits_for_its_files_and_nothing_is_left_of_the_pieces() {
        let linked = linked(SCRIPT, &wanted("jobs"), "lepas", "lepas-0123456789abcdef").unwrap();
        assert!(linked.starts_with("import { initSync } from \"./lepas-0123456789abcdef.js\";"), "{linked}");
        assert!(linked.contains("    return fetcher;\n}\nfunction file"), "{linked}");
        assert!(linked.contains("\"lepas-shared-2.pack\": file(\"./lepas-shared-2.pack\"),"), "{linked}");
        let load = "export const __wasm_split_load_jobs = wrapAsyncCb(() => \
                    Promise.all([files[\"lepas-jobs-1.pack\"](), files[\"lepas-shared-2.pack\"]()]));";
        assert!(linked.contains(load), "{linked}");
        assert!(!linked.contains("chunk_1"), "{linked}");
    }

    #[test]
    fn a_script_of_another_shape_is_refused() {
        assert!(linked("nothing", &wanted("jobs"), "lepas", "x").is_err());
        assert!(linked(SCRIPT, &wanted("talent"), "lepas", "x").is_err());
    }
}
