//! Bringing a profile in: a file is read on this device, and a person chooses what of it to take.
//!
//! Owns the choice. Taking is one edit of the document, so that one step back undoes all of it. Reading is `read`'s.

use std::sync::Arc;

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
    i18n::{self, Key},
    platform::{dom, files, task, timers, ui_dom},
    state::locale::I18n,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, Icon, Notice, Tone, live},
};

/// The heading of what was found, which gets the focus.
const FOUND: &str = "studio-bring-found";

/// What every piece of the page needs. Plain types that the studio has signals of already.
#[derive(Clone, Copy)]
struct Bring {
    form: Form,
    /// What is said.
    words: RwSignal<String>,
    /// Why nothing was read or taken.
    failure: RwSignal<Option<String>>,
    /// A file is being read.
    busy: RwSignal<bool>,
    /// What the file says is on screen.
    shown: RwSignal<bool>,
    held: StoredValue<Option<Arc<Reading>>>,
}

/// A box for each proposal, by position.
type Boxes = Arc<[RwSignal<bool>]>;

impl Bring {
    /// Reads a file and shows what it says.
    fn open(self, file: web_sys::File) {
        let (name, locale) = (file.name(), self.form.i18n.locale_now());
        self.close(i18n::fill(i18n::text(locale, Key::StudioBringBusy), &[("file", &name)]));
        self.busy.set(true);
        task::spawn(async move {
            let reading = match files::bytes(&file).await {
                Ok(bytes) => read(&name, &bytes, &dom::origin()).await,
                Err(_) => Err(Failure::Refused),
            };
            let _ = self.busy.try_set(false);
            let _ = self.words.try_set(String::new());
            match reading {
                Ok(reading) => self.show(reading),
                Err(failure) => drop(self.failure.try_set(Some(failure.words(locale, &name)))),
            }
        });
    }

    fn show(self, mut reading: Reading) {
        let _ = self.form.studio.document.try_with_untracked(|document| reading.found.compare(document));
        self.held.try_update_value(|held| *held = Some(Arc::new(reading)));
        let _ = self.shown.try_set(true);
        timers::after(60, || ui_dom::focus_by_id(FOUND)).detach();
    }

    /// One edit for everything that was chosen.
    fn take(self, reading: &Reading, boxes: &Boxes) {
        let pieces = reading.found.proposals.iter().zip(boxes.iter());
        let chosen: Vec<&Proposal> =
            pieces.filter(|(_, ticked)| ticked.get_untracked()).map(|(proposal, _)| proposal).collect();
        if chosen.is_empty() {
            return self.failure.set(Some(self.form.say(Key::StudioBringPick).to_owned()));
        }
        let i18n = self.form.i18n;
        let count = chosen.len() as u64;
        let words = untrack(|| i18n.plural(count, Key::StudioBringDoneOne, Key::StudioBringDoneOther));
        let document = self.form.studio.document.with_untracked(|document| apply(document, chosen));
        self.finish(document, words);
    }

    fn finish(self, document: Option<ProfileDocument>, words: String) {
        let Some(document) = document else {
            return self.failure.set(Some(self.form.say(Key::StudioBringBroken).to_owned()));
        };
        // A name of its own, so that no other edit becomes one step with it.
        self.form.studio.edit(&format!("import {}", wall_clock()), |held| *held = document);
        self.close(words);
        ui_dom::focus_by_id("studio-bring");
    }

    /// Takes what was read from the screen.
    fn close(self, words: String) {
        self.failure.set(None);
        self.shown.set(false);
        self.held.set_value(None);
        self.words.set(words);
    }
}

/// The button, and what came of it.
pub(super) fn view() -> AnyView {
    let form = use_form();
    let i18n = form.i18n;
    let bring = Bring {
        form,
        words: RwSignal::new(String::new()),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        shown: RwSignal::new(false),
        held: StoredValue::new(None),
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
    let below = move || bring.shown.get().then(|| bring.held.get_value().map(|reading| found(bring, reading)));
    let failed =
        move || bring.failure.get().map(|words| view! { <Notice tone=Tone::Danger urgent=true title=words /> });
    view! {
        <p class="row" data-gap="2">
            <Button icon="upload" busy=bring.busy on_press=choose>
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
        <p class="sm" role="status">{live(move || bring.words.get())}</p>
        {live(below)}
        {live(failed)}
    }
    .into_any()
}

/// What a file says, by section, with a box for each piece.
fn found(bring: Bring, reading: Arc<Reading>) -> AnyView {
    let i18n = bring.form.i18n;
    let proposals = &reading.found.proposals;
    let total = proposals.len() as u64;
    let is_open = |proposal: &Proposal| matches!(proposal.state, State::New | State::Replaces);
    let ticked = |proposal: &Proposal| RwSignal::new(proposal.state == State::New && !reading.guessed);
    let boxes: Boxes = proposals.iter().map(ticked).collect();
    let open: Vec<RwSignal<bool>> = proposals
        .iter()
        .zip(boxes.iter())
        .filter(|(proposal, _)| is_open(proposal))
        .map(|(_, ticked)| *ticked)
        .collect();
    let all = Callback::new(move |to: bool| open.iter().for_each(|ticked| ticked.set(to)));
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for (proposal, ticked) in proposals.iter().zip(boxes.iter()) {
        let row = row(i18n, proposal, *ticked);
        match groups.iter_mut().find(|(held, _)| *held == proposal.section) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((proposal.section, vec![row])),
        }
    }
    let groups: Vec<AnyView> = groups
        .into_iter()
        .map(|(section, rows)| {
            view! {
                <fieldset class="lp-bring__group">
                    <legend class="lp-h">{i18n.text(outline::title(section_of(section)))}</legend>
                    {rows}
                </fieldset>
            }
            .into_any()
        })
        .collect();
    let press = move |(to, key)| button(i18n, key, ButtonVariant::Quiet, Callback::new(move |()| all.run(to)));
    let ticks: Vec<AnyView> = [(true, Key::StudioBringAll), (false, Key::StudioBringNone)]
        .into_iter()
        .filter(|_| total > 0)
        .map(press)
        .collect();
    view! {
        <div class="stack" data-gap="4">
            <h3 class="lp-h" id=FOUND tabindex="-1">
                {live(move || i18n.plural(total, Key::StudioBringFoundOne, Key::StudioBringFoundOther))}
            </h3>
            {reading.guessed.then(|| hint(i18n, Key::StudioBringGuess))}
            <p class="row" data-gap="1">{ticks}</p>
            {groups}
            {notes_list(i18n, &reading.found.notes)}
            {actions(bring, &reading, boxes)}
        </div>
    }
    .into_any()
}

