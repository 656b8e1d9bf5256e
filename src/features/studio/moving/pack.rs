//! The whole site as one archive, made on the device: pages, pictures, fonts and data, with the progress of it.
//!
//! Owns the order of fetching and that it can be stopped. Leaves pages and addresses to `lepas_exchange::site`.

use futures::{StreamExt, stream};
use lepas_api::profile::PublicProfile;
use lepas_exchange::{archive::Writer, site::Site};

use crate::{
    api::{ApiError, Client, assets},
    platform::files::Saved,
};

/// Pictures that are fetched at a time; browsers hold six connections to a host.
const AT_A_TIME: usize = 6;

/// Why there is no archive.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PackError {
    /// The person stopped it.
    Stopped,
    /// This did not arrive.
    Missing(String, ApiError),
    /// More than an archive can hold, or no room for it.
    TooLarge,
}

/// Makes the archive. `progress` hears how much is done of how much, and answers whether to go on.
///
/// # Errors
/// [`PackError`].
pub(super) async fn pack(
    client: &Client,
    profile: &PublicProfile,
    origin: &str,
    progress: impl Fn(usize, usize) -> bool,
) -> Result<Saved, PackError> {
    let mut site = Site::new(profile, origin);
    let assets = site.assets().to_vec();
    let total = assets.len() + 1;
    let mut writer = Writer::default();
    let saved = Saved::default();
    let fetch = move |address: String| async move {
        let answer = assets::bytes(client, &address).await;
        (address, answer)
    };
    let mut arriving = stream::iter(assets).map(fetch).buffered(AT_A_TIME);
    let mut done = 0;
    if !progress(done, total) {
        return Err(PackError::Stopped);
    }
    while let Some((address, answer)) = arriving.next().await {
        let bytes = answer.map_err(|error| PackError::Missing(address.clone(), error))?;
        let name = site.name(&address, &bytes);
        put(&mut writer, &saved, &name, &bytes)?;
        done += 1;
        if !progress(done, total) {
            return Err(PackError::Stopped);
        }
    }
    for file in site.files() {
        put(&mut writer, &saved, &file.path, file.text.as_bytes())?;
    }
    saved.push(&writer.finish());
    progress(total, total);
    Ok(saved)
}

/// Puts one file in.
pub(super) fn put(writer: &mut Writer, saved: &Saved, name: &str, bytes: &[u8]) -> Result<(), PackError> {
    let header = writer.add(name, bytes).ok_or(PackError::TooLarge)?;
    saved.push(&header);
    saved.push(bytes);
    Ok(())
}
