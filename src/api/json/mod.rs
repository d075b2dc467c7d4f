//! Reading JSON without trust: a value is known, absent or unreadable, so that unknown never looks like off.
//! Open enums, lists cut into items, RFC 3339 times. Knows no operation and no HTTP.

pub mod field;
pub mod object;
pub mod open_enum;
pub mod split;
pub mod time;
