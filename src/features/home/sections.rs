//! The sections below the band.

use leptos::prelude::*;

use crate::{
    i18n::Key,
    routes::Route,
    state::locale::use_i18n,
    ui::{Icon, Logo},
};

/// Drawn examples of works: picture, title, invented maker.
const WORKS: [(&str, Key, &str); 4] = [
    ("/art/kopi.svg", Key::HomeWorkCoffee, "Sari Kemasan"),
    ("/art/map.svg", Key::HomeWorkMap, "Gilang Peta"),
    ("/art/buku.svg", Key::HomeWorkBook, "Wulan Naskah"),
    ("/art/poster.svg", Key::HomeWorkPoster, "Bayu Gambar"),
];

/// How pages can look.
#[component]
pub(super) fn Works() -> impl IntoView {
    let i18n = use_i18n();
    let works = WORKS
        .into_iter()
        .map(|(picture, title, maker)| {
            view! {
                <figure class="lp-work">
                    <img src=picture alt="" width="640" height="480" loading="lazy" />
                    <figcaption>
                        <b>{move || i18n.t(title)}</b>
                        <span class="soft">{maker}</span>
                    </figcaption>
                </figure>
            }
        })
        .collect_view();
    view! {
        <section class="lp-land" aria-labelledby="home-works">
            <h2 id="home-works">{move || i18n.t(Key::HomeLookTitle)}</h2>
            <p class="lp-land__lead">{move || i18n.t(Key::HomeLookLead)}</p>
            <div class="lp-land__works">{works}</div>
        </section>
    }
}

/// What happens without a network, with two example messages.
#[component]
pub(super) fn Offline() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="lp-land lp-land--split" aria-labelledby="home-offline">
            <div>
                <h2 id="home-offline">{move || i18n.t(Key::HomeOfflineTitle)}</h2>
                <p class="lp-land__lead">{move || i18n.t(Key::HomeOfflineLead)}</p>
            </div>
            <ol class="lp-thread lp-thread--demo" aria-label=move || i18n.t(Key::HomeOfflineDemoLabel)>
                <li class="lp-msg" data-own="">
                    <div class="lp-msg__b"><p>{move || i18n.t(Key::HomeOfflineDemoFirst)}</p></div>
                    <p class="lp-msg__s"><Icon name="check-check" /><span>{move || i18n.t(Key::HomeOfflineDemoRead)}</span></p>
                </li>
                <li class="lp-msg" data-own="" data-state="waiting">
                    <div class="lp-msg__b"><p>{move || i18n.t(Key::HomeOfflineDemoSecond)}</p></div>
                    <p class="lp-msg__s"><Icon name="clock" /><span>{move || i18n.t(Key::HomeOfflineDemoWaiting)}</span></p>
                </li>
            </ol>
        </section>
    }
}

/// What Lepas does not do.
#[component]
pub(super) fn Nots() -> impl IntoView {
    let i18n = use_i18n();
    let nots = [
        (Key::HomeNotRank, Key::HomeNotRankText),
        (Key::HomeNotMoney, Key::HomeNotMoneyText),
        (Key::HomeNotWatch, Key::HomeNotWatchText),
        (Key::HomeNotGuess, Key::HomeNotGuessText),
    ];
    let items = nots
        .into_iter()
        .map(|(title, text)| {
            view! {
                <li>
                    <h3>{move || i18n.t(title)}</h3>
                    <p>{move || i18n.t(text)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="lp-land" aria-labelledby="home-nots">
            <h2 id="home-nots">{move || i18n.t(Key::HomeNotTitle)}</h2>
            <ul class="lp-nots">{items}</ul>
        </section>
    }
}

/// The foot of the page.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <footer class="lp-foot">
            <div class="lp-foot__in">
                <Logo href=Route::Home.path() label=i18n.label(Key::NavHome) />
                <nav aria-label=move || i18n.t(Key::NavFooter)>
                    <a href=Route::Jobs.path()>{move || i18n.t(Key::NavJobs)}</a>
                    <a href=Route::Talent.path()>{move || i18n.t(Key::NavTalent)}</a>
                    <a href=Route::Settings.path()>{move || i18n.t(Key::NavSettings)}</a>
                </nav>
                <p class="sm">{move || i18n.t(Key::HomeFootLanguage)}</p>
            </div>
        </footer>
    }
}
