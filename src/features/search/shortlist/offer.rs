//! A list that came with the address: what of it is new here, and taking it over.

use leptos::prelude::*;

use super::super::rank::whole;
use super::List;
use crate::{
    i18n::{Key, fill, plural, text},
    platform::{dom, history, task},
    routes::Route,
    state::{
        address::use_address,
        locale::use_i18n,
        shortlist::{Entry, shared},
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonSize, ButtonVariant, Notice, live, memo},
};

/// The offer, if the address brings anything.
///
/// | prop | meaning |
/// | --- | --- |
/// | `lists` | what is kept |
#[component]
pub(super) fn Offer(lists: [List; 2]) -> impl IntoView {
    let i18n = use_i18n();
    let (address, toasts) = (use_address(), use_toasts());
    let here = RwSignal::new(dom::address());
    // Another list may be pasted over this one's address, which loads nothing anew.
    StoredValue::new_local(history::on_step(move || here.set(dom::address())));
    let brought = memo(move || here.with(|here| lists.iter().any(|list| !shared(list.kind, here).is_empty())));
    let new = memo(move || {
        lists.map(|list| {
            let mut ids = here.with(|here| shared(list.kind, here));
            list.entries.with_untracked(|entries| ids.retain(|id| !entries.iter().any(|entry| entry.id == *id)));
            ids
        })
    });
    let count = memo(move || new.with(|new| new.iter().map(Vec::len).sum::<usize>()));
    let close = move || {
        // The button that had the focus goes, and the offer is not made again.
        dom::focus_heading();
        address.note(&Route::Shortlist.path(), true);
        here.set(String::new());
    };
    let add = move |()| {
        let (new, count) = (new.get_untracked(), count.get_untracked());
        close();
        task::spawn(async move {
            let locale = i18n.locale_now();
            let mut added = 0;
            for (list, ids) in lists.into_iter().zip(new) {
                for hit in list.look_up(ids).await.unwrap_or_default() {
                    let entry = Entry::new(list.kind, hit.id, &hit.title.text, hit.payload);
                    match entry.keep() {
                        Ok(()) => added += 1,
                        Err(refused) => {
                            list.refuse(locale, refused);
                            break;
                        }
                    }
                }
                list.found.try_set(None);
                list.look();
                list.ask();
            }
            let mut words = fill(text(locale, Key::ShortlistAdded), &[("count", &whole(locale, added))]);
            if added < count {
                words
                    .push_str(&fill(text(locale, Key::ShortlistNotFound), &[("count", &whole(locale, count - added))]));
            }
            toasts.show(ToastTone::Info, words);
        });
    };
    let words = move || {
        let locale = i18n.locale();
        let count = count.get();
        let key = plural(locale, count as u64, Key::ShortlistOfferOne, Key::ShortlistOfferOther);
        if count == 0 {
            text(locale, Key::ShortlistOfferNone).to_owned()
        } else {
            fill(key, &[("count", &whole(locale, count))])
        }
    };
    move || {
        brought.get().then(|| {
            view! {
                <Notice>
                    <p>{live(words)}</p>
                    <div class="row">
                        {live(move || (count.get() > 0)
                            .then(|| {
                                view! {
                                    <Button size=ButtonSize::Small variant=ButtonVariant::Primary on_press=Callback::new(add)>
                                        {i18n.text(Key::ShortlistOfferAdd)}
                                    </Button>
                                }
                            }))}
                        <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_press=Callback::new(move |()| close())>
                            {live(move || i18n.t(if count.get() > 0 { Key::ShortlistOfferLeave } else { Key::CommonClose }))}
                        </Button>
                    </div>
                </Notice>
            }
            .into_any()
        })
    }
}
