//! Packing an export into one ZIP: what came as text, what came as base64, and what is fetched first.
//!
//! Owns the order and how many files are fetched at once. Leaves the format to `lepas_exchange::archive` and saving to
//! `platform::files`. Dropping the future gives up and aborts what is under way.

use futures::{StreamExt, future::LocalBoxFuture, stream};
use lepas_api::profile::ProfileExport;
use lepas_exchange::archive::Writer;

use crate::{api::ApiError, platform::files::Parcel};

/// Files that are fetched at the same time: enough to hide the way to the server, few enough for a slow link.
const AT_ONCE: usize = 4;

/// Fetches the bytes of an address.
pub(super) type Fetch = Box<dyn Fn(String) -> LocalBoxFuture<'static, Result<Vec<u8>, ApiError>>>;

/// Why there is no archive.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Trouble {
    /// A file did not come.
    Request(ApiError),
    /// It would be larger than the format can say.
    TooLarge,
}

/// An archive in the making.
#[derive(Default)]
struct Archive {
    writer: Writer,
    parcel: Parcel,
}

impl Archive {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        let header = self.writer.add(name, bytes).ok_or(Trouble::TooLarge)?;
        self.parcel.add(&header);
        self.parcel.add(bytes);
        Ok(())
    }
}

/// Packs everything. `told` hears how many files have been fetched.
pub(super) async fn pack(export: ProfileExport, fetch: Fetch, told: &dyn Fn(usize)) -> Result<Parcel, Trouble> {
    let mut archive = Archive::default();
    for (name, text) in &export.files {
        archive.add(name, text.as_bytes())?;
    }
    for (name, text) in &export.drawn {
        archive.add(name, &bytes_of(text))?;
    }
    let one = |(name, address)| {
        let answer = fetch(address);
        async { (name, answer.await) }
    };
    let mut coming = stream::iter(export.fetched.into_iter().map(one)).buffered(AT_ONCE);
    let mut done = 0;
    told(done);
    while let Some((name, answer)) = coming.next().await {
        let name: String = name;
        archive.add(&name, &answer.map_err(Trouble::Request)?)?;
        done += 1;
        told(done);
    }
    let Archive { writer, mut parcel } = archive;
    parcel.add(&writer.finish());
    Ok(parcel)
}

/// Reads base64 (RFC 4648 §4). What is no letter of it counts as nothing, so that padding and line breaks need no rule.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            // The eight bits above those that are still needed.
            out.push((held >> bits) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeMap, io::Read, rc::Rc};

    use futures::{FutureExt, executor::block_on};

    use super::*;

    fn export(fetched: &[(&str, &str)]) -> ProfileExport {
        let pairs = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        ProfileExport {
            files: pairs(&[("index.html", "<p>Halo</p>"), ("en/index.html", "<p>Hello</p>")]),
            drawn: pairs(&[("preview.png", "/+++AA==")]),
            fetched: pairs(fetched),
        }
    }

    #[test]
    fn texts_drawings_and_fetched_files_are_in_the_archive() {
        let told = RefCell::new(Vec::new());
        let fetch: Fetch = Box::new(|address| async move { Ok(address.into_bytes()) }.boxed_local());
        let whole = export(&[("images/a.webp", "/uploads/a"), ("images/b.webp", "/uploads/b")]);
        let parcel = block_on(pack(whole, fetch, &|done| told.borrow_mut().push(done))).unwrap();
        assert_eq!(told.into_inner(), [0, 1, 2]);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(parcel.0)).unwrap();
        for (name, bytes) in [
            ("index.html", b"<p>Halo</p>".as_slice()),
            ("en/index.html", b"<p>Hello</p>"),
            ("preview.png", &[0xFF, 0xEF, 0xBE, 0]),
            ("images/a.webp", b"/uploads/a"),
            ("images/b.webp", b"/uploads/b"),
        ] {
            let mut held = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut held).unwrap();
            assert_eq!(held, bytes, "{name}");
        }
    }

    #[test]
    fn a_picture_that_does_not_come_stops_it_and_no_more_than_four_are_asked_for_at_once() {
        let asked = Rc::new(RefCell::new(0));
        let count = asked.clone();
        let fetch: Fetch = Box::new(move |_| {
            *count.borrow_mut() += 1;
            std::future::pending().boxed_local()
        });
        let names: Vec<String> = (0..20).map(|at| format!("images/{at:02}.webp")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "/uploads/x")).collect();
        assert!(pack(export(&many), fetch, &|_| {}).now_or_never().is_none());
        assert_eq!(*asked.borrow(), AT_ONCE);
        let broken: Fetch = Box::new(|_| std::future::ready(Err(ApiError::Offline)).boxed_local());
        let outcome = block_on(pack(export(&many), broken, &|_| {})).map(|_| ());
        assert_eq!(outcome, Err(Trouble::Request(ApiError::Offline)));
    }
}
