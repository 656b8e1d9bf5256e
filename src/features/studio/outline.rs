//! The list of sections beside the form, with what is still missing.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    checks::{Progress, Section, Target, progress},
    form::{Form, use_form},
    languages, paths,
};
use crate::{
    i18n::Key,
    ui::{Each, Icon, Menu, MenuItem, attr, heard, live, memo},
};

/// The words of a section.
pub(super) fn title(section: Section) -> Key {
    match section {
        Section::Basics => Key::StudioSectionBasics,
        Section::Summary => Key::StudioSectionSummary,
        Section::Skills => Key::StudioSectionSkills,
        Section::Rate => Key::StudioSectionRate,
        Section::Hours => Key::StudioSectionHours,
        Section::Languages => Key::StudioSectionLanguages,
        Section::Place => Key::StudioSectionPlace,
        Section::Contact => Key::StudioSectionContact,
        Section::Profiles => Key::StudioSectionProfiles,
        Section::Work => Key::StudioSectionWork,
        Section::Education => Key::StudioSectionEducation,
        Section::Certificates => Key::StudioSectionCertificates,
        Section::Projects => Key::StudioSectionProjects,
        Section::Volunteer => Key::StudioSectionVolunteer,
        Section::Awards => Key::StudioSectionAwards,
        Section::Publications => Key::StudioSectionPublications,
        Section::References => Key::StudioSectionReferences,
        Section::Interests => Key::StudioSectionInterests,
        Section::Roles => Key::StudioSectionRoles,
        Section::Look => Key::StudioSectionLook,
    }
}

/// Why clients look for a section, where there is more to say than that it is missing.
fn reason(section: Section) -> Option<Key> {
    Some(match section {
        Section::Basics => Key::StudioCheckHeadlineWhy,
        Section::Summary => Key::StudioCheckSummaryWhy,
        Section::Skills => Key::StudioCheckSkillWhy,
        Section::Rate => Key::StudioCheckRateWhy,
        Section::Hours => Key::StudioCheckHoursWhy,
        _ => return None,
    })
}

/// The sections on screen: all but those extras that nobody has asked for.
pub(super) fn shown(form: Form) -> Memo<Vec<Section>> {
    memo(move || {
        let added = form.added.get();
        form.studio.document.with(|document| {
            let is_there = |section: &Section| {
                !section.is_extra() || added.contains(section) || progress(document, *section, &[]) != Progress::Empty
            };
            Section::ALL.into_iter().filter(is_there).collect()
        })
    })
}

/// The button that offers the sections that are not on screen.
#[component]
fn AddSection(shown: Memo<Vec<Section>>) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let items = Signal::derive(move || {
        let absent = |section: &Section| shown.with(|shown| !shown.contains(section));
        let item = |section: Section| MenuItem {
            value: section.id().to_owned(),
            label: i18n.t(title(section)).to_owned(),
            ..MenuItem::default()
        };
        Section::ALL.into_iter().filter(absent).map(item).collect::<Vec<_>>()
    });
    let add = Callback::new(move |id: String| {
        if let Some(section) = Section::ALL.into_iter().find(|section| section.id() == id) {
            form.added.update(|added| added.push(section));
            form.go(&Target::Profile(section.id()));
        }
    });
    view! {
        <Show when=move || !items.with(Vec::is_empty)>
            <Menu label=i18n.label(Key::StudioAddSection) icon="plus" items=items on_pick=add />
        </Show>
    }
    .into_any()
}

/// The texts that the other language still lacks, each leading to its field.
#[component]
fn Missing() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let missing = memo(move || {
        let other = form.other_language.get()?;
        form.rested.track();
        Some(form.json.with_untracked(|json| languages::missing(json, other)))
    });
    let link = move |path: String| {
        let words = form.json.with_untracked(|json| paths::text(json, &path));
        let words: String = words.chars().take(48).collect();
        view! {
            <li>
                <button class="lp-more" type="button" on:click=heard(move |_| form.go_to_translation(&path))>{words}</button>
            </li>
        }
    };
    move || {
        let other = form.other_language.get()?;
        let count = missing.with(|missing| missing.as_ref().map_or(0, Vec::len));
        let language = languages::own_name(other);
        let title = i18n.fill(Key::StudioMissing, &[("count", &count.to_string()), ("language", language)]);
        Some(view! {
            <details class="lp-guide">
                <summary class="lp-h">{title}</summary>
                <ul class="sm">
                    <Each each=move || missing.get().unwrap_or_default() key=Clone::clone children=link />
                </ul>
            </details>
        })
    }
}

