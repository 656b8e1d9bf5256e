//! The studio: building a profile, seeing it as it will be, and publishing it.
//!
//! Owns the draft while somebody works on it and everything on `/studio`. Leaves rendering to `lepas-page`, rules to
//! `lepas-api`, and controls to `ui`. The pure parts know neither views nor the network:
//! `merge` (three versions become one), `ledger` (what is kept on the device), `autosave` (when to save), `exchange` (the
//! talk with the server), `history` (undo), `checks` and `changes` (what is missing, what is new). `store` joins them.

mod arrange;
mod autosave;
mod changes;
mod checks;
mod conflicts;
mod entries;
mod entry_ids;
mod exchange;
mod fields;
mod form;
mod history;
mod languages;
mod ledger;
mod merge;
mod moving;
mod outline;
mod paths;
mod portfolio;
mod portrait;
mod preview_pane;
mod price;
mod profile;
mod publish;
mod publishing;
mod read;
mod sections;
mod server;
mod services;
mod status;
mod store;
#[cfg(test)]
mod store_tests;
mod testimonials;
mod themes;
#[cfg(test)]
mod two_tabs_tests;
mod upload;
mod versions;
mod widgets;
mod writing;

use lepas_api::account::Me;
use leptos::{ev::KeyboardEvent, prelude::*};

use self::{
    autosave::Place,
    form::{Form, provide_form},
    store::{Load, Studio, wall_clock},
};
use crate::{
    i18n::Key,
    platform::{dom, task, timers, visibility},
    routes::{Route, StudioSection},
    state::{
        address::use_address, connectivity::use_connectivity, describe::describe, page::use_page, session::use_session,
        use_client,
    },
    ui::{
        Button, ButtonSize, ButtonVariant, ErrorPanel, Icon, IconButton, LinkButton, SkeletonRows, attr, effect, heard,
        live, memo,
    },
};

/// The builder. Its address names the part; the draft stays in memory while the part changes.
#[component]
pub fn StudioPage() -> impl IntoView {
    let session = use_session();
    // The guard around this page waits for a person.
    let person = memo(move || session.me().map(|me| me.id));
    move || {
        let me = person.get().and_then(|_| session.me_now())?;
        Some(view! { <Builder me=me /> }.into_any())
    }
}

fn tab_name(section: StudioSection) -> Key {
    match section {
        StudioSection::Profile => Key::StudioTabProfile,
        StudioSection::Portfolio => Key::StudioTabPortfolio,
        StudioSection::Services => Key::StudioTabServices,
        StudioSection::Widgets => Key::StudioTabWidgets,
        StudioSection::Publish => Key::StudioTabPublish,
        StudioSection::Moving => Key::StudioTabMoving,
    }
}

