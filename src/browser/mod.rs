//! Thin wrappers over web APIs: storage, scheduler, clipboard, downloads, focus, `Intl`, notifications, tab sync.
//! They hold no state of the app and know no page, no API and no service.
//! Anything that can throw or be missing in a browser is handled here.

pub mod clipboard;
pub mod download;
pub mod focus;
pub mod intl;
pub mod notifications;
pub mod scheduler;
pub mod storage;
pub mod tab_sync;
