//! Bringing in: choosing a file, looking at what is in it, taking what is wanted as one step that can be undone.

use std::collections::BTreeSet;

use lepas_exchange::{Note, Proposal, State, apply};
use leptos::prelude::*;

use super::read::{Reading, read};
use crate::{
    features::studio::form::use_form,
    i18n::{self, Key},
    platform::{dom, files, random, task, timers, ui_dom},
    state::{
        locale::I18n,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Badge, Button, ButtonVariant, Checkbox, Notice, Tone},
};

/// Where an import is.
#[derive(Clone, PartialEq)]
enum Step {
    Nothing,
    Reading,
    Refused(String),
    Found(Box<Reading>),
}

/// Choosing a file and what follows from it.
#[component]
pub(super) fn Bring() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let step = RwSignal::new(Step::Nothing);
    let input = NodeRef::<leptos::html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        input.set_value("");
        step.set(Step::Reading);
        task::spawn(async move {
            let locale = i18n.locale_now();
            let answer = match files::bytes(&file).await {
                Ok(bytes) => read(&file.name(), &bytes, &dom::origin(), locale).await,
                Err(_) => Err(i18n::text(locale, Key::StudioBringUnreadable).to_owned()),
            };
            let next = match answer {
                Ok(mut reading) => {
                    form.studio.document.with_untracked(|document| reading.found.compare(document));
                    Step::Found(Box::new(reading))
                }
                Err(reason) => Step::Refused(reason),
            };
            let _ = step.try_set(next);
        });
    };
    let open = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    let busy = Signal::derive(move || step.with(|step| *step == Step::Reading));
    let done = Callback::new(move |()| step.set(Step::Nothing));
    let below = move || match step.get() {
        Step::Nothing | Step::Reading => ().into_any(),
        Step::Refused(reason) => view! {
            <Notice tone=Tone::Danger urgent=true title=i18n.label(Key::StudioBringRefused)>
                <p>{reason}</p>
            </Notice>
        }
        .into_any(),
        Step::Found(reading) => view! { <Choose reading=*reading on_done=done /> }.into_any(),
    };
    view! {
        <p>{move || i18n.t(Key::StudioBringText)}</p>
        <p class="soft sm">{move || i18n.t(Key::StudioBringPrivate)}</p>
        <p>
            <Button variant=ButtonVariant::Primary icon="upload" busy=busy on_press=open>
                {move || i18n.t(Key::StudioBringChoose)}
            </Button>
            <input
                type="file"
                class="vh"
                name="import"
                tabindex="-1"
                aria-label=move || i18n.t(Key::StudioBringChoose)
                accept=".zip,.json,.pdf,application/zip,application/json,application/pdf"
                node_ref=input
                on:change=chosen
            />
        </p>
        {below}
    }
    .into_any()
}

/// The words of a section of proposals.
fn section_name(i18n: I18n, section: &str) -> &'static str {
    i18n.t(match section {
        "basics" => Key::StudioSectionBasics,
        "work" => Key::StudioBringWork,
        "education" => Key::StudioBringEducation,
        "certificates" => Key::StudioBringCertificates,
        "skills" => Key::StudioSectionSkills,
        "languages" => Key::StudioSectionLanguages,
        "projects" => Key::StudioBringProjects,
        "volunteer" => Key::StudioBringVolunteer,
        "awards" => Key::StudioBringAwards,
        "publications" => Key::StudioBringPublications,
        "interests" => Key::StudioBringInterests,
        "references" => Key::StudioBringReferences,
        _ => Key::StudioBringProfiles,
    })
}

/// `file, row 3`, as it stands beside a proposal or a note.
fn origin_of(i18n: I18n, file: &str, row: u32) -> String {
    match row {
        0 => file.to_owned(),
        row => i18n.fill(Key::StudioBringRow, &[("file", file), ("row", &row.to_string())]),
    }
}

