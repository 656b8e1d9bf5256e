//! Photographs as cameras and programs write them, with where they were taken in every place where that is kept, and files
//! that only pretend to be pictures.
//!
//! Owns making their bytes; nothing of them is anybody's picture.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Stands beside every place where a file says where it was taken.
pub(crate) const TRACE: &str = "JEJAK";
/// A number that a coordinate begins with; no picture data of these tests holds it in either byte order.
pub(crate) const DEGREES: u32 = 0xA1B2_C3D4;

/// A picture of many colours, so that its data is not one run of zeros.
pub(crate) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let byte = |value: u32| u8::try_from(value % 256).unwrap();
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([byte(x * 7), byte(y * 11), byte(x * y)]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

pub(crate) fn encode(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Byte order of a TIFF block.
#[derive(Clone, Copy)]
pub(crate) enum Order {
    Little,
    Big,
}

impl Order {
    fn short(self, value: u16) -> [u8; 2] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }

    fn long(self, value: u32) -> [u8; 4] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }
}

/// A TIFF block as EXIF holds it: orientation, a camera's name, and a GPS directory with latitude and longitude.
pub(crate) fn tiff(order: Order, orientation: u16, number: u32) -> Vec<u8> {
    let camera = format!("{TRACE}-{number:03}\0\0\0\0");
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&order.short(tag)[..], &order.short(kind), &order.long(count), &value].concat()
    };
    let [first, second] = order.short(orientation);
    let (gps, camera_at, places) = (8 + 2 + 3 * 12 + 4, 104_u32, 116_u32);
    let mut block = match order {
        Order::Little => b"II\x2a\0".to_vec(),
        Order::Big => b"MM\0\x2a".to_vec(),
    };
    block.extend(order.long(8));
    block.extend(order.short(3));
    block.extend(entry(0x010F, 2, 10, order.long(camera_at)));
    block.extend(entry(0x0112, 3, 1, [first, second, 0, 0]));
    block.extend(entry(0x8825, 4, 1, order.long(gps)));
    block.extend(order.long(0));
    block.extend(order.short(4));
    block.extend(entry(1, 2, 2, *b"S\0\0\0"));
    block.extend(entry(2, 5, 3, order.long(places)));
    block.extend(entry(3, 2, 2, *b"E\0\0\0"));
    block.extend(entry(4, 5, 3, order.long(places + 24)));
    block.extend(order.long(0));
    block.extend(camera.as_bytes().iter().take(12));
    block.resize(places as usize, 0);
    for part in [DEGREES, 1, number, 1, 4_466, 100, DEGREES, 2, number, 1, 3_492, 100] {
        block.extend(order.long(part));
    }
    block
}

/// What programs write about a photograph as XMP.
pub(crate) fn xmp(number: u32) -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description exif:GPSLatitude='6,54.{number}4664S' \
         exif:GPSLongitude='107,36.5886E' photoshop:City='{TRACE} Bandung'/></rdf:RDF></x:xmpmeta>"
    )
}

/// What photo agencies write: IPTC in a block of Photoshop, with city and sublocation.
pub(crate) fn iptc(number: u32) -> Vec<u8> {
    let set = |data_set: u8, text: &str| {
        [&[0x1C, 2, data_set][..], &u16::try_from(text.len()).unwrap().to_be_bytes(), text.as_bytes()].concat()
    };
    let data = [set(90, &format!("{TRACE} Bandung {number}")), set(92, "6.9147 S 107.6098 E")].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&b"Photoshop 3.0\08BIM\x04\x04\0\0"[..], &length, &data].concat()
}

/// A JPEG with these segments after its start, each with its marker.
pub(crate) fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, data) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        bytes.extend(data);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A chunk of a PNG.
pub(crate) fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let mut sum = u32::MAX;
    for byte in &body {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
        }
    }
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &body, &(!sum).to_be_bytes()].concat()
}

/// A PNG with these chunks after its header.
pub(crate) fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// A PNG whose header says another size.
pub(crate) fn resized(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &png[24..29]].concat();
    [&png[..8], &chunk(*b"IHDR", &header), &png[33..]].concat()
}

