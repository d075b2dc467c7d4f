//! How a URL names a user: by username, else by email, else by the number of the row. Knows no page.

use rolecall_directory::{User, Value};

/// The value of `user=`.
pub(crate) fn user_id(user: &User<'_>) -> String {
    let text = |value: Value<&str>| {
        let text = value.known().filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    text(user.name())
        .or_else(|| text(user.email()))
        .unwrap_or_else(|| format!("#{}", user.row()))
}

/// Whether `id` names the user.
pub(crate) fn has_id(user: &User<'_>, id: &str) -> bool {
    let is_id = |value: Value<&str>| {
        let text = value.known();
        text.is_some_and(|text| text.eq_ignore_ascii_case(id))
    };
    let row = id.strip_prefix('#');
    is_id(user.name())
        || is_id(user.email())
        || row.is_some_and(|row| row.parse() == Ok(user.row()))
}
