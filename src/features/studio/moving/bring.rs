//! Bringing a profile in: a file is read on this device, and a person chooses what of it to take.
//!
//! Owns the choice. Taking is one edit of the document, so that one step back undoes all of it. Reading is `read`'s.

use lepas_api::profile::ProfileDocument;
use lepas_exchange::{Note, Proposal, State, apply};
use leptos::{html, prelude::*};

use super::read::{Failure, Reading, read};
use crate::{
    features::studio::{
        checks::Section,
        form::{Form, use_form},
        outline, sections,
        store::wall_clock,
    },
    i18n::Key,
    platform::{dom, files, task, timers, ui_dom},
    state::locale::I18n,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, Icon, Notice, Tone, live, memo},
};

/// The heading of what was found, which gets the focus.
const FOUND: &str = "studio-bring-found";

/// What is on screen below the button.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Idle,
    /// Reading this file.
    Reading(String),
    /// What it says.
    Read(StoredValue<Reading>),
    /// Taken; how many pieces, or all of it.
    Taken(Option<u64>),
    /// Nothing was read: the file and the reason.
    Failed(String, Failure),
}

/// What every piece of the page needs.
#[derive(Clone, Copy)]
struct Bring {
    form: Form,
    step: RwSignal<Step>,
    /// Which proposals are ticked, by position.
    chosen: RwSignal<Vec<bool>>,
    /// Why nothing was taken.
    refused: RwSignal<Option<Key>>,
}

impl Bring {
    /// Reads a file and shows what it says.
    fn open(self, file: web_sys::File) {
        let name = file.name();
        self.refused.set(None);
        self.step.set(Step::Reading(name.clone()));
        task::spawn(async move {
            let reading = match files::bytes(&file).await {
                Ok(bytes) => read(&name, &bytes, &dom::origin()).await,
                Err(_) => Err(Failure::Refused),
            };
            let step = match reading {
                Ok(mut reading) => {
                    let _ = self.form.studio.document.try_with_untracked(|document| reading.found.compare(document));
                    let ticked = |proposal: &Proposal| proposal.state == State::New && !reading.guessed;
                    let _ = self.chosen.try_set(reading.found.proposals.iter().map(ticked).collect());
                    // The page may have been left: then nobody owns what would be stored.
                    if self.step.try_get_untracked().is_none() {
                        return;
                    }
                    Step::Read(StoredValue::new(reading))
                }
                Err(failure) => Step::Failed(name, failure),
            };
            let found = matches!(step, Step::Read(_));
            let _ = self.step.try_set(step);
            if found {
                timers::after(60, || ui_dom::focus_by_id(FOUND)).detach();
            }
        });
    }

    /// One edit for everything that was chosen.
    fn take(self, reading: StoredValue<Reading>) {
        let chosen = self.chosen.get_untracked();
        let count = chosen.iter().filter(|ticked| **ticked).count();
        if count == 0 {
            return self.refused.set(Some(Key::StudioBringPick));
        }
        let document = self.form.studio.document.with_untracked(|document| {
            reading.with_value(|reading| {
                let ticked = |at: usize| chosen.get(at).copied().unwrap_or(false);
                let pieces = reading.found.proposals.iter().enumerate();
                apply(document, pieces.filter(|(at, _)| ticked(*at)).map(|(_, proposal)| proposal))
            })
        });
        self.finish(document, Some(count as u64));
    }

    /// The file instead of the draft.
    fn replace(self, reading: StoredValue<Reading>) {
        let whole = reading.with_value(|reading| reading.whole.clone());
        self.finish(whole, None);
    }

    fn finish(self, document: Option<ProfileDocument>, count: Option<u64>) {
        let Some(document) = document else { return self.refused.set(Some(Key::StudioBringBroken)) };
        // A name of its own, so that no other edit becomes one step with it.
        self.form.studio.edit(&format!("import {}", wall_clock()), |held| *held = document);
        self.close(Step::Taken(count));
    }

    fn close(self, step: Step) {
        self.refused.set(None);
        self.step.set(step);
        ui_dom::focus_by_id("studio-bring");
    }
}