#[component]
fn Builder(me: Me) -> impl IntoView {
    let studio = Studio::new(use_client(), &me.id, wall_clock);
    let form = provide_form(studio);
    let i18n = form.i18n;
    let start = Callback::new(move |()| {
        studio.load.set(Load::Waiting);
        let handle = use_session().me_now().map_or(me.handle.clone(), |me| me.handle);
        task::spawn(studio.start(handle));
    });
    start.run(());
    keep_saved(studio);

    let address = use_address();
    let section = memo(move || match address.route() {
        Some(Route::StudioSection(section)) => section,
        _ => StudioSection::Profile,
    });
    use_page().set_title(Signal::derive(move || {
        format!("{} · {}", i18n.t(tab_name(section.get())), i18n.t(Key::StudioTitle))
    }));
    let key = move |event: KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        let is_z = event.key().eq_ignore_ascii_case("z");
        let again = (is_z && event.shift_key()) || event.key().eq_ignore_ascii_case("y");
        // Text fields have their own undo, which the browser keeps.
        if !command || !(is_z || again) || is_typing(&event) {
            return;
        }
        event.prevent_default();
        if again {
            studio.redo();
        } else {
            studio.undo();
        }
    };
    let part = move || match section.get() {
        StudioSection::Profile => view! { <profile::ProfileSection /> }.into_any(),
        StudioSection::Portfolio => view! { <portfolio::PortfolioSection /> }.into_any(),
        StudioSection::Services => view! { <services::ServicesSection /> }.into_any(),
        StudioSection::Widgets => view! { <widgets::WidgetsSection /> }.into_any(),
        StudioSection::Publish => view! { <publish::PublishSection /> }.into_any(),
        StudioSection::Moving => moving::page(i18n),
    };
    let ready = memo(move || studio.load.with(|load| *load == Load::Ready));
    let body = move || {
        if ready.get() {
            return part();
        }
        match studio.load.get() {
            Load::Failed(error) => view! {
                <ErrorPanel
                    title=i18n.label(Key::StudioLoadFailed)
                    text=Signal::derive(move || describe(i18n.locale(), &error))
                    retry_label=i18n.label(Key::CommonRetry)
                    on_retry=start
                />
            }
            .into_any(),
            _ => view! { <SkeletonRows label=i18n.label(Key::CommonLoading) /> }.into_any(),
        }
    };
    view! {
        <div
            class="lp-studio"
            data-view=attr(move || form.shows_preview.get().then_some("preview"))
            on:keydown=heard(key)
        >
            <Head form=form section=section />
            <conflicts::Conflicts />
            {live(body)}
            <StickyBar form=form section=section />
            <p class="vh" role="status">{live(move || form.news.get())}</p>
        </div>
    }
}

/// Whether a key press belongs to a text that is being written.
fn is_typing(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(kind.as_str(), "radio" | "checkbox" | "button" | "file"),
        _ => false,
    }
}

/// Saves when the page is hidden or left, and goes on when the network is back.
fn keep_saved(studio: Studio) {
    let connectivity = use_connectivity();
    let hidden = StoredValue::new_local(Some(visibility::on_change(move |visible| {
        if visible {
            studio.look_around();
        } else {
            studio.hurry();
        }
    })));
    #[cfg(target_arch = "wasm32")]
    let other_tab =
        StoredValue::new_local(crate::platform::listen::on_window("storage", move |_| studio.look_around()));
    #[cfg(target_arch = "wasm32")]
    let leaving = StoredValue::new_local(crate::platform::listen::on_window("beforeunload", move |event| {
        studio.hurry();
        if studio.would_lose() {
            // The browser asks in its own words.
            event.prevent_default();
        }
    }));
    Effect::new(move |before: Option<u32>| {
        let returns = connectivity.returns();
        if before.is_some_and(|before| before != returns) {
            studio.resume();
        }
        returns
    });
    effect(move || {
        let waits = matches!(studio.place.get(), Place::Device(Some(_)) | Place::MemoryOnly);
        connectivity.set_waiting("studio", u32::from(waits));
    });
    on_cleanup(move || {
        studio.hurry();
        hidden.try_update_value(|listener| *listener = None);
        #[cfg(target_arch = "wasm32")]
        other_tab.try_update_value(|listener| *listener = None);
        #[cfg(target_arch = "wasm32")]
        leaving.try_update_value(|listener| *listener = None);
        connectivity.set_waiting("studio", 0);
    });
}

