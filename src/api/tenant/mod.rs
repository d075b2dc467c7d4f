//! The tenant API (F5 Distributed Cloud). One file per operation: its path, what it sends, what it returns.
//! Files have the names of `tests/tenant-api/src/ops`; `whoami_parts` are the lists and groups inside of whoami.

pub mod image;
pub mod initial_access;
pub mod notifications;
pub mod settings;
pub mod settings_put;
pub mod user_roles;
pub mod whoami;
pub mod whoami_parts;
