//! The form of one piece of work.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    features::studio::{
        fields::{AudienceAt, Fields},
        form::use_form,
        paths,
        portfolio::{PATH, private::ForSome},
        sections,
    },
    i18n::Key,
    ui::{Icon, heard},
};

/// The form of the work with this id.
#[component]
pub(super) fn CaseForm(id: String) -> impl IntoView {
    let form = use_form();
    let (i18n, open) = (form.i18n, form.open_case);
    let path = paths::join(PATH, &id);
    view! {
      <div class="stack" data-gap="5">
        <form class="lp-form stack" data-gap="4" on:submit=heard(|event: SubmitEvent| event.prevent_default())>
            <div class="lp-sighted">
                <p class="sm">
                    <button class="lp-more" type="button" on:click=heard(move |_| open.set(None))>
                        <Icon name="arrow-left" />
                        " "
                        {i18n.text(Key::StudioCasesBack)}
                    </button>
                </p>
                <AudienceAt path=path.clone() label=i18n.label(Key::StudioCaseTitle) />
            </div>
            <Fields path=path fields=sections::case() />
        </form>
        <ForSome id=id />
      </div>
    }
    .into_any()
}
