//! Owns running `tests/e2e`: the driver, the server binary, the built SPA and axe are handed over in the environment.

use std::process::Command;

use anyhow::Result;

use crate::process::{Steps, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, AXE_CORE, Need};
use crate::testing::Driver;
use crate::testing::steps::nextest;
use crate::testing::summary::Count;
use crate::web::{self, Flavour};
use crate::workspace::Workspace;

pub(super) fn run(ws: &Workspace) -> Result<Count> {
    let driver = Driver::start(ws)?;
    let mut command = ws.command("cargo");
    command.args(["nextest", "run", "--workspace", "--test", "e2e", "--no-fail-fast"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    // Firefox plays in the widget tests; without it they say that they are left out.
    let firefox = if setup::has_firefox(ws) { Some(Driver::start_firefox(ws)?) } else { None };
    if let Some(firefox) = &firefox {
        command.env("LEPAS_GECKODRIVER_URL", firefox.url());
    }
    nextest(ws, "journeys", &mut command)
}

/// Takes the pictures of every page into `target/shots`. The gallery is only in development builds, so those are shown.
pub(crate) fn shots(ws: &Workspace) -> Result<bool> {
    let mut needs = setup::WEB_BUILD.to_vec();
    needs.push(Need::Browser);
    needs.push(Need::Axe);
    setup::ensure(ws, &needs)?;
    let mut steps = Steps::new(web::step_count(ws, Flavour::Development)? + 1);
    web::build(ws, Flavour::Development, &mut steps)?;
    server::build(ws, Profile::Server, &mut steps)?;
    let driver = Driver::start(ws)?;
    let folder = ws.target().join("shots");
    std::fs::create_dir_all(&folder)?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "shots", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Development);
    command.env("LEPAS_SHOTS", "1").env("LEPAS_SHOTS_DIR", &folder);
    let status = run_open(ws, "shots", &mut command, |_| {})?;
    println!("\nPictures are in {}", folder.display());
    Ok(status.success())
}

pub(crate) fn environment(ws: &Workspace, command: &mut Command, driver: &Driver, flavour: Flavour) {
    command
        .env("LEPAS_CHROMEDRIVER_URL", driver.url())
        .env("LEPAS_DIST", flavour.dist(ws))
        .env("LEPAS_SERVER_BIN", ws.server_binary())
        .env("LEPAS_NPM", ws.npm())
        .env("LEPAS_PYTHON", setup::python(ws))
        .env("LEPAS_AXE", ws.npm_package(AXE_CORE.0).join("axe.min.js"));
}
