//! Pictures of the demo set: which ones there are, and turning a drawing into pixels.
//!
//! Owns the list and the rasteriser (`resvg`). The drawings are in `portrait` and `art` and, for the hand-written people,
//! in `demo-data/pictures`. User uploads never come near this: drawings are refused there.

use std::collections::BTreeMap;

use lepas_api::{Handle, UploadId, path, profile::Picture};
use resvg::{tiny_skia, usvg};

use super::{DemoError, DemoPicture};

/// Size of a portrait.
const PORTRAIT: (u32, u32) = (256, 256);
/// Size of a picture of a work.
const WORK: (u32, u32) = (640, 480);

macro_rules! drawings {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../demo-data/pictures/", $name, ".svg")))),+]
    };
}

/// Drawings that were made by hand.
const BY_HAND: &[(&str, &str)] = drawings![
    "art-app",
    "art-buku",
    "art-data",
    "art-kopi",
    "art-map",
    "art-poster",
    "art-sawah",
    "p-bayu",
    "p-gilang",
    "p-intan",
    "p-klara",
    "p-rafi",
    "p-sari",
    "p-tom",
    "p-wulan",
];

/// Why a drawing did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The drawing is not SVG that the rasteriser reads.
    #[error("the drawing {id} cannot be read: {reason}")]
    Drawing {
        /// Which picture.
        id: UploadId,
        /// What the rasteriser says.
        reason: String,
    },
    /// The pixels could not be written as PNG.
    #[error("the picture {id} cannot be written as PNG: {reason}")]
    Png {
        /// Which picture.
        id: UploadId,
        /// What the encoder says.
        reason: String,
    },
}

impl DemoPicture {
    /// The picture as PNG, to go through the same re-encoding as any upload.
    ///
    /// # Errors
    /// [`DrawError`] when the drawing is broken, which the tests of this module would have told before.
    pub fn png(&self) -> Result<Vec<u8>, DrawError> {
        let drawing = |reason: String| DrawError::Drawing { id: self.id.clone(), reason };
        let tree =
            usvg::Tree::from_str(&self.svg, &usvg::Options::default()).map_err(|fault| drawing(fault.to_string()))?;
        let mut pixels =
            tiny_skia::Pixmap::new(self.width, self.height).ok_or_else(|| drawing("no size".to_owned()))?;
        #[expect(clippy::cast_precision_loss, reason = "sizes are a few hundred pixels")]
        let scale = (self.width as f32 / tree.size().width(), self.height as f32 / tree.size().height());
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale.0, scale.1), &mut pixels.as_mut());
        pixels.encode_png().map_err(|fault| DrawError::Png { id: self.id.clone(), reason: fault.to_string() })
    }
}

/// Every picture that is named while people are made, each once.
#[derive(Debug, Default)]
pub(super) struct Gallery(BTreeMap<String, DemoPicture>);

impl Gallery {
    /// Adds a picture unless it is there, and gives its address.
    fn add(
        &mut self,
        name: &str,
        owner: &Handle,
        size: (u32, u32),
        draw: impl FnOnce() -> String,
    ) -> Result<String, DemoError> {
        let id: UploadId = ["demo-", name]
            .concat()
            .parse()
            .map_err(|_| DemoError::Value { what: "the name of a picture", value: name.to_owned() })?;
        let address = path::picture(&id);
        self.0.entry(name.to_owned()).or_insert_with(|| DemoPicture {
            id,
            owner: owner.clone(),
            svg: draw(),
            width: size.0,
            height: size.1,
        });
        Ok(address)
    }

    /// The address of a portrait drawn by code.
    pub(super) fn portrait(
        &mut self,
        name: &str,
        owner: &Handle,
        draw: impl FnOnce() -> String,
    ) -> Result<String, DemoError> {
        self.add(name, owner, PORTRAIT, draw)
    }

    /// A picture of a work drawn by code.
    pub(super) fn work(
        &mut self,
        name: &str,
        owner: &Handle,
        alt: &str,
        draw: impl FnOnce() -> String,
    ) -> Result<Picture, DemoError> {
        let url = self.add(name, owner, WORK, draw)?;
        Ok(Picture { url, alt: alt.to_owned(), width: WORK.0, height: WORK.1 })
    }

    pub(super) fn into_pictures(self) -> Vec<DemoPicture> {
        self.0.into_values().collect()
    }
}

/// A drawing made by hand, by the name of its file.
pub(super) fn by_hand(name: &str) -> Option<&'static str> {
    BY_HAND.iter().find(|(held, _)| *held == name).map(|(_, svg)| *svg)
}
