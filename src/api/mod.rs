//! The wire. One file per operation: its path, what it sends, what it answers. Around them: `json` and
//! `field` (reading without trust), `choice` (open enums), `time`, `error` (every failure as one type).
//! `client`, `body` and `early` are the only files that talk to the browser. Uses nothing of ours but `config`.

pub mod access;
pub mod http;
pub mod json;
pub mod tenant;
