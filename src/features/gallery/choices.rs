//! Everything that is chosen rather than typed.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{
    CheckRow, Checkbox, FactDot, FactSource, Histogram, LanguageChoice, LanguageSwitch, Radio, RangePair, RankSlot,
    Segment, Segmented, Slider, Swatch, Switch, Tab, TabPanel, Tabs, ThemeSwitch, live,
};

pub(super) fn draw(side: Side) -> AnyView {
    view! {
        <Specimen title="Checks, radios, switches">
            <Marks side=side />
        </Specimen>
        <Specimen title="Range, histogram, weight">
            <Ranges />
        </Specimen>
        <Specimen title="Tabs and segments">
            <Rows side=side />
        </Specimen>
    }
    .into_any()
}

#[component]
fn Marks(side: Side) -> impl IntoView {
    let remote = RwSignal::new(true);
    let onsite = RwSignal::new(false);
    let unknown = RwSignal::new(true);
    let quiet = RwSignal::new(true);
    let who = RwSignal::new(String::from("all"));
    let group = format!("who-{}", side.name());
    let select = Callback::new(move |value| who.set(value));
    view! {
        <Checkbox label="Jarak jauh" checked=remote on_change=move |on| remote.set(on) count="84" />
        <Checkbox
            label="Di tempat"
            checked=onsite
            on_change=move |on| onsite.set(on)
            count="13"
            note="Termasuk dua hari di kantor setiap minggu"
        />
        <CheckRow checked=unknown on_change=move |on| unknown.set(on) count="34">
            <FactDot source=FactSource::Unknown>"Tidak disebut"</FactDot>
        </CheckRow>
        <Radio label="Semua orang" name=group.clone() value="all" selected=who on_select=select />
        <Radio
            label="Hanya yang punya tautan"
            name=group
            value="link"
            selected=who
            on_select=select
            note="Mesin pencari tidak menampilkannya"
        />
        <Switch label="Jam tenang, pemberitahuan ditahan sampai pagi" checked=quiet on_change=move |on| quiet.set(on) />
    }
}

/// The scale of the sample range in millions of rupiah.
const SCALE: f64 = 60.0;

#[component]
fn Ranges() -> impl IntoView {
    let low = RwSignal::new(10.0);
    let high = RwSignal::new(40.0);
    let weight = RwSignal::new(15_u32);
    let bars = vec![4, 9, 17, 28, 38, 34, 25, 19, 13, 9, 6, 1];
    let count = bars.len();
    // Which of the bars lies inside the range.
    let inside = Signal::derive(move || {
        let bar = |value: f64| (value / SCALE * count as f64).round() as usize;
        (bar(low.get()), bar(high.get()))
    });
    let change = move |(from, to)| {
        low.set(from);
        high.set(to);
    };
    view! {
        <div>
            <Histogram bars=bars inside=inside />
            <RangePair
                minimum=0.0
                maximum=SCALE
                step=1.0
                low=low
                high=high
                low_label="Bayaran paling sedikit"
                high_label="Bayaran paling banyak"
                spoken=|value: f64| format!("{value} juta rupiah")
                on_change=change
            />
            <p class="sm num">{live(move || format!("Rp {} jt – Rp {} jt", low.get(), high.get()))}</p>
        </div>
        <Slider value=weight on_change=move |value| weight.set(value)>
            <Swatch part=RankSlot::Overlap />
            "Jam bersama"
        </Slider>
    }
}

#[component]
fn Rows(side: Side) -> impl IntoView {
    let group = match side {
        Side::Light => "gallery-light",
        Side::Dark => "gallery-dark",
    };
    let tab = RwSignal::new(String::from("profile"));
    let view_as = RwSignal::new(String::from("board"));
    let theme = RwSignal::new(String::from("system"));
    let language = RwSignal::new(String::from("id"));
    let tabs: Vec<Tab> = [("profile", "Profil"), ("portfolio", "Portofolio"), ("services", "Layanan dan tarif")]
        .map(|(value, label)| Tab { value: value.into(), label: label.into() })
        .into();
    let segments: Vec<Segment> = [("board", "Papan", "square-kanban"), ("table", "Tabel", "table-properties")]
        .map(|(value, label, icon)| Segment { value: value.into(), label: label.into(), icon: Some(icon) })
        .into();
    let languages = vec![
        LanguageChoice { tag: "id", short: "ID", name: "Bahasa Indonesia" },
        LanguageChoice { tag: "en", short: "EN", name: "English" },
    ];
    view! {
        <Tabs group=group label="Bagian" tabs=tabs selected=tab on_select=move |value| tab.set(value) />
        <TabPanel group=group value="profile" selected=tab>
            <p class="sm">"Panah kiri dan kanan berpindah tab."</p>
        </TabPanel>
        <TabPanel group=group value="portfolio" selected=tab>
            <p class="sm">"Delapan karya."</p>
        </TabPanel>
        <TabPanel group=group value="services" selected=tab>
            <p class="sm">"Tiga layanan, satu tanpa harga."</p>
        </TabPanel>
        <p class="row">
            <Segmented label="Tampilan" segments=segments value=view_as on_select=move |value| view_as.set(value) />
            <LanguageSwitch label="Bahasa" choices=languages value=language on_select=move |value| language.set(value) />
        </p>
        <p class="row">
            <ThemeSwitch
                label="Tema"
                system_label="Ikut perangkat"
                light_label="Terang"
                dark_label="Gelap"
                value=theme
                on_select=move |value| theme.set(value)
            />
        </p>
    }
}
