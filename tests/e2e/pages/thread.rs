//! A conversation on screen: what stands in it and writing into it.

use anyhow::Result;
use thirtyfour::prelude::*;

use crate::support::browser::Browser;

/// A conversation on screen.
pub(crate) struct Thread<'a> {
    browser: &'a Browser,
}

impl<'a> Thread<'a> {
    /// Opens the conversation with the owner of a page, as the link on that page does.
    pub(crate) async fn with(browser: &'a Browser, handle: &str) -> Result<Self> {
        browser.goto(&format!("/messages?to={handle}")).await?;
        browser.see("[role=log]").await?;
        Ok(Self { browser })
    }

    /// Opens a conversation from the list, by the name that stands there.
    pub(crate) async fn of(browser: &'a Browser, name: &str) -> Result<Self> {
        browser.app("/messages").await?;
        browser.press(name).await?;
        Self::here(browser).await
    }

    /// The conversation that is on screen.
    pub(crate) async fn here(browser: &'a Browser) -> Result<Self> {
        browser.see("[role=log]").await?;
        Ok(Self { browser })
    }

    /// Writes a message and sends it with the button.
    pub(crate) async fn send(&self, text: &str) -> Result<()> {
        self.browser.see("main textarea").await?.send_keys(text).await?;
        self.browser.press("Kirim").await
    }

    /// Writes a message and sends it with Enter.
    pub(crate) async fn send_by_key(&self, text: &str) -> Result<()> {
        let composer = self.browser.see("main textarea").await?;
        composer.send_keys(text).await?;
        Ok(composer.send_keys(Key::Enter + "").await?)
    }

    /// Texts of the messages on screen that contain a piece, in order.
    pub(crate) async fn texts(&self, piece: &str) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('[role=log] .lp-msg__b')].map((node) => node.innerText.trim())";
        let all: Vec<String> = serde_json::from_value(self.browser.script(script).await?)?;
        Ok(all.into_iter().filter(|text| text.contains(piece)).collect())
    }

    /// Waits until a text stands in the conversation.
    pub(crate) async fn shows(&self, text: &str) -> Result<()> {
        self.browser
            .until(&format!("the message {text:?}"), || async {
                Ok((!self.texts(text).await?.is_empty()).then_some(()))
            })
            .await
    }

    /// Waits until nothing is on its way any more.
    pub(crate) async fn is_settled(&self) -> Result<()> {
        let script = "return document.querySelectorAll('[role=log] [data-state=waiting], [role=log] [data-state=sending]').length";
        self.browser
            .until("everything to be sent", || async { Ok((self.browser.script(script).await? == 0).then_some(())) })
            .await
    }
}
