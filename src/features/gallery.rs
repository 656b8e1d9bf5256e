//! Every component in every state, light and dark beside each other. Built only with the feature `gallery`; its texts
//! are samples, so they stand here and not among the translations.

mod actions;
mod choices;
mod fields;
mod foundations;
mod lists;
mod ranking;
mod states;
mod status;

use leptos::prelude::*;

/// The theme a specimen is drawn in. Also keeps ids apart, because everything is drawn twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Light,
    Dark,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A part of the gallery: id, heading, and what draws it.
struct Section {
    id: &'static str,
    title: &'static str,
    draw: fn(Side) -> AnyView,
}

const SECTIONS: [Section; 8] = [
    Section { id: "foundations", title: "Colour, type, icons", draw: foundations::draw },
    Section { id: "actions", title: "Buttons, menus, dialogs, toasts", draw: actions::draw },
    Section { id: "fields", title: "Fields", draw: fields::draw },
    Section { id: "choices", title: "Checks, sliders, tabs", draw: choices::draw },
    Section { id: "status", title: "Chips, badges, facts, faces, notices", draw: status::draw },
    Section { id: "ranking", title: "Ranking picture and receipt", draw: ranking::draw },
    Section { id: "states", title: "Loading, empty, error", draw: states::draw },
    Section { id: "lists", title: "A list of 100,000 rows", draw: lists::draw },
];

/// The page at `/gallery`.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let links =
        SECTIONS.iter().map(|section| view! { <a href=format!("#{}", section.id)>{section.title}</a> }).collect_view();
    let sections = SECTIONS
        .iter()
        .map(|section| {
            let sides = [Side::Light, Side::Dark].map(|side| {
                view! {
                    <div class="lp-gallery__side" data-color-scheme=side.name()>
                        {(section.draw)(side)}
                    </div>
                }
            });
            view! {
                <section class="stack" data-gap="3" id=section.id aria-label=section.title>
                    <h2 class="lp-h">{section.title}</h2>
                    <div class="lp-gallery">{sides.collect_view()}</div>
                </section>
            }
        })
        .collect_view();
    view! {
        <div class="stack" data-gap="5">
            <h1>"Component sheet"</h1>
            <nav class="row" aria-label="Sections">
                {links}
            </nav>
            {sections}
        </div>
    }
}

/// One thing to look at, with its name above it.
#[component]
fn Specimen(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="lp-g">
            <h3 class="lp-cap">{title}</h3>
            <div class="lp-g__in">{children()}</div>
        </div>
    }
}
