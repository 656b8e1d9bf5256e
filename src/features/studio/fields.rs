//! One input for one value of the document, described by data.
//!
//! Owns how each kind of value is written in a field and read back, and the field itself. Every section of the studio
//! is a table of [`Field`]s over this one component, so that thirteen sections cost little more than one.

use lepas_api::{
    Rule,
    profile::{Audience, RateUnit},
};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    entries::Entries,
    form::use_form,
    languages, paths,
    price::PriceAt,
    read::{given, read_date},
    sections::Part,
    upload::PictureAt,
};
use crate::{
    i18n::Key,
    ui::{Checkbox, Each, Select, SelectOption, TextField, attr, memo},
};

/// What is written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One line.
    Line,
    /// Several paragraphs with at most so many characters.
    Long(usize),
    /// One line with at most so many characters, counted before the person's eyes.
    Counted(usize),
    /// A year, a month or a day.
    Date,
    /// The same, or nothing while it goes on; "sekarang" and "present" mean that too.
    End,
    /// An address on the web.
    Link,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A list of texts, one a line.
    Lines,
    /// A list of short texts with commas between them.
    Words,
    /// A whole number from one to so many.
    Number(u32),
    /// An amount with its currency and unit; the unit is the one that is offered first.
    Price(RateUnit),
    /// A list of entries of its own.
    List(Part),
    /// A picture with its text.
    Picture,
    /// One of the things that others say, by its id.
    Voice,
    /// Entries of the document that are left out: their paths.
    Hidden,
}

/// One field of a form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Field {
    /// The path below the entry: `startDate`.
    pub(super) member: &'static str,
    /// What it is called.
    pub(super) label: Key,
    /// What is written in it.
    pub(super) kind: Kind,
    /// Stands beside its neighbour where there is room.
    pub(super) half: bool,
}

/// The words that mean that something goes on.
const STILL: [&str; 6] = ["sekarang", "kini", "saat ini", "present", "now", "today"];

/// A value as its field shows it.
pub(super) fn written(kind: Kind, value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(list)) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            texts.join(if kind == Kind::Words { ", " } else { "\n" })
        }
        _ => String::new(),
    }
}

/// A text as the value it means; `None` for nothing.
///
/// # Errors
/// The rule that the text breaks. Length and links are the contract's to judge: those values are kept as they are.
pub(super) fn meant(kind: Kind, text: &str) -> Result<Option<Value>, Rule> {
    let list = |texts: &mut dyn Iterator<Item = &str>| {
        let texts: Vec<Value> =
            texts.map(str::trim).filter(|text| !text.is_empty()).map(|text| Value::String(text.to_owned())).collect();
        Ok((!texts.is_empty()).then_some(Value::Array(texts)))
    };
    match kind {
        Kind::End if STILL.iter().any(|word| text.trim().eq_ignore_ascii_case(word)) => Ok(None),
        Kind::Date | Kind::End => Ok(read_date(text)?.map(|date| Value::String(date.to_string()))),
        Kind::Lines => list(&mut text.lines()),
        Kind::Words => list(&mut text.split([',', '\n'])),
        Kind::Number(most) => {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(Rule::Number);
            }
            let number = text.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
            number.map(|number| Some(number.into())).ok_or(Rule::OutOfRange { minimum: 1, maximum: i64::from(most) })
        }
        _ => Ok((!text.is_empty()).then(|| Value::String(text.to_owned()))),
    }
}

/// The value at a path in its field, and beside it the same text in the other language while both are written.
///
/// | prop | meaning |
/// | --- | --- |
/// | `path` | where it is, in the spelling of `paths` |
/// | `label`, `kind` | as in [`Field`] |
/// | `help` | a line below it |
/// | `id` | of the control, for links that lead to it; made of the path otherwise |
/// | `autocomplete` | as in HTML |
/// | `sighted` | lets the person say who sees it |
#[component]
pub(super) fn FieldAt(
    #[prop(into)] path: String,
    label: Key,
    kind: Kind,
    #[prop(optional, into)] help: Option<Key>,
    #[prop(optional, into)] id: Option<&'static str>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional)] sighted: bool,
) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let id = id.map_or_else(|| field_id(&path), str::to_owned);
    let twin = languages::is_translated(&path).then(|| {
        let path = path.clone();
        move || {
            let other = form.other_language.get()?;
            let label = Signal::derive(move || {
                i18n.fill(Key::StudioInLanguage, &[("field", i18n.t(label)), ("language", languages::own_name(other))])
            });
            Some(control(&languages::place(other, &path), label, kind, None, None, None))
        }
    });
    let sight = sighted.then(|| view! { <AudienceAt path=path.clone() label=i18n.label(label) /> });
    let field = control(&path, i18n.label(label), kind, help, Some(id), autocomplete);
    match (twin, sight) {
        (Some(twin), _) => {
            let both = move || form.other_language.with(Option::is_some).then_some("");
            view! { <div class="lp-twin" data-both=attr(both)>{field} {twin}</div> }.into_any()
        }
        (None, Some(sight)) => view! { <div class="lp-sighted">{field} {sight}</div> }.into_any(),
        (None, None) => field,
    }
}

