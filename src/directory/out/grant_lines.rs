//! The CSV with one line for each role that a user has and each group that a user is in, for a spreadsheet that cannot hold them in one
//! cell.
//!
//! A user is in the file at least once. What is unknown is said to be: roles that come through a group are not in the response.

use super::csv_columns::{flag, text};
use crate::query::{NONE, UNKNOWN};
use crate::user::User;
use crate::values::Completeness;

/// Of the user, and of the role or group.
pub(super) const TITLES: [&str; 10] = [
    "name",
    "email",
    "first_name",
    "last_name",
    "type",
    "disabled",
    "assigned",
    "namespace",
    "role",
    "group",
];

const DIRECT: &str = "direct";
const GROUP: &str = "group";

/// Calls `write` with the cells of each line.
pub(super) fn write_lines(user: User<'_>, mut write: impl FnMut([&str; TITLES.len()])) {
    let own = [
        text(user.name()),
        text(user.email()),
        text(user.first_name()),
        text(user.last_name()),
        text(user.shared_value(crate::field::Field::Type)),
        flag(user.disabled()),
    ];
    let [name, email, first, last, kind, disabled] = own.each_ref().map(String::as_str);
    let mut count = 0;
    let mut line = |[assigned, namespace, role, group]: [&str; 4]| {
        count += 1;
        write([
            name, email, first, last, kind, disabled, assigned, namespace, role, group,
        ]);
    };
    for grant in user.grants() {
        line([
            DIRECT,
            grant.namespace.unwrap_or(UNKNOWN),
            grant.role.unwrap_or(UNKNOWN),
            "",
        ]);
    }
    if user.grants_completeness() != Completeness::Complete {
        line([DIRECT, UNKNOWN, UNKNOWN, ""]);
    }
    for group in user.groups() {
        line([GROUP, UNKNOWN, UNKNOWN, group]);
    }
    if user.groups_completeness() != Completeness::Complete {
        line([GROUP, UNKNOWN, UNKNOWN, UNKNOWN]);
    }
    if count == 0 {
        write([
            name, email, first, last, kind, disabled, NONE, NONE, NONE, NONE,
        ]);
    }
}
