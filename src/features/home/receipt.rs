//! An example of the receipt that every search result carries, labelled as one. Its numbers add up, as the real ones do.

use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::intl,
    state::locale::use_i18n,
    ui::{Badge, RankBar, RankPart, RankSlot, Swatch, live},
};

/// Part, points, most points.
const PARTS: [(RankSlot, Key, f64, f64); 2] =
    [(RankSlot::Skill, Key::HomeReceiptText, 78.4, 85.0), (RankSlot::Fresh, Key::HomeReceiptFresh, 12.2, 15.0)];

fn total() -> f64 {
    PARTS.iter().map(|(_, _, points, _)| points).sum()
}

/// The example.
#[component]
pub(super) fn ExampleReceipt() -> impl IntoView {
    let i18n = use_i18n();
    let number = move |value: f64| intl::number(i18n.locale(), value, 1);
    let of_hundred = move || i18n.fill(Key::HomeReceiptOf, &[("points", &number(total()))]);
    let lines = move || {
        PARTS
            .iter()
            .map(|&(slot, name, points, maximum)| {
                let maximum = intl::number(i18n.locale(), maximum, 0);
                view! {
                    <tr>
                        <th scope="row"><Swatch part=slot />{i18n.t(name)}</th>
                        <td></td>
                        <td class="num"><b>{number(points)}</b> <span class="quiet">" / " {maximum}</span></td>
                    </tr>
                }
            })
            .collect_view()
    };
    let parts = PARTS.map(|(slot, _, points, maximum)| RankPart { slot, points, maximum, judged: true }).to_vec();
    view! {
        <figure class="lp-hero__nota">
            <div class="lp-nota" role="group" aria-label=i18n.label(Key::HomeReceiptLabel)>
                <p class="row">
                    <Badge>{i18n.text(Key::HomeReceiptSample)}</Badge>
                    <span class="push lp-job__num num">{live(move || number(total()))}</span>
                </p>
                <h2 class="lp-hero__job">{i18n.text(Key::HomeReceiptJob)}</h2>
                <p class="sm soft">{i18n.text(Key::HomeReceiptJobFacts)}</p>
                {live(move || view! { <RankBar parts=parts.clone() label=of_hundred() /> })}
                <table>
                    <caption class="vh">{i18n.text(Key::HomeReceiptParts)}</caption>
                    <tbody>{live(lines)}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="2">{i18n.text(Key::HomeReceiptTotal)}</th>
                            <td class="num">{live(move || number(total()))} " / 100"</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            <figcaption>{i18n.text(Key::HomeReceiptCaption)}</figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_adds_up_and_stays_within_its_maxima() {
        assert!((total() - 90.6).abs() < 1e-9);
        assert!(PARTS.iter().all(|(_, _, points, maximum)| points <= maximum));
        assert!((PARTS.iter().map(|(.., maximum)| maximum).sum::<f64>() - 100.0).abs() < 1e-9);
    }
}
