//! QR codes as SVG.
//!
//! Owns their drawing. Making the modules is left to those who need codes (feature `qr`), because the app's preview does not.

use maud::{Markup, html};

/// The modules of a code, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules of a side, without the quiet zone.
    side: u32,
    /// SVG path of the dark modules.
    path: String,
}

/// Modules of quiet around a code (ISO/IEC 18004 §9.1).
const QUIET: u32 = 4;

#[cfg(feature = "qr")]
impl QrCode {
    /// The code of a text, medium error correction; `None` when the text is too long for any code.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let width = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
                let width = i32::try_from(width).unwrap_or(0);
                if width > 0 {
                    for part in [
                        "M",
                        &x.to_string(),
                        " ",
                        &y.to_string(),
                        "h",
                        &width.to_string(),
                        "v1h-",
                        &width.to_string(),
                        "z",
                    ] {
                        path.push_str(part);
                    }
                }
                x += width + 1;
            }
        }
        Some(Self { side: u32::try_from(code.size()).ok()?, path })
    }
}

/// The code as an inline picture, dark on light in every scheme: readers of codes expect that.
pub(crate) fn drawn(code: &QrCode, label: &str) -> Markup {
    let side = code.side + 2 * QUIET;
    let around = ["-4 -4 ", &side.to_string(), " ", &side.to_string()].concat();
    html! {
        svg.qr role="img" aria-label=(label) viewBox=(around) {
            rect x="-4" y="-4" width=(side) height=(side) fill="#ffffff" {}
            path d=(code.path) fill="#15130f" {}
        }
    }
}

#[cfg(all(test, feature = "qr"))]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_codes_reads_the_address_back() {
        let address = "https://lepas.example/u/sari-kemasan";
        let code = QrCode::of(address).unwrap();
        let scale = 4;
        let side = (code.side + 2 * QUIET) as usize * scale;
        let mut dark = vec![false; side * side];
        // The path as it is drawn: runs of `M x y h width v1h-width z`.
        for run in code.path.split('z').filter(|run| !run.is_empty()) {
            let (place, width) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let width: usize = width.split('v').next().unwrap().parse().unwrap();
            let at = |text: &str| (text.parse::<usize>().unwrap() + QUIET as usize) * scale;
            for line in at(y)..at(y) + scale {
                dark[line * side + at(x)..line * side + at(x) + width * scale].fill(true);
            }
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark[y * side + x] { 0 } else { 255 });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, address);
        assert!(QrCode::of(&"x".repeat(10_000)).is_none());
    }
}
