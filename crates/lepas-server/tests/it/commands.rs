//! The command line: imports with broken lines, backup and restore, wrong flags.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output},
};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lepas-server")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_broken_line_is_listed_with_its_number_and_the_others_are_imported_once() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("jobs.ndjson.gz"));
    let mut packed = flate2::write::GzEncoder::new(std::fs::File::create(&file).unwrap(), flate2::Compression::fast());
    packed
        .write_all(b"{\"id\":\"a\",\"title\":\"Desainer\"}\n{\"id\":\n\n{\"id\":\"b\",\"title\":\"\"}\n{\"id\":\"c\",\"title\":\"Penulis\"}\n\xff\xfe\n")
        .unwrap();
    packed.finish().unwrap();
    for _ in 0..2 {
        let output = run(&["import", "jobs", path(&file), "--data-dir", path(&data)]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "imported 2, broken 3\n");
        let listed = text(&output.stderr);
        assert!(
            listed.contains("line 2: ") && listed.contains("line 4: title is empty") && listed.contains("line 6: "),
            "{listed}"
        );
    }
}

#[test]
fn imported_profiles_are_published_and_nobody_can_write_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("profiles.ndjson"));
    std::fs::write(
        &file,
        "{\"id\":\"uwf-1\",\"headline\":\"Writer\",\"skills\":[\"Blogs\"],\"rate\":22.22,\"currency\":\"USD\"}\n",
    )
    .unwrap();
    let output = run(&["import", "profiles", path(&file), "--data-dir", path(&data)]);
    assert_eq!(text(&output.stdout), "imported 1, broken 0\n", "{}", text(&output.stderr));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let app = crate::support::TestApp::with(|config| config.data_dir = data.clone()).await;
        let page = app.send(crate::support::call("GET", "/u/uwf-1")).await.expect(200);
        assert!(page.text().contains("Writer") && page.text().contains("Freelancer 1"));
        let sari = app.person("Sari").await;
        let start = crate::support::call("POST", "/v1/conversations").by(&sari);
        app.send(start.json(&serde_json::json!({ "handle": "uwf-1" }))).await.expect(403);
    });
}

#[test]
fn a_backup_restores_what_was_there_and_damage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other, jobs) =
        (folder.path().join("data"), folder.path().join("other"), folder.path().join("jobs.ndjson"));
    let (copy, damaged) = (folder.path().join("copy.db"), folder.path().join("damaged.db"));
    std::fs::write(&jobs, "{\"id\":\"a\",\"title\":\"Desainer\"}\n").unwrap();
    assert!(run(&["import", "jobs", path(&jobs), "--data-dir", path(&data)]).status.success());
    let backup = run(&["backup", path(&copy), "--data-dir", path(&data)]);
    assert!(backup.status.success(), "{}", text(&backup.stderr));
    let again = run(&["backup", path(&copy), "--data-dir", path(&data)]);
    assert!(!again.status.success() && text(&again.stderr).contains("exists already"));
    assert!(run(&["restore", path(&copy), "--data-dir", path(&other)]).status.success());
    let kept = run(&["restore", path(&copy), "--data-dir", path(&other)]);
    assert!(!kept.status.success() && text(&kept.stderr).contains("--force"), "{}", text(&kept.stderr));
    assert!(run(&["restore", path(&copy), "--data-dir", path(&other), "--force"]).status.success());
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xaa);
    std::fs::write(&damaged, &bytes).unwrap();
    let refused = run(&["restore", path(&damaged), "--data-dir", path(&other), "--force"]);
    assert!(
        !refused.status.success() && text(&refused.stderr).contains("no usable backup"),
        "{}",
        text(&refused.stderr)
    );
    let restored = postings_in(&other.join("lepas.db"));
    assert_eq!(restored, 1);
}

/// Postings in a database file.
fn postings_in(file: &Path) -> i64 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM jobs").fetch_one(&pool).await.unwrap()
    })
}

#[test]
fn a_wrong_flag_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (vec!["serve", "--listen", "nowhere"], "--listen"),
        (vec!["import", "cats", "x"], "possible values: jobs, profiles"),
        (vec!["import", "jobs", "/nonexistent", "--data-dir", path(folder.path())], "/nonexistent cannot be read"),
        (vec!["serve", "--data-dir", path(folder.path()), "--database-url", "postgres://x"], "PostgreSQL is not built"),
        (vec!["serve", "--data-dir", path(folder.path()), "--database-url", "mysql://x"], "write sqlite:FILE"),
        (vec!["serve", "--data-dir", path(folder.path()), "--dist", "/nonexistent"], "--dist must name the folder"),
    ] {
        let output = run(&arguments);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains(words), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn the_openapi_command_prints_the_document() {
    let output = run(&["openapi"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["paths"]["/v1/jobs"].is_object());
}
