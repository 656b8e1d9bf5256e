//! The text layer of PDF résumés.

use std::io::Read;

use lepas_api::profile::ProfileDocument;
use lepas_exchange::{apply, pdf};

/// Printed by a browser from a page of ours.
const PRINTED: &[u8] = include_bytes!("../fixtures/resume.pdf");

fn lines(file: &[u8]) -> Vec<String> {
    let streams = pdf::streams(file).unwrap();
    let unpacked: Vec<Option<Vec<u8>>> = streams
        .iter()
        .map(|stream| {
            let bytes = stream.bytes(file);
            if !stream.is_packed {
                return Some(bytes.to_vec());
            }
            let mut out = Vec::new();
            flate2::read::ZlibDecoder::new(bytes).take(pdf::STREAM_BYTES_MAX as u64).read_to_end(&mut out).ok()?;
            Some(out)
        })
        .collect();
    pdf::text(file, &streams, &unpacked)
}

#[test]
fn a_printed_resume_becomes_a_draft() {
    let lines = lines(PRINTED);
    for line in ["Wulan Umpama", "Penata huruf dan perancang buku", "Pengalaman", "Agu 2020 – sekarang"] {
        assert!(lines.iter().any(|held| held == line), "{line:?} in {lines:#?}");
    }
    let found = pdf::proposals(&lines, "cv.pdf");
    let document = apply(&ProfileDocument::default(), &found.proposals).unwrap();
    let basics = &document.basics;
    assert_eq!((basics.name.as_str(), basics.label.as_str()), ("Wulan Umpama", "Penata huruf dan perancang buku"));
    assert_eq!(basics.email.as_deref(), Some("wulan@contoh.id"));
    assert_eq!(basics.phone.as_deref(), Some("+62 21 000 111"));
    assert_eq!(basics.url.as_deref(), Some("https://wulan.contoh.id"));
    let work: Vec<_> = document.work.iter().map(|work| (work.position.as_str(), work.name.as_str())).collect();
    assert_eq!(work, [("Penata huruf", "Studio Misal"), ("Magang desain", "Percetakan Umpama")]);
    assert_eq!(document.work[0].end_date, None);
    assert_eq!(document.work[1].start_date.unwrap().to_string(), "2017-03");
    assert_eq!(document.work[1].summary.as_deref(), Some("Menata letak brosur dan katalog."));
    assert_eq!(document.skills.len(), 3);
    assert_eq!(document.education[0]["institution"], "Kampus Contoh");
    assert!(found.proposals.iter().all(|proposal| proposal.row > 0));
}

#[test]
fn a_plain_file_with_literal_strings_is_read() {
    let content = "BT /F1 12 Tf 72 700 Td (Sari \\(Misal\\)) Tj 0 -20 Td [(Peran) -20 (cang) -300 (buku)] TJ ET";
    let file = format!(
        "%PDF-1.4\n1 0 obj\n<</Font <</F1 2 0 R>>>>\nendobj\n2 0 obj\n<</Type /Font /Subtype /Type1>>\nendobj\n\
         3 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n",
        content.len()
    );
    assert_eq!(lines(file.as_bytes()), ["Sari (Misal)", "Perancang buku"]);
    assert_eq!(pdf::streams(b"%PDF-1.4 trailer <</Encrypt 5 0 R>>"), None);
}

proptest::proptest! {
    #[test]
    fn no_bytes_break_it(at in 0_usize..24_000, value in proptest::num::u8::ANY, text in "[ -~\\n]{0,200}") {
        let mut file = PRINTED.to_vec();
        let at = at % file.len();
        file[at] = value;
        let held = pdf::streams(&file).map(|_| lines(&file)).unwrap_or_default();
        let _ = pdf::proposals(&held, "x.pdf");
        let _ = pdf::proposals(&text.lines().map(str::to_owned).collect::<Vec<_>>(), "x.pdf");
    }
}
