//! Portraits drawn by code: flat heads and shoulders in seven hair styles and the colours of the product.
//!
//! Owns the recipes. A portrait has a short name that says everything about it, so the same name is the same picture.

use std::fmt::Write;

use super::random::Random;

const GROUNDS: [&str; 8] = ["#ffc35c", "#c0d7f6", "#aee3c3", "#e69fab", "#efc8b1", "#81cea2", "#d2ccc2", "#f7d6a4"];
const SKINS: [&str; 6] = ["#f0cdb2", "#e3b58f", "#d9a578", "#c68a5c", "#a86f45", "#8d5a38"];
const CLOTHS: [&str; 7] = ["#21477c", "#673f26", "#1f5d3e", "#ba362e", "#0e233f", "#9b4659", "#f1ede6"];
const HAIRS: [&str; 5] = ["#17120f", "#2a1d18", "#4a3020", "#8a5a2c", "#7b7873"];
const VEILS: [&str; 5] = ["#17345c", "#efc4cb", "#845334", "#18442d", "#d2ccc2"];

const FACE: &str = r##"<path d="M98 140h44v34q-22 18-44 0Z" fill="{skin}"/><path d="M98 150q22 18 44 0v10q-22 20-44 2Z" fill="#000" opacity=".12"/><ellipse cx="120" cy="108" rx="42" ry="50" fill="{skin}"/>"##;
const GLASSES: &str = r##"<g fill="none" stroke="#201e19" stroke-width="3.5"><circle cx="103" cy="110" r="14"/><circle cx="137" cy="110" r="14"/><path d="M117 108q3-3 6 0"/></g>"##;

/// Hair over and around the face; `{hair}` is its colour.
const STYLES: [(&str, &str); 7] = [
    (
        "veil",
        r##"<path fill-rule="evenodd" d="M120 34c-50 0-70 44-64 92 4 34-14 60-20 82 40 26 128 26 168 0-6-22-24-48-20-82 6-48-14-92-64-92Zm0 30c26 0 37 22 37 46 0 28-16 48-37 48s-37-20-37-48c0-24 11-46 37-46Z" fill="{hair}"/>"##,
    ),
    (
        "short",
        r##"<path d="M76 110c-8-52 18-72 46-72s52 22 42 70c-4-18-12-28-22-34-18 8-44 6-54-2-8 8-10 22-12 38Z" fill="{hair}"/>"##,
    ),
    (
        "long",
        r##"<path d="M70 150c-10-70 4-116 50-116s62 44 50 116c-8 4-16 4-22 0 10-24 12-50 4-70-20 6-46 2-60-12-8 20-8 56 0 82-6 4-14 4-22 0Z" fill="{hair}"/>"##,
    ),
    (
        "curls",
        r##"<g fill="{hair}"><circle cx="84" cy="82" r="22"/><circle cx="104" cy="60" r="24"/><circle cx="134" cy="58" r="24"/><circle cx="156" cy="82" r="22"/><circle cx="164" cy="106" r="14"/><circle cx="76" cy="106" r="14"/></g>"##,
    ),
    (
        "bun",
        r##"<circle cx="120" cy="34" r="20" fill="{hair}"/><path d="M77 104c-2-40 16-58 43-58s45 18 43 58c-8-22-22-34-43-34s-35 12-43 34Z" fill="{hair}"/>"##,
    ),
    (
        "crop",
        r##"<path d="M80 92c2-32 18-46 40-46s38 14 40 46c-10-12-24-16-40-16s-30 4-40 16Z" fill="{hair}"/><path d="M86 128c4 22 18 32 34 32s30-10 34-32c-8 8-20 12-34 12s-26-4-34-12Z" fill="{hair}" opacity=".85"/>"##,
    ),
    (
        "cap",
        r##"<path d="M76 92c0-36 18-54 44-54s44 18 44 54q-44-14-88 0Z" fill="{hair}"/><path d="M70 96q50-20 100 0-4-16-14-20-36-8-72 0-10 4-14 20Z" fill="#f5b12f"/>"##,
    ),
];

/// A portrait: which parts it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portrait {
    style: usize,
    ground: usize,
    skin: usize,
    cloth: usize,
    hair: usize,
    glasses: bool,
}

impl Portrait {
    /// A portrait for a name of the first or the second group.
    pub(super) fn of_group(group: usize, random: &mut Random) -> Self {
        let styles: &[&str] =
            if group == 0 { &["veil", "veil", "long", "bun", "curls"] } else { &["short", "curls", "crop", "cap"] };
        let word = random.pick(styles).copied().unwrap_or_default();
        Self::with_style(word, random)
    }

    /// A portrait in a hair style; the first one when there is no such style.
    pub(super) fn with_style(word: &str, random: &mut Random) -> Self {
        Self {
            style: STYLES.iter().position(|(held, _)| *held == word).unwrap_or_default(),
            ground: random.below(GROUNDS.len()),
            skin: random.below(SKINS.len()),
            cloth: random.below(CLOTHS.len()),
            hair: random.below(HAIRS.len()),
            glasses: random.percent(30),
        }
    }

    /// Says everything about the picture: `face-bun-3-1-4-0-g`.
    pub(super) fn name(self) -> String {
        let mut name = String::from("face-");
        let style = STYLES.get(self.style).map_or("", |(word, _)| word);
        // Writing to a String cannot fail.
        let _ = write!(name, "{style}-{}-{}-{}-{}", self.ground, self.skin, self.cloth, self.hair);
        name.push_str(if self.glasses { "-g" } else { "" });
        name
    }

    pub(super) fn svg(self) -> String {
        let color = |list: &[&'static str], index: usize| list.get(index).copied().unwrap_or("#807b72");
        let (word, style) = STYLES.get(self.style).copied().unwrap_or(("", ""));
        let hair = if word == "veil" { color(&VEILS, self.hair) } else { color(&HAIRS, self.hair) };
        let mut svg =
            String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240">"#);
        let _ = write!(
            svg,
            r#"<rect width="240" height="240" fill="{}"/><path d="M24 240c4-52 44-72 96-72s92 20 96 72Z" fill="{}"/>"#,
            color(&GROUNDS, self.ground),
            color(&CLOTHS, self.cloth)
        );
        svg.push_str(&FACE.replace("{skin}", color(&SKINS, self.skin)));
        svg.push_str(&style.replace("{hair}", hair));
        svg.push_str(if self.glasses { GLASSES } else { "" });
        svg.push_str("</svg>");
        svg
    }
}
