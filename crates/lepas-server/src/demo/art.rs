//! Pictures of works drawn by code: twelve subjects in eight palettes.
//!
//! Owns the recipes. A name such as `screens-nila-2` says everything about a picture; the last number varies details.

use std::fmt::Write;

use super::random::Random;

/// Ground, floor or second ground, dark shape, middle shape, paper, accent.
type Palette = [&'static str; 6];

const PALETTES: [(&str, Palette); 8] = [
    ("kunyit", ["#ffd893", "#f5b12f", "#17345c", "#673f26", "#f8f5ef", "#d94d42"]),
    ("nila", ["#c0d7f6", "#99bbeb", "#0e233f", "#2f5c9a", "#ffffff", "#f5b12f"]),
    ("pandan", ["#aee3c3", "#81cea2", "#18442d", "#297750", "#fdfbf7", "#e09f19"]),
    ("secang", ["#f8e1e5", "#e69fab", "#4d1611", "#9b4659", "#fff5e5", "#21477c"]),
    ("soga", ["#efc8b1", "#dda786", "#331e11", "#845334", "#fcf1eb", "#1f5d3e"]),
    ("mori", ["#e7e1d3", "#d2ccc2", "#201e19", "#807b72", "#ffffff", "#ba362e"]),
    ("malam", ["#191f2b", "#2d3442", "#0b1019", "#99bbeb", "#f1ede6", "#f5b12f"]),
    ("cabai", ["#f9c9c2", "#f79d91", "#17345c", "#ba362e", "#fff5e5", "#e09f19"]),
];

/// Draws a subject with a palette.
type Recipe = fn(&mut String, Palette, &mut Random);

/// Every subject with its recipe.
const SUBJECTS: [(&str, Recipe); 12] = [
    ("pouches", pouches),
    ("posters", posters),
    ("book", book),
    ("hills", hills),
    ("screens", screens),
    ("chart", chart),
    ("network", network),
    ("frame", frame),
    ("wave", wave),
    ("ledger", ledger),
    ("window", window),
    ("petals", petals),
];

/// The subjects' names, for the data files to be checked against.
#[cfg(test)]
pub(super) fn subjects() -> impl Iterator<Item = &'static str> {
    SUBJECTS.iter().map(|(name, _)| *name)
}

/// A picture of a subject: its name and, when asked, its drawing.
pub(super) fn any(subject: &str, random: &mut Random) -> (String, impl FnOnce() -> String + use<>) {
    let palette = random.below(PALETTES.len());
    let variant = random.below(3) as u64;
    let word = PALETTES.get(palette).map_or("", |(word, _)| word);
    let subject = subject.to_owned();
    let name = format!("{subject}-{word}-{variant}");
    (name, move || draw(&subject, palette, variant))
}

fn draw(subject: &str, palette: usize, variant: u64) -> String {
    let colors = PALETTES.get(palette).map_or(["#807b72"; 6], |(_, colors)| *colors);
    let mut svg =
        String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480">"#);
    rect(&mut svg, [0, 0, 640, 480], 0, colors[0]);
    let mut random = Random::of(0xa47, variant);
    if let Some((_, recipe)) = SUBJECTS.iter().find(|(name, _)| *name == subject) {
        recipe(&mut svg, colors, &mut random);
    }
    svg.push_str("</svg>");
    svg
}

// Writing to a String cannot fail, here and below.

