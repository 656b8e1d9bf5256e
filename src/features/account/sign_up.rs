//! Registering.

use lepas_api::{
    FieldError, Handle, Locale, ProblemCode, Report, Validate,
    account::{Password, Role, SignUp},
    email::Email,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    layout::{AccountLayout, go_on_when_signed_in, use_next},
    password::PasswordField,
};
use crate::{
    api::ApiError,
    i18n::Key,
    platform::task,
    routes::Route,
    state::{
        describe::{describe, field_error},
        locale::use_i18n,
        session::use_session,
    },
    ui::{Button, ButtonSize, ButtonVariant, Notice, Radio, TextField, Tone, attr, heard, live},
};

/// What was typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    name: String,
    email: String,
    password: String,
    handle: String,
    role: Role,
}

/// Reads the form, or says which rules it breaks; a placeholder stands in for what cannot be read, so that all broken
/// rules are found at once.
fn read(typed: &Typed, locale: Locale) -> Result<SignUp, Vec<FieldError>> {
    let mut report = Report::new();
    let email = typed.email.parse::<Email>().map_err(|rule| report.add("email", rule)).ok();
    let handle = match typed.handle.trim() {
        "" => None,
        text => text.parse::<Handle>().map_err(|rule| report.add("handle", rule)).ok(),
    };
    let password = Password(typed.password.clone());
    report.text("name", &typed.name, 1, lepas_api::limits::NAME_MAX);
    password.check_new("password", &mut report);
    match email {
        Some(email) if report.is_empty() => {
            let form = SignUp { name: typed.name.trim().to_owned(), email, password, role: typed.role, handle, locale };
            form.validate(&mut report);
            if report.is_empty() { Ok(form) } else { Err(report.into_errors(locale)) }
        }
        _ => Err(report.into_errors(locale)),
    }
}

/// The broken rules of a refused form; what has no field stands above it.
#[derive(Debug, Clone)]
enum Refusal {
    Fields(Vec<FieldError>),
    Server(ApiError),
}

/// Fields that have a place of their own.
const POINTERS: [&str; 4] = ["/name", "/email", "/password", "/handle"];

impl Refusal {
    fn field(&self, pointer: &str, locale: Locale) -> Option<String> {
        match self {
            Self::Fields(errors) => {
                errors.iter().find(|error| error.pointer == pointer).map(|error| error.rule.message(locale))
            }
            Self::Server(error) => field_error(locale, error, pointer),
        }
    }

    fn form(&self, locale: Locale) -> Option<String> {
        let Self::Server(error) = self else { return None };
        let placed = error.code() == Some(ProblemCode::Invalid)
            && POINTERS.iter().any(|pointer| self.field(pointer, locale).is_some());
        (!placed).then(|| describe(locale, error))
    }
}

/// The registration page.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let next = use_next();
    let (name, email, password, handle) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let role = RwSignal::new("freelancer".to_owned());
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    go_on_when_signed_in(Route::Studio);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = Typed {
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
            handle: handle.get_untracked(),
            role: if role.get_untracked() == "client" { Role::Client } else { Role::Freelancer },
        };
        let form = match read(&typed, i18n.locale_now()) {
            Ok(form) => form,
            Err(errors) => return refusal.set(Some(Refusal::Fields(errors))),
        };
        busy.set(true);
        refusal.set(None);
        task::spawn(async move {
            if let Err(error) = session.sign_up(&form).await {
                let _ = refusal.try_set(Some(Refusal::Server(error)));
            }
            let _ = busy.try_set(false);
        });
    };
    let error_of = move |pointer: &'static str| {
        Signal::derive(move || {
            refusal.with(|refusal| refusal.as_ref().and_then(|refusal| refusal.field(pointer, i18n.locale())))
        })
    };
    let form_error = move || refusal.with(|refusal| refusal.as_ref().and_then(|refusal| refusal.form(i18n.locale())));
    view! {
        <AccountLayout>
            <form class="stack" novalidate on:submit=heard(submit)>
                <h1>{i18n.text(Key::AccountSignUpTitle)}</h1>
                {live(move || form_error().map(|text| view! { <Notice tone=Tone::Danger urgent=true><p>{text}</p></Notice> }))}
                <fieldset class="stack">
                    <legend class="lp-field__label">{i18n.text(Key::AccountRole)}</legend>
                    <RoleChoice value="freelancer" label=Key::AccountRoleFreelancer role=role />
                    <RoleChoice value="client" label=Key::AccountRoleClient role=role />
                </fieldset>
                <Field label=Key::AccountName help=Key::AccountNameHelp value=name name="name" autocomplete="name" error=error_of("/name") />
                <Field label=Key::AccountEmail help=Key::AccountEmailHelp value=email name="email" autocomplete="username" error=error_of("/email") />
                <PasswordField value=password autocomplete="new-password" error=error_of("/password") help=Key::AccountPasswordHelp />
                <Field label=Key::AccountHandle help=Key::AccountHandleHelp value=handle name="handle" autocomplete="off" error=error_of("/handle") />
                <Button variant=ButtonVariant::Primary size=ButtonSize::Large submit=true busy=busy>
                    {live(move || i18n.t(if busy.get() { Key::AccountSignUpBusy } else { Key::AccountSignUp }))}
                </Button>
                <p class="sm">
                    {i18n.text(Key::AccountHaveAccount)} " "
                    <a href=attr(move || Route::SignIn { next: next.get() }.path())>{i18n.text(Key::AccountSignIn)}</a> "."
                </p>
            </form>
        </AccountLayout>
    }
}

#[component]
fn RoleChoice(value: &'static str, label: Key, role: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Radio label=i18n.label(label) name="role" value=value selected=role on_select=Callback::new(move |value| role.set(value)) />
    }
}

#[component]
fn Field(
    label: Key,
    help: Key,
    value: RwSignal<String>,
    name: &'static str,
    autocomplete: &'static str,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            label=i18n.label(label)
            value=value
            on_input=Callback::new(move |text| value.set(text))
            kind=if name == "email" { "email" } else { "text" }
            name=name
            autocomplete=autocomplete
            prefix=MaybeProp::derive(move || (name == "handle").then(|| "/u/".to_owned()))
            help=MaybeProp::derive(move || Some(i18n.t(help).to_owned()))
            error=MaybeProp::derive(move || error.get())
        />
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::{Problem, Rule};

    use super::*;

    fn good() -> Typed {
        Typed {
            name: " Sari ".into(),
            email: "Sari@Contoh.id".into(),
            password: "kain mori biru".into(),
            ..Typed::default()
        }
    }

    #[test]
    fn a_good_form_is_read_and_an_empty_address_is_left_to_the_server() {
        let form = read(&good(), Locale::Id).unwrap();
        assert_eq!((form.name.as_str(), form.email.as_str(), form.handle), ("Sari", "sari@contoh.id", None));
    }

    #[test]
    fn all_broken_rules_are_named_at_once() {
        let typed = Typed { handle: "A B".into(), ..Typed::default() };
        let errors = read(&typed, Locale::En).unwrap_err();
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/email", "/handle", "/name", "/password"]);
    }

    #[test]
    fn a_taken_address_stands_at_its_field_only() {
        let taken = FieldError { pointer: "/email".into(), rule: Rule::Taken, detail: String::new() };
        let problem = Problem::new(ProblemCode::Invalid, Locale::Id).with_errors(vec![taken]);
        let refusal = Refusal::Server(ApiError::Problem(Box::new(problem)));
        assert_eq!(refusal.field("/email", Locale::En), Some(Rule::Taken.message(Locale::En)));
        assert_eq!(refusal.form(Locale::En), None);
    }
}
