//! What was chosen as it looks on somebody's site: four samples of sites with a taste of their own.

use leptos::prelude::*;

use super::{
    choices::{HOSTS, Rung},
    chosen::Chosen,
};
use crate::{
    features::studio::form::use_form,
    i18n::Key,
    routes::StudioSection,
    ui::{Button, ButtonSize, Notice, Select, SelectOption, Tone, attr, live, memo},
};

/// The sample site, or why there is none yet.
#[component]
pub(super) fn Live(chosen: Chosen) -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let is_public =
        memo(move || studio.about.with(|about| about.as_ref().is_some_and(|about| about.published_at.is_some())));
    let open_publish = Callback::new(move |()| form.open(StudioSection::Publish));
    view! {
        <section class="stack" data-gap="4" aria-labelledby="studio-widget-live">
            <h2 class="lp-h" id="studio-widget-live">{i18n.text(Key::StudioWidgetsLive)}</h2>
            {live(move || {
                if is_public.get() {
                    return view! { <Site chosen=chosen /> }.into_any();
                }
                view! {
                    <Notice tone=Tone::Info title=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsNotYet).to_owned()))>
                        <p>{i18n.text(Key::StudioWidgetsNotYetText)}</p>
                        <p>
                            <Button size=ButtonSize::Small on_press=open_publish>
                                {i18n.text(Key::StudioTabPublish)}
                            </Button>
                        </p>
                    </Notice>
                }
                .into_any()
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Site(chosen: Chosen) -> impl IntoView {
    let i18n = use_form().i18n;
    let host = chosen.host;
    let hosts = Signal::derive(move || HOSTS.map(|(word, key)| SelectOption::new(word, i18n.t(key))).to_vec());
    let choose = Callback::new(move |word: String| {
        host.set(HOSTS.into_iter().map(|(held, _)| held).find(|held| *held == word).unwrap_or("blog"));
    });
    let is_badge = memo(move || chosen.rung.get() == Rung::Badge);
    // Memos, so that a letter typed elsewhere in the document does not load the card again.
    let address = memo(move || chosen.shown());
    let shown = move || {
        if is_badge.get() {
            return view! { <p><img src=address alt=chosen.name height="32" /></p> }.into_any();
        }
        view! {
            <iframe
                class="lp-widget-live"
                src=address
                title=attr(move || chosen.title())
                sandbox=attr(move || (host.get() == "sandbox").then_some("allow-scripts"))
                width="100%"
                height=attr(move || chosen.height().to_string())
            ></iframe>
        }
        .into_any()
    };
    view! {
        <Select
            label=i18n.label(Key::StudioWidgetsHost)
            options=hosts
            value=Signal::derive(move || host.get().to_owned())
            on_change=choose
        />
        <div class="lp-host" data-host=attr(move || host.get())>
            <p class="lp-host__title">{i18n.text(Key::StudioWidgetsHostTitle)}</p>
            <p>{i18n.text(Key::StudioWidgetsHostText)}</p>
            {live(shown)}
            <p>{i18n.text(Key::StudioWidgetsHostAfter)}</p>
        </div>
    }
    .into_any()
}
