//! One file or folder per route: load, decide, show. Pages know the API, the policies and the parts; nothing knows them
//! but the shell.

pub mod access;
pub mod accesses;
pub mod account;
pub mod apart;
pub mod context;
pub mod load;
pub mod not_found;
mod part;
pub mod place;
pub mod roles;
pub mod route;
mod saved_views;
pub mod session;
pub mod settings;
