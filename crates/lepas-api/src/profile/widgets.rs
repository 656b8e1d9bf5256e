//! What an owner decides about their profile on other people's sites.
//!
//! Owns the list of sites and its spelling. Enforcing it is the server's, by `frame-ancestors` and CORS.

use serde::{Deserialize, Serialize};

use crate::{
    limits::{LINK_MAX, WIDGET_SITES_MAX},
    validation::{Report, Rule, Validate},
};

/// `meta.lepas.widgets`: where cards may stand, and whether anything is counted. Private: not in the public view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetSettings {
    /// Sites that may show the card, such as `https://contoh.id` or `https://*.contoh.id`. Empty means any site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Counts views of cards and presses of their button, by day, without noting who it was. Off unless switched on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count: bool,
}

impl WidgetSettings {
    /// True when the owner chose nothing, so that the document need not say it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// True when a page of this origin may show the card.
    #[must_use]
    pub fn allows(&self, origin: &str) -> bool {
        self.sites.is_empty() || self.sites.iter().any(|site| matches(site, origin))
    }
}

/// `GET /v1/profiles/{handle}/widget-counts`: how often the owner's widgets were seen and used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetCounts {
    /// Days on which anything was counted, latest first, in UTC.
    pub days: Vec<WidgetDay>,
}

/// What was counted on a day. Caches between answer for some views, so the real number is at least this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// Cards shown.
    pub views: u32,
    /// Buttons pressed.
    pub contacts: u32,
    /// Public pages opened, when the owner has them counted.
    #[serde(default)]
    pub visits: u32,
}

/// True for an origin that a site stands for, a leading `*.` meaning every host below but not the bare one.
fn matches(site: &str, origin: &str) -> bool {
    let (site, origin) = (site.to_ascii_lowercase(), origin.to_ascii_lowercase());
    match site.split_once("://*.") {
        None => site == origin,
        Some((scheme, rest)) => origin
            .strip_prefix(scheme)
            .and_then(|host| host.strip_prefix("://"))
            .and_then(|host| host.strip_suffix(rest))
            .is_some_and(|below| below.ends_with('.') && below.len() > 1),
    }
}

/// Checks the address of a site: scheme and host, perhaps a port, nothing after it.
///
/// # Errors
/// [`Rule::Link`], [`Rule::TooLong`]. Only `https`, except for this machine itself, because a page that came over plain
/// `http` can be rewritten on its way.
pub fn check_site(site: &str) -> Result<(), Rule> {
    if site.len() > LINK_MAX {
        return Err(Rule::TooLong { maximum: LINK_MAX });
    }
    let (scheme, host) = site.split_once("://").ok_or(Rule::Link)?;
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let local = matches!(name, "localhost" | "127.0.0.1");
    let name = name.strip_prefix("*.").unwrap_or(name);
    let good_name = !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    let good_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
    let good_scheme = scheme == "https" || (scheme == "http" && local);
    // `https://*.id` would be half the country.
    let wide = host.starts_with("*.") && !name.contains('.');
    if good_name && good_port && good_scheme && !wide { Ok(()) } else { Err(Rule::Link) }
}

impl Validate for WidgetSettings {
    fn validate(&self, report: &mut Report) {
        report.each("sites", &self.sites, WIDGET_SITES_MAX, |site, report| {
            if let Err(rule) = check_site(site) {
                report.add("", rule);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_scheme_and_host_and_nothing_that_could_end_a_header() {
        for good in ["https://contoh.id", "https://blog.contoh.id:8443", "https://*.contoh.id", "http://localhost:3000"]
        {
            assert_eq!(check_site(good), Ok(()), "{good}");
        }
        for bad in [
            "contoh.id",
            "http://contoh.id",
            "https://",
            "https://contoh.id/",
            "https://a b.id",
            "https://a.id;script-src *",
            "https://a.id,https://b.id",
            "https://*.id",
            "https://*",
            "'none'",
            "*",
            "https://a..id",
            "https://a.id:0",
            "https://-a.id",
            "https://a.id\r\nx: y",
            "javascript://a.id",
            "https://a@b.id",
        ] {
            assert!(check_site(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_empty_list_allows_every_site_and_a_star_only_what_is_below() {
        assert!(WidgetSettings::default().allows("https://mana.example"));
        let settings = WidgetSettings { sites: vec!["https://a.id".into(), "https://*.b.id".into()], count: false };
        for good in ["https://a.id", "https://A.id", "https://x.b.id", "https://y.x.b.id"] {
            assert!(settings.allows(good), "{good}");
        }
        for bad in [
            "http://a.id",
            "https://a.id:8443",
            "https://b.id",
            "https://xb.id",
            "https://.b.id",
            "null",
            "https://b.id.evil.id",
        ] {
            assert!(!settings.allows(bad), "{bad}");
        }
    }
}
