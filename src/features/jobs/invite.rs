//! Inviting somebody to one's own posting.
//!
//! Owns the field and the address that leads there. The conversation and the words of the invitation are
//! the messages'.

use lepas_api::{Handle, JobId, Rule, path};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    i18n::Key,
    routes::{person, query},
    state::{address::use_address, locale::use_i18n},
    ui::{Button, TextField, heard},
};

/// Where the conversation begins with the invitation in its composer.
fn destination(person: &Handle, job: &JobId) -> String {
    let mut address = path::write_to(person);
    address.push_str("&job=");
    query::escape(job.as_str(), &mut address);
    address
}

/// The field and its button, for the person who posted the job.
#[component]
pub(super) fn Invite(job: JobId) -> impl IntoView {
    let i18n = use_i18n();
    let address = use_address();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Rule>);
    let invite = move || match typed.with_untracked(|text| person::read(text)) {
        Ok(person) => address.go(&destination(&person, &job)),
        Err(rule) => wrong.set(Some(rule)),
    };
    let on_input = Callback::new(move |text: String| {
        wrong.set(None);
        typed.set(text);
    });
    view! {
        <form
            class="lp-panel stack"
            data-gap="3"
            novalidate
            on:submit=heard(move |event: SubmitEvent| {
                event.prevent_default();
                invite();
            })
        >
            <TextField
                label=i18n.label(Key::JobInvite)
                value=typed
                on_input=on_input
                help=MaybeProp::derive(move || Some(i18n.t(Key::JobInviteHelp).to_owned()))
                error=MaybeProp::derive(move || wrong.get().map(|rule| rule.message(i18n.locale())))
                autocomplete="off"
            />
            <Button icon="send" submit=true>
                {i18n.text(Key::JobInviteWrite)}
            </Button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_person_and_the_job() {
        let (sari, job) = (person::read("sari-kemasan").unwrap(), "hn-1".parse().unwrap());
        let address = destination(&sari, &job);
        assert_eq!(address, "/messages?to=sari-kemasan&job=hn-1");
        let (_, search) = address.split_once('?').unwrap();
        assert_eq!(query::decode(search)[1], ("job".into(), job.to_string()));
    }
}
