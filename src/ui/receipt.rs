//! The receipt: named lines, reasons, points and a total that adds up. The numbers arrive as text, already rounded
//! so that they add up.

use leptos::prelude::*;

use super::follow::live;

use super::rank_bar::{RankSlot, Swatch};

/// One line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Its colour, when it is a part of a ranking.
    pub slot: Option<RankSlot>,
    /// What it is.
    pub name: String,
    /// Why it has this many points.
    pub reason: String,
    /// Points or amount.
    pub points: String,
    /// The most it could have been; shown after a slash.
    pub maximum: Option<String>,
}

/// A table that adds up.
///
/// | prop | meaning |
/// | --- | --- |
/// | `title`, `aside` | head of the receipt; a quiet remark opposite |
/// | `caption` | name of the table for assistive technology |
/// | `lines` | see [`ReceiptLine`] |
/// | `total_label`, `total` | the last line |
/// | children | what follows below: filters passed, one thing to change |
#[component]
pub fn Receipt(
    #[prop(optional, into)] title: MaybeProp<String>,
    #[prop(optional, into)] aside: MaybeProp<String>,
    #[prop(into)] caption: Signal<String>,
    #[prop(into)] lines: Signal<Vec<ReceiptLine>>,
    #[prop(into)] total_label: Signal<String>,
    #[prop(into)] total: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let head = move || {
        title.get().map(|title| {
            view! {
                <div class="row">
                    <h3>{title}</h3>
                    {aside.get().map(|aside| view! { <span class="push sm quiet">{aside}</span> })}
                </div>
            }
        })
    };
    view! {
        <div class="lp-nota">
            {live(head)}
            <table>
                <caption class="vh">{live(move || caption.get())}</caption>
                <tbody>{live(move || lines.get().into_iter().map(line).collect_view())}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">
                            {live(move || total_label.get())}
                        </th>
                        <td class="num">{live(move || total.get())}</td>
                    </tr>
                </tfoot>
            </table>
            {children.map(|children| view! { <div class="lp-nota__foot">{children()}</div> })}
        </div>
    }
}

/// The reason stands twice: in its own cell, and under the name where the receipt is narrow. One of them is hidden.
fn line(line: ReceiptLine) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                {line.slot.map(|slot| view! { <Swatch part=slot /> })} {line.name} <small>{line.reason.clone()}</small>
            </th>
            <td>{line.reason}</td>
            <td class="num">
                <b>{line.points}</b>
                {line.maximum.map(|maximum| view! { <span class="quiet">" / " {maximum}</span> })}
            </td>
        </tr>
    }
}
