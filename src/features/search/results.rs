//! The list of results and everything that can stand in its place: loading, failure, nothing found.

use lepas_search::Loosened;
use leptos::prelude::*;

use super::{
    controller::Controller,
    labels,
    rank::whole,
    rows::{Drawn, Rows},
    state::SearchState,
    toolbar::filter_words,
    triage::Kept,
};
use crate::{
    i18n::{Key, fill, plural, text},
    platform::dom,
    state::{locale::use_i18n, search::SearchFailure},
    ui::{Button, ButtonVariant, EmptyState, ErrorPanel, Notice, SkeletonRows, heard, live, memo},
};

/// The list.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `row` | draws a result |
#[component]
pub(crate) fn Results(controller: Controller, row: Drawn) -> impl IntoView {
    let i18n = use_i18n();
    let phase = memo(move || {
        let failed = controller.failure.with(Option::is_some);
        let answered = controller.answer.with(|answer| answer.as_ref().map(|answer| (answer.total, answer.of)));
        match (failed, answered) {
            (true, _) => Phase::Failed,
            (_, Some((0, 0))) if controller.service().is_loading(controller.kind) => Phase::Loading,
            (_, Some((0, _))) => Phase::Nothing,
            (_, Some(_)) => Phase::Rows,
            (_, None) => Phase::Loading,
        }
    });
    let body = move || {
        match phase.get() {
        Phase::Failed => view! { <Failed controller=controller /> }.into_any(),
        Phase::Loading => {
            view! { <SkeletonRows rows=6 label=Signal::derive(move || text(i18n.locale(), Key::SearchLoading).to_owned()) /> }
                .into_any()
        }
        Phase::Nothing => view! { <Nothing controller=controller /> }.into_any(),
        Phase::Rows => view! { <Rows controller=controller row=row /> }.into_any(),
    }
    };
    view! {
        <Progress controller=controller />
        <Kept controller=controller />
        <Corrections controller=controller />
        {live(body)}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Loading,
    Failed,
    Nothing,
    Rows,
}

/// While the rest of the index streams in.
#[component]
fn Progress(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let (done, total) = controller.service().progress(controller.kind)?;
        (done > 0 && done < total).then(|| {
            let locale = i18n.locale();
            let values = [("done", whole(locale, done as usize)), ("total", whole(locale, total as usize))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            view! { <p class="xs quiet lp-progress-line">{fill(text(locale, Key::SearchProgress), &values)}</p> }
        })
    }
}

#[component]
fn Corrections(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let lines = memo(move || {
        controller.answer.with(|answer| {
            let Some(answer) = answer else { return Vec::new() };
            let locale = i18n.locale();
            let corrected = answer.corrections.iter().map(|correction| {
                fill(text(locale, Key::SearchCorrected), &[("from", &correction.from), ("to", &correction.to)])
            });
            let ignored = (!answer.ignored.is_empty())
                .then(|| fill(text(locale, Key::SearchIgnored), &[("words", &answer.ignored.join(", "))]));
            corrected.chain(ignored).collect()
        })
    });
    // The way back from a correction: the same search with its words as they are written.
    let as_written = move || {
        let corrected =
            controller.answer.with(|answer| answer.as_ref().is_some_and(|answer| !answer.corrections.is_empty()));
        corrected.then(|| {
            let written = SearchState { exact: true, ..controller.state.get() };
            let words = fill(text(i18n.locale(), Key::SearchCorrectedInstead), &[("words", written.text.trim())]);
            // The link is about to go, and the focus would go with it.
            let leave = |_| {
                dom::focus_heading();
            };
            view! {
                " "
                <a href=controller.address_of(&written) on:click=heard(leave)>
                    {words}
                </a>
            }
        })
    };
    move || {
        let words = lines.with(|lines| lines.join(" "));
        (!words.is_empty()).then(|| {
            view! {
                <Notice>
                    <span>{words} {live(as_written)}</span>
                </Notice>
            }
        })
    }
}

#[component]
fn Failed(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        let too_long = controller.failure.with(|failure| matches!(failure, Some(SearchFailure::Query(_))));
        text(i18n.locale(), if too_long { Key::SearchTooLong } else { Key::SearchFailedText }).to_owned()
    };
    view! {
        <ErrorPanel
            title=Signal::derive(move || text(i18n.locale(), Key::SearchFailedTitle).to_owned())
            text=Signal::derive(words)
            retry_label=Signal::derive(move || text(i18n.locale(), Key::CommonRetry).to_owned())
            on_retry=Callback::new(move |()| {
                controller.failure.set(None);
                controller.service().reload(controller.kind);
                controller.state.update(|_| {});
            })
        />
    }
}

/// Nothing found: the cause, and at most three ways out with their results.
#[component]
fn Nothing(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || {
        let (filtered, typed) = controller.state.with(|state| (state.active() > 0, !state.text.trim().is_empty()));
        let hidden = controller.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.hidden));
        let key = match (filtered, typed) {
            _ if hidden > 0 => Key::SearchHiddenAll,
            (true, _) => Key::SearchEmptyFilters,
            (false, true) => Key::SearchEmptyWords,
            (false, false) => Key::SearchEmptyNone,
        };
        text(i18n.locale(), key).to_owned()
    };
    let ways = move || {
        let found = controller.answer.with(|answer| answer.as_ref().map(|answer| ways_out(&answer.loosened)));
        found.filter(|found| !found.is_empty()).map(|found| {
            view! {
                <p>{text(i18n.locale(), Key::SearchEmptyHint)}</p>
                {found.into_iter().map(|way| view! { <Way controller=controller way=way /> }).collect_view()}
            }
        })
    };
    let clear = move || {
        let typed = controller.state.with(|state| !state.text.trim().is_empty());
        typed.then(|| {
            view! {
                <Button
                    variant=ButtonVariant::Quiet
                    on_press=Callback::new(move |()| controller.edit(|state| state.set_text(String::new())))
                >
                    {live(move || text(i18n.locale(), Key::SearchEmptyClearWords))}
                </Button>
            }
        })
    };
    view! {
        <EmptyState title=Signal::derive(title)>
            {live(ways)}
            {live(clear)}
        </EmptyState>
    }
}

/// What is worth loosening: the three that bring back most.
fn ways_out(loosened: &[Loosened]) -> Vec<Loosened> {
    loosened.iter().filter(|way| way.total > 0).take(3).cloned().collect()
}

#[component]
fn Way(controller: Controller, way: Loosened) -> impl IntoView {
    let locale = use_i18n().locale_now();
    let name = controller.state.with_untracked(|state| filter_words(locale, state, &way.name));
    let (one, other) = labels::count_keys(controller.kind);
    let count = fill(plural(locale, way.total as u64, one, other), &[("count", &whole(locale, way.total))]);
    let words = fill(text(locale, Key::SearchEmptyWithout), &[("filter", &format!("“{name}”")), ("count", &count)]);
    view! {
        <Button on_press=Callback::new(move |()| {
            // The button is about to go, and the focus would go with it.
            dom::focus_heading();
            controller.edit(|state| *state = state.without(&way.name));
        })>{words}</Button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_brings_something_back_is_offered() {
        let way = |name: &str, total| Loosened { name: name.into(), total };
        let loosened = [way("mode", 9), way("skill", 4), way("level", 2), way("country", 1), way("pay", 0)];
        assert_eq!(ways_out(&loosened), loosened[..3]);
        assert_eq!(ways_out(&loosened[4..]), []);
    }
}
