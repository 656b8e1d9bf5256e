//! Password hashing: argon2id with 19 MiB, two passes, one lane, at most two at a time.
//!
//! Owns the cost. Two at a time bounds memory and keeps the other work of a small machine going; more wait their turn.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use lepas_api::account::Password;
use tokio::sync::Semaphore;

/// Memory in KiB.
const MEMORY: u32 = 19_456;
/// Passes over it.
const PASSES: u32 = 2;
/// Hashes computed at the same time.
const AT_ONCE: usize = 2;

/// Why a password could not be hashed or checked; nothing of the password is in it.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The hash function refused.
    #[error("argon2: {0}")]
    Hash(String),
    /// The task was ended.
    #[error("the hashing task ended")]
    Ended,
}

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Checked for unknown accounts, so that they take as long as known ones.
    decoy: Arc<str>,
}

impl Passwords {
    /// Prepares the parameters and the decoy.
    ///
    /// # Errors
    /// When argon2 refuses its parameters or the system has no randomness.
    pub fn new() -> Result<Self, PasswordError> {
        let refused = |error: argon2::Error| PasswordError::Hash(error.to_string());
        let params = Params::new(MEMORY, PASSES, 1, None).map_err(refused)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, b"no account has this password")?;
        Ok(Self { argon2, turns: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.into() })
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// See [`PasswordError`].
    pub async fn hash(&self, password: Password) -> Result<String, PasswordError> {
        let argon2 = self.argon2.clone();
        self.run(move || hash(&argon2, password.0.as_bytes())).await?
    }

    /// Checks a password against the hash of an account; without a hash it takes as long and fails.
    ///
    /// # Errors
    /// [`PasswordError::Ended`].
    pub async fn verify(&self, password: Password, stored: Option<String>) -> Result<bool, PasswordError> {
        let argon2 = self.argon2.clone();
        let usable = stored.filter(|hash| PasswordHash::new(hash).is_ok());
        let known = usable.is_some();
        let stored = usable.unwrap_or_else(|| self.decoy.as_ref().to_owned());
        let matches = self
            .run(move || match PasswordHash::new(&stored) {
                Ok(hash) => argon2.verify_password(password.0.as_bytes(), &hash).is_ok(),
                Err(_) => false,
            })
            .await?;
        Ok(matches && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordError> {
        let _turn = self.turns.acquire().await.map_err(|_| PasswordError::Ended)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Ended)
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8]) -> Result<String, PasswordError> {
    let hashed: PasswordHash =
        argon2.hash_password(password).map_err(|error| PasswordError::Hash(error.to_string()))?;
    Ok(hashed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_passes() {
        let passwords = Passwords::new().unwrap();
        let stored = passwords.hash(Password("kopi tubruk pagi".into())).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.verify(Password("kopi tubruk pagi".into()), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify(Password("kopi tubruk".into()), Some(stored)).await.unwrap());
        assert!(!passwords.verify(Password("no account has this password".into()), None).await.unwrap());
        assert!(!passwords.verify(Password(String::new()), Some(String::new())).await.unwrap());
        assert!(!passwords.verify(Password("!".into()), Some("!".into())).await.unwrap());
    }
}
