//! Who is signed in.
//!
//! Owns asking the server, signing in and out, and the device's copy of the answer, with which the app opens without a
//! network. The cookie itself belongs to the browser. A late answer never overwrites a newer state.

use lepas_api::account::{Me, SignIn, SignUp};
use leptos::prelude::*;

use crate::{
    api::{ApiError, Client, read_json, session as endpoint},
    config::ME_KEY,
    platform::storage,
};

/// Written and removed to learn whether the device keeps anything at all.
const PROBE_KEY: &str = "lepas.probe";

/// What is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Not asked yet.
    Loading,
    /// Nobody.
    SignedOut,
    /// This person; without a network by the device's copy.
    SignedIn(Box<Me>),
    /// The server was not reached and the device has no copy.
    Unknown(ApiError),
}

/// The session service.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    client: StoredValue<Client>,
    epoch: StoredValue<u32>,
    /// The server was asked, so "nobody" is more than a guess.
    asked: RwSignal<bool>,
}

/// Starts without an answer; call [`Session::restore`].
pub fn provide_session(client: Client) -> Session {
    let service = Session {
        state: RwSignal::new(SessionState::Loading),
        client: StoredValue::new(client),
        epoch: StoredValue::new(0),
        asked: RwSignal::new(false),
    };
    provide_context(service);
    service
}

/// The session service of this app.
#[must_use]
pub fn use_session() -> Session {
    use_context().unwrap_or_else(|| provide_session(super::use_client()))
}

impl Session {
    /// What is known (tracked).
    #[must_use]
    pub fn state(self) -> SessionState {
        self.state.get()
    }

    /// The person (tracked).
    #[must_use]
    pub fn me(self) -> Option<Me> {
        self.state.with(person)
    }

    /// The person, for use outside of views.
    #[must_use]
    pub fn me_now(self) -> Option<Me> {
        self.state.try_with_untracked(person).flatten()
    }

    /// True when somebody is signed in (tracked).
    #[must_use]
    pub fn is_signed_in(self) -> bool {
        self.state.with(|state| matches!(state, SessionState::SignedIn(_)))
    }

    /// Unread messages over all conversations (tracked).
    #[must_use]
    pub fn unread(self) -> u32 {
        self.state.with(|state| match state {
            SessionState::SignedIn(me) => me.unread,
            _ => 0,
        })
    }

    /// Takes note of a new number of unread messages.
    pub fn set_unread(self, unread: u32) {
        let Some(me) = self.me_now().filter(|me| me.unread != unread) else { return };
        self.enter(Me { unread, ..me });
    }

    /// Takes note of a change to the person, such as a new address or a first publication.
    pub fn change_me(self, change: impl FnOnce(&mut Me)) {
        if let Some(mut me) = self.me_now() {
            change(&mut me);
            self.enter(me);
        }
    }

    /// True once the server was asked (tracked). Before that, [`SessionState::SignedOut`] only means that this device knows
    /// of nobody.
    #[must_use]
    pub fn is_verified(self) -> bool {
        self.asked.get()
    }

    /// Starts with the person of last time, and asks the server whether that still holds. A device that knows of nobody asks
    /// only when a page needs it, which saves every stranger a request.
    pub async fn restore(self) {
        if let Some(me) = kept() {
            self.enter(me);
        } else if storage::write(PROBE_KEY, "1").is_ok() {
            storage::remove(PROBE_KEY);
            self.state.set(SessionState::SignedOut);
            return;
        }
        self.refresh().await;
    }

    /// Asks the server who is signed in.
    pub async fn refresh(self) {
        let Some((client, epoch)) = self.begin() else { return };
        let answer = endpoint::me(&client).await;
        if !self.is_current(epoch) {
            return;
        }
        let _ = self.asked.try_set(true);
        match answer {
            Ok(Some(me)) => self.enter(me),
            Ok(None) => self.leave(),
            Err(error) => match kept() {
                Some(me) => self.enter(me),
                None => self.state.set(SessionState::Unknown(error)),
            },
        }
    }

    /// Signs in.
    ///
    /// # Errors
    /// Any [`ApiError`]; the state stays as it was.
    pub async fn sign_in(self, form: &SignIn) -> Result<Me, ApiError> {
        let (client, epoch) = self.begin().ok_or(ApiError::Cancelled)?;
        self.finish(epoch, endpoint::sign_in(&client, form).await)
    }

    /// Registers.
    ///
    /// # Errors
    /// Any [`ApiError`]; the state stays as it was.
    pub async fn sign_up(self, form: &SignUp) -> Result<Me, ApiError> {
        let (client, epoch) = self.begin().ok_or(ApiError::Cancelled)?;
        self.finish(epoch, endpoint::sign_up(&client, form).await)
    }

