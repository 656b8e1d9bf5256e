//! The site as files: complete, relative, silent towards other hosts.

use std::collections::BTreeSet;

use lepas_api::{Timestamp, profile::PublicProfile};
use lepas_exchange::site::{File, Site};

use crate::support::{ORIGIN, full};

fn profile() -> PublicProfile {
    let mut document = full();
    document.basics.summary.push_str("\n\nTeks tentang /uploads/k1 dan https://lepas.example/u/x tetap teks.");
    let published_at = Timestamp::from_milliseconds(1_763_733_720_000);
    PublicProfile { handle: "sari-kemasan".parse().unwrap(), document: document.public_view(), published_at }
}

fn built() -> (Vec<File>, BTreeSet<String>) {
    let mut site = Site::new(&profile(), ORIGIN, |_| true);
    let assets = site.assets().to_vec();
    let names = assets.iter().map(|address| site.name(address, "image/webp")).collect();
    (site.files(), names)
}

/// Values of attributes that hold addresses, without tags' text.
fn addresses(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in [" href=\"", " src=\"", " content=\"", "url(\""] {
        for (at, _) in markup.match_indices(attribute) {
            let value = &markup[at + attribute.len()..];
            found.push(value[..value.find('"').unwrap()].replace("&amp;", "&"));
        }
    }
    found
}

#[test]
fn every_relative_address_leads_to_a_file() {
    let (files, names) = built();
    let held: BTreeSet<String> = files.iter().map(|file| file.path.clone()).chain(names).collect();
    for wanted in [
        "index.html",
        "en/index.html",
        "card.html",
        "badge.svg",
        "resume.json",
        "resume.md",
        "oembed.json",
        "images/k1.webp",
    ] {
        assert!(held.contains(wanted), "{wanted} in {held:?}");
    }
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        for address in addresses(&file.text).iter().filter(|address| address.starts_with(ORIGIN)) {
            let to_lepas = *address == format!("{ORIGIN}/") || address.starts_with(&format!("{ORIGIN}/messages?to="));
            assert!(to_lepas, "{address} in {}", file.path);
        }
        for fetched in [" src=\"http", "url(\"http", "url(http", "stylesheet"] {
            assert!(!file.text.contains(fetched), "{fetched} in {}", file.path);
        }
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relative = addresses(&file.text).into_iter().filter(|address| {
            !address.contains("://") && !address.contains(' ') && (address.contains('.') || address.starts_with('/'))
        });
        for address in relative.filter(|address| !address.starts_with("mailto:")) {
            let path = address.split(['?', '#']).next().unwrap();
            let inside = match path.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() => path.to_owned(),
                None => format!("{folder}/{path}"),
            };
            assert!(held.contains(&inside), "{address} in {}", file.path);
        }
    }
}

#[test]
fn texts_stay_and_pictures_of_other_hosts_go() {
    let mut profile = profile();
    profile.document.basics.image = Some("https://lain.example/foto.jpg".into());
    let site = Site::new(&profile, ORIGIN, |_| true);
    assert!(!site.assets().iter().any(|address| address.contains("lain.example")));
    let files = site.files();
    let page = files.iter().find(|file| file.path == "index.html").unwrap();
    assert!(page.text.contains("Teks tentang /uploads/k1 dan https://lepas.example/u/x tetap teks."));
    assert!(!page.text.contains("lain.example"));
}

#[test]
fn the_data_of_a_site_reads_back_to_the_document_it_was_made_of() {
    let (files, _) = built();
    let data = files.iter().find(|file| file.path == "resume.json").unwrap();
    assert!(data.text.contains("\"images/k1.webp\""));
    let (read, notes) = lepas_exchange::json_resume::read(&data.text, "resume.json", ORIGIN).unwrap();
    assert_eq!((read, notes), (profile().document, vec![]));
}

#[test]
fn a_picture_that_is_gone_is_left_out_and_asked_of_nobody() {
    let profile = profile();
    let wanted = lepas_exchange::site::pictures(&profile.document);
    assert!(wanted.contains("/uploads/k1"), "{wanted:?}");
    let site = Site::new(&profile, ORIGIN, |address| address != "/uploads/k1");
    assert!(!site.assets().iter().any(|address| address == "/uploads/k1"));
    let held: BTreeSet<String> = site.assets().iter().filter(|it| it.starts_with("/uploads/")).cloned().collect();
    assert!(!wanted.is_empty() && held.is_subset(&wanted));
    let files = site.files();
    let page = files.iter().find(|file| file.path == "index.html").unwrap();
    assert!(!page.text.contains("src=\"/uploads/k1") && !page.text.contains("/uploads/k1\""));
}
