//! Everything that was chosen on the page, and the texts and addresses that follow from it.
//!
//! Owns the signals and how they come together. The wording of what is pasted is `lepas_page::embed`'s.

use lepas_api::{ColorScheme, Handle, Locale, limits::TEAM_MAX, path};
use lepas_page::{Accent, BadgeOptions, BadgeParts, CardLayout, CardOptions, Tint, embed};
use leptos::prelude::*;

use super::choices::{Rung, read_radius};
use crate::{features::studio::form::Form, i18n::Key, platform::dom, routes::person, ui::memo};

/// The choices, and whose card it is.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    form: Form,
    pub(super) handle: Memo<Option<Handle>>,
    pub(super) name: Memo<String>,
    pub(super) rung: RwSignal<Rung>,
    pub(super) layout: RwSignal<CardLayout>,
    pub(super) scheme: RwSignal<ColorScheme>,
    pub(super) accent: RwSignal<Accent>,
    pub(super) corners: RwSignal<String>,
    pub(super) language: RwSignal<Option<Locale>>,
    /// What stands on a badge.
    pub(super) parts: RwSignal<BadgeParts>,
    /// The others of a team, as typed.
    pub(super) others: RwSignal<String>,
    /// The word of the sample site.
    pub(super) host: RwSignal<&'static str>,
    origin: StoredValue<String>,
}

impl Chosen {
    pub(super) fn new(form: Form) -> Self {
        let studio = form.studio;
        Self {
            form,
            handle: memo(move || studio.about.with(|about| about.as_ref().map(|about| about.handle.clone()))),
            name: form.read(|document| document.basics.name.clone()),
            rung: RwSignal::new(Rung::Frame),
            layout: RwSignal::new(CardLayout::Baris),
            scheme: RwSignal::new(ColorScheme::System),
            accent: RwSignal::new(Accent::default()),
            corners: RwSignal::new(String::new()),
            language: RwSignal::new(None),
            parts: RwSignal::new(BadgeParts::default()),
            others: RwSignal::new(String::new()),
            host: RwSignal::new("blog"),
            origin: StoredValue::new(dom::origin()),
        }
    }

    /// What the frame is called for people who do not see it.
    pub(super) fn title(self) -> String {
        self.form.i18n.fill(Key::StudioWidgetsFrameTitle, &[("name", &self.name.get())])
    }

    fn options(self) -> CardOptions {
        CardOptions {
            origin: self.origin.get_value(),
            layout: self.layout.get(),
            scheme: self.scheme.get(),
            tint: Tint::Named(self.accent.get()),
            radius: self.corners.with(|text| read_radius(text)).ok().flatten(),
            ..CardOptions::default()
        }
    }

    fn badge(self, handle: &Handle, origin: &str) -> String {
        let options = BadgeOptions { scheme: self.scheme.get(), parts: self.parts.get(), ..BadgeOptions::default() };
        embed::badge_address(handle, origin, &options, self.language.get())
    }

    /// The whole team; what cannot be read is left out here and named beside its field.
    fn team(self, own: Handle) -> Vec<Handle> {
        self.others.with(|text| read_others(own, text).unwrap_or_else(|(_, read)| read))
    }

    /// The first word of the others that names nobody.
    pub(super) fn wrong_other(self) -> Option<String> {
        let own = self.handle.get()?;
        self.others.with(|text| read_others(own, text).err().map(|(word, _)| word))
    }

    /// The text to paste, but for the snippet, whose text the server writes.
    pub(super) fn text(self) -> String {
        let Some(handle) = self.handle.get() else { return String::new() };
        let (language, origin) = (self.language.get(), self.origin.get_value());
        match self.rung.get() {
            Rung::Frame | Rung::Snippet => embed::frame(&handle, &self.title(), &self.options(), language),
            Rung::Element => {
                embed::element(&handle, &self.name.get(), &self.options(), language, embed::Loading::AfterLoad)
            }
            Rung::Address => embed::card_address(&handle, &self.options(), language),
            Rung::Badge => {
                let page = [origin.as_str(), &path::page(&handle)].concat();
                embed::badge_markdown(&self.badge(&handle, &origin), &page, &self.name.get())
            }
            Rung::Team => embed::team_frame(&self.team(handle), &self.title(), &self.options(), language),
        }
    }

    /// The badge as HTML, for places without Markdown.
    pub(super) fn badge_html(self) -> String {
        let Some(handle) = self.handle.get() else { return String::new() };
        let origin = self.origin.get_value();
        let page = [origin.as_str(), &path::page(&handle)].concat();
        embed::badge_html(&self.badge(&handle, &origin), &page, &self.name.get())
    }

    /// What is shown on the sample site, on this server.
    pub(super) fn shown(self) -> String {
        let Some(handle) = self.handle.get() else { return String::new() };
        let options = CardOptions { origin: String::new(), script: self.host.get() == "sandbox", ..self.options() };
        let language = self.language.get();
        match self.rung.get() {
            Rung::Frame | Rung::Element | Rung::Address => embed::card_address(&handle, &options, language),
            Rung::Team => embed::team_address(&self.team(handle), &options, language),
            Rung::Badge => self.badge(&handle, ""),
            Rung::Snippet => embed::snippet_page(&handle, language),
        }
    }

    /// Height of what is shown, in CSS pixels.
    pub(super) fn height(self) -> u32 {
        match (self.rung.get(), self.handle.get()) {
            (Rung::Team, Some(handle)) => embed::team_height(self.team(handle).len()),
            (Rung::Snippet, _) => 400,
            _ => self.layout.get().height(),
        }
    }
}

/// Reads the others of a team beside oneself, handles or addresses of pages, with commas or spaces between them.
/// Otherwise the first word that names nobody, and those that could be read.
fn read_others(own: Handle, text: &str) -> Result<Vec<Handle>, (String, Vec<Handle>)> {
    let mut team = vec![own];
    let mut wrong = None;
    let words = text.split(|character: char| character == ',' || character.is_whitespace());
    for word in words.filter(|word| !word.is_empty()) {
        match person::read(word) {
            Ok(handle) if team.contains(&handle) || team.len() == TEAM_MAX => {}
            Ok(handle) => team.push(handle),
            Err(_) => {
                wrong.get_or_insert_with(|| word.to_owned());
            }
        }
    }
    match wrong {
        None => Ok(team),
        Some(word) => Err((word, team)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_oneself_and_the_others_each_once() {
        let own = || "sari".parse::<Handle>().unwrap();
        let names = |team: &[Handle]| team.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let team = read_others(own(), " @Ada-Quill, https://lepas.example/u/budi/card  sari,ada-quill").unwrap();
        assert_eq!(names(&team), "sari ada-quill budi");
        let (word, team) = read_others(own(), "budi a!b, c?d").unwrap_err();
        assert_eq!((word.as_str(), names(&team).as_str()), ("a!b", "sari budi"));
        let many = (0..20).map(|number| format!("orang-{number}")).collect::<Vec<_>>().join(",");
        assert_eq!(read_others(own(), &many).unwrap().len(), TEAM_MAX);
    }
}
