//! Cards and badges for other sites: what each is for, its text to copy, and the card as it looks now.

use lepas_api::{ColorScheme, path};
use lepas_page::CardLayout;
use leptos::prelude::*;

use super::form::use_form;
use crate::{
    i18n::Key,
    platform::{clipboard, dom, task},
    routes::StudioSection,
    state::{
        theme::word as scheme_word,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonSize, Notice, Select, SelectOption, Tone},
};

fn layout_name(layout: CardLayout) -> Key {
    match layout {
        CardLayout::Tegak => Key::StudioWidgetsTegak,
        CardLayout::Baris => Key::StudioWidgetsBaris,
        CardLayout::Lebar => Key::StudioWidgetsLebar,
        CardLayout::Layanan => Key::StudioWidgetsLayanan,
        CardLayout::Kesaksian => Key::StudioWidgetsKesaksian,
        CardLayout::Jadwal => Key::StudioWidgetsJadwal,
    }
}

/// A text as an HTML attribute value.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// The address of a card with its choices.
fn card_path(handle: &lepas_api::Handle, layout: CardLayout, scheme: ColorScheme) -> String {
    let scheme = if scheme == ColorScheme::System { "auto" } else { scheme_word(scheme) };
    format!("{}?layout={}&theme={scheme}", path::card(handle), layout.slug())
}

/// The iframe that a site owner pastes.
fn iframe(origin: &str, card: &str, title: &str, layout: CardLayout) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"320\" height=\"{}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>",
        attribute(&format!("{origin}{card}")),
        attribute(title),
        layout.height(),
    )
}

/// The badge in Markdown, for a README or a profile elsewhere.
fn badge(origin: &str, handle: &lepas_api::Handle, name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '[' | ']' | '\\' | '\n' | '\r')).collect();
    format!("[![{name}]({origin}{})]({origin}{})", path::badge(handle), path::page(handle))
}

/// The widgets part.
#[component]
pub(super) fn WidgetsSection() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let layout = RwSignal::new(CardLayout::Baris);
    let scheme = RwSignal::new(ColorScheme::System);
    let handle = Memo::new(move |_| studio.about.with(|about| about.as_ref().map(|about| about.handle.clone())));
    let is_public = Memo::new(move |_| studio.about.with(|about| about.as_ref().is_some_and(|about| about.published_at.is_some())));
    let name = form.read(|document| document.basics.name.clone());
    let address = Memo::new(move |_| handle.get().map(|handle| card_path(&handle, layout.get(), scheme.get())).unwrap_or_default());
    let origin = dom::origin();
    let origin = StoredValue::new(origin);
    let snippet = Signal::derive(move || {
        let title = i18n.fill(Key::StudioWidgetsFrameTitle, &[("name", &name.get())]);
        origin.with_value(|origin| iframe(origin, &address.get(), &title, layout.get()))
    });
    let markdown = Signal::derive(move || {
        handle.get().map(|handle| origin.with_value(|origin| badge(origin, &handle, &name.get()))).unwrap_or_default()
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
            <iframe
                class="lp-widget-live"
                src=move || address.get()
                title=move || i18n.fill(Key::StudioWidgetsFrameTitle, &[("name", &name.get())])
                width="320"
                height=move || layout.get().height()
            ></iframe>
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
                </div>
                <Snippet label=Key::StudioWidgetsHtml text=snippet />
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_the_snippets() {
        let handle = "sari-kemasan".parse().unwrap();
        let card = card_path(&handle, CardLayout::Baris, ColorScheme::System);
        let html = iframe("https://lepas.example", &card, "Kartu \"Sari\" <b>", CardLayout::Baris);
        assert!(html.contains("src=\"https://lepas.example/u/sari-kemasan/card?layout=baris&amp;theme=auto\""));
        assert!(html.contains("title=\"Kartu &quot;Sari&quot; &lt;b>\""));
        let markdown = badge("https://lepas.example", &handle, "Sari](https://jahat.example)");
        assert_eq!(markdown.matches("](").count(), 2, "{markdown}");
    }
}
