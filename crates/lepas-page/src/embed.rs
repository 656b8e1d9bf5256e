//! The texts that people paste into other sites: one for each rung of the ladder, and the query that carries their choices.
//!
//! Owns their exact wording, so that the studio, the server's oEmbed answer and the tests give out the same text. Leaves
//! what stands behind the addresses to the renderers.

use lepas_api::{ColorScheme, Handle, Locale, path};

use crate::options::{BadgeOptions, BadgeParts, CardLayout, CardOptions, Tint, absolute};

/// Width of a frame when nobody asked for another, in CSS pixels.
pub const FRAME_WIDTH: u32 = 480;

/// Text inside markup and inside attributes in double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address as the value of a query parameter (RFC 3986 §2.1).
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                encoded.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}

/// The choices of a card as a query, without those that are the default. `locale` only when it was chosen.
#[must_use]
pub fn card_query(options: &CardOptions, locale: Option<Locale>) -> String {
    let mut pairs: Vec<[String; 2]> = Vec::new();
    let mut add = |name: &str, value: String| pairs.push([name.to_owned(), value]);
    if options.layout != CardLayout::default() {
        add("layout", options.layout.slug().to_owned());
    }
    if let Some(scheme) = scheme_word(options.scheme) {
        add("theme", scheme.to_owned());
    }
    if options.tint != Tint::default() {
        add("accent", options.tint.word());
    }
    if let Some(radius) = options.radius {
        add("radius", radius.to_string());
    }
    if let Some(locale) = locale {
        add("lang", locale.tag().to_owned());
    }
    if options.script {
        add("script", "1".to_owned());
    }
    query(&pairs)
}

fn scheme_word(scheme: ColorScheme) -> Option<&'static str> {
    crate::options::scheme_word(scheme)
}

fn query(pairs: &[[String; 2]]) -> String {
    let joined: Vec<String> = pairs.iter().map(|pair| pair.join("=")).collect();
    if joined.is_empty() { String::new() } else { ["?", &joined.join("&")].concat() }
}

/// The address of a card with its choices.
#[must_use]
pub fn card_address(handle: &Handle, options: &CardOptions, locale: Option<Locale>) -> String {
    let mut address = absolute(&options.origin, &path::card(handle));
    address.push_str(&card_query(options, locale));
    address
}

/// The address of a badge with its choices.
#[must_use]
pub fn badge_address(handle: &Handle, origin: &str, options: &BadgeOptions, locale: Option<Locale>) -> String {
    let mut pairs: Vec<[String; 2]> = Vec::new();
    if let Some(scheme) = scheme_word(options.scheme) {
        pairs.push(["theme".to_owned(), scheme.to_owned()]);
    }
    if options.parts != BadgeParts::default() {
        let words = [
            ("availability", options.parts.availability),
            ("rate", options.parts.rate),
            ("rating", options.parts.rating),
        ];
        let shown: Vec<&str> = words.into_iter().filter(|(_, shown)| *shown).map(|(word, _)| word).collect();
        pairs.push(["show".to_owned(), shown.join(",")]);
    }
    if let Some(locale) = locale {
        pairs.push(["lang".to_owned(), locale.tag().to_owned()]);
    }
    let mut address = absolute(origin, &path::badge(handle));
    address.push_str(&query(&pairs));
    address
}

/// The address of the static snippet, in a language when one was chosen.
#[must_use]
pub fn snippet_address(handle: &Handle, origin: &str, locale: Option<Locale>) -> String {
    let pairs: Vec<[String; 2]> =
        locale.map(|locale| ["lang".to_owned(), locale.tag().to_owned()]).into_iter().collect();
    let mut address = absolute(origin, &path::snippet(handle));
    address.push_str(&query(&pairs));
    address
}

/// The address of the snippet as a page, for looking at it.
#[must_use]
pub fn snippet_page(handle: &Handle, locale: Option<Locale>) -> String {
    let mut address = snippet_address(handle, "", locale);
    address.push_str(if locale.is_some() { "&as=page" } else { "?as=page" });
    address
}

