//! A posting on its own page.

use lepas_api::{ProblemCode, job::Job};
use leptos::prelude::*;

use super::{close::Close, facts::KeyFacts, invite::Invite, keep::Keep};
use crate::{
    api::{ApiError, jobs},
    i18n::{Key, text},
    platform::{clipboard, dom, task, timers},
    routes::Route,
    state::{
        address::use_address,
        asked::asked,
        describe::describe,
        locale::use_i18n,
        page::use_page,
        session::use_session,
        toasts::{ToastTone, use_toasts},
        use_client,
    },
    ui::{Avatar, Button, EmptyState, ErrorPanel, Icon, LinkButton, SkeletonRows, Tag, live, memo},
};

/// `/jobs/{id}`.
#[component]
pub fn JobPage() -> impl IntoView {
    let i18n = use_i18n();
    let client = StoredValue::new(use_client());
    let address = use_address();
    let attempt = RwSignal::new(0_u32);
    let found = asked(move || {
        attempt.track();
        let id = match address.route() {
            Some(Route::Job(id)) => Some(id),
            _ => None,
        };
        let client = client.get_value();
        async move {
            match id {
                Some(id) => jobs::get(&client, &id).await.map(Some),
                // On the way to another page.
                None => Ok(None),
            }
        }
    });
    use_page().set_title(Signal::derive(move || match found.get() {
        Some(Ok(Some(job))) => job.title,
        _ => i18n.t(Key::SearchJobsPage).to_owned(),
    }));
    let body = move || match found.get() {
        None => view! { <SkeletonRows rows=5 label=i18n.label(Key::CommonLoading) /> }.into_any(),
        Some(Ok(Some(job))) => view! { <Detail job=job /> }.into_any(),
        Some(Ok(None)) => view! { <Missing /> }.into_any(),
        Some(Err(error)) if error.code() == Some(ProblemCode::NotFound) => view! { <Missing /> }.into_any(),
        Some(Err(error)) => view! { <Failed error=error attempt=attempt /> }.into_any(),
    };
    view! {
        <p class="sm">
            <a class="lp-back" href=Route::Jobs.path()>
                <Icon name="arrow-left" />
                {i18n.text(Key::JobBack)}
            </a>
        </p>
        {live(body)}
    }
}

#[component]
fn Missing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1 class="vh">{i18n.text(Key::JobMissingTitle)}</h1>
        <EmptyState title=i18n.label(Key::JobMissingTitle) text=i18n.label(Key::JobMissingText)>
            <LinkButton href=Route::Jobs.path()>{i18n.text(Key::JobBack)}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Failed(error: ApiError, attempt: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1 class="vh">{i18n.text(Key::SearchJobsPage)}</h1>
        <ErrorPanel
            title=i18n.label(Key::ErrorRender)
            text=Signal::derive(move || describe(i18n.locale(), &error))
            retry_label=i18n.label(Key::CommonRetry)
            on_retry=Callback::new(move |()| attempt.update(|attempt| *attempt += 1))
        />
    }
}

#[component]
fn Detail(job: Job) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let session = use_session();
    let posting = job.clone();
    let (id, own, owner) = (job.id.clone(), job.id.clone(), job.owner.clone());
    let is_own = memo(move || owner.is_some() && session.me().map(|me| me.id) == owner);
    // The posting arrives after its page, and its heading with it.
    Effect::new(|_| timers::next_frame(|| _ = dom::focus_late_heading()).detach());
    let company = job.company.clone();
    let shown = company.clone();
    let copy = move |()| {
        task::spawn(async move {
            if clipboard::write(&dom::address()).await.is_ok() {
                toasts.show(ToastTone::Success, text(i18n.locale_now(), Key::JobCopied));
            }
        });
    };
    let paragraphs: Vec<String> =
        job.description.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let silent = paragraphs.is_empty();
    view! {
        <div class="lp-detail">
            <article class="lp-detail__main">
                <header class="stack" data-gap="3">
                    <h1>{job.title.clone()}</h1>
                    <p class="row lp-who">
                        {live(move || {
                            let name = company.clone().unwrap_or_else(|| i18n.t(Key::SearchJobUnnamed).to_owned());
                            view! { <Avatar name=name organisation=true /> }
                        })}
                        <b>{live(move || shown.clone().unwrap_or_else(|| i18n.t(Key::SearchJobUnnamed).to_owned()))}</b>
                    </p>
                    <KeyFacts job=job.clone() />
                </header>
                <section class="lp-prose" dir="auto">
                    <h2>{i18n.text(Key::JobWork)}</h2>
                    {paragraphs.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                    {live(move || silent.then(|| view! { <p class="quiet">{i18n.t(Key::JobNoDescription)}</p> }))}
                </section>
                <Skills skills=job.skills />
            </article>
            <aside class="lp-detail__side" aria-label=i18n.label(Key::JobFacts)>
                <div class="lp-panel stack" data-gap="3">
                    <Keep job=posting />
                    <Button icon="copy" on_press=Callback::new(copy)>
                        {i18n.text(Key::JobCopyLink)}
                    </Button>
                    {live(move || is_own.get().then(|| view! { <Close job=own.clone() /> }))}
                </div>
                {live(move || is_own.get().then(|| view! { <Invite job=id.clone() /> }))}
            </aside>
        </div>
    }
}

#[component]
fn Skills(skills: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    (!skills.is_empty()).then(|| {
        view! {
            <section aria-labelledby="job-skills">
                <h2 class="lp-h" id="job-skills">
                    {i18n.text(Key::SearchSkills)}
                </h2>
                <ul class="lp-tags">
                    {skills
                        .into_iter()
                        .map(|skill| {
                            view! {
                                <li>
                                    <Tag label=skill />
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
