//! A score as a bar and as a receipt that adds up.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{RankBar, RankPart, RankSlot, Receipt, ReceiptLine, TierGlyph};

/// Slot, name, reason, points and maximum. Nothing is known about the second one.
const PARTS: [(RankSlot, &str, &str, f64, f64); 5] = [
    (RankSlot::Skill, "Keahlian", "3 dari 3 keahlian utama; Dieline dan Branding terkait", 37.2, 40.0),
    (RankSlot::Pay, "Bayaran", "tidak disebut, jadi tidak dinilai", 0.0, 25.0),
    (RankSlot::Overlap, "Jam bersama", "8 jam, jam kerja Anda 09–17 WIB", 15.0, 15.0),
    (RankSlot::Fresh, "Kebaruan", "tayang 2 jam lalu", 9.8, 10.0),
    (RankSlot::Trust, "Fakta klien", "11 kali merekrut, membalas ± 5 jam", 5.0, 10.0),
];

pub(super) fn draw(_: Side) -> AnyView {
    let parts: Vec<RankPart> = PARTS
        .map(|(slot, _, _, points, maximum)| RankPart { slot, points, maximum, judged: slot != RankSlot::Pay })
        .into();
    let lines: Vec<ReceiptLine> = PARTS
        .map(|(slot, name, reason, points, maximum)| ReceiptLine {
            slot: Some(slot),
            name: name.into(),
            reason: reason.into(),
            points: format!("{points:.1}").replace('.', ","),
            maximum: Some(format!("{maximum}")),
        })
        .into();
    view! {
        <Specimen title="Row">
            <div class="row">
                <TierGlyph petals=3_u8 label="Pas" />
                <span class="push lp-job__num num">"67,0"</span>
            </div>
            <RankBar parts=parts label="67,0 dari 100: keahlian 37,2, bayaran tidak disebut, jam bersama 15,0, kebaruan 9,8, fakta klien 5,0" />
        </Specimen>
        <Specimen title="Receipt">
            <Receipt
                title="Nota peringkat #1 dari 128"
                aside="Tidak ada peringkat berbayar"
                caption="Bagian nilai"
                lines=lines
                total_label="Jumlah, dan inilah angka yang mengurutkan daftar"
                total="67,0 / 100"
            >
                <p>"Lolos saringan: boleh jarak jauh, bayaran ≥ Rp 5 jt."</p>
            </Receipt>
        </Specimen>
    }
    .into_any()
}
