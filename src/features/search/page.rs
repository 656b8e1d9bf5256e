//! The search page: box, tools, filters, results, side.
//!
//! Owns the arrangement and the keyboard: `/` goes to the box, Down from the box to the first result, Escape clears.

use lepas_api::index::IndexKind;
use leptos::{ev::KeyboardEvent, ev::SubmitEvent, prelude::*};

use super::{
    controller::Controller,
    filters::FiltersAsk,
    labels,
    parts::{fetch_later, filters},
    rank::whole,
    results::Results,
    rows::Drawn,
    toolbar::{ActiveFilters, Toolbar},
};
use crate::{
    i18n::{Key, fill, plural, text},
    platform::{dom, media},
    state::{locale::use_i18n, page::use_page},
    ui::{Button, ButtonVariant, Icon, IconButton, attr, effect, heard, live},
};

/// Where there is room for the filters beside the list; `style/features/search.css` has the same width.
pub(crate) const BESIDE: &str = "(width >= 60rem)";

/// A whole search page.
///
/// | prop | meaning |
/// | --- | --- |
/// | `kind` | what is searched |
/// | `row` | draws a result |
#[component]
pub(crate) fn SearchPage(kind: IndexKind, row: Drawn) -> impl IntoView {
    let i18n = use_i18n();
    let controller = Controller::new(kind);
    let sheet = RwSignal::new(false);
    let wanted = wanted_when(sheet);
    fetch_later();
    use_page().set_title(Signal::derive(move || labels::page(i18n.locale(), kind)[1].to_owned()));
    let layout = if kind == IndexKind::Talent { "lp-search lp-search--two" } else { "lp-search" };
    view! {
        <h1 class="vh" tabindex="-1">
            {live(move || labels::page(i18n.locale(), kind)[0])}
        </h1>
        <div class=layout data-filters=attr(move || sheet.get().then_some("open"))>
            <SearchBox controller=controller />
            <Toolbar controller=controller sheet=sheet />
            <Filters controller=controller sheet=sheet wanted=wanted />
            <div class="lp-results">
                <ActiveFilters controller=controller />
                <Results controller=controller row=row />
            </div>
            {(kind == IndexKind::Jobs)
                .then(|| {
                    view! { <div class="lp-side">{live(move || wanted.get().then(|| filters(FiltersAsk::side(controller), 2)))}</div> }
                })}
        </div>
        <Spoken controller=controller />
    }
}

#[component]
fn SearchBox(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let words = move |index: usize| labels::page(i18n.locale(), controller.kind)[index];
    let typed = move || controller.state.with(|state| state.text.clone());
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" if dom::focus_row(1) => event.prevent_default(),
        "Escape" if !controller.state.with_untracked(|state| state.text.is_empty()) => {
            event.prevent_default();
            controller.type_text(String::new());
        }
        _ => {}
    };
    view! {
        <search class="lp-searchbar">
            <form
                class="lp-searchbar__form"
                role="search"
                on:submit=heard(move |event: SubmitEvent| {
                    event.prevent_default();
                    controller.commit();
                })
            >
                <label class="lp-searchbar__q">
                    <Icon name="search" />
                    <span class="vh">{live(move || words(2))}</span>
                    <input
                        class="lp-input"
                        id="search-text"
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        maxlength=lepas_api::limits::QUERY_MAX
                        placeholder=attr(move || words(3))
                        prop:value=attr(typed)
                        on:input=heard(move |event| controller.type_text(event_target_value(&event)))
                        on:keydown=heard(key)
                        on:blur=heard(move |_| controller.flush())
                    />
                </label>
                {live(move || {
                    (!typed().is_empty())
                        .then(|| {
                            view! {
                                <IconButton
                                    icon="x"
                                    label=text(i18n.locale(), Key::SearchClear).to_owned()
                                    on_press=Callback::new(move |()| {
                                        controller.type_text(String::new());
                                        dom::focus("search-text");
                                    })
                                />
                            }
                        })
                })}
                <Button variant=ButtonVariant::Primary submit=true>
                    {live(move || text(i18n.locale(), Key::SearchSubmit))}
                </Button>
            </form>
        </search>
    }
}

/// The room of the filters. They are a part of their own: on a phone they are fetched when they are asked for.
#[component]
fn Filters(controller: Controller, sheet: RwSignal<bool>, wanted: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let close = move || {
        sheet.set(false);
        dom::focus("open-filters");
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && sheet.get_untracked() {
            event.prevent_default();
            close();
        }
    };
    let head = move || {
        sheet.get().then(|| {
            view! {
                <div class="lp-filters__head">
                    <h2>{live(move || text(i18n.locale(), Key::SearchFilters))}</h2>
                    <IconButton
                        class="push"
                        icon="x"
                        label=Signal::derive(move || text(i18n.locale(), Key::SearchFiltersClose).to_owned())
                        on_press=Callback::new(move |()| close())
                    />
                </div>
            }
        })
    };
    let inside = move || wanted.get().then(|| filters(FiltersAsk::panel(controller, sheet), 6));
    view! {
        <aside
            class="lp-filters"
            id="filters"
            aria-label=attr(move || text(i18n.locale(), Key::SearchFilters))
            on:keydown=heard(escape)
        >
            {live(head)}
            {live(inside)}
        </aside>
    }
}

/// When the filters are wanted: at once where there is room beside the list, otherwise when their sheet opens or the
/// reader begins to scroll, because what stands beside the list on a wide screen stands below it on a narrow one.
fn wanted_when(sheet: RwSignal<bool>) -> RwSignal<bool> {
    let wanted = RwSignal::new(media::matches(BESIDE));
    effect(move || {
        if sheet.get() && !wanted.get_untracked() {
            wanted.set(true);
        }
    });
    StoredValue::new_local(media::on_scroll_or_resize(move || {
        if !wanted.get_untracked() {
            wanted.set(true);
        }
    }));
    wanted
}

/// Says the number of results once, half a second after the last change, to those who listen.
#[component]
fn Spoken(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let words = Memo::new(move |held: Option<&String>| {
        if controller.settled.get() == 0 {
            return held.cloned().unwrap_or_default();
        }
        let total = controller.answer.with_untracked(|answer| answer.as_ref().map_or(0, |answer| answer.total));
        let locale = i18n.locale_now();
        let (one, other) = labels::count_keys(controller.kind);
        fill(plural(locale, total as u64, one, other), &[("count", &whole(locale, total))])
    });
    view! {
        <p class="vh" role="status">
            {words}
        </p>
    }
}
