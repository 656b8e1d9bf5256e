//! Pages, one module per feature. A feature imports `ui`, `state`, `api` and `platform`, and never another feature.

pub mod account;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod home;
pub mod jobs;
pub mod messages;
pub mod not_found;
pub mod search;
pub mod settings;
pub mod studio;
