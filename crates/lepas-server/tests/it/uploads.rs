//! Pictures: nothing of the camera survives, nothing but a picture gets in.

use std::time::{Duration, Instant};

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use lepas_api::upload::ACCEPTED;

use crate::{
    photographs::{DEGREES, TRACE, bombs, encode, fifty},
    support::{Person, Reply, TestApp, call},
};

/// An opaque PNG.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encode(DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 80, 40]))), ImageFormat::Png)
}

/// A JPEG of 40 × 20 pixels, red on its left half, with an EXIF block that says "turn right" and holds a place.
fn photo_with_gps() -> Vec<u8> {
    let picture = RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([220, 10, 10]) } else { Rgb([10, 10, 220]) });
    let plain = encode(DynamicImage::ImageRgb8(picture), ImageFormat::Jpeg);
    // TIFF, big endian: one directory with Orientation (0x0112, SHORT, 6) and a GPS pointer, then the readable place.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(b"GPS 6.914744 S 107.609810 E");
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

async fn send(app: &TestApp, person: &Person, media_type: &str, bytes: Vec<u8>) -> Reply {
    app.send(call("POST", "/v1/uploads").by(person).bytes(media_type, bytes)).await
}

#[tokio::test]
async fn a_photo_is_turned_upright_and_loses_where_it_was_taken() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let photo = photo_with_gps();
    assert!(photo.windows(3).any(|part| part == b"GPS"));
    let reply = send(&app, &sari, "image/jpeg", photo).await.expect(201);
    let upload = reply.json();
    assert_eq!((upload["width"].as_u64(), upload["height"].as_u64()), (Some(20), Some(40)));
    let shown = app.send(call("GET", reply.header("location"))).await.expect(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert!(shown.header("cache-control").contains("immutable"));
    assert!(shown.header("content-security-policy").contains("sandbox"));
    for trace in [&b"GPS"[..], b"Exif", b"107.6"] {
        assert!(!shown.body.windows(trace.len()).any(|part| part == trace));
    }
    let picture = image::load_from_memory(&shown.body).unwrap();
    let (top, bottom) = (picture.get_pixel(10, 5), picture.get_pixel(10, 34));
    assert!(top.0[0] > 150 && bottom.0[2] > 150, "turned by 90 degrees: {top:?} {bottom:?}");
}

#[tokio::test]
async fn a_large_picture_is_made_smaller_and_has_a_small_copy() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let reply = send(&app, &sari, "image/png", png(2_400, 1_200)).await.expect(201);
    assert_eq!((reply.json()["width"].as_u64(), reply.json()["height"].as_u64()), (Some(1_600), Some(800)));
    assert_eq!(reply.json()["media_type"], "image/jpeg");
    let small = app.send(call("GET", format!("{}?w=480", reply.header("location")))).await.expect(200);
    assert_eq!(image::load_from_memory(&small.body).unwrap().dimensions(), (480, 240));
}

#[tokio::test]
async fn transparency_survives() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let picture = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 100])));
    let reply = send(&app, &sari, "image/webp", encode(picture, ImageFormat::WebP)).await.expect(201);
    assert_eq!(reply.json()["media_type"], "image/png");
    let shown = app.send(call("GET", reply.header("location"))).await.expect(200);
    assert_eq!(image::load_from_memory(&shown.body).unwrap().get_pixel(0, 0).0[3], 100);
}

#[tokio::test]
async fn a_small_file_that_claims_to_be_enormous_is_refused_before_it_is_decoded() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    // The header of a PNG with 60,000 × 60,000 pixels; the rest is that of a small one.
    let mut bomb = png(4, 4);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let started = Instant::now();
    let reply = send(&app, &sari, "image/png", bomb).await.expect(422);
    assert_eq!(reply.errors(), [" picture"]);
    assert!(started.elapsed() < Duration::from_secs(1));
    send(&app, &sari, "image/png", png(4, 4)[..40].to_vec()).await.expect(422);
}

