//! From somebody's page to a conversation: `/messages?to={handle}`, and `&job={id}` to invite them to a job.

use lepas_api::{Handle, JobId, ProblemCode};
use leptos::prelude::*;

use super::{drafts::Drafts, invitation};
use crate::{
    api::{ApiError, jobs},
    i18n::Key,
    platform::{dom, task},
    routes::Route,
    state::{
        address::use_address, conversations::use_conversations, describe::describe, locale::use_i18n,
        session::use_session, use_client,
    },
    ui::{EmptyState, ErrorPanel, LinkButton, SkeletonRows, live},
};

/// Why there is no conversation yet.
#[derive(Clone, PartialEq)]
enum Step {
    Opening,
    Own,
    Absent,
    Failed(ApiError),
}

/// Opens the conversation and goes to it, with an invitation in the composer when there is a job to invite to.
#[component]
pub(super) fn StartConversation(handle: String, job: Option<JobId>, drafts: Drafts) -> impl IntoView {
    let i18n = use_i18n();
    let client = StoredValue::new(use_client());
    let conversations = use_conversations();
    let session = use_session();
    let address = use_address();
    let step = RwSignal::new(Step::Opening);
    let shown = handle.clone();
    let wanted = handle.parse::<Handle>().ok();
    let begin = move || {
        let Some(handle) = wanted.clone() else {
            step.set(Step::Absent);
            return;
        };
        if session.me_now().is_some_and(|me| me.handle == handle) {
            step.set(Step::Own);
            return;
        }
        step.set(Step::Opening);
        let (client, job) = (client.get_value(), job.clone());
        task::spawn(async move {
            let posting = async {
                match &job {
                    // A job that cannot be had leaves a plain contact.
                    Some(job) => jobs::get(&client, job).await.ok(),
                    None => None,
                }
            };
            let (opened, posting) = futures::join!(conversations.start(&handle), posting);
            // The person has gone elsewhere meanwhile.
            if step.try_get_untracked().is_none() {
                return;
            }
            match opened {
                Ok(id) => {
                    if let Some(job) = posting {
                        let address = [dom::origin(), Route::Job(job.id).path()].concat();
                        let words = invitation::words(i18n.locale_now(), &job.title, &address);
                        let held = untrack(|| drafts.get(&id));
                        if let Some(text) = invitation::beside(&held, &words, &address) {
                            drafts.set(&id, &text);
                        }
                    }
                    // In place of this address, so that Back leads to the page one came from.
                    address.replace(&Route::Conversation(id).path());
                }
                Err(error) => {
                    let next =
                        if error.code() == Some(ProblemCode::NotFound) { Step::Absent } else { Step::Failed(error) };
                    let _ = step.try_set(next);
                }
            }
        });
    };
    begin();
    let begin = Callback::new(move |()| begin());
    view! {
        <section class="lp-chat__main lp-chat__none">
            {live(move || match step.get() {
                Step::Opening => view! { <SkeletonRows rows=3 label=i18n.label(Key::MessagesStartOpening) /> }.into_any(),
                Step::Own => view! {
                    <EmptyState title=i18n.label(Key::MessagesStartSelfTitle) text=i18n.label(Key::MessagesStartSelfText)>
                        <Back />
                    </EmptyState>
                }
                .into_any(),
                Step::Absent => {
                    let handle = shown.clone();
                    let title = Signal::derive(move || i18n.fill(Key::MessagesStartAbsentTitle, &[("handle", &handle)]));
                    view! {
                        <EmptyState title=title text=i18n.label(Key::MessagesStartAbsentText)>
                            <LinkButton href=Route::Talent.path()>{i18n.text(Key::MessagesToTalent)}</LinkButton>
                            <Back />
                        </EmptyState>
                    }
                    .into_any()
                }
                Step::Failed(error) => view! {
                    <ErrorPanel
                        title=i18n.label(Key::MessagesStartFailed)
                        text=Signal::derive(move || describe(i18n.locale(), &error))
                        retry_label=i18n.label(Key::CommonRetry)
                        on_retry=begin
                    />
                }
                .into_any(),
            })}
        </section>
    }
}

#[component]
fn Back() -> impl IntoView {
    let i18n = use_i18n();
    view! { <LinkButton href=Route::Messages.path()>{i18n.text(Key::MessagesBack)}</LinkButton> }
}
