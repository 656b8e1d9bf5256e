//! What axe-core has to say about the page on screen.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{browser::Browser, environment};

const RUN: &str = r"
    const done = arguments[arguments.length - 1];
    axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
        resultTypes: ['violations'],
    }).then((result) => done(result.violations.map((violation) => ({
        id: violation.id, impact: violation.impact, best: violation.tags.includes('best-practice'),
        nodes: violation.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' | ' + (node.any[0]?.message ?? node.failureSummary)),
    }))), (error) => done([{ id: String(error), impact: 'critical', nodes: [] }]));";

/// What axe has to say about the page on screen.
pub(crate) async fn violations(browser: &Browser) -> Result<Vec<Value>> {
    // The page's own policy refuses foreign scripts; the debugger may evaluate all the same.
    browser.protocol("Runtime.evaluate", json!({ "expression": environment::axe()? })).await?;
    let found = browser.driver.execute_async(RUN, vec![]).await?;
    let found = found.json().as_array().cloned().context("axe gave no list")?;
    let counts = |violation: &Value| {
        let best = violation["best"].as_bool().unwrap_or(false);
        !best || matches!(violation["impact"].as_str(), Some("serious" | "critical"))
    };
    Ok(found.into_iter().filter(counts).collect())
}

/// Fails with what axe has to say, if it has anything.
pub(crate) async fn silent(browser: &Browser) -> Result<()> {
    let found = violations(browser).await?;
    ensure!(found.is_empty(), "axe at {}: {found:#?}", browser.driver.current_url().await?);
    Ok(())
}