/// The address of a card of several people with its choices; the layout has no meaning there.
#[must_use]
pub fn team_address(handles: &[Handle], options: &CardOptions, locale: Option<Locale>) -> String {
    let mut address = absolute(&options.origin, path::TEAM_CARD);
    address.push_str("?handles=");
    let names: Vec<&str> = handles.iter().map(Handle::as_str).collect();
    address.push_str(&names.join(","));
    let options = CardOptions { layout: CardLayout::default(), ..options.clone() };
    address.push_str(&card_query(&options, locale).replacen('?', "&", 1));
    address
}

/// Height in CSS pixels that a card of so many people needs at 320 pixels width.
#[must_use]
pub fn team_height(members: usize) -> u32 {
    u32::try_from(members).unwrap_or(u32::MAX).saturating_mul(64).saturating_add(150)
}

/// The frame as sites that keep attributes take it: no script on either side, no jump, nothing loaded before it is near.
#[must_use]
pub fn frame(handle: &Handle, title: &str, options: &CardOptions, locale: Option<Locale>) -> String {
    framed(&card_address(handle, options, locale), title, options.layout.height())
}

/// The same for several people.
#[must_use]
pub fn team_frame(handles: &[Handle], title: &str, options: &CardOptions, locale: Option<Locale>) -> String {
    framed(&team_address(handles, options, locale), title, team_height(handles.len()))
}

fn framed(address: &str, title: &str, height: u32) -> String {
    // `color-scheme` keeps the ground of the frame transparent on pages that declare themselves dark.
    [
        "<iframe src=\"",
        &escape(address),
        "\" title=\"",
        &escape(title),
        "\" width=\"100%\" height=\"",
        &height.to_string(),
        "\" loading=\"lazy\" style=\"border:0;max-width:640px;color-scheme:normal\"></iframe>",
    ]
    .concat()
}

/// The frame of an oEmbed answer: only what WordPress's filter keeps, and no blockquote, which would make it hide the
/// frame until a script has spoken.
#[must_use]
pub fn bare_frame(address: &str, title: &str, width: u64, height: u64) -> String {
    [
        "<iframe src=\"",
        &escape(address),
        "\" title=\"",
        &escape(title),
        "\" width=\"",
        &width.to_string(),
        "\" height=\"",
        &height.to_string(),
        "\"></iframe>",
    ]
    .concat()
}

/// How the script of the element comes to a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Loading {
    /// After the page's load event, which a slow Lepas then cannot hold back. Takes one line of inline script.
    #[default]
    AfterLoad,
    /// By an `async` script, for pages whose policy forbids inline scripts.
    Async,
}

/// The custom element with its script, the link inside it staying when anything fails.
#[must_use]
pub fn element(handle: &Handle, name: &str, options: &CardOptions, locale: Option<Locale>, loading: Loading) -> String {
    let mut text = String::from("<lepas-card handle=\"");
    text.push_str(handle.as_str());
    let mut attribute = |name: &str, value: &str| {
        for part in ["\" ", name, "=\"", value] {
            text.push_str(part);
        }
    };
    if options.layout != CardLayout::default() {
        attribute("layout", options.layout.slug());
    }
    if let Some(scheme) = scheme_word(options.scheme) {
        attribute("theme", scheme);
    }
    if options.tint != Tint::default() {
        attribute("accent", &options.tint.word());
    }
    if let Some(radius) = options.radius {
        attribute("radius", &radius.to_string());
    }
    if let Some(locale) = locale {
        attribute("lang", locale.tag());
    }
    // The height is reserved before the script is there, so that nothing moves when it comes.
    attribute(
        "style",
        &["display:block;max-width:640px;min-height:", &options.layout.height().to_string(), "px"].concat(),
    );
    let page = absolute(&options.origin, &path::page(handle));
    // Inside a script the address is text of JavaScript; an origin holds nothing that could end it there.
    let script = escape(&absolute(&options.origin, path::EMBED_SCRIPT));
    let [before, after] = match loading {
        Loading::AfterLoad => [
            "<script>addEventListener('load',()=>{document.head.appendChild(document.createElement('script')).src='",
            "'})</script>",
        ],
        Loading::Async => ["<script async src=\"", "\"></script>"],
    };
    [&text, "\"><a href=\"", &escape(&page), "\">", &escape(name), "</a></lepas-card>\n", before, &script, after]
        .concat()
}

