//! What every part of the studio needs: the store, the words, and the broken rules by field.
//!
//! Owns binding a field of the document to a control. Leaves the controls to `ui`.

use std::collections::BTreeMap;

use lepas_api::{Locale, profile::ProfileDocument};
use leptos::prelude::*;

use serde_json::Value;

use super::{
    arrange::Dragged,
    checks::{Section, Target},
    fields::field_id,
    languages, paths,
    store::Studio,
};
use crate::{
    i18n::Key,
    platform::{timers, ui_dom},
    routes::{Route, StudioSection},
    state::{
        address::use_address,
        locale::{I18n, use_i18n},
    },
    ui::{TextField, memo, rested},
};

/// The handle that parts of the studio find in context.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) studio: Studio,
    pub(super) i18n: I18n,
    /// The document as JSON, for everything that goes by paths.
    pub(super) json: Memo<Value>,
    /// Rises when nobody has changed the document for a moment. Advice and lists of what is missing go over all of its texts:
    /// behind the typing, not in it.
    pub(super) rested: ReadSignal<u32>,
    errors: Memo<BTreeMap<String, String>>,
    /// What a screen reader is told: where an entry went.
    pub(super) news: RwSignal<String>,
    /// What is being dragged.
    pub(super) dragged: RwSignal<Dragged>,
    /// Where it was let go: the list, the entry, the place.
    pub(super) dropped: RwSignal<Option<(String, String, usize)>>,
    /// The piece of work that is open in the portfolio.
    pub(super) open_case: RwSignal<Option<String>>,
    /// The entry whose fields are on screen, or the place in it that somebody was led to.
    pub(super) open_entry: RwSignal<Option<String>>,
    /// Sections that were asked for and have no entries yet.
    pub(super) added: RwSignal<Vec<Section>>,
    /// The language that is written beside the document's own.
    pub(super) other_language: RwSignal<Option<Locale>>,
    /// Shows the preview where it does not fit beside the form.
    pub(super) shows_preview: RwSignal<bool>,
    navigate: StoredValue<Callback<String>>,
}

/// Milliseconds without a change after which nobody is in the midst of a word.
const RESTED: u32 = 400;

/// Puts the handle in context.
pub(super) fn provide_form(studio: Studio) -> Form {
    let i18n = use_i18n();
    let address = use_address();
    let go = Callback::new(move |path: String| address.go(&path));
    let form = Form {
        studio,
        i18n,
        json: studio.json,
        rested: rested(RESTED, move || studio.json.with(|_| ())),
        news: RwSignal::new(String::new()),
        dragged: RwSignal::new(None),
        dropped: RwSignal::new(None),
        errors: memo(move || {
            studio.errors(i18n.locale()).into_iter().map(|error| (error.pointer, error.detail)).collect()
        }),
        open_case: RwSignal::new(None),
        open_entry: RwSignal::new(None),
        added: RwSignal::new(Vec::new()),
        other_language: RwSignal::new(None),
        shows_preview: RwSignal::new(false),
        navigate: StoredValue::new(go),
    };
    provide_context(form);
    form
}

/// The handle of the studio around this component.
pub(super) fn use_form() -> Form {
    expect_context::<Form>()
}

impl Form {
    /// One value of the document, tracked on its own.
    pub(super) fn read<T>(self, get: impl Fn(&ProfileDocument) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        memo(move || self.studio.document.with(&get))
    }

    /// The rule that the value at a path breaks, in words.
    pub(super) fn error(self, path: impl Into<String>) -> MaybeProp<String> {
        self.first_error(path.into(), false)
    }

    /// The rule that the value at a path or anything inside it breaks.
    pub(super) fn error_within(self, path: impl Into<String>) -> MaybeProp<String> {
        self.first_error(path.into(), true)
    }

    fn first_error(self, path: String, within: bool) -> MaybeProp<String> {
        MaybeProp::derive(move || {
            // Mostly nothing is broken, and then nobody looks for places.
            let broken = self.errors.with(|errors| !errors.is_empty());
            let pointer = broken.then(|| self.json.with(|json| paths::by_position(json, &path)))?;
            self.errors.with(|errors| {
                let mut found = errors.iter();
                let found = found.find(|(held, _)| **held == pointer || within && held.starts_with(&pointer));
                found.map(|(_, text)| text.clone())
            })
        })
    }

    /// The text at a path.
    pub(super) fn text_at(self, path: String) -> Memo<String> {
        memo(move || self.json.with(|json| paths::text(json, &path)))
    }