fn rect(svg: &mut String, [x, y, width, height]: [i64; 4], radius: i64, color: &str) {
    let _ = write!(svg, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{color}"/>"#);
}

fn circle(svg: &mut String, x: i64, y: i64, radius: i64, color: &str) {
    let _ = write!(svg, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{color}"/>"#);
}

fn shape(svg: &mut String, path: &str, color: &str) {
    let _ = write!(svg, r#"<path d="{path}" fill="{color}"/>"#);
}

fn stroke(svg: &mut String, path: &str, color: &str, width: i64) {
    let _ = write!(
        svg,
        r#"<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"/>"#
    );
}

/// Lines of text too small to read.
fn lines(svg: &mut String, x: i64, y: i64, width: i64, count: i64, color: &str, random: &mut Random) {
    for line in 0..count {
        rect(svg, [x, y + line * 16, width * random.between(55, 100) / 100, 6], 3, color);
    }
}

/// Four petals around a point, one of them in another colour.
fn flower(svg: &mut String, x: i64, y: i64, scale: i64, color: &str, lifted: &str) {
    for (turn, color) in [(135, color), (225, color), (315, color), (45, lifted)] {
        let _ = write!(
            svg,
            r#"<path transform="translate({x} {y}) scale({scale}) rotate({turn})" d="M0-1C4.6-3 5.7-8.6 3.5-11.6 2-13.6-2-13.6-3.5-11.6-5.7-8.6-4.6-3 0-1Z" fill="{color}"/>"#
        );
    }
}

fn pouches(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [0, 360, 640, 120], 0, c[1]);
    let count = random.between(2, 4);
    let width = 120;
    let gap = (640 - count * width) / (count + 1);
    for index in 0..count {
        let (x, color) = (gap + index * (width + gap), if index % 2 == 0 { c[2] } else { c[3] });
        shape(
            svg,
            &format!("M{} 100h{}l8 24v270a10 10 0 0 1-10 10H{}a10 10 0 0 1-10-10V124Z", x + 8, width - 16, x + 10),
            color,
        );
        rect(svg, [x + 18, 180, width - 36, 150], 4, c[4]);
        flower(svg, x + width / 2, 228, 2, color, c[5]);
        lines(svg, x + 34, 276, width - 68, 3, color, random);
    }
}

fn posters(svg: &mut String, c: Palette, random: &mut Random) {
    for (index, ground) in [c[2], c[3], c[1]].into_iter().enumerate() {
        let x = 70 + 175 * i64::try_from(index).unwrap_or(0);
        rect(svg, [x, 80, 150, 320], 0, ground);
        match random.below(3) {
            0 => circle(svg, x + 75, 180, 48, c[5]),
            1 => flower(svg, x + 75, 180, 4, c[4], c[5]),
            _ => shape(svg, &format!("M{} 300 {} 130l55 170Z", x + 20, x + 75), c[5]),
        }
        lines(svg, x + 20, 330, 110, 3, c[4], random);
    }
}

fn book(svg: &mut String, c: Palette, random: &mut Random) {
    shape(svg, "M90 110q115-30 230 10v270q-115-40-230-10Z", c[4]);
    shape(svg, "M550 110q-115-30-230 10v270q115-40 230-10Z", c[4]);
    rect(svg, [318, 118, 4, 272], 0, c[1]);
    lines(svg, 120, 150, 170, 12, c[1], random);
    rect(svg, [350, 150, 160, 180], 0, c[0]);
    circle(svg, 460, 200, 24, c[5]);
    shape(svg, "M350 330v-50l55-60 45 50 30-26 30 36v50Z", c[3]);
}

fn hills(svg: &mut String, c: Palette, random: &mut Random) {
    circle(svg, random.between(120, 520), random.between(90, 140), 46, c[5]);
    shape(svg, "M0 300 140 150l120 130 110-140 270 190v150H0Z", c[3]);
    for (index, color) in [c[1], c[2]].into_iter().enumerate() {
        let y = 330 + 70 * i64::try_from(index).unwrap_or(0);
        shape(svg, &format!("M0 {y}q160-40 320 0t320 0v200H0Z"), color);
    }
    rect(svg, [300, 350, 46, 34], 0, c[4]);
    shape(svg, "M290 352l33-28 33 28Z", c[5]);
}

fn screens(svg: &mut String, c: Palette, random: &mut Random) {
    circle(svg, 560, 90, 150, c[1]);
    for (x, y) in [(150, 70), (350, 110)] {
        rect(svg, [x, y, 150, 310], 20, c[2]);
        rect(svg, [x + 10, y + 14, 130, 282], 10, c[4]);
        rect(svg, [x + 10, y + 14, 130, 70], 10, c[3]);
        rect(svg, [x + 24, y + 34, 60, 8], 4, c[4]);
        for row in 0..3 {
            let top = y + 104 + row * 50;
            circle(svg, x + 36, top + 14, 12, if row == 1 { c[5] } else { c[1] });
            lines(svg, x + 58, top + 4, 70, 2, c[1], random);
        }
        rect(svg, [x + 24, y + 262, 102, 20], 6, c[5]);
    }
}

fn chart(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [60, 60, 520, 360], 6, c[4]);
    rect(svg, [60, 60, 520, 44], 6, c[2]);
    for bar in 0..9 {
        let height = random.between(50, 220);
        rect(svg, [96 + bar * 52, 380 - height, 32, height], 2, if bar == 6 { c[5] } else { c[3] });
    }
    let mut path = String::from("M96 300");
    for point in 1..10 {
        let _ = write!(path, "L{} {}", 96 + point * 49, random.between(140, 310));
    }
    stroke(svg, &path, c[2], 5);
}

fn network(svg: &mut String, c: Palette, random: &mut Random) {
    let points: Vec<(i64, i64)> = (0..8)
        .map(|point| (80 + point % 4 * 155 + random.between(-20, 20), 120 + point / 4 * 210 + random.between(-40, 40)))
        .collect();
    for (index, (x, y)) in points.iter().enumerate() {
        for (other_x, other_y) in points.iter().skip(index + 1).step_by(random.below(2) + 2) {
            stroke(svg, &format!("M{x} {y}L{other_x} {other_y}"), c[1], 5);
        }
    }
    for (index, (x, y)) in points.iter().enumerate() {
        circle(svg, *x, *y, 34, if index == 2 { c[5] } else { c[2] });
        rect(svg, [x - 14, y - 8, 28, 16], 3, c[4]);
    }
}

fn frame(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [50, 80, 540, 320], 8, c[2]);
    rect(svg, [80, 110, 480, 230], 0, c[1]);
    circle(svg, random.between(180, 460), 190, 40, c[5]);
    shape(svg, "M80 340v-60q120-80 240-20t240-30v110Z", c[3]);
    shape(svg, "M300 200l56 34-56 34Z", c[4]);
    rect(svg, [80, 362, 480, 8], 4, c[3]);
    rect(svg, [80, 362, random.between(120, 400), 8], 4, c[5]);
}

