//! Buttons in every variant and state, and what they open.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{
    Button, ButtonSize, ButtonVariant, Dialog, IconButton, LinkButton, Menu, MenuItem, ToastItem, ToastRegion, Tone,
    live,
};

pub(super) fn draw(side: Side) -> AnyView {
    let saved = RwSignal::new(false);
    let marked = RwSignal::new(true);
    let toggle = Callback::new(move |()| saved.update(|saved| *saved = !*saved));
    let toggle_mark = Callback::new(move |()| marked.update(|marked| *marked = !*marked));
    view! {
        <Specimen title="Variants">
            <p class="row" data-gap="1">
                <Button variant=ButtonVariant::Primary>"Terbitkan"</Button>
                <Button>"Pratinjau"</Button>
                <Button variant=ButtonVariant::Accent>"Buat halaman saya"</Button>
                <Button variant=ButtonVariant::Quiet>"Hapus semua saringan"</Button>
                <Button variant=ButtonVariant::Danger>"Buang"</Button>
                <Button variant=ButtonVariant::DangerFill>"Hapus selamanya"</Button>
            </p>
        </Specimen>
        <Specimen title="Sizes, icons, states">
            <p class="row" data-gap="1">
                <Button size=ButtonSize::Small icon="sliders-horizontal">"Saring"</Button>
                <Button variant=ButtonVariant::Primary size=ButtonSize::Large>"Simpan perubahan dan lanjutkan"</Button>
                <Button variant=ButtonVariant::Primary busy=true>"Mengirim"</Button>
                <Button disabled=true>"Kedaluwarsa"</Button>
                <Button icon="bookmark" pressed=saved on_press=toggle>
                    {live(move || if saved.get() { "Tersimpan" } else { "Simpan" })}
                </Button>
                <LinkButton href="#actions" icon="arrow-up-right">"Buka halaman publik"</LinkButton>
            </p>
            <p class="row" data-gap="1">
                <IconButton icon="bookmark" label="Simpan lowongan" pressed=Signal::derive(move || Some(marked.get())) on_press=toggle_mark />
                <IconButton icon="arrow-left" label="Kembali" />
                <IconButton icon="x" label="Tutup" disabled=true />
            </p>
        </Specimen>
        <Specimen title="Menu">
            <Menus />
        </Specimen>
        <Specimen title="Dialog and toast">
            <Floating side=side />
        </Specimen>
    }
    .into_any()
}

#[component]
fn Menus() -> impl IntoView {
    let picked = RwSignal::new(String::from("—"));
    let items = vec![
        MenuItem { value: "reply".into(), label: "Balas".into(), icon: Some("reply"), ..MenuItem::default() },
        MenuItem { value: "copy".into(), label: "Salin teks".into(), icon: Some("copy"), ..MenuItem::default() },
        MenuItem { value: "edit".into(), label: "Sunting (terlambat)".into(), disabled: true, ..MenuItem::default() },
        MenuItem {
            value: "report".into(),
            label: "Laporkan".into(),
            icon: Some("flag"),
            danger: true,
            disabled: false,
        },
    ];
    let pick = Callback::new(move |value| picked.set(value));
    view! {
        <div class="row">
            <Menu label="Tindakan pesan" items=items.clone() on_pick=pick />
            <Menu label="Lainnya" label_hidden=true items=items on_pick=pick />
            <span class="sm quiet">{live(move || picked.get())}</span>
        </div>
    }
}

#[component]
fn Floating(side: Side) -> impl IntoView {
    let open = RwSignal::new(false);
    let toasts = RwSignal::new(Vec::<ToastItem>::new());
    let next = RwSignal::new(1_u64);
    let show = move |tone: Tone, text: &str, action: Option<&str>| {
        let id = next.get_untracked();
        next.set(id + 1);
        let item = ToastItem { id, tone, text: text.to_owned(), action: action.map(str::to_owned) };
        toasts.update(|toasts| toasts.push(item));
    };
    let remove = Callback::new(move |id| toasts.update(|toasts| toasts.retain(|toast| toast.id != id)));
    let close = Callback::new(move |()| open.set(false));
    let title = format!("Buang pesan ini? ({})", side.name());
    view! {
        <p class="row" data-gap="1">
            <Button on_press=Callback::new(move |()| open.set(true))>"Buka dialog"</Button>
            <Button on_press=Callback::new(move |()| show(Tone::Neutral, "Lowongan disembunyikan.", Some("Urungkan")))>
                "Toast dengan urungkan"
            </Button>
            <Button on_press=Callback::new(move |()| show(Tone::Danger, "Gagal terkirim. Lampiran melebihi 25 MB.", None))>
                "Toast gagal"
            </Button>
        </p>
        <Dialog open=open on_close=close title=title close_label="Tutup">
            <p class="soft">"Pesan ini belum pernah terkirim. Berkasnya tetap di ponsel Anda."</p>
            <div class="lp-dialog__actions">
                <Button on_press=close>"Biarkan"</Button>
                <Button variant=ButtonVariant::DangerFill on_press=close>"Buang pesan"</Button>
            </div>
        </Dialog>
        <ToastRegion label=format!("Pemberitahuan, {}", side.name()) close_label="Tutup" toasts=toasts on_action=remove on_dismiss=remove />
    }
}
