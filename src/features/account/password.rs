//! A password field that can show what was typed.

use leptos::prelude::*;

use crate::{
    i18n::Key,
    state::locale::use_i18n,
    ui::{Icon, attr, heard, live, unique_id},
};

/// The field. `autocomplete` tells password managers whether it is a new one.
#[component]
pub(super) fn PasswordField(
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional)] help: Option<Key>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    let id = unique_id("password");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = {
        let (help_id, error_id) = (help_id.clone(), error_id.clone());
        move || {
            let ids: Vec<&str> = [(help.is_some(), &help_id), (error.get().is_some(), &error_id)]
                .into_iter()
                .filter_map(|(present, id)| present.then_some(id.as_str()))
                .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="lp-field">
            <label class="lp-field__label" for=id.clone()>{i18n.text(Key::AccountPassword)}</label>
            <div class="lp-affix">
                <input
                    class="lp-input"
                    id=id
                    name="password"
                    type=attr(move || if shown.get() { "text" } else { "password" })
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=attr(move || value.get())
                    on:input:target=move |event| value.set(event.target().value())
                    aria-invalid=attr(move || error.get().map(|_| "true"))
                    aria-describedby=described
                />
                <button
                    class="lp-button"
                    data-variant="quiet"
                    data-size="sm"
                    type="button"
                    on:click=heard(move |_| shown.update(|shown| *shown = !*shown))
                >
                    {live(move || i18n.t(if shown.get() { Key::AccountHidePassword } else { Key::AccountShowPassword }))}
                </button>
            </div>
            {help.map(|help| view! { <p class="lp-field__help" id=help_id>{i18n.text(help)}</p> })}
            {live(move || {
                let id = error_id.clone();
                error
                    .get()
                    .map(|text| {
                        view! {
                            <p class="lp-field__error" id=id>
                                <Icon name="circle-alert" />
                                <span>{text}</span>
                            </p>
                        }
                    })
            })}
        </div>
    }
}