/// The badge in Markdown, for a README.
#[must_use]
pub fn badge_markdown(badge: &str, page: &str, name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for character in name.chars().filter(|character| !character.is_control()) {
        // Whatever Markdown or HTML inside it could read as markup.
        if character.is_ascii_punctuation() && character != '-' {
            shown.push('\\');
        }
        shown.push(character);
    }
    ["[![", &shown, "](", badge, ")](", page, ")"].concat()
}

/// The badge as a linked picture in HTML.
#[must_use]
pub fn badge_html(badge: &str, page: &str, name: &str) -> String {
    ["<a href=\"", &escape(page), "\"><img src=\"", &escape(badge), "\" alt=\"", &escape(name), "\" height=\"32\"></a>"]
        .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Rgb;

    fn sari() -> Handle {
        "sari-kemasan".parse().unwrap_or_else(|rule| panic!("{rule:?}"))
    }

    fn options() -> CardOptions {
        CardOptions { origin: "https://lepas.example".into(), ..CardOptions::default() }
    }

    #[test]
    fn an_address_carries_only_what_was_chosen() {
        assert_eq!(card_address(&sari(), &options(), None), "https://lepas.example/u/sari-kemasan/card");
        let chosen = CardOptions {
            layout: CardLayout::Lebar,
            scheme: ColorScheme::Dark,
            tint: Tint::Custom(Rgb(255, 136, 0)),
            radius: Some(12),
            script: true,
            ..options()
        };
        let address = card_address(&sari(), &chosen, Some(Locale::En));
        assert!(address.ends_with("?layout=lebar&theme=dark&accent=ff8800&radius=12&lang=en&script=1"), "{address}");
    }

    #[test]
    fn the_snippet_is_asked_for_in_the_chosen_language_alone() {
        assert_eq!(snippet_address(&sari(), "", None), "/u/sari-kemasan/snippet.html");
        let english = snippet_address(&sari(), "https://lepas.example", Some(Locale::En));
        assert_eq!(english, "https://lepas.example/u/sari-kemasan/snippet.html?lang=en");
    }

    #[test]
    fn a_team_is_named_in_its_order_and_its_frame_grows_with_it() {
        let people: Vec<Handle> = ["sari-kemasan", "ada-quill"].map(|name| name.parse().unwrap()).into();
        let chosen = CardOptions { layout: CardLayout::Lebar, scheme: ColorScheme::Dark, ..options() };
        let address = team_address(&people, &chosen, Some(Locale::En));
        assert_eq!(
            address, "https://lepas.example/team/card?handles=sari-kemasan,ada-quill&theme=dark&lang=en",
            "the layout is that of a team"
        );
        assert!(team_address(&people, &options(), None).ends_with("?handles=sari-kemasan,ada-quill"));
        let frame = team_frame(&people, "Tim", &chosen, None);
        assert!(frame.contains("ada-quill&amp;theme=dark") && frame.contains("height=\"278\""), "{frame}");
    }

    #[test]
    fn a_name_cannot_break_out_of_any_text() {
        let name = "Sari\"><script>alert(1)</script>](https://jahat.example)";
        for text in [
            frame(&sari(), name, &options(), None),
            bare_frame("https://lepas.example/u/x/card?a=1&b=2", name, 1, 2),
            element(&sari(), name, &options(), None, Loading::AfterLoad),
            badge_html("https://lepas.example/b", "https://lepas.example/p", name),
        ] {
            assert!(!text.contains("<script>alert") && !text.contains("\"><script"), "{text}");
        }
        let markdown = badge_markdown("https://lepas.example/b", "https://lepas.example/p", name);
        assert!(!markdown.contains("](https://jahat") && !markdown.contains("<script>"), "{markdown}");
    }

    #[test]
    fn the_element_reserves_its_height_and_keeps_a_link() {
        let text = element(
            &sari(),
            "Sari",
            &CardOptions { layout: CardLayout::Tegak, ..options() },
            Some(Locale::Id),
            Loading::Async,
        );
        assert!(
            text.starts_with("<lepas-card handle=\"sari-kemasan\" layout=\"tegak\" lang=\"id\" style=\"display:block"),
            "{text}"
        );
        assert!(
            text.contains("min-height:420px\"><a href=\"https://lepas.example/u/sari-kemasan\">Sari</a></lepas-card>"),
            "{text}"
        );
        assert!(text.ends_with("<script async src=\"https://lepas.example/embed.js\"></script>"), "{text}");
    }
}
