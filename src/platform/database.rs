//! Texts kept on the device in the browser's database (IndexedDB), for what must survive a crash.
//!
//! Owns opening, reading and writing with strict durability: a write is done when the disk has it. Says when the device
//! refuses; what then happens is the caller's decision. Natively a table in memory stands in.

use super::storage::StorageError;

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Store {
    /// Messages on their way to the server.
    Outbox,
    /// Unfinished texts.
    Drafts,
    /// Profile documents.
    Documents,
}

impl Store {
    /// All of them, as the database is created.
    pub const ALL: [Self; 3] = [Self::Outbox, Self::Drafts, Self::Documents];

    /// Name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Drafts => "drafts",
            Self::Documents => "documents",
        }
    }
}

/// The text of a key.
///
/// # Errors
/// [`StorageError`] when the device cannot be read.
pub async fn read(store: Store, key: &str) -> Result<Option<String>, StorageError> {
    imp::read(store, key).await
}

/// Keeps a text; done when it is on the disk.
///
/// # Errors
/// [`StorageError`] when the device did not keep it.
pub async fn write(store: Store, key: &str, text: &str) -> Result<(), StorageError> {
    imp::write(store, key, text).await
}

/// Forgets a text.
///
/// # Errors
/// [`StorageError`] when the device refuses.
pub async fn remove(store: Store, key: &str) -> Result<(), StorageError> {
    imp::remove(store, key).await
}

