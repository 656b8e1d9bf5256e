//! Language, look and the facts of the account.

use lepas_api::{Locale, account::Me, path};
use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::task,
    routes::Route,
    state::{
        describe::describe,
        locale::use_i18n,
        preferences::use_preferences,
        session::use_session,
        theme::{self, use_theme},
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, LinkButton, Select, SelectOption, ThemeSwitch, live, memo},
};

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let person = memo(move || session.me());
    view! {
        <h1>{i18n.text(Key::SettingsTitle)}</h1>
        <div class="lp-setform">
            <section class="lp-set" aria-labelledby="settings-look">
                <div><h2 class="lp-h" id="settings-look">{i18n.text(Key::SettingsLook)}</h2></div>
                <Look />
            </section>
            <section class="lp-set" aria-labelledby="settings-account">
                <div><h2 class="lp-h" id="settings-account">{i18n.text(Key::SettingsAccount)}</h2></div>
                {live(move || match person.get() {
                    Some(me) => view! { <Account me=me /> }.into_any(),
                    None => view! { <Stranger /> }.into_any(),
                })}
            </section>
        </div>
    }
}

#[component]
fn Look() -> impl IntoView {
    let i18n = use_i18n();
    let scheme = use_theme();
    let preferences = use_preferences();
    // Languages are named in themselves, so that whoever landed in the wrong one finds the way out.
    let languages = vec![SelectOption::new("id", "Bahasa Indonesia"), SelectOption::new("en", "English")];
    view! {
        <div class="stack">
            <Select
                label=i18n.label(Key::SettingsLanguage)
                options=languages
                value=Signal::derive(move || i18n.locale().tag().to_owned())
                on_change=Callback::new(move |tag: String| preferences.choose_locale(Locale::from_tag(&tag).unwrap_or_default()))
                help=MaybeProp::derive(move || Some(i18n.t(Key::SettingsLanguageHelp).to_owned()))
            />
            <div class="lp-field">
                <span class="lp-field__label">{i18n.text(Key::ThemeLabel)}</span>
                <ThemeSwitch
                    label=i18n.label(Key::ThemeLabel)
                    system_label=i18n.label(Key::ThemeSystem)
                    light_label=i18n.label(Key::ThemeLight)
                    dark_label=i18n.label(Key::ThemeDark)
                    value=Signal::derive(move || theme::word(scheme.get()).to_owned())
                    on_select=Callback::new(move |word: String| preferences.choose_theme(theme::from_word(&word)))
                />
            </div>
        </div>
    }
}

#[component]
fn Account(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let sign_out = Callback::new(move |()| {
        busy.set(true);
        task::spawn(async move {
            if let Err(error) = session.sign_out().await {
                toasts.show(ToastTone::Danger, describe(i18n.locale_now(), &error));
            }
            let _ = busy.try_set(false);
        });
    });
    let page = path::page(&me.handle);
    let state = if me.published { Key::SettingsAccountPublished } else { Key::SettingsAccountUnpublished };
    let address = if me.published {
        let href = page.clone();
        view! { <a href=href rel="external">{page}</a> }.into_any()
    } else {
        view! { <span>{page}</span> }.into_any()
    };
    view! {
        <div class="stack">
            <dl class="lp-facts">
                <div><dt>{i18n.text(Key::SettingsAccountName)}</dt><dd>{me.name}</dd></div>
                <div><dt>{i18n.text(Key::SettingsAccountEmail)}</dt><dd>{me.email.as_str().to_owned()}</dd></div>
                <div><dt>{i18n.text(Key::SettingsAccountAddress)}</dt><dd>{address}</dd></div>
                <div><dt>{i18n.text(Key::SettingsAccountState)}</dt><dd>{i18n.text(state)}</dd></div>
            </dl>
            <p class="row"><Button icon="log-out" busy=busy on_press=sign_out>{i18n.text(Key::NavSignOut)}</Button></p>
        </div>
    }
}

#[component]
fn Stranger() -> impl IntoView {
    let i18n = use_i18n();
    let next = Some(Route::Settings.path());
    view! {
        <div class="stack">
            <p>{i18n.text(Key::SettingsAccountSignedOut)}</p>
            <p class="row">
                <LinkButton href=Route::SignIn { next: next.clone() }.path() icon="log-in">{i18n.text(Key::NavSignIn)}</LinkButton>
                <LinkButton href=Route::SignUp { next }.path()>{i18n.text(Key::NavSignUp)}</LinkButton>
            </p>
        </div>
    }
}
