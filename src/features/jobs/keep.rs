//! The button that puts the posting on the reader's shortlist, or takes it off.

use lepas_api::{
    index::IndexKind,
    job::{Job, JobRow},
};
use leptos::prelude::*;

use crate::{
    api::write_json,
    i18n::Key,
    routes::Route,
    state::{
        locale::use_i18n,
        shortlist::{self, Entry},
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, live},
};

/// The button, and the way to the list while the posting is on it.
///
/// | prop | meaning |
/// | --- | --- |
/// | `job` | the posting |
#[component]
pub(super) fn Keep(job: Job) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let id = job.id.to_string();
    let kept = RwSignal::new(shortlist::ids(IndexKind::Jobs).contains(&id));
    // Taken off by mistake it comes back with its note.
    let last = StoredValue::new(Entry::new(
        IndexKind::Jobs,
        id.clone(),
        &job.title,
        write_json(&JobRow::from(&job)).unwrap_or_default(),
    ));
    let press = move |()| {
        if kept.get_untracked() {
            if let Some(entry) = shortlist::remove(IndexKind::Jobs, &id) {
                last.set_value(entry);
            }
            kept.set(false);
            return;
        }
        match last.with_value(Entry::keep) {
            Ok(()) => kept.set(true),
            Err(refused) => {
                let most = shortlist::MOST.to_string();
                toasts.show(ToastTone::Danger, i18n.fill(refused.words(), &[("count", &most)]));
            }
        }
    };
    view! {
        <Button icon="bookmark" pressed=kept on_press=Callback::new(press)>
            {i18n.text(Key::ShortlistKeep)}
        </Button>
        {live(move || kept.get().then(|| view! { <a class="sm" href=Route::Shortlist.path()>{i18n.t(Key::ShortlistTitle)}</a> }))}
    }
}
