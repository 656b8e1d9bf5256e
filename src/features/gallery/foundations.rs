//! What everything else is made of: roles of colour, sizes of type, the icons, the logo.

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{Icon, Logo};

const ROLES: [(&str, &str); 11] = [
    ("page", "Page"),
    ("surface", "Surface"),
    ("raised", "Raised"),
    ("sunken", "Sunken"),
    ("primary", "Primary"),
    ("primary-soft", "Primary soft"),
    ("accent", "Accent"),
    ("band", "Band"),
    ("success", "Success"),
    ("warning", "Warning"),
    ("danger", "Danger"),
];

pub(super) fn draw(_: Side) -> AnyView {
    let roles = ROLES.map(|(role, name)| view! { <li data-role=role>{name}</li> }).collect_view();
    let icons = include_str!("../../../style/icons.txt")
        .lines()
        .filter(|name| !name.is_empty())
        .map(|name| view! { <span title=name><Icon name=name /></span> })
        .collect_view();
    view! {
        <Specimen title="Colour roles">
            <ul class="lp-roles">{roles}</ul>
        </Specimen>
        <Specimen title="Type">
            <p class="lp-t4">"Kerja lepas"</p>
            <p class="lp-t3">"Tampil seperti diri sendiri"</p>
            <p class="lp-t2">"Sistem visual dan 14 label"</p>
            <p>"Rupiah dan dolar sejajar: " <span class="num">"Rp 12.000.000"</span> " · " <span class="num">"US$ 1.111,00"</span></p>
            <p class="sm soft">"Kecil, sekunder. Fakta, sel tabel, bantuan."</p>
            <p class="xs quiet">"Sangat kecil, pelan. Cap waktu dan hitungan."</p>
            <p>"Cari " <mark>"kemasan"</mark> ", tekan " <kbd>"/"</kbd> ", atau ikuti " <a href="#foundations">"tautan ini"</a> "."</p>
        </Specimen>
        <Specimen title="Icons and logo">
            <p class="lp-icons">{icons}</p>
            <p>
                <Logo href="/" label="Lepas" />
            </p>
        </Specimen>
    }
    .into_any()
}