fn wave(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [0, 150, 640, 180], 0, c[2]);
    for bar in 0..32 {
        let height = random.between(14, 150);
        rect(svg, [32 + bar * 18, 240 - height / 2, 9, height], 4, if bar % 7 == 3 { c[5] } else { c[1] });
    }
    circle(svg, 320, 400, 30, c[3]);
    shape(svg, "M312 384l24 16-24 16Z", c[4]);
}

fn ledger(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [150, 40, 340, 400], 4, c[4]);
    rect(svg, [150, 40, 340, 54], 4, c[2]);
    for row in 0..7 {
        let y = 126 + row * 36;
        rect(svg, [180, y, random.between(80, 160), 10], 5, c[1]);
        rect(svg, [460 - random.between(50, 90), y, 40, 10], 5, c[3]);
        rect(svg, [180, y + 22, 280, 2], 0, c[0]);
    }
    rect(svg, [180, 384, 280, 5], 0, c[2]);
    rect(svg, [370, 402, 90, 16], 4, c[5]);
}

fn window(svg: &mut String, c: Palette, random: &mut Random) {
    rect(svg, [50, 60, 540, 370], 12, c[2]);
    rect(svg, [58, 98, 524, 324], 6, c[4]);
    for dot in 0..3 {
        circle(svg, 80 + dot * 24, 79, 7, if dot == 0 { c[5] } else { c[1] });
    }
    rect(svg, [58, 98, 524, 130], 0, c[3]);
    rect(svg, [90, 128, 220, 18], 4, c[4]);
    rect(svg, [90, 158, 150, 12], 4, c[1]);
    rect(svg, [90, 186, 90, 24], 4, c[5]);
    circle(svg, 480, 166, 46, c[1]);
    for column in 0..3 {
        let x = 90 + column * 160;
        rect(svg, [x, 250, 140, 80], 4, if column == 1 { c[1] } else { c[0] });
        lines(svg, x, 346, 140, 3, c[1], random);
    }
}

fn petals(svg: &mut String, c: Palette, random: &mut Random) {
    let lifted = random.below(24);
    for place in 0..24 {
        let (x, y) =
            (i64::try_from(place % 6).unwrap_or(0) * 106 + 55, i64::try_from(place / 6).unwrap_or(0) * 120 + 60);
        flower(svg, x, y, 3, if place % 2 == 0 { c[2] } else { c[3] }, if place == lifted { c[5] } else { c[1] });
    }
}