/// The outline with the short guide under it.
#[component]
pub(super) fn Outline() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let current = RwSignal::new(Section::Basics);
    // Until the studio is opened again: what is missing does not stop being missing.
    let hidden = RwSignal::new(false);
    let shown = shown(form);
    let states = memo(move || {
        let broken = form.broken();
        let shown = shown.get();
        form.studio.document.with(|document| {
            shown.into_iter().map(|section| (section, progress(document, section, &broken))).collect::<Vec<_>>()
        })
    });
    let asked = move || states.get().into_iter().filter(|(section, _)| !section.is_extra());
    let done = memo(move || asked().filter(|(_, state)| *state == Progress::Done).count());
    let total = memo(move || asked().count());
    let next = memo(move || asked().find(|(_, state)| *state != Progress::Done).map(|(section, _)| section));
    let lead = move |section: Section| {
        current.set(section);
        form.go(&Target::Profile(section.id()));
    };
    let item = move |section: Section| {
        let state = memo(move || {
            states.with(|states| states.iter().find(|(held, _)| *held == section).map(|(_, state)| *state))
        });
        let icon = memo(move || match state.get() {
            Some(Progress::Done) => "check",
            Some(Progress::Begun) => "circle-dashed",
            Some(Progress::Wrong) => "circle-alert",
            _ => "minus",
        });
        let word = move || {
            i18n.t(match state.get() {
                Some(Progress::Done) => Key::StudioProgressDone,
                Some(Progress::Begun) => Key::StudioProgressBegun,
                Some(Progress::Wrong) => Key::StudioProgressWrong,
                _ => Key::StudioProgressEmpty,
            })
        };
        view! {
            <li>
                <a
                    href=format!("#{}", section.id())
                    aria-current=attr(move || (current.get() == section).then_some("true"))
                    on:click=heard(move |event: MouseEvent| {
                        event.prevent_default();
                        lead(section);
                    })
                >
                    {live(move || view! { <Icon name=icon.get() /> })}
                    {i18n.text(title(section))}
                    <span class="vh">", " {live(word)}</span>
                </a>
            </li>
        }
    };
    let count = move || {
        let (done, total) = (done.get().to_string(), total.get().to_string());
        i18n.fill(Key::StudioGuideCount, &[("done", &done), ("total", &total)])
    };
    view! {
        <nav class="lp-outline" aria-label=i18n.label(Key::StudioOutline)>
            <ol>
                <Each each=move || shown.get() key=|section| *section children=item />
            </ol>
            <AddSection shown=shown />
            <Missing />
            <section class="lp-guide" hidden=attr(move || hidden.get()) aria-labelledby="studio-guide">
                <h2 class="lp-h" id="studio-guide">
                    {live(move || i18n.t(if next.get().is_some() { Key::StudioGuideTitle } else { Key::StudioGuideDone }))}
                </h2>
                <progress class="lp-progress" max=attr(move || total.get()) prop:value=attr(move || done.get() as f64) aria-label=attr(count)></progress>
                <p class="sm soft">
                    {live(count)} " "
                    {live(move || {
                        next.get()
                            .map(|section| {
                                view! {
                                    {i18n.t(Key::StudioGuideNext)}
                                    " "
                                    <button class="lp-more" type="button" on:click=heard(move |_| lead(section))>
                                        {i18n.t(title(section))}
                                    </button>
                                }
                            })
                    })}
                </p>
                {live(move || next.get().and_then(reason).map(|key| view! { <p class="sm quiet">{i18n.t(key)}</p> }))}
                <button class="lp-more sm" type="button" on:click=heard(move |_| hidden.set(true))>
                    {i18n.text(Key::StudioGuideHide)}
                </button>
            </section>
        </nav>
    }
    .into_any()
}
