//! The conversations, written by hand.
//!
//! Owns reading `demo-data/conversations.json`.

use serde::Deserialize;

use super::{DemoConversation, DemoError, DemoMessage, people, trade::data};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    between: [String; 2],
    #[serde(default)]
    unread: usize,
    /// Who (0 or 1), minutes ago, text.
    messages: Vec<(usize, i64, String)>,
}

pub(super) fn written() -> Result<Vec<DemoConversation>, DemoError> {
    let list: Vec<Written> = data!("conversations.json")?;
    list.into_iter()
        .map(|written| {
            let [one, other] = &written.between;
            Ok(DemoConversation {
                between: [people::handle(one)?, people::handle(other)?],
                messages: written
                    .messages
                    .into_iter()
                    .map(|(by, minutes_ago, text)| DemoMessage { by: by.min(1), minutes_ago, text })
                    .collect(),
                unread: written.unread,
            })
        })
        .collect()
}
