//! The wire. `http` sends requests and turns every failure into one error, `json` reads without trusting, `tenant` and `access` have
//! one file per operation: its path, what it sends, what it returns. Uses `config` and `rolecall_text` only.

pub mod access;
pub mod http;
pub mod json;
pub mod tenant;
