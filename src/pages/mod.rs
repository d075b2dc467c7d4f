//! One file or folder per route: load, decide, show. Pages know the API, the policies and the parts; nothing knows them
//! but the shell.

pub mod accesses;
pub mod account;
pub mod settings;
pub mod users;
