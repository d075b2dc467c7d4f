//! Rolecall in the browser. One line for each room, and which others it may use (`tests/house.rs` enforces that):
//!
//! | room | owns | may use |
//! |---|---|---|
//! | [`app`] | the shell: banner, routes, session; what all pages share | all rooms; only `app/mod.rs` uses pages |
//! | [`pages`] | one folder per page: load, decide, show | all rooms, but no other page |
//! | [`domain`] | decisions as pure functions | types of `api`; `rolecall_text` |
//! | [`api`] | the wire: one file per operation, the HTTP client, the one error type | `config`, `rolecall_text` |
//! | [`ui`] | parts of a page that know no API | `browser`, `rolecall_text` |
//! | [`browser`] | thin wrappers over web APIs | `rolecall_text` |
//! | [`config`] | where the services are | `rolecall_text` |
//! | `rolecall_directory` | all users of a tenant in memory (`src/directory`) | `rolecall_text` |
//! | `rolecall_text` | text rules: escaping, plural, invisible characters (`src/text`) | - |

pub mod api;
pub mod app;
pub mod browser;
pub mod config;
pub mod domain;
pub mod pages;
pub mod ui;
