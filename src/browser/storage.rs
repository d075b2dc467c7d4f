//! What the browser keeps for this page beyond a reload: its local storage, which can be full, or shut by the person's settings.

use leptos::prelude::window;
use web_sys::Storage;

/// Why nothing was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// Settings of the browser shut the storage.
    Blocked,
    /// There is no room left.
    Full,
}

fn storage() -> Result<Storage, StorageError> {
    window()
        .local_storage()
        .ok()
        .flatten()
        .ok_or(StorageError::Blocked)
}

/// What is kept under a key, if anything.
pub fn get(key: &str) -> Result<Option<String>, StorageError> {
    storage()?.get_item(key).map_err(|_| StorageError::Blocked)
}

/// Keeps a text under a key; the older one stays if that is refused.
pub fn set(key: &str, text: &str) -> Result<(), StorageError> {
    storage()?
        .set_item(key, text)
        .map_err(|_| StorageError::Full)
}

/// Lets go of everything whose key begins so.
pub fn remove_prefix(prefix: &str) {
    let Ok(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}
