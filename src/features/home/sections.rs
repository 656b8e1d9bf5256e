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
                        <b>{i18n.text(title)}</b>
                        <span class="soft">{maker}</span>
                    </figcaption>
                </figure>
            }
        })
        .collect_view();
    view! {
        <section class="lp-land" aria-labelledby="home-works">
            <h2 id="home-works">{i18n.text(Key::HomeLookTitle)}</h2>
            <p class="lp-land__lead">{i18n.text(Key::HomeLookLead)}</p>
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
                <h2 id="home-offline">{i18n.text(Key::HomeOfflineTitle)}</h2>
                <p class="lp-land__lead">{i18n.text(Key::HomeOfflineLead)}</p>
            </div>
            <ol class="lp-thread lp-thread--demo" aria-label=i18n.label(Key::HomeOfflineDemoLabel)>
                <li class="lp-msg" data-own="">
                    <div class="lp-msg__b"><p>{i18n.text(Key::HomeOfflineDemoFirst)}</p></div>
                    <p class="lp-msg__s"><Icon name="check-check" /><span>{i18n.text(Key::HomeOfflineDemoRead)}</span></p>
                </li>
                <li class="lp-msg" data-own="" data-state="waiting">
                    <div class="lp-msg__b"><p>{i18n.text(Key::HomeOfflineDemoSecond)}</p></div>
                    <p class="lp-msg__s"><Icon name="clock" /><span>{i18n.text(Key::HomeOfflineDemoWaiting)}</span></p>
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
                    <h3>{i18n.text(title)}</h3>
                    <p>{i18n.text(text)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="lp-land" aria-labelledby="home-nots">
            <h2 id="home-nots">{i18n.text(Key::HomeNotTitle)}</h2>
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
                <nav aria-label=i18n.label(Key::NavFooter)>
                    <a href=Route::Jobs.path()>{i18n.text(Key::NavJobs)}</a>
                    <a href=Route::Talent.path()>{i18n.text(Key::NavTalent)}</a>
                    <a href=Route::Settings.path()>{i18n.text(Key::NavSettings)}</a>
                </nav>
                <p class="sm">{i18n.text(Key::HomeFootLanguage)}</p>
            </div>
        </footer>
    }
}
