//! Texts written to break out of their place, in every field at once.

use lepas_api::{
    Currency, Money, PartialDate,
    profile::{
        CaseStudy, Language, Location, NetworkProfile, Other, PageLink, Picture, PublicProfile, Rate, RateUnit,
        Reference, SECTIONS, Service, Skill, Work,
    },
};
use proptest::prelude::*;

use super::{
    empty, everything,
    tokens::{Tag, read},
};

const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "link",
    "style",
    "script",
    "base",
    "body",
    "a",
    "div",
    "header",
    "main",
    "section",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "figure",
    "figcaption",
    "img",
    "b",
    "i",
    "bdi",
    "br",
    "span",
    "small",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "svg",
    "path",
    "g",
    "rect",
    "circle",
    "text",
    "blockquote",
    "strong",
    "time",
];
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "cx",
    "cy",
    "d",
    "data-accent",
    "data-color-scheme",
    "data-layout",
    "data-quiet",
    "data-state",
    "data-theme",
    "datetime",
    "fill",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "lengthAdjust",
    "lengthadjust",
    "loading",
    "media",
    "name",
    "part",
    "property",
    "r",
    "rel",
    "role",
    "rx",
    "src",
    "stroke",
    "stroke-width",
    "target",
    "textLength",
    "textlength",
    "title",
    "transform",
    "type",
    "viewBox",
    "viewbox",
    "width",
    "x",
    "xmlns",
    "y",
];

/// What people try.
const TRICKS: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "</title><script>x</script>",
    "</style><script>x</script>",
    "--><script>x</script>",
    "<!--",
    "]]><script>x</script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "<iframe srcdoc=x>",
    "<base href=//evil.id>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//evil.id><input>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "https://evil.id/\" onclick=\"x",
    "//evil.id/x.png",
    "https://bank.id@evil.id",
    "\u{2028}</script>",
    "\\u003c/script>",
    "<![CDATA[<script>]]>",
    "<svg><script>x</script></svg>",
    "/uploads/../../v1/me",
    "/uploads/x\" onload=\"y",
];
/// What stands around it.
const AROUND: &[(&str, &str)] =
    &[("", ""), ("Sari ", " Kemasan"), ("\u{202e}", "\u{202c}"), ("\n\n", "\r\n"), ("<b>", "</b>")];

/// A profile whose every text is the given one.
fn profile_of(text: &str) -> PublicProfile {
    let own = || text.to_owned();
    let price = Rate { amount: Money::from_major(7, Currency::USD), unit: RateUnit::Hour };
    let mut profile = empty();
    let document = &mut profile.document;
    let basics = &mut document.basics;
    (basics.name, basics.label, basics.summary) = (own(), own(), own());
    (basics.image, basics.url, basics.email, basics.phone) = (Some(own()), Some(own()), Some(own()), Some(own()));
    basics.location =
        Some(Location { city: Some(own()), region: Some(own()), country_code: Some(own()), ..Location::default() });
    basics.profiles = vec![
        NetworkProfile { network: own(), username: own(), url: Some(own()), ..NetworkProfile::default() },
        NetworkProfile {
            network: own(),
            username: own(),
            url: Some("https://contoh.id".into()),
            ..NetworkProfile::default()
        },
    ];
    document.work = vec![Work { name: own(), position: own(), summary: Some(own()), ..Work::default() }];
    document.skills = vec![Skill::named(text)];
    document.languages = vec![Language { language: own(), fluency: Some(own()), ..Language::default() }];
    document.references = vec![Reference { name: own(), reference: own(), ..Reference::default() }];
    let extras = &mut document.meta.lepas;
    extras.rate = Some(price);
    extras.time_zone = Some(own());
    let picture = |url: String| Some(Picture { url, alt: own(), width: 640, height: 480 });
    let case = |url: String| CaseStudy {
        id: own(),
        title: own(),
        client: Some(own()),
        date: Some(PartialDate { year: 2026, month: None, day: None }),
        summary: own(),
        picture: picture(url),
        url: Some(own()),
        ..CaseStudy::default()
    };
    extras.page.accent = Some(own());
    extras.page.links = ["https://contoh.id", text]
        .map(|url| PageLink { id: own(), label: own(), url: url.to_owned(), group: own() })
        .into();
    let entry = |section: &lepas_api::profile::members::Section| {
        section.members.iter().map(|(name, _)| ((*name).to_owned(), serde_json::Value::from(text))).collect()
    };
    let entries: Vec<Vec<Other>> = SECTIONS.iter().map(|section| vec![entry(section)]).collect();
    let extras = &mut document.meta.lepas;
    extras.cases = vec![case(own()), case("/uploads/a".into())];
    let of_text = |members: &[&str]| {
        let texts = members.iter().map(|member| ((*member).to_owned(), serde_json::Value::from(text)));
        let mut part: Other = texts.collect();
        part.insert("price".into(), lepas_api::tree(&price));
        part.insert("days".into(), 3.into());
        serde_json::Value::Array(vec![part.into()])
    };
    let parts = [
        ("tiers".to_owned(), of_text(&["id", "title", "summary", "revisions"])),
        ("extras".to_owned(), of_text(&["id", "title"])),
        ("faq".to_owned(), of_text(&["id", "question", "answer"])),
    ];
    extras.area =
        ["city", "region", "countryCode"].map(|member| (member.to_owned(), own().into())).into_iter().collect();
    extras.area.insert("slots".into(), serde_json::Value::Array(vec![own().into()]));
    extras.services = vec![Service {
        id: own(),
        title: own(),
        summary: own(),
        price: Some(price),
        other: parts.into_iter().collect(),
    }];
    for (section, entries) in SECTIONS.iter().zip(entries) {
        if let Some(held) = document.section_mut(section.name) {
            *held = entries;
        }
    }
    profile
}

