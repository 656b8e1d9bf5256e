//! Which rung survives which sanitiser.
//!
//! The facts are those of docs/WIDGETS.md, made by `tests/e2e/widgets/sanitisers.rs` through the real sanitisers; a test
//! here keeps both equal. Owns nothing but telling them.

use leptos::prelude::*;

use crate::{features::studio::form::use_form, i18n::Key};

/// What is left of a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All of it.
    Whole,
    /// The link, without the picture.
    NoPicture,
    /// The link inside the element.
    ItsLink,
    /// All of it, but refused tags stand there as text.
    TagsAsText,
    /// Nothing.
    Nothing,
    /// The sanitiser does not stand behind Markdown.
    NotAsked,
}

impl Left {
    fn key(self) -> Key {
        match self {
            Self::Whole => Key::StudioWidgetsLeftWhole,
            Self::NoPicture => Key::StudioWidgetsLeftNoPicture,
            Self::ItsLink => Key::StudioWidgetsLeftLink,
            Self::TagsAsText => Key::StudioWidgetsLeftTags,
            Self::Nothing => Key::StudioWidgetsLeftNothing,
            Self::NotAsked => Key::StudioWidgetsLeftNotAsked,
        }
    }
}

/// A sanitiser: its own name, and what was chosen for it, if anything.
struct Sanitiser {
    name: &'static str,
    setting: Option<Key>,
    /// Snippet, badge in HTML, badge in Markdown, frame, element.
    left: [Left; 5],
}

const COLUMNS: [Key; 5] = [
    Key::StudioWidgetsColumnSnippet,
    Key::StudioWidgetsColumnBadgeHtml,
    Key::StudioWidgetsColumnBadgeMarkdown,
    Key::StudioWidgetsColumnFrame,
    Key::StudioWidgetsColumnElement,
];

const fn row(name: &'static str, setting: Option<Key>, badge: [Left; 3]) -> Sanitiser {
    let [snippet, html, markdown] = badge;
    // No sanitiser that was tried lets a frame or an unknown element through.
    Sanitiser { name, setting, left: [snippet, html, markdown, Left::Nothing, Left::ItsLink] }
}

const SANITISERS: [Sanitiser; 8] = {
    use Left::{NoPicture, NotAsked, TagsAsText, Whole};
    [
        row("ammonia", None, [Whole, Whole, NotAsked]),
        row("DOMPurify", None, [Whole, Whole, NotAsked]),
        row("sanitize-html", None, [Whole, NoPicture, NoPicture]),
        row("sanitize-html", Some(Key::StudioWidgetsSettingStrict), [Whole, Whole, Whole]),
        row("GitHub", Some(Key::StudioWidgetsSettingGithub), [Whole, Whole, Whole]),
        row("bleach", None, [TagsAsText, TagsAsText, NotAsked]),
        row("bleach", Some(Key::StudioWidgetsSettingPictures), [TagsAsText, Whole, NotAsked]),
        row("bleach", Some(Key::StudioWidgetsSettingStripped), [Whole, NoPicture, NotAsked]),
    ]
};

/// The table.
#[component]
pub(super) fn Survival() -> impl IntoView {
    let i18n = use_form().i18n;
    let head = COLUMNS.map(|key| view! { <th scope="col">{i18n.text(key)}</th> }).collect_view();
    let rows = SANITISERS
        .into_iter()
        .map(|sanitiser| {
            let setting = sanitiser.setting.map(|key| view! { <span class="soft">", " {i18n.text(key)}</span> });
            let left = sanitiser.left.map(|left| view! { <td>{i18n.text(left.key())}</td> }).collect_view();
            view! {
                <tr>
                    <th scope="row">{sanitiser.name} {setting}</th>
                    {left}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack lp-widgets__whole" data-gap="4" aria-labelledby="studio-widget-survival">
            <h2 class="lp-h" id="studio-widget-survival">{i18n.text(Key::StudioWidgetsSurvival)}</h2>
            <p class="soft">{i18n.text(Key::StudioWidgetsSurvivalText)}</p>
            // Reachable by keyboard, since it scrolls where it is too wide.
            <div class="lp-scroll" tabindex="0" role="region" aria-labelledby="studio-widget-survival">
                <table class="lp-table">
                    <thead>
                        <tr>
                            <th scope="col">{i18n.text(Key::StudioWidgetsColumnSanitiser)}</th>
                            {head}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(word: &str) -> Left {
        match word {
            "whole" => Left::Whole,
            "its link, without the picture" => Left::NoPicture,
            "its link" => Left::ItsLink,
            "all of it, tags it refuses shown as text" => Left::TagsAsText,
            "nothing" => Left::Nothing,
            "–" => Left::NotAsked,
            other => panic!("the table says {other:?}, which the studio cannot tell"),
        }
    }

    #[test]
    fn the_studio_tells_what_the_tested_table_tells() {
        let text = include_str!("../../../../docs/WIDGETS.md");
        let (_, table) =
            text.split_once("| sanitiser | snippet | badge in HTML | badge in Markdown | frame | element |").unwrap();
        let written: Vec<Vec<&str>> = table
            .lines()
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        assert_eq!(written.len(), SANITISERS.len());
        let names = [
            "ammonia",
            "DOMPurify",
            "sanitize-html",
            "strict list (p, a, img, ul, li, strong)",
            "GitHub-like",
            "bleach",
            "bleach, p and img allowed",
            "bleach, unknown tags stripped",
        ];
        for ((line, sanitiser), name) in written.iter().zip(SANITISERS).zip(names) {
            assert_eq!(line[0], name);
            let told: Vec<Left> = line[1..].iter().map(|word| left(word)).collect();
            assert_eq!(told, sanitiser.left, "{name}");
        }
    }
}
