//! The whole site of a person as files that stand anywhere: every address is relative, and nothing is asked of another host.
//!
//! Owns which files there are and the rewriting of addresses. Every page comes from `lepas-page` as it is, so the site is
//! what is published. Pictures and fonts are fetched by the caller: [`Site::assets`] names them. Whoever renders a site needs
//! the renderers of everything that only machines read, so the server does it and not the program that people download.

mod relative;

use std::collections::{BTreeMap, BTreeSet};

use lepas_api::{
    Handle, Locale, path,
    profile::{Members, ProfileDocument, PublicProfile},
};
use lepas_page::{
    BadgeOptions, CardLayout, CardOptions, PageOptions, embed, render_atom, render_badge, render_calendar, render_card,
    render_json_feed, render_locked_case, render_page, render_rate_card, render_vcard,
};
use serde_json::{Value, json};

use crate::{json_resume, markdown, spreadsheet};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it stands, relative to the folder of the site.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Addresses of the uploads that a document shows.
#[must_use]
pub fn pictures(document: &ProfileDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    keep_pictures(&mut document.clone(), &mut |address| {
        if address.starts_with("/uploads/") {
            found.insert(address.to_owned());
        }
        true
    });
    found
}

/// A site under way: pages are rendered, pictures are still to come.
#[derive(Debug)]
pub struct Site {
    handle: Handle,
    /// Where Lepas is, for links that lead there.
    origin: String,
    own: Locale,
    files: Vec<File>,
    assets: Vec<String>,
    names: BTreeMap<String, String>,
}

impl Site {
    /// Renders every page of a profile. `origin` is that of Lepas; links to it stay, since they are links and not requests.
    /// Pictures that are none of ours, or that `held` says are gone, are left out: a page that shows one asks another host
    /// for it.
    #[must_use]
    pub fn new(profile: &PublicProfile, origin: &str, held: impl Fn(&str) -> bool) -> Self {
        let mut local = profile.clone();
        keep_pictures(&mut local.document, &mut |address| address.starts_with("/uploads/") && held(address));
        let own = local.document.meta.lepas.locale;
        let origin = origin.trim_end_matches('/').to_owned();
        let mut files = Vec::new();
        let mut add = |path: &str, text: String| files.push(File { path: path.to_owned(), text });
        for locale in Locale::ALL {
            let folder = if locale == own { String::new() } else { format!("{}/", locale.tag()) };
            let mut shown = local.clone();
            shown.document = local.document.in_language(locale);
            let page = PageOptions { origin: origin.clone(), locale, ..PageOptions::default() };
            // A file cannot answer in two formats, so only the one that everybody reads is announced.
            let text = relative::without_tag(&render_page(&local, &page), "text/xml+oembed");
            add(&format!("{folder}index.html"), text);
            add(&format!("{folder}rates.html"), render_rate_card(&local, &page));
            for held in &local.document.meta.lepas.locked {
                let name = held.text("id");
                add(&format!("{folder}locked/{name}.html"), render_locked_case(&local, held, &page));
            }
            let card = CardOptions { origin: origin.clone(), locale, ..CardOptions::default() };
            add(&format!("{folder}card.html"), with_icon(&render_card(&shown, &card)));
            add(
                &format!("{folder}badge.svg"),
                render_badge(&shown, &BadgeOptions { locale, ..BadgeOptions::default() }),
            );
            add(&format!("{folder}resume.md"), markdown::write(&local.document, locale));
        }
        add("resume.json", json_resume::write(&local.document, ""));
        // Nobody knows yet where the site will stand, and these formats want whole addresses: those of Lepas.
        add("feed.json", render_json_feed(&local, &origin));
        add("feed.xml", render_atom(&local, &origin));
        add("contact.vcf", render_vcard(&local, &origin, own));
        add("availability.ics", render_calendar(&local, &origin, own));
        for (name, text) in spreadsheet::write(&local.document) {
            add(&format!("csv/{name}"), text);
        }
        let mut site =
            Self { handle: profile.handle.clone(), origin, own, files, assets: Vec::new(), names: BTreeMap::new() };
        site.files.push(File { path: "oembed.json".to_owned(), text: site.oembed(&local) });
        site.assets = site.find_assets();
        site
    }

    /// Addresses on the server of Lepas of everything that pages show: pictures, fonts, the icon.
    #[must_use]
    pub fn assets(&self) -> &[String] {
        &self.assets
    }

    /// The name of an asset in the site, from its media type; plain file servers go by the ending.
    pub fn name(&mut self, address: &str, media_type: &str) -> String {
        let stem = address.rsplit('/').next().unwrap_or_default();
        let name = match address.split('/').nth(1) {
            Some("uploads") => format!("images/{stem}.{}", ending(media_type)),
            Some("fonts") => format!("fonts/{stem}"),
            _ => stem.to_owned(),
        };
        self.names.insert(address.to_owned(), name.clone());
        name
    }

