//! A search page: the box, the rows, the facets.

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::browser::Browser;

/// A search page on screen.
pub(crate) struct SearchPage<'a> {
    browser: &'a Browser,
    row: &'static str,
}

impl<'a> SearchPage<'a> {
    /// Opens the job search at an address and waits for rows.
    pub(crate) async fn jobs(browser: &'a Browser, address: &str) -> Result<Self> {
        Self::open(browser, &format!("/jobs{address}"), ".lp-job").await
    }

    /// Opens the talent search at an address and waits for rows.
    pub(crate) async fn talent(browser: &'a Browser, address: &str) -> Result<Self> {
        Self::open(browser, &format!("/talent{address}"), ".lp-person").await
    }

    async fn open(browser: &'a Browser, path: &str, row: &'static str) -> Result<Self> {
        browser.app(path).await?;
        Self::here(browser, row).await
    }

    /// The search page that is on screen, as soon as it has rows.
    pub(crate) async fn here(browser: &'a Browser, row: &'static str) -> Result<Self> {
        browser.see(row).await?;
        Ok(Self { browser, row })
    }

    /// Types into the box, after what stands there.
    pub(crate) async fn type_text(&self, text: &str) -> Result<()> {
        Ok(self.browser.see("#search-text").await?.send_keys(text).await?)
    }

    /// The number above the list.
    pub(crate) async fn total(&self) -> Result<u32> {
        let text = self.browser.see(".lp-toolbar__count b").await?.text().await?;
        text.replace(['.', ','], "").parse().with_context(|| format!("{text:?} is no count"))
    }

    /// Waits until the number above the list is another one, and says it.
    pub(crate) async fn total_after(&self, before: u32) -> Result<u32> {
        self.browser
            .until("another count", || async {
                let total = self.total().await?;
                Ok((total != before).then_some(total))
            })
            .await
    }

    /// Titles of the rows, from the top.
    pub(crate) async fn titles(&self) -> Result<Vec<String>> {
        let script = format!(
            "return [...document.querySelectorAll('{} .lp-job__title')].map((node) => node.innerText)",
            self.row
        );
        let found = self.browser.script(&script).await?;
        Ok(serde_json::from_value(found)?)
    }

    /// Texts that are marked as matched.
    pub(crate) async fn marks(&self) -> Result<Vec<String>> {
        let script = format!(
            "return [...document.querySelectorAll('{} mark')].map((node) => node.innerText.toLowerCase())",
            self.row
        );
        Ok(serde_json::from_value(self.browser.script(&script).await?)?)
    }

    /// The count that stands beside a value of a facet.
    pub(crate) async fn facet_count(&self, legend: &str, value: &str) -> Result<u32> {
        let row = self.facet_row(legend, value).await?;
        let text = row.find(By::Css(".num")).await?.text().await?;
        text.replace(['.', ','], "").parse().with_context(|| format!("{text:?} is no count"))
    }

    /// Clicks a value of a facet.
    pub(crate) async fn choose(&self, legend: &str, value: &str) -> Result<()> {
        let row = self.facet_row(legend, value).await?;
        row.scroll_into_view().await?;
        Ok(row.click().await?)
    }

    /// Reaches a value of a facet and presses Space on it.
    pub(crate) async fn toggle_by_key(&self, legend: &str, value: &str) -> Result<()> {
        let row = self.facet_row(legend, value).await?;
        let field = row.find(By::Css("input")).await?;
        field.focus().await?;
        Ok(field.send_keys(Key::Space + "").await?)
    }

    /// Presses Down until the result at a place has the focus, and says its title. The first result has it already.
    pub(crate) async fn walk_down_to(&self, place: usize) -> Result<String> {
        for at in 1..=place {
            self.browser
                .until(&format!("the focus on result {at}"), || async {
                    Ok((self.focused_place().await? == Some(at)).then_some(()))
                })
                .await?;
            if at < place {
                self.browser.driver.active_element().await?.send_keys(Key::Down + "").await?;
            }
        }
        Ok(self.browser.driver.active_element().await?.text().await?)
    }

    async fn focused_place(&self) -> Result<Option<usize>> {
        let script = "return document.activeElement?.closest('[aria-posinset]')?.ariaPosInSet ?? null";
        Ok(self.browser.script(script).await?.as_str().and_then(|place| place.parse().ok()))
    }

    /// The place of the result with this title, if it is wholly in view.
    pub(crate) async fn place_in_view(&self, title: &str) -> Result<Option<usize>> {
        let script = r"
            const [row, title] = arguments;
            const found = [...document.querySelectorAll(row)].find((node) => node.querySelector('h2').innerText === title);
            const box = found?.querySelector('h2').getBoundingClientRect();
            return box && box.top >= 0 && box.bottom <= innerHeight ? found.closest('[aria-posinset]').ariaPosInSet : null;";
        let found = self.browser.driver.execute(script, vec![json!(self.row), json!(title)]).await?;
        Ok(found.json().as_str().and_then(|place| place.parse().ok()))
    }

    async fn facet_row(&self, legend: &str, value: &str) -> Result<WebElement> {
        let path = format!(
            "//fieldset[contains(@class,'lp-facet')][legend[normalize-space()='{legend}']]//label[span[normalize-space()='{value}']]"
        );
        let found = self.browser.driver.query(By::XPath(path.as_str())).first().await;
        found.with_context(|| format!("{value:?} in {legend:?}"))
    }
}
