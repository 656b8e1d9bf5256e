//! What the reader says about themselves or their need, typed here or taken from their profile.
//!
//! Owns the fields, writing skills as the index writes them, and reading one's own profile while nothing was typed. A part
//! of the program that comes with the filters.

use lepas_api::{
    Handle,
    index::{IndexKind, field},
    job::Pay,
    path,
    profile::Rate,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{controller::Controller, pay_filter::read, reader::Reader, weigh::known_zone};
use crate::{
    api::Client,
    i18n::{Key, text},
    platform::{clock, task},
    state::{
        locale::use_i18n,
        session::{SessionState, use_session},
        use_client,
    },
    ui::{TextField, effect, live, memo},
};

/// What ranking needs of one's own profile; the rest of the document is not read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Own {
    document: Document,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Document {
    skills: Vec<Named>,
    meta: Meta,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta {
    lepas: Extras,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Extras {
    rate: Option<Rate>,
    time_zone: Option<String>,
}

/// The fields.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn About(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let for_jobs = controller.kind == IndexKind::Jobs;
    let word = move |jobs: Key, talent: Key| i18n.label(if for_jobs { jobs } else { talent });
    follow_profile(controller);
    let from_profile = memo(move || controller.reader.with(|reader| !reader.own && !reader.is_silent()));
    view! {
        <section class="stack" data-gap="2" aria-labelledby="about-title">
            <h2 class="lp-cap" id="about-title">
                {word(Key::SearchAboutTitle, Key::SearchAboutTalent)}
            </h2>
            <Names
                controller=controller
                facet=field::SKILL
                label=word(Key::SearchAboutSkills, Key::SearchAboutSkillsWanted)
                held=|reader| &mut reader.skills
            />
            {(!for_jobs)
                .then(|| {
                    view! {
                        <Names
                            controller=controller
                            facet=field::LANGUAGE
                            label=i18n.label(Key::SearchAboutLanguages)
                            held=|reader| &mut reader.languages
                        />
                    }
                })}
            <Dollars controller=controller label=word(Key::SearchAboutPay, Key::SearchAboutBudget) />
            <p class="xs quiet">
                {live(move || from_profile.get().then(|| format!("{} ", text(i18n.locale(), Key::SearchAboutProfile))))}
                {live(move || text(i18n.locale(), Key::SearchAboutNote))}
            </p>
        </section>
    }
}

/// Changes what the reader said and keeps it.
pub(super) fn change(controller: Controller, change: impl FnOnce(&mut Reader)) {
    controller.reader.update(|reader| {
        change(reader);
        reader.own = !reader.is_silent();
        reader.keep(controller.kind);
    });
}

type Held = fn(&mut Reader) -> &mut Vec<String>;

/// Names of a facet, separated by commas.
#[component]
fn Names(
    controller: Controller,
    facet: &'static str,
    #[prop(into)] label: Signal<String>,
    held: Held,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(None::<String>);
    let value = move || typed.get().unwrap_or_else(|| held(&mut controller.reader.get()).join(", "));
    let commit = move |entered: String| {
        let names: Vec<String> =
            entered.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        task::spawn(async move {
            let names = as_written(controller, facet, names).await;
            if controller.reader.try_with_untracked(|_| ()).is_some() {
                typed.try_set(None);
                change(controller, |reader| *held(reader) = names);
            }
        });
    };
    view! {
        <TextField
            label=label
            help=i18n.label(Key::SearchAboutSeparate)
            value=Signal::derive(value)
            on_input=Callback::new(move |entered| typed.set(Some(entered)))
            on_commit=Callback::new(commit)
        />
    }
}

/// Names as the index writes them, where it has them: `figma` is `Figma`.
async fn as_written(controller: Controller, facet: &str, names: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let name = written(controller, facet, &name).await.unwrap_or(name);
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// A name as the index writes it, if it has it.
pub(super) async fn written(controller: Controller, facet: &str, name: &str) -> Option<String> {
    let found = controller.service().facet_values(controller.kind, facet, name, 5).await.unwrap_or_default();
    found.into_iter().find(|value| value.to_lowercase() == name.to_lowercase())
}

/// An amount in dollars an hour.
#[component]
fn Dollars(controller: Controller, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(None::<String>);
    let held = memo(move || controller.reader.with(|reader| reader.dollars));
    let value =
        move || typed.get().unwrap_or_else(|| held.get().map(|dollars| dollars.to_string()).unwrap_or_default());
    let error = move || {
        let wrong = typed.get().is_some_and(|typed| read(&typed).is_none());
        wrong.then(|| text(i18n.locale(), Key::SearchPayWrong).to_owned())
    };
    let commit = move |entered: String| match read(&entered) {
        Some(dollars) => {
            typed.set(None);
            change(controller, |reader| reader.dollars = dollars.filter(|dollars| *dollars > 0.0));
        }
        None => typed.set(Some(entered)),
    };
    view! {
        <TextField
            label=label
            value=Signal::derive(value)
            on_input=Callback::new(move |entered| typed.set(Some(entered)))
            on_commit=Callback::new(commit)
            error=Signal::derive(error)
            prefix="US$".to_owned()
            input_mode="decimal"
        />
    }
}

/// While nothing was typed, a freelancer is who their profile says; what it said goes when they sign out.
fn follow_profile(controller: Controller) {
    if controller.kind != IndexKind::Jobs {
        return;
    }
    let session = use_session();
    let client = use_client();
    let person = memo(move || match session.state() {
        SessionState::SignedIn(me) => Some(Some(me.handle)),
        SessionState::SignedOut => Some(None),
        SessionState::Loading | SessionState::Unknown(_) => None,
    });
    effect(move || {
        let Some(person) = person.get() else { return };
        if controller.reader.with_untracked(|reader| reader.own) {
            return;
        }
        let Some(handle) = person else {
            if !controller.reader.with_untracked(Reader::is_silent) {
                Reader::default().keep(controller.kind);
                controller.reader.set(Reader::kept(controller.kind));
            }
            return;
        };
        let client = client.clone();
        task::spawn(async move {
            let Some(found) = profile(controller, &client, &handle).await else { return };
            let stale = controller.reader.try_with_untracked(|held| held.own || *held == found);
            if stale == Some(false) {
                found.keep(controller.kind);
                controller.reader.set(found);
            }
        });
    });
}

async fn profile(controller: Controller, client: &Client, handle: &Handle) -> Option<Reader> {
    let Own { document } = client.get(&path::draft(handle)).await.ok()?;
    let names = document.skills.into_iter().map(|skill| skill.name).collect();
    let skills = as_written(controller, field::SKILL, names).await;
    let Extras { rate, time_zone } = document.meta.lepas;
    let dollars = rate.and_then(|rate| {
        let amount = Some(rate.amount.amount_minor);
        Pay { minimum: amount, maximum: amount, currency: rate.amount.currency, unit: rate.unit }.dollars_an_hour()
    });
    let held = controller.reader.try_get_untracked()?;
    let zone = known_zone(time_zone, clock::today()).or(held.zone);
    // A converted rate is no exact number: whole dollars say as much.
    let dollars = dollars.map(|(dollars, estimated)| if estimated { dollars.round().max(1.0) } else { dollars });
    Some(Reader { skills, dollars, zone, languages: Vec::new(), own: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_profile_only_what_ranking_needs_is_read() {
        let body = r#"{"handle":"sari","version":3,"document":{"basics":{"name":"Sari"},"skills":[{"name":"Figma","level":"x"}],
            "meta":{"lepas":{"rate":{"amount":{"amount_minor":2500,"currency":"USD"},"unit":"hour"},"time_zone":"Asia/Jakarta"}}}}"#;
        let own: Own = serde_json::from_str(body).unwrap();
        assert_eq!(own.document.skills[0].name, "Figma");
        assert_eq!(own.document.meta.lepas.time_zone.as_deref(), Some("Asia/Jakarta"));
        assert!(own.document.meta.lepas.rate.is_some());
        let empty: Own = serde_json::from_str(r#"{"document":{}}"#).unwrap();
        assert!(empty.document.skills.is_empty());
    }
}
