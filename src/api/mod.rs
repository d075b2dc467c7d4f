//! The wire. One file per operation: its path, what it sends, what it answers. Around them: `json` and
//! `field` (reading without trust), `choice` (open enums), `time`, `error` (every failure as one type).
//! `client`, `body` and `early` are the only files that talk to the browser. Uses nothing of ours but `config`.

pub mod access;
pub mod access_list;
pub mod backoff;
pub mod body;
pub(crate) mod choice;
pub mod client;
mod early;
pub mod error;
pub mod error_body;
pub mod field;
pub mod initial_access;
pub mod json;
mod json_cut;
pub mod notifications;
pub mod profile_image;
pub mod roles_catalogue;
pub mod settings;
pub mod settings_replace;
pub mod time;
pub mod user_roles;
pub mod whoami;
pub mod whoami_parts;
