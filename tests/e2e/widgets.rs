//! Widgets on other people's sites, in Chromium and in Firefox.
//!
//! Every host page here has another origin than Lepas. A test that is about what browsers do runs in both; Firefox is
//! left out with a line that says so where `LEPAS_GECKODRIVER_URL` is not set.

#![expect(clippy::print_stderr, reason = "what was left out and what was measured is said to whoever runs the tests")]

mod bench;
mod corpus;
mod hostile;
mod rungs;
mod sanitisers;
mod site;
mod stage;
mod trouble;
mod wordpress;
