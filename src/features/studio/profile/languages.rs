//! Languages spoken, with how well in a few words that everybody understands.

use lepas_api::{Locale, profile::Language};
use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{arrange::Movable, checks::Section, form::use_form, paths, read::given},
    i18n::Key,
    ui::{ComboOption, Combobox, Each, Select, SelectOption, memo},
};

const PATH: &str = "/languages";
/// Names in Indonesian and English.
const LANGUAGES: &[(&str, &str)] = &[
    ("Bahasa Indonesia", "Indonesian"),
    ("Bahasa Inggris", "English"),
    ("Bahasa Jawa", "Javanese"),
    ("Bahasa Sunda", "Sundanese"),
    ("Bahasa Minang", "Minangkabau"),
    ("Bahasa Bali", "Balinese"),
    ("Bahasa Batak", "Batak"),
    ("Bahasa Bugis", "Buginese"),
    ("Bahasa Madura", "Madurese"),
    ("Bahasa Melayu", "Malay"),
    ("Bahasa Arab", "Arabic"),
    ("Bahasa Belanda", "Dutch"),
    ("Bahasa Cina", "Chinese"),
    ("Bahasa Hindi", "Hindi"),
    ("Bahasa Italia", "Italian"),
    ("Bahasa Jepang", "Japanese"),
    ("Bahasa Jerman", "German"),
    ("Bahasa Korea", "Korean"),
    ("Bahasa Portugis", "Portuguese"),
    ("Bahasa Prancis", "French"),
    ("Bahasa Rusia", "Russian"),
    ("Bahasa Spanyol", "Spanish"),
    ("Bahasa Tagalog", "Tagalog"),
    ("Bahasa Tamil", "Tamil"),
    ("Bahasa Thai", "Thai"),
    ("Bahasa Turki", "Turkish"),
    ("Bahasa Vietnam", "Vietnamese"),
    ("Bahasa Isyarat Indonesia", "Indonesian Sign Language"),
];

/// Levels in Indonesian and English; the document holds the words of its own language.
const LEVELS: &[(&str, &str)] =
    &[("Bahasa ibu", "Native"), ("Fasih", "Fluent"), ("Menengah", "Intermediate"), ("Dasar", "Basic")];

fn in_language(pair: (&'static str, &'static str), locale: Locale) -> &'static str {
    if locale == Locale::Id { pair.0 } else { pair.1 }
}

#[component]
pub(super) fn LanguageFields() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let typed = RwSignal::new(String::new());
    // The words go into the document, so they are in its language and not in that of the buttons.
    let content = form.read(|document| document.meta.lepas.locale);
    let held = form.read(|document| document.languages.iter().map(|entry| entry.language.clone()).collect::<Vec<_>>());
    let options = memo(move || {
        let typed = typed.get().trim().to_lowercase();
        let held = held.get();
        LANGUAGES
            .iter()
            .map(|pair| in_language(*pair, content.get()))
            .filter(|name| !held.iter().any(|other| other == name) && name.to_lowercase().contains(&typed))
            .take(8)
            .map(|name| ComboOption { value: name.to_owned(), label: name.to_owned(), note: None })
            .collect::<Vec<_>>()
    });
    let add = Callback::new(move |text: String| {
        let name = text.trim().to_owned();
        typed.set(String::new());
        let known = held.with_untracked(|held| held.iter().any(|other| other.to_lowercase() == name.to_lowercase()));
        if !name.is_empty() && !known {
            studio.edit("/languages", |document| {
                document.languages.push(Language { language: name, ..Language::default() });
            });
        }
    });
    let ids = memo(move || form.json.with(|json| paths::identities(json, PATH)));
    view! {
        <Fieldset section=Section::Languages title=Key::StudioSectionLanguages seen=PATH>
            <ul class="lp-entries" aria-label=i18n.label(Key::StudioSectionLanguages)>
                <Each each=move || ids.get() key=Clone::clone children=move |id| view! { <Row order=ids id=id /> } />
            </ul>
            <Combobox
                label=i18n.label(Key::StudioLanguagesAdd)
                list_label=i18n.label(Key::StudioLanguagesList)
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                options=options
                on_pick=add
                free_text=true
                error=form.error_within("/languages")
            />
        </Fieldset>
    }
}

#[component]
fn Row(order: Memo<Vec<String>>, id: String) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let own = paths::join(PATH, &id);
    let name = form.text_at(paths::join(&own, "language"));
    let path = paths::join(&own, "fluency");
    let level = form.text_at(path.clone());
    let content = form.read(|document| document.meta.lepas.locale);
    let options = memo(move || {
        let mut options = vec![SelectOption::new("", i18n.t(Key::StudioNotSaid))];
        options.extend(LEVELS.iter().map(|pair| {
            let word = in_language(*pair, content.get());
            SelectOption::new(word, word)
        }));
        // The person's own words, or those of an import, stay as they are.
        let held = level.get();
        if !held.is_empty() && !options.iter().any(|option| option.value == held) {
            options.push(SelectOption::new(held.clone(), held));
        }
        options
    });
    let label = Signal::derive(move || i18n.fill(Key::StudioLanguagesLevel, &[("name", &name.get())]));
    let set = Callback::new(move |word: String| form.studio.put(&path, given(word).map(Into::into)));
    view! {
        <Movable list=PATH order=order id=id name=name class="lp-entry">
            <span class="lp-entry__name">{name}</span>
            <Select label=label label_hidden=true options=options value=level on_change=set class="lp-select-sm" />
        </Movable>
    }
    .into_any()
}
