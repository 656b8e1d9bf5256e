//! What journeys stand on: a server, a browser, ways to wait, and somebody else's site.

pub(crate) mod axe;
pub(crate) mod browser;
pub(crate) mod environment;
pub(crate) mod front;
pub(crate) mod host;
pub(crate) mod http;
pub(crate) mod judge;
pub(crate) mod server;