#[tokio::test]
async fn only_pictures_get_in_whatever_they_are_called() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    send(&app, &sari, "image/svg+xml", svg.clone()).await.expect(415);
    send(&app, &sari, "image/png", svg).await.expect(415);
    send(&app, &sari, "image/jpeg", b"GIF89a\x01\0\x01\0".to_vec()).await.expect(415);
    send(&app, &sari, "image/png", Vec::new()).await.expect(415);
    send(&app, &sari, "image/png", vec![0x89; 6 * 1024 * 1024]).await.expect(413);
    // A page hidden behind a picture does not survive.
    let mut polyglot = png(4, 4);
    polyglot.extend(b"<script>alert(1)</script>");
    let reply = send(&app, &sari, "image/png", polyglot).await.expect(201);
    let shown = app.send(call("GET", reply.header("location"))).await.expect(200);
    assert!(!shown.text().contains("script"));
}

#[tokio::test]
async fn repeating_an_upload_with_its_key_gives_the_same_picture() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let send = || call("POST", "/v1/uploads").by(&sari).with("idempotency-key", "k").bytes("image/png", png(4, 4));
    let (first, again) = (app.send(send()).await.expect(201), app.send(send()).await.expect(201));
    assert_eq!(first.json(), again.json());
    assert_eq!(stored(&app).len(), 4, "one picture, whole and small, each as WebP too");
}

/// True when `bytes` hold `part`.
fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What a stored picture holds beside its picture: the segments of a JPEG or the chunks of a PNG or WebP that have no business
/// there.
fn beside_the_picture(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if bytes.starts_with(b"RIFF") {
        let mut at = 12;
        while at < bytes.len() {
            let length = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap()) as usize;
            let kind = String::from_utf8_lossy(&bytes[at..at + 4]).into_owned();
            if !matches!(kind.as_str(), "VP8 " | "VP8L" | "VP8X" | "ALPH") {
                found.push(format!("chunk {kind}"));
            }
            at += 8 + length + length % 2;
        }
        return found;
    }
    if bytes.starts_with(&[0xFF, 0xD8]) {
        let mut at = 2;
        // Up to the data: start of frame, tables, and JFIF, which holds nothing but the density.
        while bytes[at] == 0xFF && bytes[at + 1] != 0xDA {
            let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
            if !matches!(bytes[at + 1], 0xE0 | 0xDB | 0xC0..=0xC4) {
                found.push(format!("segment {:02X}", bytes[at + 1]));
            }
            at += 2 + length;
        }
        if !bytes.ends_with(&[0xFF, 0xD9]) {
            found.push("something behind the end".to_owned());
        }
    } else {
        let mut at = 8;
        while at < bytes.len() {
            let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            let kind = String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned();
            if !matches!(kind.as_str(), "IHDR" | "IDAT" | "IEND") {
                found.push(format!("chunk {kind}"));
            }
            at += 12 + length;
        }
    }
    found
}

/// Every file that the server keeps of pictures.
fn stored(app: &TestApp) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(app.folder.path().join("uploads")).unwrap();
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

/// What may be in no stored file: traces of where a photograph was taken, and what somebody hid in it.
fn traces() -> Vec<Vec<u8>> {
    let words =
        [TRACE, "Exif", "eXIf", "EXIF", "xmp", "8BIM", "6.91", "107.6", "<script", "<?php", "alert(", "PK\u{3}\u{4}"];
    let numbers = [DEGREES.to_be_bytes().to_vec(), DEGREES.to_le_bytes().to_vec()];
    words.into_iter().map(|word| word.as_bytes().to_vec()).chain(numbers).collect()
}

fn check_stored(app: &TestApp) -> usize {
    let files = stored(app);
    for file in &files {
        for trace in traces() {
            assert!(!holds(file, &trace), "{:?} in a stored file", String::from_utf8_lossy(&trace));
        }
        assert_eq!(beside_the_picture(file), Vec::<String>::new());
    }
    files.len()
}

