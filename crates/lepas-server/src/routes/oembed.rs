//! oEmbed 1.0: how another site embeds a card, for the address of a public page or card.
//!
//! Owns the answer in both formats. 401 for a profile that is not published, 404 for an address that is none of ours, 501
//! for a format that is not given out, as the standard says (<https://oembed.com>, section 2.3.4).

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{ColorScheme, Handle, Rule, path};
use lepas_page::embed;
use serde::Serialize;

use super::{
    choices::{CardChoices, pairs, value},
    public::origin,
    widgets::{Place, Shown, place},
};
use crate::{
    app::AppState,
    http::{Answer, Fault, extract},
};

/// Seconds that a consumer may keep an answer.
const CACHE_AGE: u32 = 300;

pub(super) fn router() -> Router<AppState> {
    Router::new().route(path::OEMBED, get(oembed))
}

/// An answer of the type `rich`.
#[derive(Debug, Serialize)]
struct Embedding {
    #[serde(rename = "type")]
    kind: &'static str,
    version: &'static str,
    title: String,
    author_name: String,
    author_url: String,
    provider_name: &'static str,
    provider_url: String,
    cache_age: u32,
    html: String,
    width: u64,
    height: u64,
}

async fn oembed(State(state): State<AppState>, headers: HeaderMap, uri: Uri) -> Answer {
    let question = pairs(&uri);
    let is_xml = match value(&question, "format") {
        None | Some("json") => false,
        Some("xml") => true,
        Some(_) => return Ok(plain(StatusCode::NOT_IMPLEMENTED, "formats: json, xml\n")),
    };
    let url = value(&question, "url").ok_or_else(|| Fault::parameter("?url", Rule::Required))?;
    let most = |name| extract::number(name, value(&question, name));
    let (maximum_width, maximum_height) = (most("maxwidth")?, most("maxheight")?);
    let origin = origin(&state, &headers);
    let Some((handle, choices)) = target(url, &origin) else { return Ok(plain(StatusCode::NOT_FOUND, "not ours\n")) };
    let shown = match place(&state, handle.as_str()).await? {
        Place::Shown(shown) => shown,
        Place::Moved(handle) => match place(&state, handle.as_str()).await? {
            Place::Shown(shown) => shown,
            _ => return Ok(plain(StatusCode::NOT_FOUND, "nobody\n")),
        },
        Place::Private => return Ok(plain(StatusCode::UNAUTHORIZED, "not public\n")),
        Place::Nothing => return Ok(plain(StatusCode::NOT_FOUND, "nobody\n")),
    };
    let answer = embedding(&shown, choices, origin, maximum_width, maximum_height);
    let (media_type, text) = if is_xml {
        ("text/xml; charset=utf-8", xml(&answer))
    } else {
        ("application/json; charset=utf-8", serde_json::to_string(&answer).map_err(Fault::internal)?)
    };
    let mut response = text.into_response();
    let open = [
        (header::CONTENT_TYPE, media_type),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    for (name, value) in open {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

fn embedding(
    shown: &Shown,
    choices: CardChoices,
    origin: String,
    maximum_width: Option<u64>,
    maximum_height: Option<u64>,
) -> Embedding {
    let profile = &shown.profile;
    let basics = &profile.document.basics;
    let locale = choices.locale.unwrap_or(profile.document.meta.lepas.locale);
    let mut options = choices.options(origin, locale);
    options.script = true;
    options.element = false;
    let at_most = |wanted: u32, most: Option<u64>| most.unwrap_or(u64::MAX).min(u64::from(wanted)).max(1);
    let width = at_most(embed::FRAME_WIDTH, maximum_width);
    let fitting = options.layout.height_at(u32::try_from(width).unwrap_or(u32::MAX));
    let height = at_most(fitting, maximum_height);
    let name = basics.name.trim().to_owned();
    let label = basics.label.trim();
    let title = if label.is_empty() { name.clone() } else { format!("{name} · {label}") };
    let page = format!("{}{}", options.origin, path::page(&profile.handle));
    let card = embed::card_address(&profile.handle, &options, choices.locale);
    Embedding {
        kind: "rich",
        version: "1.0",
        html: embed::bare_frame(&card, &name, width, height),
        title,
        author_name: name,
        author_url: page,
        provider_name: "Lepas",
        provider_url: options.origin,
        cache_age: CACHE_AGE,
        width,
        height,
    }
}

/// The profile and the choices in the address of a page or card of this site. The scheme is not compared: proxies change
/// it.
fn target(url: &str, origin: &str) -> Option<(Handle, CardChoices)> {
    let host = |text: &str| text.split_once("://").map(|(_, rest)| rest.to_owned());
    let (url, own) = (host(url)?, host(origin)?);
    let rest = url.strip_prefix(&own)?;
    let uri: Uri = rest.split('#').next()?.parse().ok()?;
    let mut parts = uri.path().strip_prefix("/u/")?.split('/');
    let handle = parts.next()?.parse().ok()?;
    let choices = match (parts.next(), parts.next()) {
        (Some("card"), None) => CardChoices::read(&pairs(&uri)),
        // The page is asked about: its language counts, and what its own address says about looks is not about the card.
        (None | Some(""), None) => CardChoices {
            locale: CardChoices::read(&pairs(&uri)).locale,
            scheme: ColorScheme::System,
            ..CardChoices::default()
        },
        _ => return None,
    };
    Some((handle, choices))
}

/// The answer as XML. Characters that XML 1.0 cannot hold are left out.
fn xml(answer: &Embedding) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>");
    let numbers = [answer.cache_age.to_string(), answer.width.to_string(), answer.height.to_string()];
    let [cache_age, width, height] = &numbers;
    for (name, value) in [
        ("type", answer.kind),
        ("version", answer.version),
        ("title", &answer.title),
        ("author_name", &answer.author_name),
        ("author_url", &answer.author_url),
        ("provider_name", answer.provider_name),
        ("provider_url", &answer.provider_url),
        ("cache_age", cache_age),
        ("html", &answer.html),
        ("width", width),
        ("height", height),
    ] {
        let kept: String = value.chars().filter(|character| is_xml(*character)).collect();
        for part in ["<", name, ">", &embed::escape(&kept), "</", name, ">"] {
            text.push_str(part);
        }
    }
    text.push_str("</oembed>\n");
    text
}

/// What XML 1.0 calls a character.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
        && !matches!(character, '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}')
}

#[cfg(test)]
mod tests {
    use lepas_page::CardLayout;

    use super::*;

    #[test]
    fn only_addresses_of_this_site_name_a_profile() {
        let of = |url| target(url, "https://lepas.example").map(|(handle, _)| String::from(handle));
        assert_eq!(of("https://lepas.example/u/sari-kemasan"), Some("sari-kemasan".into()));
        assert_eq!(of("https://lepas.example/u/sari-kemasan/?lang=en#karya"), Some("sari-kemasan".into()));
        assert_eq!(of("http://lepas.example/u/sari-kemasan/card?layout=lebar"), Some("sari-kemasan".into()));
        for none in [
            "https://evil.example/u/sari-kemasan",
            "https://lepas.example.evil.example/u/sari",
            "https://lepas.example/jobs",
            "sari-kemasan",
            "https://lepas.example/u/sari/resume.json",
            "https://lepas.example/u/",
            "https://lepas.example/u/sari/card/x",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn choices_come_from_the_address_of_a_card_and_not_from_that_of_a_page() {
        let of = |url| target(url, "https://lepas.example").map(|(_, choices)| choices).unwrap();
        assert_eq!(of("https://lepas.example/u/sari/card?layout=lebar&theme=dark").layout, CardLayout::Lebar);
        assert_eq!(of("https://lepas.example/u/sari?layout=lebar"), CardChoices::default());
    }
}