/// The button, and what came of it.
pub(super) fn view() -> AnyView {
    let form = use_form();
    let i18n = form.i18n;
    let bring = Bring {
        form,
        step: RwSignal::new(Step::Idle),
        chosen: RwSignal::new(Vec::new()),
        refused: RwSignal::new(None),
    };
    let input = NodeRef::<html::Input>::new();
    let choose = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        bring.open(file);
        // The same file can be chosen again after it was changed.
        input.set_value("");
    };
    let step = bring.step;
    let busy = Signal::derive(move || matches!(step.get(), Step::Reading(_)));
    let words = move || match step.get() {
        Step::Reading(file) => i18n.fill(Key::StudioBringBusy, &[("file", &file)]),
        Step::Taken(None) => i18n.t(Key::StudioBringReplaced).to_owned(),
        Step::Taken(Some(count)) => i18n.plural(count, Key::StudioBringDoneOne, Key::StudioBringDoneOther),
        _ => String::new(),
    };
    let below = move || match step.get() {
        Step::Failed(file, failure) => {
            view! { <Notice tone=Tone::Danger urgent=true title=failure.words(i18n.locale(), &file) /> }.into_any()
        }
        Step::Read(reading) => found(bring, reading),
        _ => ().into_any(),
    };
    view! {
        <p class="row" data-gap="2">
            <Button icon="upload" busy=busy on_press=choose>
                {i18n.text(Key::StudioBringChoose)}
            </Button>
            <input
                type="file"
                accept=".zip,.json,.pdf,application/zip,application/json,application/pdf"
                hidden
                tabindex="-1"
                aria-hidden="true"
                data-testid="import-file"
                node_ref=input
                on:change=chosen
            />
        </p>
        <p class="sm" role="status">{live(words)}</p>
        {live(below)}
    }
    .into_any()
}

/// What a file says, by section, with a box for each piece.
fn found(bring: Bring, reading: StoredValue<Reading>) -> AnyView {
    let i18n = bring.form.i18n;
    let (proposals, notes, whole, guessed) = reading.with_value(|reading| {
        let Reading { found, whole, guessed } = reading.clone();
        (found.proposals, found.notes, whole.is_some(), guessed)
    });
    let total = proposals.len() as u64;
    let open: Vec<bool> =
        proposals.iter().map(|proposal| matches!(proposal.state, State::New | State::Replaces)).collect();
    let all = Callback::new(move |ticked: bool| {
        bring.chosen.set(open.iter().map(|open| *open && ticked).collect());
    });
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for (at, proposal) in proposals.into_iter().enumerate() {
        let section = proposal.section;
        let row = row(bring, at, proposal);
        match groups.iter_mut().find(|(held, _)| *held == section) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((section, vec![row])),
        }
    }
    let groups = groups.into_iter().map(|(section, rows)| {
        view! {
            <fieldset class="lp-bring__group">
                <legend class="lp-h">{i18n.text(outline::title(section_of(section)))}</legend>
                {rows}
            </fieldset>
        }
        .into_any()
    });
    view! {
        <div class="stack" data-gap="4">
            <h3 class="lp-h" id=FOUND tabindex="-1">
                {live(move || i18n.plural(total, Key::StudioBringFoundOne, Key::StudioBringFoundOther))}
            </h3>
            {guessed.then(|| view! { <p class="sm soft">{i18n.text(Key::StudioBringGuess)}</p> })}
            {(total > 0).then(|| {
                [(true, Key::StudioBringAll), (false, Key::StudioBringNone)]
                    .map(|(ticked, key)| {
                        view! {
                            <Button
                                size=ButtonSize::Small
                                variant=ButtonVariant::Quiet
                                on_press=Callback::new(move |()| all.run(ticked))
                            >
                                {i18n.text(key)}
                            </Button>
                        }
                    })
                    .collect_view()
            })}
            {groups.collect_view()}
            {notes_list(i18n, notes)}
            {actions(bring, reading, total > 0, whole)}
        </div>
    }
    .into_any()
}

/// One piece: the box, what it says, where it stands and how it stands to the draft.
fn row(bring: Bring, at: usize, proposal: Proposal) -> AnyView {
    let i18n = bring.form.i18n;
    let state = match proposal.state {
        State::New => Key::StudioBringNew,
        State::Replaces => Key::StudioBringReplaces,
        State::Same => Key::StudioBringSame,
        State::Full => Key::StudioBringFull,
    };
    let disabled = matches!(proposal.state, State::Same | State::Full);
    let section = section_of(proposal.section);
    let (title, lines) = (proposal.title(), proposal.lines());
    let (member, file, line) = (proposal.member, proposal.file, proposal.row);
    let label = Signal::derive(move || match basic(&member) {
        Some(key) => [i18n.t(key), ": ", &title].concat(),
        None => title.clone(),
    });
    let note = move || {
        let said = lines.iter().map(|(member, value)| [i18n.t(sections::label(section, member)), ": ", value].concat());
        let place = place(i18n, &file, line);
        Some(said.chain([place]).collect::<Vec<_>>().join(" · "))
    };
    view! {
        <Checkbox
            label=label
            checked=memo(move || bring.chosen.with(|chosen| chosen.get(at).copied().unwrap_or(false)))
            on_change=Callback::new(move |ticked| {
                bring.chosen.update(|chosen| chosen.iter_mut().skip(at).take(1).for_each(|held| *held = ticked));
            })
            count=MaybeProp::derive(move || Some(i18n.t(state).to_owned()))
            note=MaybeProp::derive(note)
            disabled=disabled
        />
    }
    .into_any()
}

