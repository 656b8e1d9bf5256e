//! The top bar, and the bottom bar of phones.
//!
//! Owns the ways between the four rooms of the app and the small states beside them: unread messages, network, language,
//! account.

use lepas_api::Locale;
use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::{intl, task},
    routes::Route,
    state::{
        address::use_address,
        connectivity::use_connectivity,
        describe::describe,
        locale::use_i18n,
        preferences::use_preferences,
        session::{SessionState, use_session},
        toasts::{ToastTone, use_toasts},
    },
    ui::{
        Avatar, AvatarSize, Count, Icon, LanguageChoice, LanguageSwitch, LinkButton, Logo, Menu, MenuItem, attr, live,
        memo,
    },
};

/// One way of the bars: address, word, icon.
fn ways() -> [(Route, Key, &'static str); 4] {
    [
        (Route::Jobs, Key::NavJobs, "briefcase"),
        (Route::Talent, Key::NavTalent, "users"),
        (Route::Studio, Key::NavStudio, "pen-tool"),
        (Route::Messages, Key::NavMessages, "message-square"),
    ]
}

/// Whether a route belongs to the room that a way leads to.
fn is_inside(route: Option<&Route>, way: &Route) -> bool {
    let room = match route {
        Some(Route::Job(_) | Route::NewJob) => &Route::Jobs,
        Some(Route::StudioSection(_)) => &Route::Studio,
        Some(Route::Conversation(_)) => &Route::Messages,
        Some(other) => other,
        None => return false,
    };
    room == way
}

/// The links of both bars.
#[component]
fn Ways(route: Memo<Option<Route>>, #[prop(optional)] icons: bool) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let connectivity = use_connectivity();
    let unread = memo(move || session.unread());
    // A message that could not be sent outweighs any number of unread ones, on every page.
    let failed = memo(move || connectivity.failed());
    let shown = memo(move || if failed.get() > 0 { failed.get() } else { unread.get() });
    ways()
        .into_iter()
        .map(|(way, word, icon)| {
            let path = way.path();
            let counts = way == Route::Messages;
            let current = move || is_inside(route.get().as_ref(), &way).then_some("page");
            let badge = move || {
                // Read after the number.
                let meaning =
                    i18n.label(if failed.get() > 0 { Key::MessagesFailedMark } else { Key::MessagesUnreadMark });
                let bad = Signal::derive(move || failed.get() > 0);
                (counts && shown.get() > 0).then(|| view! { <Count value=shown meaning=meaning bad=bad /> })
            };
            view! {
                <a href=path aria-current=attr(current)>
                    {icons.then(|| view! { <Icon name=icon /> })}
                    {i18n.text(word)}
                    {live(badge)}
                </a>
            }
        })
        .collect_view()
}

/// The bottom bar of phones.
#[component]
pub(super) fn TabBar(route: Memo<Option<Route>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="lp-tabbar" aria-label=i18n.label(Key::NavBottom)>
            <Ways route=route icons=true />
        </nav>
    }
}

/// The top bar.
#[component]
pub(super) fn TopBar(route: Memo<Option<Route>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="lp-top">
            <div class="lp-top__in">
                <Logo href=Route::Home.path() label=i18n.label(Key::NavHome) />
                <nav class="lp-nav" aria-label=i18n.label(Key::NavMain)>
                    <Ways route=route />
                </nav>
                <div class="lp-top__end">
                    <Sync />
                    <Language />
                    <Account />
                </div>
            </div>
        </header>
    }
}

/// Network and what waits to be sent.
#[component]
fn Sync() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let connectivity = use_connectivity();
    let off = memo(move || connectivity.offline_since());
    let icon = memo(move || {
        if off.get().is_some() {
            "wifi-off"
        } else if connectivity.waiting() > 0 {
            "hourglass"
        } else {
            "cloud-check"
        }
    });
    let words = move || {
        let waiting = connectivity.waiting();
        let mut words = match off.get() {
            Some(since) => i18n.fill(Key::SyncOffline, &[("time", &intl::time(i18n.locale(), since))]),
            None if waiting == 0 => i18n.t(Key::SyncSaved).to_owned(),
            None => String::new(),
        };
        if waiting > 0 {
            if !words.is_empty() {
                words.push_str(" · ");
            }
            words.push_str(&i18n.plural(u64::from(waiting), Key::SyncWaitingOne, Key::SyncWaitingOther));
        }
        words
    };
    // For strangers nothing is kept, so only the loss of the network is worth a word.
    let shown = memo(move || session.is_signed_in() || off.get().is_some());
    move || {
        shown.get().then(|| {
            view! {
                <span class="lp-sync" role="status" data-kind=attr(move || off.get().map(|_| "off"))>
                    {live(move || view! { <Icon name=icon.get() /> })}
                    <span>{words}</span>
                </span>
            }
        })
    }
}

/// The language switch.
#[component]
fn Language() -> impl IntoView {
    let i18n = use_i18n();
    let preferences = use_preferences();
    let choices = vec![
        LanguageChoice { tag: "id", short: "ID", name: "Bahasa Indonesia" },
        LanguageChoice { tag: "en", short: "EN", name: "English" },
    ];
    view! {
        <LanguageSwitch
            label=i18n.label(Key::NavLanguage)
            choices=choices
            value=Signal::derive(move || i18n.locale().tag().to_owned())
            on_select=Callback::new(move |tag: String| preferences.choose_locale(Locale::from_tag(&tag).unwrap_or_default()))
        />
    }
}

/// The account menu, or the way to sign in.
#[component]
fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let person = memo(move || session.me().map(|me| (me.name, me.avatar)));
    let known = memo(move || session.state() != SessionState::Loading);
    move || match person.get() {
        Some((name, avatar)) => view! { <AccountMenu name=name avatar=avatar /> }.into_any(),
        None if known.get() => {
            view! { <LinkButton href=Route::SignIn { next: None }.path()>{i18n.text(Key::NavSignIn)}</LinkButton> }
                .into_any()
        }
        None => ().into_any(),
    }
}

#[component]
fn AccountMenu(name: String, avatar: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = use_toasts();
    let address = use_address();
    let items = Signal::derive(move || {
        vec![
            item("settings", i18n.t(Key::NavSettings), "settings"),
            item("sign-out", i18n.t(Key::NavSignOut), "log-out"),
        ]
    });
    let pick = move |choice: String| {
        if choice == "settings" {
            address.go(&Route::Settings.path());
            return;
        }
        task::spawn(async move {
            match session.sign_out().await {
                Ok(()) => address.go(&Route::Home.path()),
                Err(error) => toasts.show(ToastTone::Danger, describe(i18n.locale_now(), &error)),
            }
        });
    };
    let label = {
        let name = name.clone();
        Signal::derive(move || i18n.fill(Key::NavAccount, &[("name", &name)]))
    };
    view! {
        <Avatar name=name image=avatar size=AvatarSize::Small />
        <Menu label=label items=items on_pick=Callback::new(pick) icon="chevron-down" label_hidden=true align_end=true />
    }
}

fn item(value: &str, label: &str, icon: &'static str) -> MenuItem {
    MenuItem { value: value.to_owned(), label: label.to_owned(), icon: Some(icon), danger: false, disabled: false }
}