fn hint(i18n: I18n, key: Key) -> AnyView {
    view! { <p class="sm soft">{i18n.text(key)}</p> }.into_any()
}

fn button(i18n: I18n, key: Key, variant: ButtonVariant, on_press: Callback<()>) -> AnyView {
    view! {
        <Button size=ButtonSize::Small variant=variant on_press=on_press>
            {i18n.text(key)}
        </Button>
    }
    .into_any()
}

/// One piece: the box, what it says, where it stands and how it stands to the draft.
fn row(i18n: I18n, proposal: &Proposal, ticked: RwSignal<bool>) -> AnyView {
    let state = match proposal.state {
        State::New => Key::StudioBringNew,
        State::Replaces => Key::StudioBringReplaces,
        State::Same => Key::StudioBringSame,
        State::Full => Key::StudioBringFull,
    };
    let disabled = matches!(proposal.state, State::Same | State::Full);
    let section = section_of(proposal.section);
    let (title, lines, name) = (proposal.title(), proposal.lines(), basic(&proposal.member));
    let (file, line) = (proposal.file.clone(), proposal.row);
    let label = Signal::derive(move || match name {
        Some(key) => [i18n.t(key), ": ", &title].concat(),
        None => title.clone(),
    });
    let note = move || {
        let mut words = String::new();
        for (member, value) in &lines {
            // Parts of a field, those of a place, need no names.
            let label = if name.is_some() { ["", ""] } else { [i18n.t(sections::label(section, member)), ": "] };
            words.push_str(&[label.concat().as_str(), value, " · "].concat());
        }
        Some(words + &place(i18n, &file, line))
    };
    view! {
        <Checkbox
            label=label
            checked=ticked
            on_change=Callback::new(move |to| ticked.set(to))
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
fn notes_list(i18n: I18n, notes: &[Note]) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let count = notes.len().to_string();
    let lost = notes.iter().any(|note| !note.problem.is_harmless());
    let line = |note: &Note| {
        let (state, icon) = if note.problem.is_harmless() { ("ok", "info") } else { ("warn", "triangle-alert") };
        let (place_of, note) = (note.clone(), note.clone());
        let place = move || {
            let place = place(i18n, &place_of.file, place_of.row);
            if place_of.column.is_empty() { place } else { [&place, ", ", &place_of.column].concat() }
        };
        view! {
            <li data-s=state>
                <Icon name=icon />
                <span>
                    <b>{live(place)}</b>
                    <br />
                    <span class="soft">{live(move || note.problem.message(i18n.locale()))}</span>
                </span>
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = notes.iter().map(line).collect();
    Some(
        view! {
            <details class="lp-guide" open=lost>
                <summary class="lp-h">{live(move || i18n.fill(Key::StudioBringNotes, &[("count", &count)]))}</summary>
                <ul class="lp-checks">{lines}</ul>
            </details>
        }
        .into_any(),
    )
}

/// Taking the chosen pieces, taking the file instead of the draft, or neither.
fn actions(bring: Bring, reading: &Arc<Reading>, boxes: Boxes) -> AnyView {
    let i18n = bring.form.i18n;
    let counted = boxes.clone();
    let count = move || {
        let ticked = counted.iter().filter(|ticked| ticked.get()).count();
        i18n.plural(ticked as u64, Key::StudioBringAddOne, Key::StudioBringAddOther)
    };
    let (some, taken) = (!boxes.is_empty(), reading.clone());
    let add = Callback::new(move |()| bring.take(&taken, &boxes));
    let add =
        some.then(|| view! { <Button variant=ButtonVariant::Primary on_press=add>{live(count)}</Button> }.into_any());
    let whole = reading.whole.is_some();
    let reading = reading.clone();
    let replace = Callback::new(move |()| {
        bring.finish(reading.whole.clone(), bring.form.say(Key::StudioBringReplaced).to_owned());
    });
    let drop = Callback::new(move |()| {
        bring.close(String::new());
        ui_dom::focus_by_id("studio-bring");
    });
    view! {
        {whole.then(|| hint(i18n, Key::StudioBringWholeHelp))}
        <p class="row" data-gap="2">
            {add}
            {whole.then(|| button(i18n, Key::StudioBringWhole, ButtonVariant::Default, replace))}
            {button(i18n, Key::StudioBringDrop, ButtonVariant::Quiet, drop)}
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
