//! Reads JSON without trusting it: every value can be missing or unreadable without harm to the others. Also open enums and
//! RFC 3339 times. Knows no operation and no HTTP.

pub mod field;
pub mod object;
pub mod open_enum;
pub mod split;
pub mod time;
