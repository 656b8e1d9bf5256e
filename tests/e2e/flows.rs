//! What people come to Lepas for, one file for each of the five things.

mod embed;
mod parts;
mod profile;
mod search;
mod talent;
mod talk;
