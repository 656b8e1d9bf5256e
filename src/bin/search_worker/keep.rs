//! The device's copy of the indexes, so that a second visit needs no network: files that only this origin sees (the origin
//! private file system, https://fs.spec.whatwg.org/).
//!
//! Owns one folder with a file for each segment and one for each manifest. A worker reads such a file straight into its
//! memory. Everything here may fail for want of
//! room or permission; then the worker fetches again next time. Half-written files are no harm: a segment carries a
//! checksum, and a manifest is written after its segments.

use js_sys::{AsyncIterator, Function, Object, Promise, Reflect};
use lepas::api::search::{read, write};
use lepas_api::index::{IndexKind, IndexManifest};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle as Folder, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemSyncAccessHandle as Handle, WorkerGlobalScope,
};

/// Name of the folder. Its number rises when older copies must not be read any more.
const NAME: &str = "lepas-search-4";

/// A file that is closed when it is not needed any more: until then nobody else opens it.
pub(crate) struct Open(Handle);

impl Open {
    /// All bytes of the file.
    pub(crate) fn read(&self) -> Option<Vec<u8>> {
        // Lengths of files are numbers beyond the bytes that memory has, and a broken one reads as too long or too short.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; see above")]
        let mut bytes = vec![0; self.0.get_size().ok()? as usize];
        let length = self.0.read_with_u8_array(&mut bytes).ok()?;
        (length == bytes.len() as f64).then_some(bytes)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The device's copy; empty and deaf where the browser has none to give.
#[derive(Clone)]
pub(crate) struct Device(Option<Folder>);

fn segment_name(kind: IndexKind, hash: &str) -> String {
    [kind.slug(), "-", hash].concat()
}

fn manifest_name(kind: IndexKind) -> String {
    [kind.slug(), ".manifest"].concat()
}

impl Device {
    /// Opens it.
    pub(crate) async fn open() -> Self {
        Self(folder().await.ok())
    }

    async fn read(&self, name: &str) -> Option<Vec<u8>> {
        let file: FileSystemFileHandle =
            JsFuture::from(self.0.as_ref()?.get_file_handle(name)).await.ok()?.unchecked_into();
        open(&file, "read-only").await.ok()?.read()
    }

    async fn write(&self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let Some(folder) = &self.0 else { return Ok(()) };
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let file: FileSystemFileHandle =
            JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?.unchecked_into();
        let open = open(&file, "readwrite").await?;
        open.0.truncate_with_u32(0)?;
        let written = open.0.write_with_u8_array(bytes)?;
        if written < bytes.len() as f64 {
            return Err(JsValue::NULL);
        }
        open.0.flush()
    }

    /// The manifest of the last complete load.
    pub(crate) async fn manifest(&self, kind: IndexKind) -> Option<IndexManifest> {
        read(&self.read(&manifest_name(kind)).await?)
    }

    /// The bytes of a segment or its positions, as they were kept: perhaps damaged.
    pub(crate) async fn segment(&self, kind: IndexKind, hash: &str) -> Option<Vec<u8>> {
        self.read(&segment_name(kind, hash)).await
    }

    /// The files of all segments of a manifest, in its order; `None` when one is not there. They are asked for together,
    /// because each question waits for another process.
    pub(crate) async fn segments(&self, manifest: &IndexManifest) -> Option<Vec<Open>> {
        let folder = self.0.as_ref()?;
        let names = manifest.segments.iter().map(|segment| segment_name(manifest.kind, &segment.hash));
        let asked: Vec<JsFuture> = names.map(|name| JsFuture::from(folder.get_file_handle(&name))).collect();
        let mut found: Vec<FileSystemFileHandle> = Vec::with_capacity(asked.len());
        for file in asked {
            found.push(file.await.ok()?.unchecked_into());
        }
        // All that is being opened is waited for, because a file that nobody closes stays locked.
        let opening: Vec<JsFuture> =
            found.iter().filter_map(|file| begin_to_open(file, "read-only").ok()).map(JsFuture::from).collect();
        let mut files = Vec::with_capacity(found.len());
        for file in opening {
            files.extend(file.await.map(|handle| Open(handle.unchecked_into())));
        }
        (files.len() == found.len()).then_some(files)
    }

    /// Keeps the bytes of a segment or its positions.
    pub(crate) async fn keep_segment(&self, kind: IndexKind, hash: &str, bytes: &[u8]) {
        // What could not be kept is fetched again next time.
        let _ = self.write(&segment_name(kind, hash), bytes).await;
    }

    /// Keeps a manifest whose segments are all kept, and forgets the segments that it does not name.
    pub(crate) async fn keep_manifest(&self, manifest: &IndexManifest) {
        let Some(bytes) = write(manifest) else { return };
        if self.write(&manifest_name(manifest.kind), &bytes).await.is_ok()
            && let Some(folder) = &self.0
        {
            forget_others(folder, manifest).await;
        }
    }
}

async fn open(file: &FileSystemFileHandle, mode: &str) -> Result<Open, JsValue> {
    Ok(Open(JsFuture::from(begin_to_open(file, mode)?).await?.unchecked_into()))
}

/// Asks for a file. Where a browser knows the mode, several tabs read it at a time; elsewhere the second one fetches.
fn begin_to_open(file: &FileSystemFileHandle, mode: &str) -> Result<Promise, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &mode.into())?;
    // Called by name, because the mode is not among the bindings yet.
    let create: Function = Reflect::get(file, &"createSyncAccessHandle".into())?.dyn_into()?;
    Ok(create.call1(file, &options)?.unchecked_into())
}

async fn folder() -> Result<Folder, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    // Absent outside of secure contexts, where the binding would throw.
    let storage = Reflect::get(&scope.navigator(), &"storage".into())?.dyn_into::<web_sys::StorageManager>()?;
    let root: Folder = JsFuture::from(storage.get_directory()).await?.unchecked_into();
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    Ok(JsFuture::from(root.get_directory_handle_with_options(NAME, &options)).await?.unchecked_into())
}

async fn forget_others(folder: &Folder, manifest: &IndexManifest) -> Option<()> {
    let own = segment_name(manifest.kind, "");
    let names: AsyncIterator = folder.keys();
    let mut others = Vec::new();
    loop {
        let next = JsFuture::from(names.next().ok()?).await.ok()?.unchecked_into::<js_sys::IteratorNext>();
        let Some(name) = next.value().as_string() else { break };
        let Some(hash) = name.strip_prefix(&own) else { continue };
        if !manifest.segments.iter().any(|segment| segment.hash == hash || segment.positions.hash == hash) {
            others.push(name);
        }
    }
    for name in others {
        let _ = JsFuture::from(folder.remove_entry(&name)).await;
    }
    Some(())
}