/// Every key with its text, in the order of keys.
///
/// # Errors
/// [`StorageError`] when the device cannot be read.
pub async fn all(store: Store) -> Result<Vec<(String, String)>, StorageError> {
    imp::all(store).await
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::{erase, refuse};

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::{cell::RefCell, pin::pin};

    use futures::future::{Either, select};
    use js_sys::{Array, Function, Object, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

    use super::{StorageError, Store};
    use crate::platform::{
        listen::{self, EventListener},
        timers,
    };

    const NAME: &str = "lepas";
    const VERSION: u32 = 1;
    /// Milliseconds to wait for the database: while another page of this origin creates it or hangs on to it, browsers say
    /// nothing at all, and nobody is to wait for a device for ever. The next call tries again.
    const PATIENCE: u32 = 3_000;

    thread_local! {
        static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
        static OPENING: RefCell<Option<IdbOpenDbRequest>> = const { RefCell::new(None) };
        static LEAVING: RefCell<Option<EventListener>> = const { RefCell::new(None) };
    }

    fn why(error: &JsValue) -> StorageError {
        let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("QuotaExceededError") { StorageError::Full } else { StorageError::Unavailable }
    }

    /// Waits for a request to succeed or fail.
    async fn finished(request: &IdbRequest) -> Result<JsValue, StorageError> {
        let promise = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        match JsFuture::from(promise).await {
            Ok(_) => request.result().map_err(|error| why(&error)),
            Err(_) => Err(request.error().ok().flatten().map_or(StorageError::Unavailable, |error| why(&error.into()))),
        }
    }

    /// Waits until a transaction is on the disk or has failed.
    async fn committed(transaction: &IdbTransaction) -> Result<(), StorageError> {
        let promise = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        match JsFuture::from(promise).await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction.error().map_or(StorageError::Unavailable, |error| why(&error.into()))),
        }
    }

    fn create_stores(database: &IdbDatabase) {
        for store in Store::ALL {
            // A store that exists already is what is wanted.
            let _ = database.create_object_store(store.name());
        }
    }

    /// A page that is left sleeps in the browser's memory for a while (the back-forward cache). Asleep in the middle of
    /// creating the database it would keep every other page of this origin waiting, so it lets go when it is left.
    fn let_go_when_left() {
        LEAVING.with_borrow_mut(|held| {
            if held.is_none() {
                *held = listen::on_window("pagehide", |_| {
                    if let Some(database) = OPEN.take() {
                        database.close();
                    }
                    if let Some(transaction) = OPENING.take().and_then(|request| request.transaction()) {
                        // Whoever comes next creates it.
                        let _ = transaction.abort();
                    }
                });
            }
        });
    }

    async fn open() -> Result<IdbDatabase, StorageError> {
        if let Some(database) = OPEN.with_borrow(Clone::clone) {
            return Ok(database);
        }
        let factory =
            web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(StorageError::Unavailable)?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(|error| why(&error))?;
        let_go_when_left();
        OPENING.set(Some(request.clone()));
        let opening = request.clone();
        let upgrade = Closure::once(move || {
            if let Ok(database) = opening.result() {
                create_stores(&database.unchecked_into());
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref::<Function>()));
        let opened = match select(pin!(finished(&request)), timers::sleep(PATIENCE)).await {
            Either::Left((opened, _)) => opened?,
            Either::Right(_) => return Err(StorageError::Unavailable),
        };
        OPENING.set(None);
        let database: IdbDatabase = opened.unchecked_into();
        let forget = Closure::<dyn FnMut()>::new(|| {
            // A newer version of the app in another tab wants to upgrade, or the browser closed it.
            if let Some(database) = OPEN.take() {
                database.close();
            }
        });
        database.set_onversionchange(Some(forget.as_ref().unchecked_ref()));
        database.set_onclose(Some(forget.as_ref().unchecked_ref()));
        // Lives as long as the connection, which is as long as the page.
        forget.forget();
        OPEN.set(Some(database.clone()));
        Ok(database)
    }

    /// Begins a transaction with strict durability; not in web-sys's stable part, hence by name.
    fn begin(database: &IdbDatabase, store: Store, mode: &str) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let function: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
        function.call3(database, &store.name().into(), &mode.into(), &options)?.dyn_into()
    }

    async fn transaction(store: Store, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let mut begun = begin(&open().await?, store, mode);
        if begun.is_err() {
            // The connection was closed behind our back: once more with a new one.
            OPEN.set(None);
            begun = begin(&open().await?, store, mode);
        }
        let transaction = begun.map_err(|error| why(&error))?;
        let objects = transaction.object_store(store.name()).map_err(|error| why(&error))?;
        Ok((transaction, objects))
    }

    pub(super) async fn read(store: Store, key: &str) -> Result<Option<String>, StorageError> {
        let (_, objects) = transaction(store, "readonly").await?;
        let request = objects.get(&key.into()).map_err(|error| why(&error))?;
        Ok(finished(&request).await?.as_string())
    }

    pub(super) async fn write(store: Store, key: &str, text: &str) -> Result<(), StorageError> {
        let (transaction, objects) = transaction(store, "readwrite").await?;
        objects.put_with_key(&text.into(), &key.into()).map_err(|error| why(&error))?;
        committed(&transaction).await
    }

    pub(super) async fn remove(store: Store, key: &str) -> Result<(), StorageError> {
        let (transaction, objects) = transaction(store, "readwrite").await?;
        objects.delete(&key.into()).map_err(|error| why(&error))?;
        committed(&transaction).await
    }

    pub(super) async fn all(store: Store) -> Result<Vec<(String, String)>, StorageError> {
        let (_, objects) = transaction(store, "readonly").await?;
        let keys = objects.get_all_keys().map_err(|error| why(&error))?;
        let texts = objects.get_all().map_err(|error| why(&error))?;
        let (keys, texts) = futures::future::join(finished(&keys), finished(&texts)).await;
        let (keys, texts): (Array, Array) = (keys?.unchecked_into(), texts?.unchecked_into());
        Ok(keys
            .iter()
            .zip(texts.iter())
            .filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)))
            .collect())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{
        cell::{Cell, RefCell},
        collections::BTreeMap,
    };

    use super::{StorageError, Store};

    thread_local! {
        static TEXTS: RefCell<BTreeMap<(Store, String), String>> = const { RefCell::new(BTreeMap::new()) };
        static REFUSING: Cell<bool> = const { Cell::new(false) };
    }

    fn working() -> Result<(), StorageError> {
        if REFUSING.get() { Err(StorageError::Unavailable) } else { Ok(()) }
    }

    pub(super) async fn read(store: Store, key: &str) -> Result<Option<String>, StorageError> {
        working()?;
        Ok(TEXTS.with_borrow(|texts| texts.get(&(store, key.to_owned())).cloned()))
    }

    pub(super) async fn write(store: Store, key: &str, text: &str) -> Result<(), StorageError> {
        working()?;
        TEXTS.with_borrow_mut(|texts| texts.insert((store, key.to_owned()), text.to_owned()));
        Ok(())
    }

    pub(super) async fn remove(store: Store, key: &str) -> Result<(), StorageError> {
        working()?;
        TEXTS.with_borrow_mut(|texts| texts.remove(&(store, key.to_owned())));
        Ok(())
    }

    pub(super) async fn all(store: Store) -> Result<Vec<(String, String)>, StorageError> {
        working()?;
        let of_store =
            |((held, key), text): (&(Store, String), &String)| (*held == store).then(|| (key.clone(), text.clone()));
        Ok(TEXTS.with_borrow(|texts| texts.iter().filter_map(of_store).collect()))
    }

    /// Loses everything, as a damaged database does, on this thread.
    pub fn erase() {
        TEXTS.take();
    }

    /// Makes the database of this thread refuse everything, or work again.
    pub fn refuse(refusing: bool) {
        REFUSING.set(refusing);
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn stores_are_apart_and_a_refusal_is_said() {
        block_on(async {
            write(Store::Outbox, "a", "1").await.unwrap();
            write(Store::Drafts, "a", "2").await.unwrap();
            assert_eq!(all(Store::Outbox).await, Ok(vec![("a".to_owned(), "1".to_owned())]));
            refuse(true);
            assert_eq!(write(Store::Outbox, "b", "3").await, Err(StorageError::Unavailable));
            refuse(false);
            remove(Store::Outbox, "a").await.unwrap();
            assert_eq!(read(Store::Outbox, "a").await, Ok(None));
            assert_eq!(read(Store::Drafts, "a").await, Ok(Some("2".to_owned())));
        });
    }
}
