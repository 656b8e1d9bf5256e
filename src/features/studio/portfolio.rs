//! The portfolio: the list of works, and the form of the one that is open.

mod case_form;
mod locked;
mod private;

use lepas_api::profile::CaseStudy;
use leptos::prelude::*;

use super::{
    arrange::Movable, fields::field_id, form::use_form, paths, preview_pane::PreviewPane,
    testimonials::TestimonialsPart,
};
use crate::{
    i18n::Key,
    platform::{random, timers, ui_dom},
    ui::{Button, Each, EmptyState, Icon, heard, live, memo},
};

/// Where the works are in the document.
pub(super) const PATH: &str = "/meta/lepas/cases";

/// The portfolio part.
#[component]
pub(super) fn PortfolioSection() -> impl IntoView {
    let form = use_form();
    let open = form.open_case;
    // A work that another device or an undo took away is closed.
    let shown = memo(move || {
        let id = open.get()?;
        form.studio.document.with(|document| document.meta.lepas.cases.iter().any(|case| case.id == id)).then_some(id)
    });
    view! {
        <div class="lp-editor" data-columns="2">
            {live(move || match shown.get() {
                Some(id) => view! { <case_form::CaseForm id=id /> }.into_any(),
                None => view! {
                    <div class="stack" data-gap="5">
                        <CaseList />
                        <private::LockedWorks />
                        <TestimonialsPart />
                    </div>
                }
                .into_any(),
            })}
            <PreviewPane />
        </div>
    }
    .into_any()
}

/// A new, empty work.
fn new_case() -> CaseStudy {
    CaseStudy { id: random::id(), ..CaseStudy::default() }
}

#[component]
fn CaseList() -> impl IntoView {
    let form = use_form();
    let (i18n, studio, open) = (form.i18n, form.studio, form.open_case);
    let ids = form.read(|document| document.meta.lepas.cases.iter().map(|case| case.id.clone()).collect::<Vec<_>>());
    let add = Callback::new(move |()| {
        let case = new_case();
        let id = case.id.clone();
        studio.edit("/meta/lepas/cases", |document| document.meta.lepas.cases.push(case));
        let title = field_id(&paths::join(&paths::join(PATH, &id), "title"));
        open.set(Some(id));
        timers::after(60, move || ui_dom::focus_by_id(&title)).detach();
    });
    view! {
        <section class="lp-form stack" data-gap="5" aria-labelledby="studio-cases">
            <div class="stack" data-gap="2">
                <h2 class="lp-h" id="studio-cases" tabindex="-1">{i18n.text(Key::StudioCasesTitle)}</h2>
                <p class="soft">{i18n.text(Key::StudioCasesText)}</p>
            </div>
            <Show
                when=move || !ids.with(Vec::is_empty)
                fallback=move || {
                    view! {
                        <EmptyState
                            title=i18n.label(Key::StudioCasesEmpty)
                            text=MaybeProp::derive(move || Some(i18n.t(Key::StudioCasesEmptyText).to_owned()))
                        />
                    }
                }
            >
                <ol class="lp-entries">
                    <Each each=move || ids.get() key=Clone::clone children=move |id| view! { <CaseRow order=ids id=id /> } />
                </ol>
            </Show>
            <div>
                <Button icon="plus" on_press=add>
                    {i18n.text(Key::StudioCasesAdd)}
                </Button>
            </div>
        </section>
    }
}

#[component]
fn CaseRow(order: Memo<Vec<String>>, id: String) -> impl IntoView {
    let form = use_form();
    let (i18n, open) = (form.i18n, form.open_case);
    let id = StoredValue::new(id);
    let case = form.read(move |document| {
        id.with_value(|id| document.meta.lepas.cases.iter().find(|case| case.id == *id).cloned())
    });
    let title = Signal::derive(move || {
        let title = case.with(|case| case.as_ref().map(|case| case.title.clone()).unwrap_or_default());
        if title.trim().is_empty() { i18n.t(Key::StudioCasesUntitled).to_owned() } else { title }
    });
    let picture = memo(move || case.with(|case| case.as_ref()?.picture.as_ref().map(|picture| picture.url.clone())));
    let about = move || {
        case.with(|case| {
            let case = case.as_ref()?;
            let date = case.date.map(|date| date.to_string());
            let parts: Vec<String> = case.client.clone().into_iter().chain(date).collect();
            Some(parts.join(" · "))
        })
    };
    let lacks_text = move || {
        case.with(|case| {
            case.as_ref().is_some_and(|case| case.picture.as_ref().is_some_and(|picture| picture.alt.trim().is_empty()))
        })
    };
    view! {
        <Movable list=PATH order=order id=id.get_value() name=title class="lp-entry lp-entry--case">
            {live(move || match picture.get() {
                Some(url) => view! { <img class="lp-entry__picture" src=url alt="" width="72" height="54" /> }.into_any(),
                None => view! { <span class="lp-entry__picture"><Icon name="image" /></span> }.into_any(),
            })}
            <div class="lp-entry__name">
                <button class="lp-more" type="button" on:click=heard(move |_| open.set(Some(id.get_value())))>
                    {title}
                </button>
                <p class="xs quiet">{live(about)}</p>
                {live(move || {
                    lacks_text()
                        .then(|| {
                            view! {
                                <p class="xs lp-entry__lack">
                                    <Icon name="triangle-alert" />
                                    {i18n.t(Key::StudioCasesNoAlt)}
                                </p>
                            }
                        })
                })}
            </div>
        </Movable>
    }
    .into_any()
}
