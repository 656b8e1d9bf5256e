//! The device's copy of the indexes (Cache Storage), so that a second visit needs no network.
//!
//! Owns one cache, keyed by the addresses of the API. Everything here may fail for want of room or permission; then the
//! worker simply fetches again next time.

use lepas::api::read_json;
use lepas_api::{
    index::{IndexKind, IndexManifest},
    path,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

/// Name of the cache. Its number rises when older copies must not be read any more.
const NAME: &str = "lepas-search-1";

async fn cache() -> Option<Cache> {
    // Absent outside of secure contexts, where the binding would throw.
    let storage = js_sys::Reflect::get(&js_sys::global(), &"caches".into()).ok()?.dyn_into::<CacheStorage>().ok()?;
    JsFuture::from(storage.open(NAME)).await.ok()?.dyn_into().ok()
}

async fn read(address: &str) -> Option<Vec<u8>> {
    let found = JsFuture::from(cache().await?.match_with_str(address)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn write(address: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let Some(cache) = cache().await else { return Ok(()) };
    let body = js_sys::Uint8Array::from(bytes);
    let response = Response::new_with_opt_js_u8_array(Some(&body))?;
    JsFuture::from(cache.put_with_str(address, &response)).await.map(|_| ())
}

/// The manifest of the last complete load.
pub(crate) async fn manifest(kind: IndexKind) -> Option<IndexManifest> {
    read_json(&read(&path::index(kind)).await?).ok()
}

/// The bytes of a segment.
pub(crate) async fn segment(kind: IndexKind, hash: &str) -> Option<Vec<u8>> {
    read(&path::segment(kind, hash)).await
}

/// Keeps the bytes of a segment.
pub(crate) async fn keep_segment(kind: IndexKind, hash: &str, bytes: &[u8]) {
    let _ = write(&path::segment(kind, hash), bytes).await;
}

/// Keeps a manifest whose segments are all kept, and forgets the segments that it does not name.
pub(crate) async fn keep_manifest(manifest: &IndexManifest) {
    let Ok(text) = serde_json::to_vec(manifest) else { return };
    if write(&path::index(manifest.kind), &text).await.is_ok() {
        forget_others(manifest).await;
    }
}

async fn forget_others(manifest: &IndexManifest) -> Option<()> {
    let cache = cache().await?;
    let prefix = path::segment(manifest.kind, "");
    let keys: js_sys::Array = JsFuture::from(cache.keys()).await.ok()?.dyn_into().ok()?;
    for key in keys.iter() {
        let request: web_sys::Request = key.dyn_into().ok()?;
        let address = request.url();
        let Some((_, hash)) = address.split_once(&prefix) else { continue };
        if !manifest.segments.iter().any(|segment| segment.hash == hash) {
            let _ = JsFuture::from(cache.delete_with_request(&request)).await;
        }
    }
    Some(())
}
