//! A section that is a list of entries: positions, schools, prizes … and the parts of works and services.
//!
//! Owns the list, its entries folded and unfolded, and adding one. What stands in an entry is a table of fields; moving
//! is `arrange`'s.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::{
    arrange::Movable,
    fields::{Field, Fields, field_id},
    form::use_form,
    paths,
    sections::{BLOCKS, block},
};
use crate::{
    i18n::Key,
    platform::{random, timers, ui_dom},
    ui::{Button, ButtonSize, Each, Icon, attr, heard, live, memo},
};

/// What a list holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct List {
    /// The fields of an entry, in their order.
    pub(super) fields: Vec<Field>,
    /// The members that an entry is called by: the first that is given, and the second beside it.
    pub(super) names: [&'static str; 2],
    /// The words of the button that adds one.
    pub(super) add: Key,
    /// The entries are blocks: each has a kind, and there is a button for each kind.
    pub(super) blocks: bool,
}

/// The entries of the list at `path`, with a button that adds one.
#[component]
pub(super) fn Entries(#[prop(into)] path: String, list: List) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let (add_words, blocks) = (list.add, list.blocks);
    let (path, list) = (StoredValue::new(path), StoredValue::new(list));
    let open = form.open_entry;
    let ids = memo(move || form.json.with(|json| path.with_value(|path| paths::identities(json, path))));
    let add = move |kind: Option<&'static str>| {
        let id = random::id();
        let members = [("id", Some(id.as_str())), ("kind", kind)].into_iter();
        let members = members.filter_map(|(name, text)| Some((name.to_owned(), Value::String(text?.to_owned()))));
        let entry = Value::Object(Map::from_iter(members));
        path.with_value(|path| form.studio.append(path, entry));
        // The first thing to write.
        let fields = list.with_value(|list| fields_of(list, kind));
        let first = fields.first().map(|field| field.member);
        let own = path.with_value(|path| paths::join(path, &id));
        let field = field_id(&paths::join(&own, first.unwrap_or_default()));
        open.set(Some(own));
        timers::after(60, move || ui_dom::focus_by_id(&field)).detach();
    };
    let button = move |(kind, words, icon): (Option<&'static str>, Key, &'static str)| {
        view! {
            <Button icon=icon size=ButtonSize::Small on_press=Callback::new(move |()| add(kind))>
                {i18n.text(words)}
            </Button>
        }
        .into_any()
    };
    let adders = if blocks {
        BLOCKS.into_iter().map(|(kind, words, icon)| button((Some(kind), words, icon))).collect()
    } else {
        vec![button((None, add_words, "plus"))]
    };
    view! {
        <ol class="lp-items" id=path.with_value(|path| field_id(path))>
            <Each
                each=move || ids.get()
                key=Clone::clone
                children=move |id| view! { <Entry path=path order=ids list=list id=id /> }
            />
        </ol>
        <div class=if blocks { "lp-adder" } else { "" }>{adders}</div>
    }
    .into_any()
}

/// The fields of an entry; those of a block follow from its kind.
fn fields_of(list: &List, kind: Option<&str>) -> Vec<Field> {
    if list.blocks { block(kind.unwrap_or_default()) } else { list.fields.clone() }
}

#[component]
fn Entry(path: StoredValue<String>, order: Memo<Vec<String>>, list: StoredValue<List>, id: String) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let own = path.with_value(|path| paths::join(path, &id));
    let blocks = list.with_value(|list| list.blocks);
    let body_id = [&field_id(&own), "-body"].concat();
    let own = StoredValue::new(own);
    let kind =
        StoredValue::new(form.json.with_untracked(|json| paths::text(json, &paths::join(&own.get_value(), "kind"))));
    let names = memo(move || {
        let names = list.with_value(|list| list.names);
        form.json.with(|json| {
            let entry = own.with_value(|own| paths::get(json, own));
            let told = |member: &str| {
                let text = entry.and_then(|entry| entry.get(member)).and_then(Value::as_str);
                text.unwrap_or_default().trim().to_owned()
            };
            (names.map(told), ["startDate", "endDate", "date", "releaseDate"].map(told))
        })
    });
    let name = Signal::derive(move || {
        let ([first, second], _) = names.get();
        let own = match (first.is_empty(), second.is_empty()) {
            (true, true) => i18n.t(Key::StudioUnnamed).to_owned(),
            (true, false) => second,
            _ => first,
        };
        match kind.with_value(|kind| BLOCKS.into_iter().find(|(word, ..)| kind == word)) {
            // A block is its kind; a name is worth saying only where somebody gave one.
            Some((_, words, _)) if own == i18n.t(Key::StudioUnnamed) => i18n.t(words).to_owned(),
            Some((_, words, _)) => {
                [i18n.t(words), ": ", own.get(..own.floor_char_boundary(40)).unwrap_or_default()].concat()
            }
            None => own,
        }
    });
    let beside = move || {
        let ([first, second], [start, end, date, released]) = names.get();
        let second = if first.is_empty() || first == second || blocks { String::new() } else { second };
        let span = match (start.is_empty(), end.is_empty()) {
            (true, true) => [date, released].concat(),
            (false, true) => [&start, "–"].concat(),
            _ => [&start, "–", &end].concat(),
        };
        [second, span].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let open = form.open_entry;
    let is_open = memo(move || {
        open.with(|open| {
            let inside = open.as_ref().and_then(|open| own.with_value(|own| open.strip_prefix(own)));
            inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    });
    // What it stands in stays open.
    let toggle = move |_| open.set(Some(if is_open.get_untracked() { path.get_value() } else { own.get_value() }));
    let body_ref = body_id.clone();
    let body = move || {
        is_open.get().then(|| {
            view! {
                <div class="lp-item__body" id=body_id.clone()>
                    <Fields path=own.get_value() fields=list.with_value(|list| kind.with_value(|kind| fields_of(list, Some(kind)))) />
                </div>
            }
        })
    };
    view! {
        <Movable list=path.get_value() order=order id=id name=name class="lp-item" body=body.into_any()>
            <button
                class="lp-item__name"
                type="button"
                aria-expanded=attr(move || is_open.get().to_string())
                aria-controls=attr(move || is_open.get().then(|| body_ref.clone()))
                on:click=heard(toggle)
            >
                {live(move || view! { <Icon name=if is_open.get() { "chevron-down" } else { "chevron-right" } /> })}
                <span>{name}" "<span class="xs quiet">{live(beside)}</span></span>
            </button>
        </Movable>
    }
    .into_any()
}
