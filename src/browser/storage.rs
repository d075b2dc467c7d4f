//! What the browser keeps for this page beyond a reload: its local storage, which can be full, or shut by the person's settings.

use leptos::prelude::window;
use web_sys::Storage;

/// Why nothing was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Settings of the browser shut the storage.
    Blocked,
    /// There is no room left.
    Full,
}

fn storage() -> Result<Storage, Refused> {
    window()
        .local_storage()
        .ok()
        .flatten()
        .ok_or(Refused::Blocked)
}

/// What is kept under a key, if anything.
pub fn kept(key: &str) -> Result<Option<String>, Refused> {
    storage()?.get_item(key).map_err(|_| Refused::Blocked)
}

/// Keeps a text under a key; the older one stays if that is refused.
pub fn keep(key: &str, text: &str) -> Result<(), Refused> {
    storage()?.set_item(key, text).map_err(|_| Refused::Full)
}

/// Lets go of everything whose key begins so.
pub fn let_go_all(prefix: &str) {
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
