//! The owner's say: which sites may show the card, and whether anything is counted.
//!
//! Owns the two controls and the sum of what was counted. Both settings are fields of the document, saved like any
//! other; the server follows those of the published version.

use lepas_api::profile::WidgetCounts;
use leptos::prelude::*;

use super::sites;
use crate::{
    api::profiles,
    features::studio::{
        form::{SITES_FIELD, Sight, use_form},
        store::Studio,
    },
    i18n::Key,
    platform::intl,
    state::{asked::asked, describe::describe},
    ui::{Switch, TextField, live, memo},
};

/// Where the list of sites stands in the document.
const SITES: &str = "/meta/lepas/widgets/sites";

/// Views and presses over all days.
fn sum(counts: &WidgetCounts) -> (u64, u64) {
    counts
        .days
        .iter()
        .fold((0, 0), |(views, contacts), day| (views + u64::from(day.views), contacts + u64::from(day.contacts)))
}

/// Both settings.
#[component]
pub(super) fn OwnersSay() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let count = form.read(|document| document.meta.lepas.widgets.count);
    let switch = Callback::new(move |on: bool| {
        studio.edit("/meta/lepas/widgets/count", |document| document.meta.lepas.widgets.count = on);
    });
    view! {
        <section class="stack" data-gap="4" aria-labelledby="studio-widget-owner">
            <h2 class="lp-h" id="studio-widget-owner">{i18n.text(Key::StudioWidgetsOwner)}</h2>
            <p class="soft">{i18n.text(Key::StudioWidgetsOwnerText)}</p>
            <Sites />
            <div class="stack" data-gap="2">
                <Switch label=i18n.label(Key::StudioWidgetsCount) checked=count on_change=switch />
                <p class="sm soft">{i18n.text(Key::StudioWidgetsCountText)}</p>
                {live(move || count.get().then(|| view! { <Counted /> }))}
            </div>
        </section>
    }
    .into_any()
}

/// Takes over a text that is a list of sites, and keeps any other as it is beside the document.
fn take_in(studio: Studio, text: String) {
    match sites::read(&text) {
        Ok(list) => {
            studio.keep_typed(SITES, None);
            studio.edit(SITES, |document| document.meta.lepas.widgets.sites = list);
        }
        Err(_) => studio.keep_typed(SITES, Some(text)),
    }
}

/// The list, one site on a line. A text that is no list stays as it was typed, here and after a reload, and the
/// document keeps its last good list meanwhile.
#[component]
fn Sites() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let held = form.read(|document| document.meta.lepas.widgets.sites.clone());
    let local = RwSignal::new(String::new());
    let typed = memo(move || studio.typed.with(|typed| typed.get(SITES).cloned()));
    // The person's own spelling stays while it means what the document says.
    let value = Signal::derive(move || {
        typed.get().unwrap_or_else(|| {
            let (local, held) = (local.get(), held.get());
            if sites::read(&local).as_ref() == Ok(&held) { local } else { sites::write(&held) }
        })
    });
    let from_rules = form.error_within(SITES);
    let error = MaybeProp::derive(move || {
        let wrong = typed.get().and_then(|text| sites::read(&text).err());
        wrong.map(|wrong| wrong.message(i18n.locale())).or_else(|| from_rules.get())
    });
    let on_input = Callback::new(move |text: String| {
        local.set(text.clone());
        take_in(studio, text);
    });
    view! {
        <TextField
            label=i18n.label(Key::StudioWidgetsSites)
            value=value
            on_input=on_input
            help=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsSitesHelp).to_owned()))
            error=error
            optional=Sight::Private.word(i18n)
            mark=Sight::Private.icon()
            placeholder=MaybeProp::derive(|| Some("https://contoh.id".to_owned()))
            multiline=true
            id=SITES_FIELD
        />
    }
    .into_any()
}

/// What was counted so far, once there is a page that could be.
#[component]
fn Counted() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let handle = memo(move || {
        studio
            .about
            .with(|about| about.as_ref().filter(|about| about.published_at.is_some()).map(|about| about.handle.clone()))
    });
    let counts = asked(move || {
        let (handle, client) = (handle.get(), studio.client());
        async move {
            match handle.zip(client) {
                Some((handle, client)) => Some(profiles::widget_counts(&client, &handle).await),
                None => None,
            }
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "a count of views")]
    let number = move |count: u64| intl::number(i18n.locale(), count as f64, 0);
    let told = move || match counts.get().flatten()? {
        Ok(counts) if counts.days.is_empty() => Some(i18n.t(Key::StudioWidgetsCountNone).to_owned()),
        Ok(counts) => {
            let (views, contacts) = sum(&counts);
            let values = [("views", &*number(views)), ("contacts", &*number(contacts))];
            Some(i18n.fill(Key::StudioWidgetsCountSum, &values))
        }
        Err(error) => Some(describe(i18n.locale(), &error)),
    };
    view! { <p class="sm" role="status">{live(told)}</p> }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lepas_api::profile::WidgetDay;

    use super::*;
    use crate::api::{Client, stub::Stub};

    #[test]
    fn a_list_with_a_broken_line_stays_as_typed_while_the_last_good_one_stays_in_force() {
        let owner = Owner::new();
        owner.set();
        let client = Client::new(Arc::new(Stub::default()));
        let studio = Studio::new(client, &"pemilik".parse().unwrap(), || 0.0);
        let held = || studio.document.with_untracked(|document| document.meta.lepas.widgets.sites.clone());
        let typed = || studio.typed.with_untracked(|typed| typed.get(SITES).cloned());
        take_in(studio, "https://contoh.id".into());
        assert_eq!((held(), typed()), (vec!["https://contoh.id".to_owned()], None));
        take_in(studio, "https://contoh.id\nhttps:".into());
        assert_eq!(held(), ["https://contoh.id"]);
        assert_eq!(typed().as_deref(), Some("https://contoh.id\nhttps:"));
        take_in(studio, "https://contoh.id\nhttps://toko.id".into());
        assert_eq!((held().len(), typed()), (2, None));
        take_in(studio, String::new());
        assert!(held().is_empty());
    }

    #[test]
    fn days_are_summed_without_overflowing() {
        let day = |day: &str, views, contacts| WidgetDay { day: day.into(), views, contacts, visits: 0 };
        let counts = WidgetCounts { days: vec![day("2026-11-21", u32::MAX, 2), day("2026-11-20", 1, 0)] };
        assert_eq!(sum(&counts), (u64::from(u32::MAX) + 1, 2));
        assert_eq!(sum(&WidgetCounts { days: vec![] }), (0, 0));
    }
}
