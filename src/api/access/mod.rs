//! The access API (Nameshield). One file per operation: its path, what it sends, what it returns.
//! Files have the names of `tests/tenant-api/src/ops`.

pub mod access_list;
pub mod access_of_user;
pub mod access_patch;
pub mod roles;
