//! localStorage and sessionStorage, which may be full or disabled. Owns the prefix of every key, so that one [`wipe`]
//! removes all of them at sign-out. Knows nothing of what is stored; each feature names its keys in its own file.

use leptos::prelude::window;
use web_sys::Storage;

/// Other apps may share the origin: these keys are ours.
const PREFIX: &str = "rolecall:";

/// How long, and for whom, something is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageArea {
    /// For all tabs of this browser, until sign-out.
    Local,
    /// For this tab only: survives a reload and the way over the sign-in page.
    Session,
}

/// Why storage did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// Disabled in the browser's settings.
    Blocked,
    /// There is no room left.
    Full,
}

impl StorageArea {
    /// The text under a key, if there is one. Keys go without the prefix.
    pub fn get(self, key: &str) -> Result<Option<String>, StorageError> {
        let text = self.open()?.get_item(&prefixed(key));
        text.map_err(|_| StorageError::Blocked)
    }

    /// Stores a text under a key. On failure the older text stays.
    pub fn set(self, key: &str, text: &str) -> Result<(), StorageError> {
        let stored = self.open()?.set_item(&prefixed(key), text);
        stored.map_err(|_| StorageError::Full)
    }

    /// Removes the text under a key.
    pub fn remove(self, key: &str) {
        if let Ok(storage) = self.open() {
            let _ = storage.remove_item(&prefixed(key));
        }
    }

    fn open(self) -> Result<Storage, StorageError> {
        let storage = match self {
            Self::Local => window().local_storage(),
            Self::Session => window().session_storage(),
        };
        storage.ok().flatten().ok_or(StorageError::Blocked)
    }
}

/// Removes everything that this app has stored, in this tab and for all tabs.
pub fn wipe() {
    remove_keys(StorageArea::Local, "");
    remove_keys(StorageArea::Session, "");
}

/// Removes what one user has left: everything in this tab, and for all tabs what is theirs; see [`owned`].
pub fn wipe_owner(owner: Option<u64>) {
    if let Some(owner) = owner {
        remove_keys(StorageArea::Local, &owned("", owner));
    }
    remove_keys(StorageArea::Session, "");
}

/// The key of something that belongs to a user.
#[must_use]
pub fn owned(key: &str, owner: u64) -> String {
    format!("{key}:{owner:016x}")
}

fn remove_keys(area: StorageArea, ending: &str) {
    let Ok(storage) = area.open() else { return };
    let count = storage.length().unwrap_or(0);
    // Removing moves the others up: first list, then remove.
    let keys: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(PREFIX) && key.ends_with(ending))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}

fn prefixed(key: &str) -> String {
    [PREFIX, key].concat()
}
