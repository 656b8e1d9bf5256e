//! Owns the script that fetches the parts: the one that the cut wrote, changed to fetch packs.

use anyhow::{Context, Result, bail};

use super::pack::Pack;

/// How a piece is fetched in the script that the cut wrote, up to the name of its file.
const FETCHED: &str = "const src = fetch(new URL(\"./";
const LOADER: &str = "makeLoad(() => {";

/// Fetches a pack once, however many pieces are wanted from it; after a failure the next question tries again.
const PIECE: &str = r#"const packs = {};
function piece(name, begin, end) {
    return () => {
        const pack = packs[name] ??= fetch(new URL(name, import.meta.url)).then((answer) => {
            if (!answer.ok) throw new Error(name + ": " + answer.status);
            return answer.arrayBuffer();
        });
        pack.catch(() => { if (packs[name] === pack) delete packs[name]; });
        return async (imports) => WebAssembly.instantiate(new Uint8Array(await pack, begin, end - begin), imports);
    };
}
"#;

/// The script with packs in place of single pieces, and with the program's final name.
pub(super) fn linked(script: &str, packs: &[Pack], program: &str, final_name: &str) -> Result<String> {
    let own = format!("\"./{program}.js\"");
    if !script.contains(&own) {
        bail!("the link script does not import the program");
    }
    let script = script.replace(&own, &format!("\"./{final_name}.js\""));
    let mut sections = script.split(LOADER);
    let mut linked = sections.next().unwrap_or_default().to_owned();
    for section in sections {
        // What follows is the body of a function that fetches one piece, and then the pieces it waits for.
        let (body, rest) = section.split_once("\n}").context("a loader of the link script does not end")?;
        let stem = body
            .split_once(FETCHED)
            .and_then(|(_, name)| name.split_once(".wasm\""))
            .map(|(stem, _)| stem)
            .context("a loader of the link script does not say what it fetches")?;
        let (pack, (begin, end)) = packs
            .iter()
            .find_map(|pack| pack.places.get(stem).map(|place| (pack, place)))
            .with_context(|| format!("{stem} is in no pack"))?;
        linked.push_str(&format!("makeLoad(piece(\"./{}\", {begin}, {end})", pack.name));
        linked.push_str(rest);
    }
    // Functions are there from the start, the object must come before its first use.
    let (head, tail) = linked.split_once("\n\n").context("the link script has no head")?;
    Ok(format!("{head}\n\n{PIECE}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"import { initSync } from "./lepas.js";

function makeLoad(fetcher, deps) {}
/* jobs, talent */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_jobs = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_jobs.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_1]));
"#;

    fn packs(stems: &[&str]) -> Vec<Pack> {
        let places = stems.iter().enumerate().map(|(at, stem)| ((*stem).to_owned(), (at * 10, at * 10 + 10))).collect();
        vec![Pack { name: "lepas-search-1.pack".to_owned(), content: Vec::new(), places }]
    }

    #[test]
    fn each_piece_is_fetched_from_its_pack_and_waits_for_the_same_others() {
        let linked = linked(SCRIPT, &packs(&["chunk_1", "split_jobs"]), "lepas", "lepas-0123456789abcdef").unwrap();
        assert!(linked.starts_with("import { initSync } from \"./lepas-0123456789abcdef.js\";"), "{linked}");
        assert!(
            linked.contains("const __chunk_1 = makeLoad(piece(\"./lepas-search-1.pack\", 0, 10)\n, []);"),
            "{linked}"
        );
        assert!(
            linked.contains("wrapAsyncCb(makeLoad(piece(\"./lepas-search-1.pack\", 10, 20)\n, [__chunk_1]));"),
            "{linked}"
        );
        assert!(!linked.contains("instantiateStreaming"), "{linked}");
    }

    #[test]
    fn a_script_of_another_shape_is_refused() {
        assert!(linked("nothing", &packs(&[]), "lepas", "x").is_err());
        assert!(linked(SCRIPT, &packs(&["chunk_1"]), "lepas", "x").is_err());
    }
}