fn is_plain_address(address: &str) -> bool {
    let lower = address.to_lowercase();
    lower.starts_with("https://")
        || lower.starts_with("http://")
        || lower.starts_with("mailto:")
        || (lower.starts_with('/') && !lower.starts_with("//"))
        || lower.starts_with('#')
}

fn check_tag(tag: &Tag, which: &str, text: &str) {
    assert!(ELEMENTS.contains(&tag.name.as_str()), "{which}: <{}> from {text:?}", tag.name);
    for (name, value) in &tag.attributes {
        // Styles stand on elements of the snippet alone, and none of a profile's texts in them.
        if name == "style" && which.starts_with("snippet") {
            assert!(
                !value.contains(['<', '(']) && value.starts_with(|first: char| first.is_ascii_lowercase()),
                "{which}: {value}"
            );
            continue;
        }
        assert!(ATTRIBUTES.contains(&name.as_str()), "{which}: {name}= on <{}> from {text:?}", tag.name);
        if matches!(name.as_str(), "href" | "src") {
            assert!(is_plain_address(value), "{which}: {name}={value:?} from {text:?}");
        }
    }
    if tag.name == "script" {
        assert_eq!(tag.attribute("type"), Some("application/ld+json"), "{which} from {text:?}");
        let data: serde_json::Value = serde_json::from_str(&tag.text).unwrap();
        assert_eq!(data.pointer("/@type").and_then(|kind| kind.as_str()), Some("ProfilePage"));
    }
    if tag.name == "meta" {
        assert_eq!(tag.attribute("http-equiv"), None);
    }
}

fn check(text: &str) {
    let profile = profile_of(text);
    for (which, html) in everything(&profile) {
        let document = read(&html);
        assert_eq!(document.comments, 0, "{which}: a comment from {text:?}");
        let count = |name: &str| document.tags.iter().filter(|tag| tag.name == name).count();
        let scripts = usize::from(which.starts_with("page"));
        assert_eq!(count("script"), scripts, "{which} from {text:?}");
        assert!(count("style") <= 4 && count("base") <= 1 && count("title") == 1, "{which} from {text:?}");
        document.tags.iter().for_each(|tag| check_tag(tag, &which, text));
        // What was written is still read, letter by letter, by those who look at the page.
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if which.starts_with("page") && !text.trim().is_empty() {
            assert!(squeezed(&document.text).contains(&squeezed(text)), "{which}: lost {text:?}");
        }
    }
}

#[test]
fn no_text_leaves_its_place() {
    assert!(TRICKS.len() * AROUND.len() >= 100);
    for trick in TRICKS {
        for (before, after) in AROUND {
            check(&[*before, trick, after].concat());
        }
    }
}

#[test]
fn structured_data_keeps_the_very_text() {
    let name = "</script><!-- & \u{2028} \"quotes\" 'and' <b>";
    let html = lepas_page::render_page(&profile_of(name), &super::page_options(lepas_api::Locale::Id));
    let script = read(&html).tags.into_iter().find(|tag| tag.name == "script").unwrap();
    let data: serde_json::Value = serde_json::from_str(&script.text).unwrap();
    assert_eq!(data.pointer("/mainEntity/name").and_then(|held| held.as_str()), Some(name));
    assert!(!script.text.contains(['<', '>', '&', '\u{2028}']));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_random_text_leaves_its_place(text in "[<>\"'&/a-z=: \\-!\\]\u{e9}\u{2028}]{1,40}") {
        check(&text);
    }
}
