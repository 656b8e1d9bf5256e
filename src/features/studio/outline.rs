//! The list of sections beside the form, with what is still missing.

use leptos::prelude::*;

use super::{
    checks::{Progress, Section, Target, progress},
    form::use_form,
};
use crate::{i18n::Key, ui::Icon};

/// The words of a section.
fn title(section: Section) -> Key {
    match section {
        Section::Basics => Key::StudioSectionBasics,
        Section::Summary => Key::StudioSectionSummary,
        Section::Skills => Key::StudioSectionSkills,
        Section::Rate => Key::StudioSectionRate,
        Section::Hours => Key::StudioSectionHours,
        Section::Languages => Key::StudioSectionLanguages,
        Section::Place => Key::StudioSectionPlace,
        Section::Contact => Key::StudioSectionContact,
        Section::Look => Key::StudioSectionLook,
    }
}

/// The outline with the short guide under it.
#[component]
pub(super) fn Outline() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let current = RwSignal::new(Section::Basics);
    let states = Memo::new(move |_| {
        let broken = form.broken();
        form.studio.document.with(|document| Section::ALL.map(|section| progress(document, section, &broken)))
    });
    let done = Memo::new(move |_| states.get().iter().filter(|state| **state == Progress::Done).count());
    let next = Memo::new(move |_| {
        let states = states.get();
        Section::ALL.into_iter().zip(states).find(|(_, state)| *state != Progress::Done).map(|(section, _)| section)
    });
    let lead = move |section: Section| {
        current.set(section);
        form.go(&Target::Profile(section.id()));
    };
    let items = Section::ALL
        .into_iter()
        .enumerate()
        .map(|(at, section)| {
            let state = move || states.get().get(at).copied().unwrap_or(Progress::Empty);
            let (icon, word) = (
                Signal::derive(move || match state() {
                    Progress::Done => "check",
                    Progress::Begun => "circle-dashed",
                    Progress::Empty => "minus",
                    Progress::Wrong => "circle-alert",
                }),
                move || {
                    i18n.t(match state() {
                        Progress::Done => Key::StudioProgressDone,
                        Progress::Begun => Key::StudioProgressBegun,
                        Progress::Empty => Key::StudioProgressEmpty,
                        Progress::Wrong => Key::StudioProgressWrong,
                    })
                },
            );
            view! {
                <li>
                    <a
                        href=format!("#{}", section.id())
                        aria-current=move || (current.get() == section).then_some("true")
                        on:click=move |event| {
                            event.prevent_default();
                            lead(section);
                        }
                    >
                        <Icon name=icon />
                        {move || i18n.t(title(section))}
                        <span class="vh">", " {word}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let total = Section::ALL.len();
    let count =
        move || i18n.fill(Key::StudioGuideCount, &[("done", &done.get().to_string()), ("total", &total.to_string())]);
    view! {
        <nav class="lp-outline" aria-label=move || i18n.t(Key::StudioOutline)>
            <ol>{items}</ol>
            <section class="lp-guide" aria-labelledby="studio-guide">
                <h2 class="lp-h" id="studio-guide">
                    {move || i18n.t(if next.get().is_some() { Key::StudioGuideTitle } else { Key::StudioGuideDone })}
                </h2>
                <progress class="lp-progress" max=total prop:value=move || done.get() as f64 aria-label=count></progress>
                <p class="sm soft">
                    {count} " "
                    {move || {
                        next.get()
                            .map(|section| {
                                view! {
                                    {i18n.t(Key::StudioGuideNext)}
                                    " "
                                    <button class="lp-more" type="button" on:click=move |_| lead(section)>
                                        {i18n.t(title(section))}
                                    </button>
                                }
                            })
                    }}
                </p>
            </section>
        </nav>
    }
    .into_any()
}
