//! Owns `cargo xtask dist`: the two things that are put on a machine, and what they weigh.

use std::fs;

use anyhow::Result;

use crate::files;
use crate::process::Steps;
use crate::server::{self, Profile};
use crate::setup;
use crate::web::{self, Flavour};
use crate::workspace::Workspace;

/// Builds `dist/` and `target/dist/lepas-server`.
pub(crate) fn dist(ws: &Workspace) -> Result<()> {
    setup::ensure(ws, &setup::WEB_BUILD)?;
    let mut steps = Steps::new(web::step_count(ws, Flavour::Release)? + 1);
    web::build(ws, Flavour::Release, &mut steps)?;
    let built = server::build(ws, Profile::Server, &mut steps)?;
    let binary = ws.target().join("dist/lepas-server");
    files::write(&binary, fs::read(&built)?)?;
    fs::set_permissions(&binary, fs::metadata(&built)?.permissions())?;

    let folder = Flavour::Release.dist(ws);
    println!("\n{:<52} {:>10} {:>10}", "file", "bytes", "brotli");
    for file in files::walk(&folder)? {
        let name = files::relative(&folder, &file);
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let packed = fs::metadata(folder.join(format!("{name}.br")))
            .map_or_else(|_| "-".to_owned(), |data| data.len().to_string());
        println!("{name:<52} {:>10} {packed:>10}", fs::metadata(&file)?.len());
    }
    println!("\nSPA     {}", folder.display());
    println!("Server  {} ({} bytes)", binary.display(), fs::metadata(&binary)?.len());
    println!("Start   lepas-server serve --data-dir DIR --listen ADDR --dist dist");
    Ok(())
}