/// One control. A text that the document has no room for stays in the field with the rule in words, here and after a
/// reload.
fn control(
    path: &str,
    label: Signal<String>,
    kind: Kind,
    help: Option<Key>,
    id: Option<String>,
    autocomplete: Option<&'static str>,
) -> AnyView {
    let form = use_form();
    let i18n = form.i18n;
    let path = StoredValue::new(path.to_owned());
    let held = memo(move || form.json.with(|json| path.with_value(|path| paths::get(json, path).cloned())));
    let kept = memo(move || form.studio.typed.with(|typed| path.with_value(|path| typed.get(path).cloned())));
    // The person's own spelling stays while it means what the document says.
    let local = RwSignal::new(None::<String>);
    let value = Signal::derive(move || {
        kept.get().unwrap_or_else(|| {
            let held = held.get();
            let own = local.get().filter(|text| meant(kind, text).is_ok_and(|meant| meant == held));
            own.unwrap_or_else(|| written(kind, held.as_ref()))
        })
    });
    let from_rules = form.error(path.get_value());
    let error = MaybeProp::derive(move || {
        let broken = kept.get().and_then(|text| meant(kind, &text).err());
        broken.map(|rule| rule.message(i18n.locale())).or_else(|| from_rules.get())
    });
    let on_input = Callback::new(move |text: String| {
        let answer = meant(kind, &text);
        local.set(Some(text.clone()));
        path.with_value(|path| match answer {
            Ok(value) => {
                form.studio.keep_typed(path, None);
                form.studio.put(path, value);
            }
            Err(_) => form.studio.keep_typed(path, Some(text)),
        });
    });
    let help = help.or(match kind {
        Kind::Date => Some(Key::StudioDateHelp),
        Kind::End => Some(Key::StudioEndHelp),
        Kind::Lines => Some(Key::StudioLinesHelp),
        Kind::Words => Some(Key::StudioWordsHelp),
        _ => None,
    });
    let (html, mode) = match kind {
        Kind::Link => ("url", "url"),
        Kind::Email => ("email", "email"),
        Kind::Phone => ("tel", "tel"),
        Kind::Number(_) => ("text", "numeric"),
        _ => ("text", "text"),
    };
    let limit = match kind {
        Kind::Long(limit) | Kind::Counted(limit) => Some(limit),
        _ => None,
    };
    let id = id.unwrap_or_else(|| path.with_value(|path| field_id(path)));
    view! {
        <TextField
            label=label
            value=value
            on_input=on_input
            help=MaybeProp::derive(move || help.map(|key| i18n.t(key).to_owned()))
            error=error
            kind=html
            input_mode=mode
            multiline=matches!(kind, Kind::Long(_) | Kind::Lines)
            limit=limit
            id=id
            autocomplete=autocomplete.unwrap_or("off")
        />
    }
    .into_any()
}

/// Who sees what stands at a path.
#[component]
pub(super) fn AudienceAt(#[prop(into)] path: String, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let path = StoredValue::new(path);
    let value = form.read(move |document| path.with_value(|path| document.meta.lepas.audience(path)).name().to_owned());
    let options = Signal::derive(move || {
        [
            (Audience::Public, Key::StudioPublic),
            (Audience::Clients, Key::StudioClients),
            (Audience::Private, Key::StudioPrivate),
        ]
        .map(|(audience, key)| SelectOption::new(audience.name(), i18n.t(key)))
        .to_vec()
    });
    let set = Callback::new(move |name: String| {
        let audience = Audience::of(&name).unwrap_or_default();
        path.with_value(|path| {
            form.studio.edit(&paths::join("/meta/lepas/visibility", path), |document| {
                document.meta.lepas.set_audience(path, audience);
            });
        });
    });
    view! {
        <Select
            label=Signal::derive(move || i18n.fill(Key::StudioWhoSees, &[("name", &label.get())]))
            label_hidden=true
            options=options
            value=value
            on_change=set
            class="lp-select-sm lp-sight"
        />
    }
    .into_any()
}

/// The id of the field at a path.
pub(super) fn field_id(path: &str) -> String {
    let plain = path.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    ["studio", &plain].concat()
}

