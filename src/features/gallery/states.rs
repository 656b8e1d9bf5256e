//! A screen that has nothing to show yet, nothing at all, or something that went wrong.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{Button, ButtonVariant, EmptyState, ErrorPanel, SkeletonRows, live};

pub(super) fn draw(_: Side) -> AnyView {
    let tries = RwSignal::new(0_u32);
    view! {
        <Specimen title="Loading">
            <SkeletonRows rows=2 label="Memuat lowongan" />
        </Specimen>
        <Specimen title="Empty">
            <EmptyState
                title="Tidak ada lowongan yang lolos semua saringan"
                text="Yang paling banyak menyingkirkan: bayaran ≥ Rp 30 jt (41 dari 44)."
            >
                <Button variant=ButtonVariant::Primary>"Turunkan ke Rp 15 jt, tampil 12"</Button>
                <Button>"Sertakan 9 tanpa bayaran"</Button>
            </EmptyState>
        </Specimen>
        <Specimen title="Error">
            <ErrorPanel
                title="Server tidak menjawab"
                text="Tulisan Anda tersimpan di perangkat ini. Kami coba lagi dalam 20 detik."
                retry_label="Coba sekarang"
                on_retry=Callback::new(move |()| tries.update(|tries| *tries += 1))
                details_label="Rincian"
                details="503 GET /v1/jobs · permintaan 01J9-7Q"
            />
            <p class="xs quiet">{live(move || format!("Dicoba {} kali", tries.get()))}</p>
        </Specimen>
    }
    .into_any()
}