/// The file and the row, as a spreadsheet numbers it.
fn place(i18n: I18n, file: &str, row: u32) -> String {
    match row {
        0 => file.to_owned(),
        row => i18n.fill(Key::StudioBringRow, &[("file", file), ("row", &row.to_string())]),
    }
}

/// What could not be taken, by file and row. Open when something was lost that could have been taken.
fn notes_list(i18n: I18n, notes: Vec<Note>) -> Option<AnyView> {
    let count = notes.len();
    let lost = notes.iter().any(|note| !note.problem.is_harmless());
    let lines = notes.into_iter().map(move |note| {
        let icon = if note.problem.is_harmless() { "info" } else { "triangle-alert" };
        let place = move || {
            let place = place(i18n, &note.file, note.row);
            if note.column.is_empty() { place } else { [&place, ", ", &note.column].concat() }
        };
        view! {
            <li data-s=if icon == "info" { "ok" } else { "warn" }>
                <Icon name=icon />
                <span>
                    <b>{live(place)}</b>
                    <br />
                    <span class="soft">{live(move || note.problem.message(i18n.locale()))}</span>
                </span>
            </li>
        }
        .into_any()
    });
    (count > 0).then(|| {
        view! {
            <details class="lp-guide" open=lost>
                <summary class="lp-h">
                    {live(move || i18n.fill(Key::StudioBringNotes, &[("count", &count.to_string())]))}
                </summary>
                <ul class="lp-checks">{lines.collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

/// Taking the chosen pieces, taking the file instead of the draft, or neither.
fn actions(bring: Bring, reading: StoredValue<Reading>, some: bool, whole: bool) -> AnyView {
    let i18n = bring.form.i18n;
    let count = memo(move || bring.chosen.with(|chosen| chosen.iter().filter(|ticked| **ticked).count()));
    let add = Callback::new(move |()| bring.take(reading));
    let replace = Callback::new(move |()| bring.replace(reading));
    let drop = Callback::new(move |()| bring.close(Step::Idle));
    view! {
        {live(move || {
            bring.refused.get().map(|key| view! { <Notice tone=Tone::Warning urgent=true title=i18n.t(key) /> })
        })}
        {whole.then(|| view! { <p class="sm soft">{i18n.text(Key::StudioBringWholeHelp)}</p> })}
        <p class="row" data-gap="2">
            {some
                .then(|| {
                    view! {
                        <Button variant=ButtonVariant::Primary on_press=add>
                            {live(move || {
                                i18n.plural(count.get() as u64, Key::StudioBringAddOne, Key::StudioBringAddOther)
                            })}
                        </Button>
                    }
                })}
            {whole
                .then(|| view! { <Button on_press=replace>{i18n.text(Key::StudioBringWhole)}</Button> })}
            <Button variant=ButtonVariant::Quiet on_press=drop>
                {i18n.text(Key::StudioBringDrop)}
            </Button>
        </p>
    }
    .into_any()
}

/// The section of the form in which a list of the document stands.
fn section_of(name: &str) -> Section {
    let owns =
        |section: &Section| sections::list(*section).is_some_and(|(path, _)| path.rsplit('/').next() == Some(name));
    match name {
        "skills" => Section::Skills,
        "languages" => Section::Languages,
        _ => Section::ALL.into_iter().find(owns).unwrap_or(Section::Basics),
    }
}

/// What a field of the basics is called; nothing for an entry.
fn basic(member: &str) -> Option<Key> {
    Some(match member {
        "" => return None,
        "label" => Key::StudioHeadline,
        "summary" => Key::StudioSummary,
        "email" => Key::StudioEmail,
        "phone" => Key::StudioPhone,
        "url" => Key::StudioSite,
        "image" => Key::StudioPictureChoose,
        "location" => Key::StudioSectionPlace,
        _ => Key::StudioName,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_an_import_stands_under_its_own_heading() {
        let names = [
            "work",
            "education",
            "certificates",
            "skills",
            "languages",
            "projects",
            "volunteer",
            "awards",
            "publications",
            "interests",
            "references",
            "profiles",
        ];
        let mut found: Vec<Section> = names.into_iter().map(section_of).collect();
        assert!(!found.contains(&Section::Basics));
        found.dedup();
        assert_eq!(found.len(), names.len());
        assert_eq!(section_of("basics"), Section::Basics);
    }
}
