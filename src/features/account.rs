//! Signing in and registering.
//!
//! Owns the two forms. Nothing typed is lost: a refused form keeps every field, and each broken rule stands at its field.

mod layout;
mod password;
mod sign_in;
mod sign_up;

pub use sign_in::SignInPage;
pub use sign_up::SignUpPage;