/// A JPEG whose frame says another size.
pub(crate) fn reframed(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let at = jpeg.windows(2).position(|pair| matches!(pair, [0xFF, 0xC0..=0xC2])).unwrap();
    jpeg[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

/// A WebP of the extended kind with EXIF and XMP behind its picture; `says` is the size in its header.
pub(crate) fn extended(webp: &[u8], says: (u32, u32), exif: &[u8], xmp: &[u8]) -> Vec<u8> {
    let part = |kind: &[u8; 4], data: &[u8]| {
        let mut bytes = [&kind[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
        bytes.resize(bytes.len() + data.len() % 2, 0);
        bytes
    };
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    // The kinds of metadata are announced.
    let kinds = (u8::from(!exif.is_empty()) << 3) | (u8::from(!xmp.is_empty()) << 2);
    let header = [vec![kinds, 0, 0, 0], side(says.0), side(says.1)].concat();
    let mut body = [&b"WEBP"[..], &part(b"VP8X", &header), &webp[12..]].concat();
    for (kind, data) in [(b"EXIF", exif), (b"XMP ", xmp)] {
        if !data.is_empty() {
            body.extend(part(kind, data));
        }
    }
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

/// Fifty photographs, each with its media type and the way in which it says where it was taken.
pub(crate) fn fifty() -> Vec<(String, &'static str, Vec<u8>)> {
    let (width, height) = (64, 48);
    let jpeg = picture(width, height, ImageFormat::Jpeg);
    let png = picture(width, height, ImageFormat::Png);
    let webp = picture(width, height, ImageFormat::WebP);
    let in_exif = |block: Vec<u8>| [&b"Exif\0\0"[..], &block].concat();
    let in_xmp = |text: &str| [b"http://ns.adobe.com/xap/1.0/\0", text.as_bytes()].concat();
    let mut all = Vec::new();
    for number in 0..50_u32 {
        let order = if number % 2 == 0 { Order::Little } else { Order::Big };
        let block = tiff(order, u16::try_from(number % 8).unwrap() + 1, number);
        let text = xmp(number);
        let note = format!("{TRACE} -6.914744,107.609810 nomor {number}");
        let (what, media_type, bytes) = match number % 10 {
            0 | 1 => ("EXIF in a JPEG", "image/jpeg", with_segments(&jpeg, &[(0xE1, in_exif(block))])),
            2 => ("XMP in a JPEG", "image/jpeg", with_segments(&jpeg, &[(0xE1, in_xmp(&text))])),
            3 => ("IPTC in a JPEG", "image/jpeg", with_segments(&jpeg, &[(0xED, iptc(number))])),
            4 => {
                let segments = [
                    (0xFE, note.clone().into_bytes()),
                    (0xE1, in_exif(block.clone())),
                    (0xE1, in_xmp(&text)),
                    (0xED, iptc(number)),
                    (0xE2, [b"MPF\0", note.as_bytes()].concat()),
                ];
                // Some telephones hang a second picture behind the first.
                let second = with_segments(&jpeg, &[(0xE1, in_exif(block))]);
                ("everything in a JPEG", "image/jpeg", [with_segments(&jpeg, &segments), second].concat())
            }
            5 => ("eXIf in a PNG", "image/png", with_chunks(&png, &[chunk(*b"eXIf", &block)])),
            6 => {
                let held = [b"XML:com.adobe.xmp\0\0\0\0\0", text.as_bytes()].concat();
                ("XMP in a PNG", "image/png", with_chunks(&png, &[chunk(*b"iTXt", &held)]))
            }
            7 => {
                let held = [b"Comment\0", note.as_bytes()].concat();
                let raw: String = block.iter().map(|byte| format!("{byte:02x}")).collect();
                let raw = format!("Raw profile type exif\0\nexif\n{}\n{raw}", block.len());
                let chunks =
                    [chunk(*b"tEXt", &held), chunk(*b"tEXt", raw.as_bytes()), chunk(*b"gpSx", note.as_bytes())];
                ("texts in a PNG", "image/png", with_chunks(&png, &chunks))
            }
            8 => ("EXIF in a WebP", "image/webp", extended(&webp, (width, height), &block, b"")),
            _ => {
                let bytes = extended(&webp, (width, height), &in_exif(block), text.as_bytes());
                ("EXIF and XMP in a WebP", "image/webp", bytes)
            }
        };
        all.push((format!("{what}, number {number}"), media_type, bytes));
    }
    all
}

/// Name, said media type, bytes, and the status of the answer.
pub(crate) fn bombs() -> Vec<(&'static str, &'static str, Vec<u8>, &'static [u16])> {
    let (png, jpeg) = (picture(16, 16, ImageFormat::Png), picture(16, 16, ImageFormat::Jpeg));
    let webp = picture(16, 16, ImageFormat::WebP);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let zip = b"PK\x03\x04\x14\0\0\0\0\0<script>alert(1)</script>PK\x05\x06".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let behind = |picture: &[u8], more: &[u8]| [picture, more].concat();
    // Nine million pixels behind a header that says sixteen, and many frames behind one.
    let inflating = resized(&encode(DynamicImage::new_luma8(3_000, 3_000), ImageFormat::Png), 4, 4);
    let frame = |number: u32| {
        let control = [&number.to_be_bytes()[..], &16_u32.to_be_bytes(), &16_u32.to_be_bytes(), &[0; 14]].concat();
        [chunk(*b"fcTL", &control), chunk(*b"fdAT", &[&(number + 1).to_be_bytes()[..], b"<script>alert(1)"].concat())]
            .concat()
    };
    let mut frames = vec![chunk(*b"acTL", &[&u32::MAX.to_be_bytes()[..], &[0; 4]].concat())];
    frames.extend((0..2_000).map(|number| frame(number * 2)));
    let texts: Vec<Vec<u8>> = (0..20_000).map(|_| chunk(*b"tEXt", b"Comment\0<script>alert(1)</script>")).collect();
    let polyglot = b"GIF89a/*\x80\0\0*/=1;alert(1)//;".to_vec();
    let clean: &[u16] = &[201];
    let broken: &[u16] = &[422];
    let foreign: &[u16] = &[415];
    // Some readers fill what is missing; then the rest is written anew.
    let either: &[u16] = &[201, 422];
    vec![
        ("a PNG that claims 60,000 by 60,000", "image/png", resized(&png, 60_000, 60_000), broken),
        ("a PNG that claims the most there is", "image/png", resized(&png, i32::MAX as u32, i32::MAX as u32), broken),
        ("a PNG that claims 8,000 by 6,000", "image/png", resized(&png, 8_000, 6_000), broken),
        ("a JPEG that claims 9,000 by 9,000", "image/jpeg", reframed(jpeg.clone(), 9_000, 9_000), broken),
        ("a PNG without width", "image/png", resized(&png, 0, 16), broken),
        ("a PNG whose data is larger than it says", "image/png", inflating, either),
        ("a JPEG that claims 65,500 by 65,500", "image/jpeg", reframed(jpeg.clone(), 65_500, 65_500), broken),
        ("a JPEG without height", "image/jpeg", reframed(jpeg.clone(), 16, 0), broken),
        ("a WebP that claims 16,384 by 16,384", "image/webp", extended(&webp, (16_384, 16_384), b"", b""), broken),
        ("a PNG cut in two", "image/png", png[..png.len() / 2].to_vec(), broken),
        ("a JPEG cut in two", "image/jpeg", jpeg[..jpeg.len() / 2].to_vec(), either),
        ("a WebP cut in two", "image/webp", webp[..webp.len() / 2].to_vec(), broken),
        ("the beginning of a PNG alone", "image/png", png[..8].to_vec(), broken),
        ("nothing", "image/png", Vec::new(), foreign),
        ("a PNG with a ZIP behind it", "image/png", behind(&png, &zip), clean),
        ("a JPEG with a ZIP behind it", "image/jpeg", behind(&jpeg, &zip), clean),
        ("a JPEG with a page behind it", "image/jpeg", behind(&jpeg, &html), clean),
        ("a WebP with a page behind it", "image/webp", behind(&webp, &html), either),
        ("a JPEG with a page in its comment", "image/jpeg", with_segments(&jpeg, &[(0xFE, html.clone())]), clean),
        (
            "a JPEG with a program in its EXIF",
            "image/jpeg",
            with_segments(
                &jpeg,
                &[(0xE1, [b"Exif\0\0", &tiff(Order::Big, 1, 7)[..], b"<?php system($_GET[0]);"].concat())],
            ),
            clean,
        ),
        (
            "a JPEG whose EXIF points into itself",
            "image/jpeg",
            with_segments(
                &jpeg,
                &[(0xE1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08".to_vec())],
            ),
            either,
        ),
        ("a PNG with twenty thousand texts", "image/png", with_chunks(&png, &texts), either),
        ("a PNG with two thousand frames", "image/png", with_chunks(&png, &frames), either),
        ("an SVG with a script", "image/svg+xml", svg.clone(), foreign),
        ("an SVG that says it is a PNG", "image/png", svg, foreign),
        ("a page that says it is a PNG", "image/png", html, foreign),
        ("a GIF that is a program", "image/jpeg", polyglot.clone(), foreign),
        ("a GIF that says what it is", "image/gif", polyglot, foreign),
        ("a bitmap that says it is a WebP", "image/webp", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), foreign),
        ("a film that says it is a JPEG", "image/jpeg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), foreign),
        ("a RIFF that is no picture", "image/webp", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), foreign),
        ("a JPEG that says it is a PNG", "image/png", jpeg, clean),
        ("six megabytes", "image/png", vec![0x89; 6 * 1024 * 1024], &[413]),
    ]
}
