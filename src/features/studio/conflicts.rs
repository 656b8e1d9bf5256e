//! The question which of two texts to keep, one notice for each field that two devices changed.

use leptos::prelude::*;
use serde_json::Value;

use super::{checks::Section, form::use_form, ledger::Choice, merge::Conflict, outline, paths};
use crate::{
    i18n::Key,
    state::locale::I18n,
    ui::{Button, ButtonSize, Each, Notice, Tone, live, memo},
};

/// What a field is called, by its pointer; fields without words of their own are called by the section they stand in.
fn field_name(i18n: I18n, pointer: &str) -> String {
    let key = match pointer {
        "/basics/name" => Key::StudioName,
        "/basics/label" => Key::StudioHeadline,
        "/basics/summary" => Key::StudioSummary,
        "/basics/image" => Key::StudioPortrait,
        "/basics/email" => Key::StudioEmail,
        "/basics/phone" => Key::StudioPhone,
        "/basics/url" => Key::StudioSite,
        _ if pointer.starts_with("/meta/lepas/cases") => Key::StudioTabPortfolio,
        _ if pointer.starts_with("/meta/lepas/services") => Key::StudioTabServices,
        _ if pointer.starts_with("/meta/lepas/widgets") => Key::StudioTabWidgets,
        _ => {
            let section = Section::ALL.into_iter().find(|section| section.owns(pointer));
            return section.map_or_else(|| pointer.to_owned(), |section| i18n.t(outline::title(section)).to_owned());
        }
    };
    i18n.t(key).to_owned()
}

/// A value as a person can compare it: texts as they are, anything else by its texts and numbers.
fn in_words(locale: lepas_api::Locale, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(members)) => {
            match (members.get("amount_minor").and_then(Value::as_i64), members.get("currency")) {
                (Some(minor), Some(Value::String(code))) => code
                    .parse()
                    .map(|currency| lepas_api::Money { amount_minor: minor, currency })
                    .map_or_else(|_| code.clone(), |money| crate::platform::intl::money(locale, money)),
                _ => members.values().map(|value| in_words(locale, Some(value))).collect::<Vec<_>>().join(", "),
            }
        }
        Some(Value::Array(values)) => {
            values.iter().map(|value| in_words(locale, Some(value))).collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// The first question of each field: a field may be asked about more than once, and each answer is about one text.
fn one_a_field(conflicts: Vec<Conflict>) -> Vec<Conflict> {
    conflicts
        .iter()
        .enumerate()
        .filter(|(at, asked)| !conflicts[..*at].iter().any(|other| other.path == asked.path))
        .map(|(_, asked)| asked.clone())
        .collect()
}

/// All open questions.
#[component]
pub(super) fn Conflicts() -> impl IntoView {
    let form = use_form();
    let conflicts = form.studio.conflicts;
    view! {
        <Each
            each=move || one_a_field(conflicts.get())
            key=|conflict| (conflict.pointer(), conflict.theirs.as_ref().map(ToString::to_string))
            children=|conflict| view! { <Question conflict=conflict /> }
        />
    }
    .into_any()
}

#[component]
fn Question(conflict: Conflict) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let pointer = conflict.pointer();
    let Conflict { theirs, .. } = conflict;
    // Typing may go on while the question is open.
    let mine = {
        let pointer = pointer.clone();
        memo(move || form.json.with(|json| paths::get(json, &pointer).cloned()))
    };
    let title = {
        let pointer = pointer.clone();
        MaybeProp::derive(move || Some(i18n.fill(Key::StudioConflictTitle, &[("field", &field_name(i18n, &pointer))])))
    };
    let choose = move |choice: Choice| {
        let pointer = pointer.clone();
        Callback::new(move |()| form.studio.choose(&pointer, choice))
    };
    view! {
        <Notice tone=Tone::Warning title=title>
            <div class="lp-versions">
                <figure>
                    <figcaption class="sm">{i18n.text(Key::StudioConflictMine)}</figcaption>
                    <blockquote>{live(move || in_words(i18n.locale(), mine.get().as_ref()))}</blockquote>
                    <Button size=ButtonSize::Small on_press=choose(Choice::Mine)>
                        {i18n.text(Key::StudioConflictKeepMine)}
                    </Button>
                </figure>
                <figure>
                    <figcaption class="sm">{i18n.text(Key::StudioConflictTheirs)}</figcaption>
                    <blockquote>{live(move || in_words(i18n.locale(), theirs.as_ref()))}</blockquote>
                    <Button size=ButtonSize::Small on_press=choose(Choice::Theirs)>
                        {i18n.text(Key::StudioConflictKeepTheirs)}
                    </Button>
                </figure>
            </div>
        </Notice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_shown_without_braces() {
        assert_eq!(in_words(lepas_api::Locale::Id, Some(&json!("Kopi"))), "Kopi");
        assert_eq!(in_words(lepas_api::Locale::Id, None), "–");
        assert_eq!(
            in_words(
                lepas_api::Locale::Id,
                Some(&json!({"amount": {"amount_minor": 35000000, "currency": "IDR"}, "unit": "hour"}))
            ),
            "Rp\u{a0}350.000, hour"
        );
        assert_eq!(in_words(lepas_api::Locale::Id, Some(&json!(["a", "b"]))), "a, b");
    }
}
