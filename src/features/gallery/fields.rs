//! Text fields, selects and the combobox, with help, errors and limits.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{Chip, ChipRow, ComboOption, Combobox, Each, Select, SelectOption, TextField};

pub(super) fn draw(_: Side) -> AnyView {
    let headline = RwSignal::new(String::from("Desainer kemasan yang berteman dengan percetakan"));
    let amount = RwSignal::new(String::from("3,5 juta"));
    let summary = RwSignal::new(String::from("Sembilan tahun merancang kemasan makanan dan minuman."));
    let currency = RwSignal::new(String::from("IDR"));
    let fixed = RwSignal::new(String::from("Penawaran sudah diterima"));
    let currencies = vec![SelectOption::new("IDR", "Rupiah (Rp)"), SelectOption::new("USD", "Dolar Amerika (US$)")];
    view! {
        <Specimen title="Text">
            <TextField
                label="Satu kalimat tentang Anda"
                value=headline
                on_input=move |text| headline.set(text)
                help="Muncul di hasil pencarian, kartu, dan judul halaman."
                limit=90_usize
            />
            <TextField
                label="Proyek terkecil yang Anda terima"
                value=amount
                on_input=move |text| amount.set(text)
                prefix="Rp"
                input_mode="decimal"
                error="Tulis dengan angka, misalnya 3.500.000."
            />
            <TextField
                label="Ringkasan"
                value=summary
                on_input=move |text| summary.set(text)
                multiline=true
                optional="(boleh kosong)"
                limit=40_usize
            />
            <TextField label="Tidak bisa disunting sekarang" value=fixed on_input=move |text| fixed.set(text) disabled=true />
        </Specimen>
        <Specimen title="Select">
            <Select
                label="Mata uang"
                options=currencies
                value=currency
                on_change=move |value| currency.set(value)
                help="Mata uang asal selalu ditampilkan lebih dulu."
            />
        </Specimen>
        <Specimen title="Combobox with free text">
            <Skills />
        </Specimen>
    }
    .into_any()
}

const KNOWN: [(&str, u32); 6] = [
    ("Cetak fleksografi", 4),
    ("Desain kemasan", 128),
    ("Fleksografi prapracetak", 1),
    ("Ilustrasi", 61),
    ("JavaScript", 40),
    ("Pengembangan perangkat lunak sumber terbuka", 12),
];

#[component]
fn Skills() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(vec![String::from("Branding")]);
    let options = Signal::derive(move || {
        let wanted = typed.get().trim().to_lowercase();
        KNOWN
            .iter()
            .filter(|(name, _)| !wanted.is_empty() && name.to_lowercase().contains(&wanted))
            .map(|(name, count)| ComboOption {
                value: (*name).to_owned(),
                label: (*name).to_owned(),
                note: Some(format!("{count} lowongan")),
            })
            .collect::<Vec<_>>()
    });
    let add = move |skill: String| {
        typed.set(String::new());
        chosen.update(|chosen| {
            if !chosen.contains(&skill) {
                chosen.push(skill);
            }
        });
    };
    let remove = move |skill: &str| chosen.update(|chosen| chosen.retain(|other| other != skill));
    view! {
        <Combobox
            label="Tambah keahlian"
            list_label="Keahlian yang dikenal"
            value=typed
            on_input=move |text| typed.set(text)
            options=options
            on_pick=add
            free_text=true
            help="Coba “fleks”. Enter atau koma mengambil kata Anda sendiri."
        />
        <ChipRow label="Keahlian Anda">
            <Each
                each=move || chosen.get()
                key=Clone::clone
                children=move |skill: String| {
                    let name = skill.clone();
                    view! { <Chip label=skill removal="hapus" on_press=move |()| remove(&name) /> }
                }
            />
        </ChipRow>
    }
}
