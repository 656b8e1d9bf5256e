//! The live preview: the page that would be published, at phone or desktop width.
//!
//! Owns when to draw: at most once a frame, however fast somebody types. Leaves rendering to `lepas-page` and the
//! frame's document to `platform::preview`.

use lepas_api::{
    Handle, Timestamp,
    profile::{ProfileDocument, PublicProfile, Theme},
};
use lepas_page::{PageOptions, render_preview};
use leptos::{html, prelude::*};

use super::{form::use_form, themes};
use crate::{
    i18n::Key,
    platform::{
        preview::Preview,
        timers,
        turns::{self, Turn},
    },
    ui::{Segment, Segmented, Select, SelectOption, attr, effect, heard, memo},
};

/// Width that a desktop page is drawn at before it is scaled down, in CSS pixels.
const WIDE: f64 = 1_120.0;

/// Renders the page as it would be published.
fn render(document: &ProfileDocument, handle: Option<Handle>, published_at: Option<Timestamp>) -> String {
    // A draft without an address yet is shown under a neutral one; the preview has no links that would show it.
    let Some(handle) = handle.or_else(|| "pratinjau".parse().ok()) else { return String::new() };
    let locale = document.meta.lepas.locale;
    let published_at = published_at.unwrap_or_else(crate::platform::clock::now);
    // Without an origin pictures keep their own paths, which is what the frame may load.
    let profile = PublicProfile { handle, document: document.public_view(), published_at };
    render_preview(&profile, &PageOptions { locale, ..PageOptions::default() })
}

/// The preview with its switches.
#[component]
pub(super) fn PreviewPane(
    /// Leaves the theme out where a larger choice of themes stands beside it.
    #[prop(optional)]
    without_theme: bool,
) -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let frame = NodeRef::<html::Iframe>::new();
    let pane = NodeRef::<html::Div>::new();
    let width = RwSignal::new("phone".to_owned());
    let preview = StoredValue::new_local(Preview::default());
    let pending = StoredValue::new_local(None::<timers::Timer>);

    // Room in the pane, in CSS pixels; nothing while it is not shown. Only the desktop page is fitted into it, and asking for it
    // makes the browser lay everything out, in the midst of typing.
    let room = RwSignal::new((0, 0));
    let draw = move || {
        let Some(frame) = frame.get_untracked() else { return };
        let measured = pane.get_untracked().filter(|_| width.with_untracked(|width| width == "wide"));
        let measured = measured.map_or((0, 0), |pane| (pane.client_width(), pane.client_height()));
        if room.get_untracked() != measured {
            room.set(measured);
        }
        let about = studio.about.get_untracked();
        let html = studio.document.with_untracked(|document| {
            render(
                document,
                about.as_ref().map(|about| about.handle.clone()),
                about.as_ref().and_then(|about| about.published_at),
            )
        });
        preview.update_value(|preview| preview.show(&frame, &html));
    };
    let draw_soon = move || {
        // Its first turn may come when this is gone.
        pending.try_update_value(|pending| {
            *pending = Some(timers::next_frame(draw));
        });
    };
    // The form is what somebody came for; the picture of it comes behind its first frame.
    let begun = StoredValue::new(false);
    effect(move || {
        studio.document.track();
        studio.about.track();
        frame.track();
        width.track();
        form.shows_preview.track();
        if begun.get_value() {
            draw_soon();
        } else {
            begun.set_value(true);
            turns::take(Turn::Later, draw_soon);
        }
    });
    // The desktop page is drawn at its own width and scaled into the pane: numbers that vary, so they are set on the
    // style object.
    let scale = memo(move || {
        let (across, down) = room.get();
        (width.get() == "wide" && across > 0).then(|| (f64::from(across) / WIDE, f64::from(down)))
    });
    let transform = move || scale.get().map(|(scale, _)| format!("scale({scale:.4})")).unwrap_or_default();
    let height = move || scale.get().map(|(scale, down)| format!("{:.0}px", down / scale)).unwrap_or_default();
    let segments = Signal::derive(move || {
        vec![
            Segment { value: "phone".into(), label: i18n.t(Key::StudioPreviewPhone).into(), icon: Some("smartphone") },
            Segment { value: "wide".into(), label: i18n.t(Key::StudioPreviewWide).into(), icon: Some("monitor") },
        ]
    });
    let theme = form.read(|document| document.meta.lepas.theme.slug().to_owned());
    let theme_options = Signal::derive(move || {
        Theme::ALL
            .map(|theme: Theme| {
                SelectOption::new(
                    theme.slug(),
                    i18n.fill(Key::StudioPreviewTheme, &[("name", i18n.t(themes::name(theme)))]),
                )
            })
            .to_vec()
    });
    view! {
        <aside class="lp-preview" aria-label=i18n.label(Key::StudioPreview)>
            <div class="row">
                <Segmented
                    label=i18n.label(Key::StudioPreviewSize)
                    segments=segments
                    value=width
                    on_select=Callback::new(move |chosen| width.set(chosen))
                />
                <span class="push"></span>
                {(!without_theme)
                    .then(|| {
                        view! {
                            <Select
                                label=i18n.label(Key::StudioSectionLook)
                                label_hidden=true
                                options=theme_options
                                value=theme
                                on_change=Callback::new(move |word: String| themes::choose(studio, &word))
                                class="lp-select-sm"
                            />
                        }
                    })}
            </div>
            <div class="lp-preview__frame" data-width=attr(move || width.get())>
                <div class="lp-preview__room" node_ref=pane>
                    <iframe
                        node_ref=frame
                        sandbox="allow-same-origin"
                        title=i18n.label(Key::StudioPreview)
                        style:transform=transform
                        style:block-size=height
                        on:load=heard(move |_| draw_soon())
                    ></iframe>
                </div>
            </div>
            <p class="xs quiet">{i18n.text(Key::StudioPreviewNote)}</p>
        </aside>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_is_the_published_page_and_shows_nothing_private() {
        let mut document = ProfileDocument::default();
        document.basics.name = "Sari <b>".into();
        document.basics.email = Some("rahasia@contoh.id".into());
        let html = render(&document, "sari-kemasan".parse().ok(), None);
        assert!(html.contains("Sari &lt;b&gt;"));
        assert!(!html.contains("rahasia@contoh.id"));
        let page = crate::platform::preview::markup::read(&html);
        assert!(!page.style.is_empty());
        assert!(!page.body.children.is_empty());
    }

    #[test]
    fn a_draft_that_was_never_saved_has_a_preview_too() {
        assert!(!render(&ProfileDocument::default(), None, None).is_empty());
    }
}
