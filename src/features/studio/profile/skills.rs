//! Skills: suggestions while typing, free text, order by buttons.

use lepas_api::{limits::SKILLS_MAX, profile::Skill, skills::SKILLS};
use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        arrange::Movable,
        checks::Section,
        fields::{Field, Fields, Kind},
        form::use_form,
        paths,
    },
    i18n::Key,
    ui::{ComboOption, Combobox, Each, attr, heard, live, memo},
};

const PATH: &str = "/skills";
/// Suggestions shown at a time.
const SHOWN: usize = 8;

/// Known skills that contain what was typed, those that begin with it first, without those already taken.
fn suggestions(typed: &str, taken: &[String]) -> Vec<&'static str> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let is_free = |skill: &&&str| !taken.iter().any(|held| held.eq_ignore_ascii_case(skill));
    let mut found: Vec<(usize, &'static str)> = SKILLS
        .iter()
        .filter(is_free)
        .filter_map(|skill| skill.to_lowercase().find(&typed).map(|at| (at.min(1), *skill)))
        .collect();
    found.sort_by_key(|(begins, _)| *begins);
    found.into_iter().take(SHOWN).map(|(_, skill)| skill).collect()
}

#[component]
pub(super) fn SkillFields() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let typed = RwSignal::new(String::new());
    let notice = RwSignal::new(None::<Key>);
    let names = form.read(|document| document.skills.iter().map(|skill| skill.name.clone()).collect::<Vec<_>>());
    let options = memo(move || {
        typed
            .with(|typed| names.with(|names| suggestions(typed, names)))
            .into_iter()
            .map(|skill| ComboOption { value: skill.to_owned(), label: skill.to_owned(), note: None })
            .collect::<Vec<_>>()
    });
    let add = Callback::new(move |text: String| {
        let text = text.trim().trim_end_matches(',').trim().to_owned();
        if text.is_empty() {
            return;
        }
        let (known, full) = names.with_untracked(|names| {
            let lower = text.to_lowercase();
            (names.iter().any(|held| held.to_lowercase() == lower), names.len() >= SKILLS_MAX)
        });
        if known || full {
            // The text stays, so that it can be mended.
            notice.set(Some(if known { Key::StudioSkillsKnown } else { Key::StudioSkillsFull }));
            typed.set(text);
            return;
        }
        notice.set(None);
        typed.set(String::new());
        studio.edit("/skills", |document| document.skills.push(Skill::named(text)));
    });
    let on_input = Callback::new(move |text: String| {
        notice.set(None);
        typed.set(text);
    });
    let from_rules = form.error_within("/skills");
    let error = MaybeProp::derive(move || notice.get().map(|key| i18n.t(key).to_owned()).or_else(|| from_rules.get()));
    let ids = memo(move || form.json.with(|json| paths::identities(json, PATH)));
    // The skill whose level and keywords are asked for.
    let opened = memo(move || {
        let open = form.open_entry.get()?;
        Some(open.strip_prefix(PATH)?.split('/').nth(1)?.to_owned())
    });
    let chip = move |id: String| {
        let own = id.clone();
        let name = form.text_at(paths::join(&paths::join(PATH, &id), "name"));
        view! {
            <Movable list=PATH order=ids id=id.clone() name=name class="lp-chip lp-movable" sideways=true>
                <button
                    type="button"
                    aria-expanded=attr(move || (opened.get().as_ref() == Some(&id)).to_string())
                    on:click=heard(move |_| {
                        let closes = opened.get_untracked().is_some_and(|opened| opened == own);
                        form.open_entry.set((!closes).then(|| paths::join(PATH, &own)));
                    })
                >
                    {name}
                </button>
            </Movable>
        }
    };
    let more = move || {
        opened.get().filter(|id| ids.with(|ids| ids.contains(id))).map(|id| {
            let fields = vec![
                Field { member: "level", label: Key::StudioMemberLevel, kind: Kind::Line, half: true },
                Field { member: "keywords", label: Key::StudioMemberKeywords, kind: Kind::Words, half: true },
            ];
            view! { <Fields path=paths::join(PATH, &id) fields=fields /> }
        })
    };
    view! {
        <Fieldset section=Section::Skills title=Key::StudioSectionSkills seen=PATH>
            <Combobox
                label=i18n.label(Key::StudioSkillsAdd)
                list_label=i18n.label(Key::StudioSkillsList)
                value=typed
                on_input=on_input
                options=options
                on_pick=add
                free_text=true
                help=MaybeProp::derive(move || Some(i18n.t(Key::StudioSkillsHelp).to_owned()))
                error=error
            />
            <ul class="lp-tags" aria-label=i18n.label(Key::StudioSectionSkills)>
                <Each each=move || ids.get() key=Clone::clone children=chip />
            </ul>
            {live(more)}
        </Fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_begin_with_what_was_typed_and_leave_out_what_is_there() {
        let skill = SKILLS[0];
        let typed: String = skill.chars().take(3).collect();
        let found = suggestions(&typed.to_uppercase(), &[]);
        assert!(found.first().unwrap().to_lowercase().starts_with(&typed.to_lowercase()));
        assert!(found.len() <= SHOWN);
        assert!(!suggestions(skill, &[skill.to_uppercase()]).contains(&skill));
        assert!(suggestions("  ", &[]).is_empty());
    }
}