#[tokio::test]
async fn fifty_photographs_lose_where_they_were_taken_whoever_wrote_it_where() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let photographs = fifty();
    assert_eq!(photographs.len(), 50);
    for (what, media_type, bytes) in photographs {
        // The file does say it, else there would be nothing to lose.
        assert!(holds(&bytes, TRACE.as_bytes()) || holds(&bytes, &DEGREES.to_be_bytes()), "{what}");
        let reply = send(&app, &sari, media_type, bytes).await;
        assert_eq!(reply.status, 201, "{what}: {}", reply.text());
        for size in ["", "?w=480", "?w=96"] {
            let shown = app.send(call("GET", format!("{}{size}", reply.header("location")))).await.expect(200);
            assert!(traces().iter().all(|trace| !holds(&shown.body, trace)), "{what}");
            assert!(image::load_from_memory(&shown.body).is_ok(), "{what}");
        }
    }
    // Whole, small and square; then those that are smaller as WebP.
    let all = check_stored(&app);
    let lighter = stored(&app).iter().filter(|file| file.starts_with(b"RIFF")).count();
    assert_eq!(all - lighter, 150);
    assert!(lighter > 0);
}

#[tokio::test]
async fn who_reads_webp_loads_less_and_everybody_else_gets_what_they_read() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let reply = send(&app, &sari, "image/png", png(800, 600)).await.expect(201);
    for size in ["", "?w=480"] {
        let address = format!("{}{size}", reply.header("location"));
        let plain = app.send(call("GET", address.clone()).with("accept", "image/*,*/*;q=0.8")).await.expect(200);
        let lighter =
            app.send(call("GET", address).with("accept", "image/avif,image/webp,*/*;q=0.8")).await.expect(200);
        assert_eq!((plain.header("content-type"), lighter.header("content-type")), ("image/jpeg", "image/webp"));
        assert!(lighter.body.len() < plain.body.len(), "{} and {}", lighter.body.len(), plain.body.len());
        // A cache between may not give one's bytes to the other.
        assert!([plain, lighter].iter().all(|reply| reply.header("vary").contains("accept")));
    }
}

#[tokio::test]
async fn bombs_and_files_of_two_kinds_are_refused_or_written_anew_at_once() {
    let app = TestApp::new().await;
    let sari = app.person("Sari").await;
    let bombs = bombs();
    assert!(bombs.len() >= 20);
    let mut kept = 0;
    for (what, media_type, bytes, statuses) in bombs {
        let mut messages = Vec::new();
        for language in ["id", "en"] {
            let request = || {
                let request = call("POST", "/v1/uploads").by(&sari).with("accept-language", language);
                request.bytes(media_type, bytes.clone())
            };
            let started = Instant::now();
            let reply = app.send(request()).await;
            assert!(started.elapsed() < Duration::from_secs(1), "{what} took {:?}", started.elapsed());
            assert!(statuses.contains(&reply.status.as_u16()), "{what}: {} {}", reply.status, reply.text());
            if reply.status == 201 {
                kept += 1;
                let upload = reply.json();
                assert!(ACCEPTED.contains(&upload["media_type"].as_str().unwrap()), "{what}");
                assert!(upload["width"].as_u64().unwrap() <= 16 && upload["height"].as_u64().unwrap() <= 16, "{what}");
                continue;
            }
            let problem = reply.json();
            let code = problem["code"].as_str().unwrap();
            assert!(["invalid", "unsupported-media", "too-large"].contains(&code), "{what}: {problem}");
            let said =
                problem["errors"][0]["detail"].as_str().or(problem["detail"].as_str()).or(problem["title"].as_str());
            messages.push(said.unwrap().to_owned());
        }
        // Said in words, in either language.
        if let [indonesian, english] = &messages[..] {
            assert!(indonesian != english && indonesian.len() > 10 && english.len() > 10, "{what}: {messages:?}");
        }
    }
    // Whole and small, and as WebP where that is smaller.
    let lighter = |file: &&Vec<u8>| file.starts_with(b"RIFF");
    assert_eq!(check_stored(&app) - stored(&app).iter().filter(lighter).count(), kept * 2);
}
