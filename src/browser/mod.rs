//! Thin wrappers over web APIs, one file each. They handle what can throw or be missing in a browser, hold no state of the app,
//! and use nothing but each other and `rolecall_text`.

pub mod clipboard;
pub mod download;
pub mod focus;
pub mod guarded;
pub mod history;
pub mod intl;
pub mod local_day;
pub mod notifications;
pub mod online;
pub mod scheduler;
pub mod storage;
pub mod tab_sync;