    /// Signs out. Drafts and unsent messages stay on the device.
    ///
    /// # Errors
    /// Any [`ApiError`]; the person is still signed in then.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        let (client, epoch) = self.begin().ok_or(ApiError::Cancelled)?;
        endpoint::sign_out(&client).await?;
        if self.is_current(epoch) {
            self.leave();
        }
        Ok(())
    }

    /// Takes note that the server no longer knows the session.
    pub fn expire(self) {
        if self.begin().is_some() {
            self.leave();
        }
    }

    fn begin(self) -> Option<(Client, u32)> {
        let epoch = self.epoch.try_update_value(|epoch| {
            *epoch += 1;
            *epoch
        })?;
        Some((self.client.try_get_value()?, epoch))
    }

    fn is_current(self, epoch: u32) -> bool {
        self.epoch.try_get_value() == Some(epoch)
    }

    fn finish(self, epoch: u32, answer: Result<Me, ApiError>) -> Result<Me, ApiError> {
        let me = answer?;
        if self.is_current(epoch) {
            self.enter(me.clone());
        }
        Ok(me)
    }

    fn enter(self, me: Me) {
        if let Ok(text) = serde_json::to_string(&me) {
            // Only the comfort of opening offline is lost when the device refuses.
            let _ = storage::write(ME_KEY, &text);
        }
        let next = SessionState::SignedIn(Box::new(me));
        if self.state.try_with_untracked(|state| *state != next) == Some(true) {
            self.state.set(next);
        }
    }

    fn leave(self) {
        storage::remove(ME_KEY);
        let _ = self.asked.try_set(true);
        self.state.set(SessionState::SignedOut);
    }
}

/// The device's copy.
fn kept() -> Option<Me> {
    read_json(storage::read(ME_KEY)?.as_bytes()).ok()
}

fn person(state: &SessionState) -> Option<Me> {
    match state {
        SessionState::SignedIn(me) => Some((**me).clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::{FutureExt, executor::block_on};
    use lepas_api::{Problem, ProblemCode, account::Password};

    use super::*;
    use crate::api::stub::Stub;

    const SARI: &str = r#"{"id":"u1","name":"Sari","email":"sari@contoh.id","handle":"sari-kemasan","role":"freelancer",
        "published":true,"unread":3,"settings":{"locale":"id","color_scheme":"system"}}"#;

    fn service() -> (Owner, Session, Stub) {
        let owner = Owner::new();
        owner.set();
        storage::remove(ME_KEY);
        let stub = Stub::default();
        (owner, provide_session(Client::new(Arc::new(stub.clone()))), stub)
    }

    fn form() -> SignIn {
        SignIn { email: "sari@contoh.id".parse().unwrap(), password: Password("rahasia-sekali".into()) }
    }

    #[test]
    fn the_app_opens_without_a_network_as_the_person_of_last_time() {
        let (_owner, session, stub) = service();
        stub.answer(200, SARI);
        block_on(session.refresh());
        assert_eq!(session.unread(), 3);
        let again = provide_session(Client::new(Arc::new(stub.clone())));
        stub.cut();
        block_on(again.refresh());
        assert_eq!(again.me().map(|me| me.name), Some("Sari".into()));
    }

    #[test]
    fn a_device_that_knows_of_nobody_does_not_ask_until_a_page_needs_it() {
        let (_owner, session, stub) = service();
        block_on(session.restore());
        assert_eq!((session.state(), session.is_verified()), (SessionState::SignedOut, false));
        assert!(stub.asked().is_empty());
        stub.answer(200, SARI);
        block_on(session.refresh());
        assert!(session.is_signed_in() && session.is_verified());
    }

    #[test]
    fn a_session_that_ended_elsewhere_is_noticed_at_the_next_start() {
        let (_owner, session, stub) = service();
        stub.answer(200, SARI);
        block_on(session.refresh());
        let again = provide_session(Client::new(Arc::new(stub.clone())));
        stub.answer(401, "");
        block_on(again.restore());
        assert_eq!((again.state(), storage::read(ME_KEY)), (SessionState::SignedOut, None));
    }

    #[test]
    fn signing_out_forgets_the_devices_copy() {
        let (_owner, session, stub) = service();
        stub.answer(200, SARI);
        block_on(session.sign_in(&form())).unwrap();
        stub.answer(204, "");
        block_on(session.sign_out()).unwrap();
        assert_eq!((session.state(), storage::read(ME_KEY)), (SessionState::SignedOut, None));
    }

    #[test]
    fn wrong_credentials_leave_the_state_alone() {
        let (_owner, session, stub) = service();
        stub.answer(
            401,
            serde_json::to_vec(&Problem::new(ProblemCode::WrongCredentials, lepas_api::Locale::Id)).unwrap(),
        );
        let error = block_on(session.sign_in(&form())).unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::WrongCredentials));
        assert_eq!(session.state(), SessionState::Loading);
    }

    #[test]
    fn a_late_answer_does_not_sign_anybody_in_again() {
        let (_owner, session, stub) = service();
        stub.hang();
        let mut late = session.refresh().boxed_local();
        assert!((&mut late).now_or_never().is_none());
        session.expire();
        crate::platform::timers::advance(60_000);
        block_on(late);
        assert_eq!(session.state(), SessionState::SignedOut);
    }
}
