//! Words and signs that say how something stands.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{
    Avatar, AvatarSize, Badge, Button, ButtonSize, Chip, ChipRow, Count, FactDot, FactSource, Notice, Tag, TierGlyph,
    Tone,
};

pub(super) fn draw(_: Side) -> AnyView {
    let hybrid = RwSignal::new(false);
    view! {
        <Specimen title="Chips, tags, badges, counts">
            <ChipRow label="Saringan">
                <Chip label="Jarak jauh" removal="hapus" on_press=|()| () />
                <Chip label="Campuran" pressed=hybrid on_press=move |()| hybrid.update(|on| *on = !*on) />
                <Chip label="Keahlian" icon="plus" on_press=|()| () />
            </ChipRow>
            <p class="row" data-gap="1">
                <Tag label="Desain kemasan" hit=true />
                <Tag label="Dieline" />
                <Badge>"menunggu"</Badge>
                <Badge tone=Tone::Success>"lunas"</Badge>
                <Badge tone=Tone::Warning>"habis hari ini"</Badge>
                <Badge tone=Tone::Danger>"gagal terkirim"</Badge>
                <Badge tone=Tone::Info>"berubah"</Badge>
                <Badge tone=Tone::Accent>"2 baru"</Badge>
                <Count value=3_u32 meaning="belum dibaca" />
                <Count value=1_u32 meaning="gagal terkirim" bad=true />
                <Count value=128_u32 meaning="belum dibaca" />
            </p>
        </Specimen>
        <Specimen title="Facts and tiers">
            <p class="row">
                <FactDot source=FactSource::Stated>"Rp 12–18 jt"</FactDot>
                <FactDot source=FactSource::Estimated word="perkiraan">"± Rp 6,5 jt"</FactDot>
                <FactDot source=FactSource::Unknown>"Bayaran tidak disebut"</FactDot>
            </p>
            <p class="row">
                <TierGlyph petals=4_u8 label="Kuat" />
                <TierGlyph petals=3_u8 label="Pas" />
                <TierGlyph petals=2_u8 label="Menantang" />
            </p>
        </Specimen>
        <Specimen title="People are round, organisations square">
            <p class="row" data-gap="1">
                <Avatar name="Sari Kemasan" size=AvatarSize::Huge />
                <Avatar name="Bayu Gambar" size=AvatarSize::Large />
                <Avatar name="Wulan Naskah" />
                <Avatar name="Gilang Peta" size=AvatarSize::Small />
                <Avatar name="Kopi Contoh" organisation=true />
                <Avatar name="Nordlicht Beispiel" organisation=true />
                <Avatar name="Lepas" image=Some("/icons/logo-mark.svg".to_owned()) organisation=true />
            </p>
        </Specimen>
        <Specimen title="Notices">
            <Notice tone=Tone::Info title="2 saran, diperiksa di perangkat ini">
                <p>"Sebut satu hasil yang bisa diukur."</p>
            </Notice>
            <Notice tone=Tone::Success title="Terbit. 31 KB, tanpa skrip." />
            <Notice tone=Tone::Warning title="Luring sejak 08.52. 3 hal menunggu." />
            <Notice tone=Tone::Danger title="Gagal terkirim. Lampiran melebihi 25 MB.">
                <p class="row" data-gap="1">
                    <Button size=ButtonSize::Small>"Kirim ulang"</Button>
                    <Button size=ButtonSize::Small>"Sunting"</Button>
                </p>
            </Notice>
        </Specimen>
    }
    .into_any()
}
