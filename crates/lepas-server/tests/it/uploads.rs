//! Pictures: nothing of the camera survives, nothing but a picture gets in.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::support::{Person, Reply, TestApp, call};

/// An opaque PNG.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encode(DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 80, 40]))), ImageFormat::Png)
}

fn encode(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
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
    let started = std::time::Instant::now();
    let reply = send(&app, &sari, "image/png", bomb).await.expect(422);
    assert_eq!(reply.errors(), [" picture"]);
    assert!(started.elapsed() < std::time::Duration::from_secs(1));
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
    let files = std::fs::read_dir(app.folder.path().join("uploads")).unwrap().count();
    assert_eq!(files, 2, "one picture, whole and small");
}