#[component]
fn Head(form: Form, section: Memo<StudioSection>) -> impl IntoView {
    let (i18n, studio) = (form.i18n, form.studio);
    let publish = Route::StudioSection(StudioSection::Publish).path();
    let tabs = StudioSection::ALL
        .map(|tab| {
            view! {
                <a
                    href=Route::StudioSection(tab).path()
                    aria-current=attr(move || (section.get() == tab).then_some("page"))
                    on:click=heard(move |_| {
                        form.open_case.set(None);
                        form.shows_preview.set(false);
                    })
                >
                    {i18n.text(tab_name(tab))}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="lp-studio__head">
            <h1>{i18n.text(Key::StudioTitle)}</h1>
            <status::SaveStatus />
            <span class="push"></span>
            <div class="row" data-gap="1">
                {live(move || {
                    matches!(section.get(), StudioSection::Profile | StudioSection::Portfolio | StudioSection::Services)
                        .then(|| view! { <OtherLanguage form=form /> })
                })}
                <versions::Versions />
                <IconButton
                    icon="undo-2"
                    label=i18n.label(Key::StudioUndo)
                    disabled=Signal::derive(move || !studio.steps.get().0)
                    on_press=Callback::new(move |()| studio.undo())
                />
                <IconButton
                    icon="redo-2"
                    label=i18n.label(Key::StudioRedo)
                    disabled=Signal::derive(move || !studio.steps.get().1)
                    on_press=Callback::new(move |()| studio.redo())
                />
                {live(move || {
                    let publish = publish.clone();
                    (section.get() != StudioSection::Publish)
                        .then(|| {
                            view! {
                                <LinkButton href=publish variant=ButtonVariant::Primary>
                                    {i18n.text(Key::StudioTabPublish)}
                                </LinkButton>
                            }
                        })
                })}
            </div>
        </div>
        <nav class="lp-tabs lp-studio__tabs" aria-label=i18n.label(Key::StudioTitle)>
            {tabs}
        </nav>
    }
}

/// Writing both languages side by side, with how many texts the other one still lacks.
#[component]
fn OtherLanguage(form: Form) -> impl IntoView {
    let i18n = form.i18n;
    let other = form.read(|document| languages::other(document.meta.lepas.locale));
    let shown = form.other_language;
    let missing = memo(move || {
        form.rested.track();
        let other = other.get();
        form.json.with_untracked(|json| languages::missing(json, other).len())
    });
    let toggle = Callback::new(move |()| {
        let next = shown.with_untracked(Option::is_none).then(|| other.get_untracked());
        shown.set(next);
    });
    view! {
        <Button icon="languages" size=ButtonSize::Small pressed=MaybeProp::derive(move || Some(shown.get().is_some())) on_press=toggle>
            {live(move || languages::own_name(other.get()))}
            {live(move || {
                let count = missing.get();
                (count > 0).then(|| view! { <span class="lp-count">{count}<span class="vh">" " {i18n.t(Key::StudioMissingCount)}</span></span> })
            })}
        </Button>
    }
    .into_any()
}

/// On phones: preview and publish always within reach.
#[component]
fn StickyBar(form: Form, section: Memo<StudioSection>) -> impl IntoView {
    let i18n = form.i18n;
    let shows = form.shows_preview;
    let has_preview = memo(move || {
        !matches!(section.get(), StudioSection::Widgets | StudioSection::Services | StudioSection::Moving)
    });
    // The preview begins at its top, and the form is found again where it was left.
    let left_at = StoredValue::new(0.0);
    let toggle = Callback::new(move |()| {
        let shown = !shows.get_untracked();
        let target = if shown { 0.0 } else { left_at.get_value() };
        if shown {
            left_at.set_value(dom::scroll_position());
        }
        shows.set(shown);
        timers::next_frame(move || {
            dom::scroll_to(target);
        })
        .detach();
    });
    let bar = move || {
        view! {
            <div class="lp-stickybar">
                <Button
                    class="grow"
                    pressed=MaybeProp::derive(move || Some(shows.get()))
                    on_press=toggle
                >
                    {live(move || view! { <Icon name=if shows.get() { "pen-line" } else { "eye" } /> })}
                    {live(move || i18n.t(if shows.get() { Key::StudioPreviewBack } else { Key::StudioPreview }))}
                </Button>
                {live(move || {
                    (section.get() != StudioSection::Publish)
                        .then(|| {
                            view! {
                                <LinkButton
                                    class="grow"
                                    href=Route::StudioSection(StudioSection::Publish).path()
                                    variant=ButtonVariant::Primary
                                >
                                    {i18n.text(Key::StudioTabPublish)}
                                </LinkButton>
                            }
                        })
                })}
            </div>
        }
    };
    move || has_preview.get().then(bar)
}
