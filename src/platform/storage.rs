//! Small values kept on the device (`localStorage`).
//!
//! Owns reading, writing and saying when the device refuses. Natively a table in memory with a settable limit stands in.

/// Why a value was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The browser gives this page no storage (private mode, blocked by a setting).
    Unavailable,
    /// There is no room left.
    Full,
}

/// The value of a key, or `None` when there is none or storage is refused.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    imp::read(key)
}

/// Keeps a value.
///
/// # Errors
/// [`StorageError`] when the device did not keep it.
pub fn write(key: &str, value: &str) -> Result<(), StorageError> {
    imp::write(key, value)
}

/// Forgets a value.
pub fn remove(key: &str) {
    imp::remove(key);
}

/// Every key that begins so, in no particular order.
#[must_use]
pub fn keys(prefix: &str) -> Vec<String> {
    imp::keys(prefix)
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::set_limit;

#[cfg(target_arch = "wasm32")]
mod imp {
    use super::StorageError;

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok().flatten()
    }

    pub(super) fn read(key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    pub(super) fn write(key: &str, value: &str) -> Result<(), StorageError> {
        // The only reason for which a working storage refuses an item is its size limit.
        storage().ok_or(StorageError::Unavailable)?.set_item(key, value).map_err(|_| StorageError::Full)
    }

    pub(super) fn remove(key: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(key);
        }
    }

    pub(super) fn keys(prefix: &str) -> Vec<String> {
        let Some(storage) = storage() else { return Vec::new() };
        let all = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
        all.filter(|key| key.starts_with(prefix)).collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{cell::RefCell, collections::BTreeMap};

    use super::StorageError;

    thread_local! {
        static VALUES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
        static LIMIT: std::cell::Cell<usize> = const { std::cell::Cell::new(5 * 1024 * 1024) };
    }

    pub(super) fn read(key: &str) -> Option<String> {
        VALUES.with_borrow(|values| values.get(key).cloned())
    }

    pub(super) fn write(key: &str, value: &str) -> Result<(), StorageError> {
        VALUES.with_borrow_mut(|values| {
            let others: usize =
                values.iter().filter(|(held, _)| *held != key).map(|(held, text)| held.len() + text.len()).sum();
            if others + key.len() + value.len() > LIMIT.get() {
                return Err(StorageError::Full);
            }
            values.insert(key.to_owned(), value.to_owned());
            Ok(())
        })
    }

    pub(super) fn remove(key: &str) {
        VALUES.with_borrow_mut(|values| values.remove(key));
    }

    pub(super) fn keys(prefix: &str) -> Vec<String> {
        VALUES.with_borrow(|values| values.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }

    /// Sets how many bytes the storage of this thread's tests holds.
    pub fn set_limit(bytes: usize) {
        LIMIT.set(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_device_says_so_and_keeps_the_old_value() {
        set_limit(20);
        assert_eq!(write("a", "1234"), Ok(()));
        assert_eq!(write("a", &"x".repeat(40)), Err(StorageError::Full));
        assert_eq!(read("a").as_deref(), Some("1234"));
        remove("a");
        assert_eq!(read("a"), None);
    }
}