    /// A text for a notice, outside of views.
    pub(super) fn say(self, key: Key) -> &'static str {
        crate::i18n::text(self.i18n.locale_now(), key)
    }

    /// Pointers of all broken rules.
    pub(super) fn broken(self) -> Vec<String> {
        self.errors.with(|errors| errors.keys().cloned().collect())
    }

    /// Goes to a part of the studio.
    pub(super) fn open(self, section: StudioSection) {
        self.navigate.with_value(|navigate| navigate.run(Route::StudioSection(section).path()));
    }

    /// Goes to the translation of the text at a path.
    pub(super) fn go_to_translation(self, path: &str) {
        self.go(&Target::Path(path.to_owned()));
        if let Some(other) = self.other_language.get_untracked() {
            let field = field_id(&languages::place(other, path));
            timers::after(120, move || ui_dom::focus_by_id(&field)).detach();
        }
    }

    /// Goes to where a finding is mended and puts the focus there.
    pub(super) fn go(self, target: &Target) {
        let (section, id) = match target {
            Target::Profile(id) => (StudioSection::Profile, (*id).to_owned()),
            Target::Case(case) => {
                self.open_case.set(Some(case.clone()));
                (StudioSection::Portfolio, field_id(&format!("/meta/lepas/cases/{case}/picture/alt")))
            }
            Target::Portfolio => (StudioSection::Portfolio, "studio-cases".to_owned()),
            Target::Services => (StudioSection::Services, "studio-services".to_owned()),
            Target::Widgets => (StudioSection::Widgets, SITES_FIELD.to_owned()),
            Target::Path(path) => {
                // An entry opens when it or something in it is led to.
                self.open_entry.set(Some(path.clone()));
                let section = match path.strip_prefix("/meta/lepas/").and_then(|rest| rest.split_once('/')) {
                    Some(("cases", rest)) => {
                        self.open_case.set(rest.split('/').next().map(str::to_owned));
                        StudioSection::Portfolio
                    }
                    Some(("services", _)) => StudioSection::Services,
                    Some(("page", _)) => StudioSection::Publish,
                    _ => StudioSection::Profile,
                };
                (section, field_id(path))
            }
            Target::Nowhere => return,
        };
        self.shows_preview.set(false);
        self.open(section);
        // The part is built in this turn; the router moves the focus to the heading in the next frame.
        let heading = match target {
            Target::Path(path) => Section::ALL.into_iter().find(|section| section.owns(path)).map(Section::id),
            _ => None,
        };
        focus_when_there(id, heading, 20);
    }
}

/// Moves the focus to an element, or to the heading above it when only that is there. A part that was just opened builds its
/// sections one after the other, so neither may be there yet.
fn focus_when_there(id: String, heading: Option<&'static str>, tries: u32) {
    timers::after(60, move || {
        if ui_dom::element_by_id(&id).is_some() {
            ui_dom::focus_by_id(&id);
        } else if let Some(heading) = heading.filter(|heading| ui_dom::element_by_id(heading).is_some()) {
            ui_dom::focus_by_id(heading);
        } else if tries > 0 {
            focus_when_there(id, heading, tries - 1);
        }
    })
    .detach();
}

/// The id of the list of sites that may show the card.
pub(super) const SITES_FIELD: &str = "studio-widget-sites";

/// Who sees a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Everybody.
    Public,
    /// Nobody but the person.
    Private,
}

impl Sight {
    /// The word, as a prop.
    pub(super) fn word(self, i18n: I18n) -> Signal<Option<String>> {
        let key = if self == Self::Public { Key::StudioPublic } else { Key::StudioPrivate };
        Signal::derive(move || Some(i18n.t(key).to_owned()))
    }

    /// The icon.
    pub(super) fn icon(self) -> &'static str {
        if self == Self::Public { "globe" } else { "lock" }
    }
}

/// A value that has a written form: an amount, a date, a number of hours. Wrong text stays as it was typed, with the
/// rule in words, here and after a reload; the document keeps its last good value meanwhile.
///
/// | prop | meaning |
/// | --- | --- |
/// | `pointer` | where in the document it is |
/// | `written` | the value as the studio writes it; empty when there is none |
/// | `check` | what the text would be written as, or the rule it breaks |
/// | `put` | takes a text that `check` accepts |
#[component]
pub(super) fn ParsedField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] pointer: String,
    #[prop(into)] written: Signal<String>,
    check: Callback<String, Result<String, lepas_api::Rule>>,
    put: Callback<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] prefix: MaybeProp<String>,
    #[prop(optional, into)] suffix: MaybeProp<String>,
    #[prop(optional, into)] input_mode: Option<&'static str>,
    #[prop(default = Sight::Public)] sight: Sight,
) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let local = RwSignal::new(String::new());
    let (typed_at, errors_at) = (pointer.clone(), pointer.clone());
    let typed = memo(move || form.studio.typed.with(|typed| typed.get(&typed_at).cloned()));
    // The person's own spelling stays while it means what the document says.
    let value = Signal::derive(move || {
        typed.get().unwrap_or_else(|| {
            let (local, written) = (local.get(), written.get());
            if check.run(local.clone()).as_ref() == Ok(&written) { local } else { written }
        })
    });
    let from_rules = form.error_within(errors_at);
    let error = MaybeProp::derive(move || {
        let broken = typed.get().and_then(|text| check.run(text).err());
        broken.map(|rule| rule.message(i18n.locale())).or_else(|| from_rules.get())
    });
    let on_input = Callback::new(move |text: String| {
        local.set(text.clone());
        if untrack(|| check.run(text.clone())).is_ok() {
            form.studio.keep_typed(&pointer, None);
            put.run(text);
        } else {
            form.studio.keep_typed(&pointer, Some(text));
        }
    });
    let seen = MaybeProp::derive(move || sight.word(i18n).get());
    view! {
        <TextField
            label=label
            value=value
            on_input=on_input
            help=help
            error=error
            prefix=prefix
            suffix=suffix
            input_mode=input_mode.unwrap_or("text")
            optional=seen
            mark=sight.icon()
        />
    }
    .into_any()
}
