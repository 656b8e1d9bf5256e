//! Signing in.

use lepas_api::{
    Locale, ProblemCode, Rule,
    account::{Password, SignIn},
    email::Email,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    layout::{AccountLayout, go_on_when_signed_in, use_next},
    password::PasswordField,
};
use crate::{
    api::ApiError,
    i18n::{Key, text},
    platform::task,
    routes::Route,
    state::{
        describe::{describe, field_error},
        locale::use_i18n,
        preferences::use_preferences,
        session::use_session,
    },
    ui::{Button, ButtonSize, ButtonVariant, Notice, TextField, Tone, attr, heard, live},
};

/// What is wrong with the form as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Refusal {
    /// A rule broken on this device, before anything was sent.
    Fields { email: Option<Rule>, password: Option<Rule> },
    /// The server's word.
    Server(ApiError),
}

/// Reads the form, or says which rules it breaks.
fn read(email: &str, password: &str) -> Result<SignIn, Refusal> {
    let address = email.parse::<Email>();
    let missing = password.is_empty().then_some(Rule::Required);
    match (address, missing) {
        (Ok(email), None) => Ok(SignIn { email, password: Password(password.to_owned()) }),
        (address, password) => Err(Refusal::Fields { email: address.err(), password }),
    }
}

impl Refusal {
    fn email(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Fields { email, .. } => email.as_ref().map(|rule| rule.message(locale)),
            Self::Server(error) => field_error(locale, error, "/email"),
        }
    }

    fn password(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Fields { password, .. } => password.as_ref().map(|rule| rule.message(locale)),
            Self::Server(error) if error.code() == Some(ProblemCode::WrongCredentials) => {
                Some(text(locale, Key::AccountWrongCredentials).to_owned())
            }
            Self::Server(error) => field_error(locale, error, "/password"),
        }
    }

    /// What concerns no field.
    fn form(&self, locale: Locale) -> Option<String> {
        let Self::Server(error) = self else { return None };
        (self.email(locale).is_none() && self.password(locale).is_none()).then(|| describe(locale, error))
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let preferences = use_preferences();
    let next = use_next();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    go_on_when_signed_in(Route::Jobs);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let form = match read(&email.get_untracked(), &password.get_untracked()) {
            Ok(form) => form,
            Err(found) => return refusal.set(Some(found)),
        };
        busy.set(true);
        refusal.set(None);
        task::spawn(async move {
            let answer = session.sign_in(&form).await;
            match answer {
                Ok(me) => preferences.adopt(me.settings),
                Err(error) => {
                    let _ = refusal.try_set(Some(Refusal::Server(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let word = move |pick: fn(&Refusal, Locale) -> Option<String>| {
        Signal::derive(move || {
            refusal.with(|refusal| refusal.as_ref().and_then(|refusal| pick(refusal, i18n.locale())))
        })
    };
    let (email_error, password_error, form_error) =
        (word(Refusal::email), word(Refusal::password), word(Refusal::form));
    view! {
        <AccountLayout>
            <form class="stack" novalidate on:submit=heard(submit)>
                <h1>{i18n.text(Key::AccountSignInTitle)}</h1>
                {live(move || form_error.get().map(|text| view! { <Notice tone=Tone::Danger urgent=true><p>{text}</p></Notice> }))}
                <TextField
                    label=i18n.label(Key::AccountEmail)
                    value=email
                    on_input=Callback::new(move |text| email.set(text))
                    kind="email"
                    name="email"
                    autocomplete="username"
                    error=MaybeProp::derive(move || email_error.get())
                />
                <PasswordField value=password autocomplete="current-password" error=password_error />
                <Button variant=ButtonVariant::Primary size=ButtonSize::Large submit=true busy=busy>
                    {live(move || i18n.t(if busy.get() { Key::AccountSignInBusy } else { Key::AccountSignIn }))}
                </Button>
                <p class="sm">
                    {i18n.text(Key::AccountNoAccount)} " "
                    <a href=attr(move || Route::SignUp { next: next.get() }.path())>{i18n.text(Key::AccountSignUpLink)}</a> ". "
                    {i18n.text(Key::AccountNoAccountNeeded)}
                </p>
            </form>
        </AccountLayout>
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::Problem;

    use super::*;

    #[test]
    fn an_incomplete_form_names_each_field_and_is_not_sent() {
        let refusal = read("sari", "").unwrap_err();
        assert_eq!(refusal.email(Locale::En), Some(Rule::Email.message(Locale::En)));
        assert_eq!(refusal.password(Locale::Id), Some(Rule::Required.message(Locale::Id)));
        assert_eq!(refusal.form(Locale::En), None);
    }

    #[test]
    fn wrong_credentials_stand_at_the_password_and_everything_else_above_the_form() {
        let wrong = ApiError::Problem(Box::new(Problem::new(ProblemCode::WrongCredentials, Locale::Id)));
        assert!(Refusal::Server(wrong.clone()).password(Locale::En).is_some());
        assert_eq!(Refusal::Server(wrong).form(Locale::En), None);
        assert!(Refusal::Server(ApiError::Offline).form(Locale::En).is_some());
    }
}
