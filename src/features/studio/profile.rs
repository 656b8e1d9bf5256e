//! The profile part: outline, form and live preview side by side.
//!
//! Owns the arrangement; each section of the form is a module of its own, or a table in `sections`.

mod basics;
mod hours;
mod languages;
mod place;
mod rate;
mod skills;

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    checks::{Section, Target},
    entries::Entries,
    fields::{AudienceAt, FieldAt, Kind},
    form::use_form,
    outline::{Outline, shown, title},
    preview_pane::PreviewPane,
    sections,
    themes::{ContentLanguage, ThemePicker},
    writing::{self, Advice, Finding},
};
use crate::{
    i18n::Key,
    platform::{
        calendar, clock,
        turns::{self, Turn},
        zone,
    },
    ui::{Each, Icon, effect, heard, live, memo},
};

/// Sections that are built at once; the others follow behind the first frame, one after the other.
const FIRST: usize = 2;

/// The profile part.
#[component]
pub(super) fn ProfileSection() -> impl IntoView {
    let form = use_form();
    let studio = form.studio;
    // Clients filter by shared hours; the device knows the zone, so nobody has to look it up.
    let lacks_zone = studio.document.with_untracked(|document| document.meta.lepas.time_zone.is_none());
    if let Some(zone) = zone::time_zone().filter(|_| lacks_zone) {
        studio.note(|document| document.meta.lepas.time_zone = Some(zone));
    }
    let shown = shown(form);
    // What is in view first; a section of forty entries would keep it waiting.
    let built = RwSignal::new(FIRST);
    effect(move || {
        let count = built.get();
        if count < Section::ALL.len() {
            turns::take(Turn::Later, move || {
                // Who left in the meantime needs no more of them.
                let _ = built.try_set(count + 1);
            });
        }
    });
    let there = memo(move || {
        let mut shown = shown.get();
        shown.truncate(built.get());
        shown
    });
    view! {
        <div class="lp-editor">
            <Outline />
            <form class="lp-form" on:submit=heard(|event: SubmitEvent| event.prevent_default())>
                <WritingAdvice />
                <Each each=move || there.get() key=|section| *section children=part />
            </form>
            <PreviewPane />
        </div>
    }
}

/// What could be better in the texts, each leading to its field.
#[component]
fn WritingAdvice() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let year = calendar::year(clock::now());
    let found = memo(move || {
        form.rested.track();
        form.json.with_untracked(|json| writing::advice(json, year))
    });
    let line = move |finding: Finding| {
        let key = match finding.advice {
            Advice::ShortHeadline => Key::StudioAdviceShortHeadline,
            Advice::LongHeadline => Key::StudioAdviceLongHeadline,
            Advice::ShortSummary => Key::StudioAdviceShortSummary,
            Advice::LongSummary => Key::StudioAdviceLongSummary,
            Advice::WeakWord => Key::StudioAdviceWeakWord,
            Advice::Contact => Key::StudioAdviceContact,
            Advice::NoNumber => Key::StudioAdviceNoNumber,
            Advice::NoDate => Key::StudioAdviceNoDate,
            Advice::Future => Key::StudioAdviceFuture,
        };
        let target = Target::Path(finding.path.clone());
        view! {
            <li>
                {live(move || i18n.fill(key, &[("word", finding.word)]))} " "
                <button class="lp-more" type="button" on:click=heard(move |_| form.go(&target))>
                    {i18n.text(Key::StudioAdviceSee)}
                </button>
            </li>
        }
    };
    move || {
        let count = found.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <details class="lp-advice">
                    <summary>
                        <Icon name="spell-check" />
                        {i18n.fill(Key::StudioAdvice, &[("count", &count.to_string())])}
                    </summary>
                    <ul class="sm">{found.get().into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    }
}

/// The form of a section.
fn part(section: Section) -> AnyView {
    match section {
        Section::Basics => view! { <basics::BasicsFields /> }.into_any(),
        Section::Summary => view! { <basics::SummaryFields /> }.into_any(),
        Section::Skills => view! { <skills::SkillFields /> }.into_any(),
        Section::Rate => view! { <rate::RateFields /> }.into_any(),
        Section::Hours => view! { <hours::HoursFields /> }.into_any(),
        Section::Languages => view! { <languages::LanguageFields /> }.into_any(),
        Section::Place => view! { <place::PlaceFields /> }.into_any(),
        Section::Contact => view! {
            <Fieldset section=section title=title(section)>
                <div class="lp-cols">
                    <FieldAt path="/basics/email" label=Key::StudioEmail kind=Kind::Email autocomplete="email" sighted=true />
                    <FieldAt path="/basics/phone" label=Key::StudioPhone kind=Kind::Phone autocomplete="tel" sighted=true />
                </div>
                <FieldAt
                    path="/basics/url"
                    label=Key::StudioSite
                    kind=Kind::Link
                    help=Key::StudioSiteHelp
                    autocomplete="url"
                    sighted=true
                />
            </Fieldset>
        }
        .into_any(),
        Section::Look => view! {
            <Fieldset section=section title=title(section)>
                <ThemePicker />
                <ContentLanguage />
            </Fieldset>
        }
        .into_any(),
        _ => sections::list(section).map(|(path, list)| {
            view! {
                <Fieldset section=section title=title(section) seen=path>
                    <Entries path=path list=list />
                </Fieldset>
            }
        })
        .into_any(),
    }
}

/// A section of the form with a heading that others can lead to; `seen` is the place whose audience is asked for.
#[component]
pub(super) fn Fieldset(
    section: Section,
    title: Key,
    #[prop(optional, into)] seen: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let i18n = use_form().i18n;
    view! {
        <section class="lp-fieldset" aria-labelledby=section.id()>
            <div class="lp-sighted">
                <h2 class="lp-h" id=section.id() tabindex="-1">
                    {i18n.text(title)}
                </h2>
                {seen.map(|path| view! { <AudienceAt path=path label=i18n.label(title) /> })}
            </div>
            {children()}
        </section>
    }
    .into_any()
}
