//! Closing one's own posting: asked for once, then done for good.

use lepas_api::JobId;
use leptos::prelude::*;

use crate::{
    api::jobs,
    i18n::{Key, text},
    platform::task,
    routes::Route,
    state::{
        address::use_address,
        describe::describe,
        locale::use_i18n,
        toasts::{ToastTone, use_toasts},
        use_client,
    },
    ui::{Button, ButtonVariant, Dialog},
};

/// The button and what it asks, for the person who posted the job.
#[component]
pub(super) fn Close(job: JobId) -> impl IntoView {
    let i18n = use_i18n();
    let (address, toasts, client) = (use_address(), use_toasts(), StoredValue::new(use_client()));
    let (asks, busy) = (RwSignal::new(false), RwSignal::new(false));
    let close = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (job, client) = (job.clone(), client.get_value());
        task::spawn(async move {
            let closed = jobs::close(&client, &job).await;
            let locale = i18n.locale_now();
            busy.try_set(false);
            asks.try_set(false);
            match closed {
                Ok(()) => {
                    toasts.show(ToastTone::Success, text(locale, Key::JobClosed));
                    address.go(&Route::Jobs.path());
                }
                Err(error) => toasts.show(ToastTone::Danger, describe(locale, &error)),
            }
        });
    });
    view! {
        <Button variant=ButtonVariant::Danger on_press=Callback::new(move |()| asks.set(true))>
            {i18n.text(Key::JobClose)}
        </Button>
        <Dialog
            open=asks
            on_close=Callback::new(move |()| asks.set(false))
            title=i18n.label(Key::JobCloseTitle)
            close_label=i18n.label(Key::CommonClose)
        >
            <p>{i18n.text(Key::JobCloseText)}</p>
            <div class="lp-dialog__actions">
                <Button on_press=Callback::new(move |()| asks.set(false))>{i18n.text(Key::JobKeepOpen)}</Button>
                <Button variant=ButtonVariant::DangerFill busy=busy on_press=close>
                    {i18n.text(Key::JobClose)}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