    /// Every text of the site with relative addresses. Call when all assets have their names.
    #[must_use]
    pub fn files(&self) -> Vec<File> {
        let is_page = |path: &str| path.ends_with(".html") || path.ends_with(".svg");
        let write = |file: &File| {
            let up = "../".repeat(file.path.matches('/').count());
            let text = match file.path.as_str() {
                path if is_page(path) => {
                    relative::rewrite(&file.text, &self.origin, &mut |address| self.target(address, &up))
                }
                "resume.json" => self.names.iter().fold(file.text.clone(), |text, (address, name)| {
                    text.replace(&format!("\"{address}\""), &format!("\"{name}\""))
                }),
                _ => file.text.clone(),
            };
            File { path: file.path.clone(), text }
        };
        self.files.iter().map(write).collect()
    }

    /// Where an address of a page leads in the site. Places of Lepas that are not in the site are links to Lepas.
    fn target(&self, address: &str, up: &str) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let (path, fragment) =
            path.split_once('#').map_or((path, String::new()), |(path, fragment)| (path, format!("#{fragment}")));
        if let Some(name) = self.names.get(path) {
            return format!("{up}{name}");
        }
        let language = Locale::ALL.into_iter().find(|locale| query.contains(&format!("lang={}", locale.tag())));
        let folder = match language {
            Some(locale) if locale != self.own => format!("{}/", locale.tag()),
            _ => String::new(),
        };
        let page = path::page(&self.handle);
        let inside = path.strip_prefix(&page).map(|rest| rest.trim_start_matches('/'));
        let file = match inside {
            Some("") => Some(format!("{folder}index.html")),
            Some(name) => self.file_of(&folder, name),
            None if path == path::OEMBED && !query.contains("format=xml") => Some("oembed.json".to_owned()),
            None => None,
        };
        match file {
            Some(file) => format!("{up}{file}{fragment}"),
            None => format!("{}{address}", self.origin),
        }
    }

    /// The file of a page's part, in its language where it has one.
    fn file_of(&self, folder: &str, name: &str) -> Option<String> {
        let page = format!("{name}.html");
        let wanted = [format!("{folder}{name}"), format!("{folder}{page}"), name.to_owned(), page];
        wanted.into_iter().find(|wanted| self.files.iter().any(|file| file.path == *wanted))
    }

    fn find_assets(&self) -> Vec<String> {
        let mut assets = Vec::new();
        let preview = path::preview_picture(&self.handle);
        for file in self.files.iter().filter(|file| file.path.ends_with(".html")) {
            relative::rewrite(&file.text, &self.origin, &mut |address| {
                let path = address.split(['?', '#']).next().unwrap_or_default();
                let fetched = path.starts_with("/uploads/")
                    || path.starts_with("/fonts/")
                    || matches!(path, "/favicon.svg" | path::UNLOCK_SCRIPT)
                    || path == preview;
                if fetched && !assets.iter().any(|held| held == path) {
                    assets.push(path.to_owned());
                }
                String::new()
            });
        }
        assets
    }

    /// The answer that an oEmbed consumer gets, as a file. Its addresses are whole ones, which the format asks for, and
    /// nobody knows yet where the site will stand; so they are those of Lepas.
    fn oembed(&self, profile: &PublicProfile) -> String {
        let card = CardOptions { origin: self.origin.clone(), locale: self.own, ..CardOptions::default() };
        let (width, height) = (embed::FRAME_WIDTH, CardLayout::default().height_at(embed::FRAME_WIDTH));
        let name = profile.document.basics.name.trim();
        let address = embed::card_address(&profile.handle, &card, None);
        let answer = json!({
            "type": "rich",
            "version": "1.0",
            "title": name,
            "author_name": name,
            "author_url": format!("{}{}", self.origin, path::page(&profile.handle)),
            "provider_name": "Lepas",
            "provider_url": self.origin,
            "width": width,
            "height": height,
            "html": embed::bare_frame(&address, name, u64::from(width), u64::from(height)),
        });
        serde_json::to_string_pretty(&answer).unwrap_or_default()
    }
}

/// Takes out the pictures whose address is not to be kept.
fn keep_pictures(document: &mut ProfileDocument, keep: &mut dyn FnMut(&str) -> bool) {
    document.basics.image = document.basics.image.take().filter(|address| keep(address));
    for case in &mut document.meta.lepas.cases {
        case.picture = case.picture.take().filter(|picture| keep(&picture.url));
        case.other.values_mut().for_each(|value| keep_within(value, keep));
    }
}

fn keep_within(value: &mut Value, keep: &mut dyn FnMut(&str) -> bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| keep_within(item, keep)),
        Value::Object(members) => {
            let is_picture = members.contains_key("width") && members.contains_key("height");
            if is_picture && !members.get("url").and_then(Value::as_str).is_some_and(&mut *keep) {
                members.remove("url");
            }
            members.values_mut().for_each(|member| keep_within(member, keep));
        }
        _ => {}
    }
}

/// A card is made for frames, which have no icon; standing alone it names ours, so that no browser looks for another.
fn with_icon(card: &str) -> String {
    card.replacen("</title>", "</title><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">", 1)
}

/// The ending of a picture file.
fn ending(media_type: &str) -> &str {
    match media_type {
        "image/jpeg" => "jpg",
        other => other.strip_prefix("image/").unwrap_or("bin"),
    }
}