/// What a role leaves out: a tick for every entry that it shows.
fn hidden(path: String, label: Key) -> AnyView {
    let form = use_form();
    let i18n = form.i18n;
    let path = StoredValue::new(path);
    let entries = memo(move || {
        form.json.with(|json| {
            let mut entries = Vec::new();
            for (list, name) in [
                ("/skills", "name"),
                ("/work", "position"),
                ("/projects", "name"),
                ("/education", "institution"),
                ("/certificates", "name"),
                ("/meta/lepas/cases", "title"),
                ("/meta/lepas/services", "title"),
            ] {
                for id in paths::identities(json, list) {
                    let own = paths::join(list, &id);
                    let name = paths::text(json, &paths::join(&own, name));
                    entries.push((own, name));
                }
            }
            entries
        })
    });
    let row = move |(own, name): (String, String)| {
        let own = StoredValue::new(own);
        let shown = memo(move || {
            let list = form.json.with(|json| path.with_value(|path| paths::list(json, path).to_vec()));
            own.with_value(|own| !list.iter().any(|held| held.as_str() == Some(own)))
        });
        let set = Callback::new(move |shows: bool| {
            path.with_value(|path| {
                form.studio.edit_json(path, |json| {
                    let mut list = paths::list(json, path).to_vec();
                    own.with_value(|own| list.retain(|held| held.as_str() != Some(own)));
                    if !shows {
                        list.push(Value::String(own.get_value()));
                    }
                    let list = (!list.is_empty()).then_some(Value::Array(list));
                    paths::put(json, path, list);
                });
            });
        });
        view! { <Checkbox label=Signal::stored(name) checked=shown on_change=set /> }.into_any()
    };
    view! {
        <fieldset class="lp-radios">
            <legend class="lp-field__label">{i18n.text(label)}</legend>
            <Each each=move || entries.get() key=Clone::clone children=row />
        </fieldset>
    }
    .into_any()
}

/// A choice among what others say.
fn voice(path: String, label: Key) -> AnyView {
    let form = use_form();
    let i18n = form.i18n;
    let value = form.text_at(path.clone());
    let options = memo(move || {
        let mut options = vec![SelectOption::new("", i18n.t(Key::StudioNotSaid))];
        form.json.with(|json| {
            for id in paths::identities(json, "/references") {
                let name = paths::text(json, &paths::join(&paths::join("/references", &id), "name"));
                options.push(SelectOption::new(id, name));
            }
        });
        options
    });
    let set = Callback::new(move |id: String| form.studio.put(&path, given(id).map(Value::String)));
    view! { <Select label=i18n.label(label) options=options value=value on_change=set /> }.into_any()
}

/// A list inside an entry, under its own small heading.
fn part_of(path: String, label: Key, part: Part) -> AnyView {
    let i18n = use_form().i18n;
    view! {
        <section class="lp-subpart">
            <h4>{i18n.text(label)}</h4>
            <Entries path=path list=part.list() />
        </section>
    }
    .into_any()
}

/// The fields of an entry; halves stand in pairs.
#[component]
pub(super) fn Fields(#[prop(into)] path: String, fields: Vec<Field>) -> impl IntoView {
    let one = |field: &Field| {
        let path = [path.as_str(), "/", field.member].concat();
        match field.kind {
            Kind::Price(unit) => view! { <PriceAt path=path label=field.label unit=unit /> }.into_any(),
            Kind::List(part) => part_of(path, field.label, part),
            Kind::Picture => view! { <PictureAt path=path label=field.label /> }.into_any(),
            Kind::Voice => voice(path, field.label),
            Kind::Hidden => hidden(path, field.label),
            kind => view! { <FieldAt path=path label=field.label kind=kind /> }.into_any(),
        }
    };
    let mut rows = Vec::new();
    let mut rest = fields.as_slice();
    while let Some((first, after)) = rest.split_first() {
        match after.split_first() {
            Some((second, after)) if first.half && second.half => {
                rows.push(view! { <div class="lp-cols">{one(first)} {one(second)}</div> }.into_any());
                rest = after;
            }
            _ => {
                rows.push(one(first));
                rest = after;
            }
        }
    }
    rows.into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        for (kind, value) in [
            (Kind::Line, json!("Kopi")),
            (Kind::Date, json!("2024-05")),
            (Kind::End, json!("2024-05-17")),
            (Kind::Lines, json!(["satu", "dua, tiga"])),
            (Kind::Words, json!(["satu", "dua"])),
            (Kind::Number(80), json!(40)),
        ] {
            assert_eq!(meant(kind, &written(kind, Some(&value))), Ok(Some(value)), "{kind:?}");
            assert_eq!(meant(kind, ""), Ok(None));
        }
    }

    #[test]
    fn going_on_has_many_words_and_a_wrong_date_names_its_rule() {
        for word in ["sekarang", "Present", " now ", ""] {
            assert_eq!(meant(Kind::End, word), Ok(None), "{word}");
        }
        assert_eq!(meant(Kind::Date, "present"), Err(Rule::Date));
        assert_eq!(meant(Kind::End, "2024-13"), Err(Rule::Date));
        assert_eq!(meant(Kind::Number(80), "empat"), Err(Rule::Number));
        assert!(matches!(meant(Kind::Number(80), "81"), Err(Rule::OutOfRange { .. })));
    }
}
