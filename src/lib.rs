//! Rolecall in the browser. A line for every room, and who may use whom (`tests/house.rs` holds the arrows):
//!
//! | module | owns | may use |
//! |---|---|---|
//! | [`api`] | the wire: one file per operation, the HTTP client, the one error type | `config` |
//! | [`policy`] | decisions as pure functions | types of `api` |
//! | `rolecall_directory` | all users in memory, a crate of its own | nothing of ours |
//! | [`components`] | parts of a page that know no API | nothing of ours |
//! | [`pages`] | one per route: load, decide, show | all of the above |
//! | [`app`] | shell, routes, what is shared by all pages | all of the above |
//! | [`config`] | where the services are | nothing of ours |

pub mod api;
pub mod app;
pub mod browser;
pub mod config;
pub mod domain;
pub mod pages;
pub mod ui;