/// What was found, with a box for each piece.
#[component]
fn Choose(reading: Reading, on_done: Callback<()>) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let toasts = use_toasts();
    let proposals = StoredValue::new(reading.found.proposals);
    let first: BTreeSet<usize> = proposals.with_value(|proposals| {
        let new =
            proposals.iter().enumerate().filter(|(_, proposal)| proposal.state == State::New && !reading.is_draft);
        new.map(|(at, _)| at).collect()
    });
    let wanted = RwSignal::new(first);
    let count = Memo::new(move |_| wanted.with(BTreeSet::len));
    let name = reading.file;
    let taken = name.clone();
    let finish = move |document| {
        // Each import is a step of its own, however quickly one follows the other.
        form.studio.edit(&format!("/import/{}", random::id()), |held| *held = document);
        let text = i18n::fill(form.say(Key::StudioBringDone), &[("file", &taken)]);
        toasts.show(ToastTone::Success, text);
        on_done.run(());
        timers::after(60, || ui_dom::focus_by_id("studio-bring")).detach();
    };
    let finish = StoredValue::new(finish);
    let take = Callback::new(move |()| {
        let document = form.studio.document.get_untracked();
        let applied = proposals.with_value(|proposals| {
            let chosen = wanted.get_untracked();
            apply(&document, chosen.iter().filter_map(|at| proposals.get(*at)))
        });
        if let Some(document) = applied {
            finish.with_value(|finish| finish(document));
        }
    });
    let whole = StoredValue::new(reading.whole);
    let replace = whole.with_value(Option::is_some).then(|| {
        let replace = Callback::new(move |()| {
            if let Some(document) = whole.get_value() {
                finish.with_value(|finish| finish(document));
            }
        });
        view! {
            <Button on_press=replace>{move || i18n.t(Key::StudioBringReplace)}</Button>
        }
    });
    let sections = proposals.with_value(|proposals| {
        let mut names: Vec<&'static str> = Vec::new();
        for proposal in proposals {
            if !names.contains(&proposal.section) {
                names.push(proposal.section);
            }
        }
        names
    });
    let groups = sections.into_iter().map(|section| group(i18n, section, proposals, wanted)).collect_view();
    let found = proposals.with_value(Vec::len);
    let lost = reading.found.notes.iter().filter(|note| !note.problem.is_harmless()).count();
    let summary = move || {
        i18n.fill(Key::StudioBringFound, &[("file", &name), ("found", &found.to_string()), ("lost", &lost.to_string())])
    };
    view! {
        <div class="stack lp-move__found" data-gap="4">
            <p role="status"><b>{summary}</b></p>
            {reading.is_draft.then(|| view! { <p>{move || i18n.t(Key::StudioBringDraft)}</p> })}
            {notes(i18n, reading.found.notes)}
            {groups}
            <p class="row" data-gap="1">
                <Button
                    variant=ButtonVariant::Primary
                    disabled=Signal::derive(move || count.get() == 0)
                    on_press=take
                >
                    {move || i18n.fill(Key::StudioBringTake, &[("count", &count.get().to_string())])}
                </Button>
                {replace}
                <Button variant=ButtonVariant::Quiet on_press=on_done>{move || i18n.t(Key::StudioCancel)}</Button>
            </p>
        </div>
    }
    .into_any()
}

fn group(
    i18n: I18n,
    section: &'static str,
    proposals: StoredValue<Vec<Proposal>>,
    wanted: RwSignal<BTreeSet<usize>>,
) -> AnyView {
    let rows = proposals.with_value(|proposals| {
        let own = proposals.iter().enumerate().filter(|(_, proposal)| proposal.section == section);
        own.map(|(at, proposal)| row(i18n, at, proposal, wanted)).collect_view()
    });
    view! {
        <fieldset class="lp-move__group">
            <legend class="lp-h">{move || section_name(i18n, section)}</legend>
            <ul>{rows}</ul>
        </fieldset>
    }
    .into_any()
}

fn row(i18n: I18n, at: usize, proposal: &Proposal, wanted: RwSignal<BTreeSet<usize>>) -> AnyView {
    let (tone, word) = match proposal.state {
        State::New => (Tone::Success, Key::StudioChangeAdded),
        State::Replaces => (Tone::Warning, Key::StudioBringReplaces),
        State::Same => (Tone::Neutral, Key::StudioBringSame),
        State::Full => (Tone::Danger, Key::StudioBringFull),
    };
    let is_full = proposal.state == State::Full;
    let title = proposal.title();
    let (file, line) = (proposal.file.clone(), proposal.row);
    let place = MaybeProp::derive(move || Some(origin_of(i18n, &file, line)));
    let lines: Vec<String> = proposal
        .lines()
        .into_iter()
        .filter(|(name, text)| name != "id" && !title.contains(text.as_str()))
        .map(|(_, text)| text)
        .collect();
    let checked = Signal::derive(move || wanted.with(|wanted| wanted.contains(&at)));
    let change = Callback::new(move |on: bool| {
        wanted.update(|wanted| {
            if on {
                wanted.insert(at);
            } else {
                wanted.remove(&at);
            }
        });
    });
    let more = (!lines.is_empty()).then(|| view! { <p class="sm soft lp-move__more">{lines.join(" · ")}</p> });
    view! {
        <li>
            <Checkbox
                label=Signal::derive(move || title.clone())
                note=place
                checked=checked
                disabled=is_full
                on_change=change
            />
            <Badge tone=tone>{move || i18n.t(word)}</Badge>
            {more}
        </li>
    }
    .into_any()
}

/// What could not be read, by file and row.
fn notes(i18n: I18n, notes: Vec<Note>) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let notes = StoredValue::new(notes);
    let lines = move || {
        let locale = i18n.locale();
        notes.with_value(|notes| {
            let line = |note: &Note| {
                let column = (!note.column.is_empty()).then(|| format!(" · {}", note.column));
                let place = origin_of(i18n, &note.file, note.row);
                view! {
                    <li>
                        <b>{place} {column}</b>
                        ": "
                        {note.problem.message(locale)}
                    </li>
                }
            };
            notes.iter().map(line).collect_view()
        })
    };
    let view = view! {
        <Notice tone=Tone::Warning title=i18n.label(Key::StudioBringNotes)>
            <ul class="lp-move__notes">{lines}</ul>
        </Notice>
    };
    Some(view.into_any())
}
