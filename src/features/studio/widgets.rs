//! Cards and badges for other sites: what each is for, its text to copy, and the card as it looks now.
//!
//! Owns the page and how the choices come together. Leaves the words of the choices to `choices`, the owner's settings
//! to `owner` and what survives where to `survival`.

use lepas_api::{ColorScheme, Locale, path};
use lepas_page::{
    Accent, BadgeOptions, CardLayout, CardOptions, Tint,
    embed::{self, Loading},
};
use leptos::prelude::*;

mod choices;
mod owner;
mod sites;
mod survival;

use self::{
    choices::{HOSTS, Rung, accent_name, language_from_word, language_word, layout_name, read_radius},
    owner::OwnersSay,
    survival::Survival,
};
use super::form::use_form;
use crate::{
    i18n::Key,
    platform::{clipboard, dom, task},
    routes::StudioSection,
    state::{
        theme::word as scheme_word,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonSize, Notice, Select, SelectOption, TextField, Tone},
};

/// The widgets part.
#[component]
pub(super) fn WidgetsSection() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let layout = RwSignal::new(CardLayout::Baris);
    let scheme = RwSignal::new(ColorScheme::System);
    let handle = Memo::new(move |_| studio.about.with(|about| about.as_ref().map(|about| about.handle.clone())));
    let is_public =
        Memo::new(move |_| studio.about.with(|about| about.as_ref().is_some_and(|about| about.published_at.is_some())));
    let name = form.read(|document| document.basics.name.clone());
    let accent = RwSignal::new(Accent::default());
    let rung = RwSignal::new(Rung::Frame);
    let host = RwSignal::new("blog");
    let language = RwSignal::new(None::<Locale>);
    let corners = RwSignal::new(String::new());
    let origin = StoredValue::new(dom::origin());
    let options = move || CardOptions {
        origin: origin.get_value(),
        layout: layout.get(),
        scheme: scheme.get(),
        tint: Tint::Named(accent.get()),
        radius: corners.with(|text| read_radius(text)).ok().flatten(),
        ..CardOptions::default()
    };
    let address = Memo::new(move |_| {
        let options = CardOptions { origin: String::new(), script: host.get() == "sandbox", ..options() };
        handle.get().map(|handle| embed::card_address(&handle, &options, language.get())).unwrap_or_default()
    });
    let snippet = Signal::derive(move || {
        let title = i18n.fill(Key::StudioWidgetsFrameTitle, &[("name", &name.get())]);
        let Some(handle) = handle.get() else { return String::new() };
        match rung.get() {
            Rung::Frame | Rung::Snippet => embed::frame(&handle, &title, &options(), language.get()),
            Rung::Element => embed::element(&handle, &name.get(), &options(), language.get(), Loading::AfterLoad),
            Rung::Address => embed::card_address(&handle, &options(), language.get()),
        }
    });
    let markdown = Signal::derive(move || {
        let Some(handle) = handle.get() else { return String::new() };
        let badge = embed::badge_address(&handle, &origin.get_value(), &BadgeOptions::default(), language.get());
        embed::badge_markdown(&badge, &[origin.get_value(), path::page(&handle)].concat(), &name.get())
    });
    let layouts = Signal::derive(move || {
        CardLayout::ALL.map(|layout| SelectOption::new(layout.slug(), i18n.t(layout_name(layout)))).to_vec()
    });
    let schemes = Signal::derive(move || {
        vec![
            SelectOption::new("system", i18n.t(Key::StudioWidgetsSchemeSystem)),
            SelectOption::new("light", i18n.t(Key::StudioWidgetsSchemeLight)),
            SelectOption::new("dark", i18n.t(Key::StudioWidgetsSchemeDark)),
        ]
    });
    let languages = Signal::derive(move || {
        vec![
            SelectOption::new(language_word(None), i18n.t(Key::StudioWidgetsLanguagePage)),
            SelectOption::new(Locale::Id.tag(), "Bahasa Indonesia"),
            SelectOption::new(Locale::En.tag(), "English"),
        ]
    });
    let accents = Accent::ALL.map(|accent| SelectOption::new(accent.slug(), accent_name(accent))).to_vec();
    let rungs = Signal::derive(move || Rung::ALL.map(|(_, word, key)| SelectOption::new(word, i18n.t(key))).to_vec());
    let hosts = Signal::derive(move || HOSTS.map(|(word, key)| SelectOption::new(word, i18n.t(key))).to_vec());
    let choose_host = Callback::new(move |word: String| {
        host.set(HOSTS.into_iter().map(|(held, _)| held).find(|held| *held == word).unwrap_or("blog"));
    });
    let open_publish = Callback::new(move |()| form.open(StudioSection::Publish));
    let shown = move || {
        if !is_public.get() {
            return view! {
                <Notice tone=Tone::Info title=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsNotYet).to_owned()))>
                    <p>{move || i18n.t(Key::StudioWidgetsNotYetText)}</p>
                    <p>
                        <Button size=ButtonSize::Small on_press=open_publish>
                            {move || i18n.t(Key::StudioTabPublish)}
                        </Button>
                    </p>
                </Notice>
            }
            .into_any();
        }
        view! {
            <Select
                label=i18n.label(Key::StudioWidgetsHost)
                options=hosts
                value=Signal::derive(move || host.get().to_owned())
                on_change=choose_host
            />
            <div class="lp-host" data-host=move || host.get()>
                <p>{move || i18n.t(Key::StudioWidgetsHostText)}</p>
                <iframe
                    class="lp-widget-live"
                    src=move || address.get()
                    title=move || i18n.fill(Key::StudioWidgetsFrameTitle, &[("name", &name.get())])
                    sandbox=move || (host.get() == "sandbox").then_some("allow-scripts")
                    width="100%"
                    height=move || layout.get().height().to_string()
                ></iframe>
                <p>{move || i18n.t(Key::StudioWidgetsHostText)}</p>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="lp-widgets">
            <section class="stack" data-gap="4" aria-labelledby="studio-widget-card">
                <h2 class="lp-h" id="studio-widget-card">{move || i18n.t(Key::StudioWidgetsCard)}</h2>
                <p class="soft">{move || i18n.t(Key::StudioWidgetsCardText)}</p>
                <div class="lp-cols">
                    <Select
                        label=i18n.label(Key::StudioWidgetsLayout)
                        options=layouts
                        value=Signal::derive(move || layout.get().slug().to_owned())
                        on_change=Callback::new(move |slug: String| layout.set(CardLayout::from_slug(&slug).unwrap_or_default()))
                    />
                    <Select
                        label=i18n.label(Key::StudioWidgetsScheme)
                        options=schemes
                        value=Signal::derive(move || scheme_word(scheme.get()).to_owned())
                        on_change=Callback::new(move |word: String| scheme.set(crate::state::theme::from_word(&word)))
                    />
                    <Select
                        label=i18n.label(Key::StudioWidgetsAccent)
                        options=accents
                        value=Signal::derive(move || accent.get().slug().to_owned())
                        on_change=Callback::new(move |slug: String| accent.set(Accent::from_slug(&slug).unwrap_or_default()))
                    />
                    <TextField
                        label=i18n.label(Key::StudioWidgetsCorners)
                        value=corners
                        on_input=Callback::new(move |text: String| corners.set(text))
                        help=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsCornersHelp).to_owned()))
                        error=MaybeProp::derive(move || {
                            corners.with(|text| read_radius(text)).err().map(|rule| rule.message(i18n.locale()))
                        })
                        suffix=MaybeProp::derive(|| Some("px".to_owned()))
                        input_mode="numeric"
                    />
                    <Select
                        label=i18n.label(Key::StudioWidgetsLanguage)
                        options=languages
                        value=Signal::derive(move || language_word(language.get()).to_owned())
                        on_change=Callback::new(move |word: String| language.set(language_from_word(&word)))
                    />
                    <Select
                        label=i18n.label(Key::StudioWidgetsRung)
                        options=rungs
                        value=Signal::derive(move || rung.get().word().to_owned())
                        on_change=Callback::new(move |word: String| rung.set(Rung::from_word(&word)))
                    />
                </div>
                {move || match rung.get() {
                    Rung::Snippet => {
                        let opened = move |handle| {
                            view! {
                                <p>
                                    <a href=move || embed::snippet_address(&handle, "", language.get()) target="_blank" rel="noopener">
                                        {move || i18n.t(Key::StudioWidgetsOpenSnippet)}
                                    </a>
                                </p>
                            }
                        };
                        handle.get().map(opened).into_any()
                    }
                    Rung::Address => view! { <Snippet label=Key::StudioWidgetsAddress text=snippet /> }.into_any(),
                    Rung::Frame | Rung::Element => view! { <Snippet label=Key::StudioWidgetsHtml text=snippet /> }.into_any(),
                }}
                <h3 class="lp-h">{move || i18n.t(Key::StudioWidgetsCheck)}</h3>
                <p class="soft">{move || i18n.t(rung.get().check())}</p>
            </section>
            <section class="stack" data-gap="4" aria-labelledby="studio-widget-live">
                <h2 class="lp-h" id="studio-widget-live">{move || i18n.t(Key::StudioWidgetsLive)}</h2>
                {shown}
            </section>
            <section class="stack" data-gap="4" aria-labelledby="studio-widget-badge">
                <h2 class="lp-h" id="studio-widget-badge">{move || i18n.t(Key::StudioWidgetsBadge)}</h2>
                <p class="soft">{move || i18n.t(Key::StudioWidgetsBadgeText)}</p>
                {move || {
                    handle
                        .get()
                        .filter(|_| is_public.get())
                        .map(|handle| {
                            view! { <p><img src=path::badge(&handle) alt=move || name.get() height="28" /></p> }
                        })
                }}
                <Snippet label=Key::StudioWidgetsMarkdown text=markdown />
            </section>
            <OwnersSay />
            <Survival />
        </div>
    }
    .into_any()
}

/// A text to take away.
#[component]
fn Snippet(label: Key, text: Signal<String>) -> impl IntoView {
    let i18n = use_form().i18n;
    let id = crate::ui::unique_id("snippet");
    view! {
        <div class="lp-field">
            <label class="lp-field__label" for=id.clone()>{move || i18n.t(label)}</label>
            <textarea class="lp-input lp-snippet" id=id readonly rows="3" spellcheck="false" prop:value=move || text.get()></textarea>
            <div>
                <CopyButton text=text />
            </div>
        </div>
    }
    .into_any()
}

/// Copies a text and says whether that worked.
#[component]
pub(super) fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let toasts = use_toasts();
    let copy = Callback::new(move |()| {
        let text = text.get_untracked();
        let (good, bad) = (form.say(Key::StudioCopied), form.say(Key::StudioCopyFailed));
        task::spawn(async move {
            match clipboard::write(&text).await {
                Ok(()) => toasts.show(ToastTone::Success, good),
                Err(clipboard::Refused) => toasts.show(ToastTone::Danger, bad),
            }
        });
    });
    view! {
        <Button size=ButtonSize::Small icon="copy" on_press=copy>
            {move || i18n.t(Key::StudioCopy)}
        </Button>
    }
    .into_any()
}
