//! The columns of the table "Users and roles". A column is one entry of [`COLUMNS`]: its title, its width, what it sorts by and
//! what it shows of a user. The header, the cells, the URL and the announcement of the order all iterate that list. (The CSV file
//! has columns of its own: `directory/out/csv_columns.rs`.)
//!
//! Cells are values that can be compared: when a row of the page becomes another user's, only what differs is redrawn. Knows the
//! words, not the elements.

use rolecall_directory::{Column, Completeness, Identity, LastLogin, Order, Tristate, User};

use super::labels;
use crate::domain::text::displayable;
use crate::ui::badge::Tone;

/// Everything that makes a column of the table.
#[derive(Clone, Copy)]
pub(crate) struct ColumnDef {
    pub(crate) title: &'static str,
    /// A CSS length. Percentages are of [`MIN_WIDTH`] or more.
    pub(crate) width: &'static str,
    pub(crate) sort: Column,
    pub(crate) cell: fn(&User<'_>) -> Cell,
}

/// In the order of the table.
pub(crate) const COLUMNS: [ColumnDef; 7] = [
    ColumnDef {
        title: "User",
        width: "24%",
        sort: Column::User,
        cell: user,
    },
    ColumnDef {
        title: labels::ROLES,
        width: "32%",
        sort: Column::Roles,
        cell: roles,
    },
    ColumnDef {
        title: labels::GROUPS,
        width: "15%",
        sort: Column::Groups,
        cell: groups,
    },
    ColumnDef {
        title: labels::OTP,
        width: "10.75rem",
        sort: Column::Otp,
        cell: otp,
    },
    ColumnDef {
        title: labels::IDENTITY,
        width: "8rem",
        sort: Column::Identity,
        cell: identity,
    },
    ColumnDef {
        title: labels::LAST_LOGIN,
        width: "8.5rem",
        sort: Column::LastLogin,
        cell: last_login,
    },
    ColumnDef {
        title: labels::STATUS,
        width: "7rem",
        sort: Column::Status,
        cell: status,
    },
];

/// In a narrower window the table scrolls sideways.
pub(crate) const MIN_WIDTH: &str = "66.5rem";

/// The number of names of roles and groups in a cell; the panel shows all of them.
const MAX_NAMED: usize = 3;

/// A user in the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UserRow {
    /// One for each of [`COLUMNS`].
    pub(crate) cells: [Cell; COLUMNS.len()],
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    User(UserCell),
    Text(String),
    Quiet(&'static str),
    Badge(Tone, &'static str),
    Unknown,
    /// Milliseconds since 1970.
    Time(i64),
    List(ListPreview),
}

/// The cell that heads the row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UserCell {
    pub(crate) name: String,
    /// Empty if it is the name, or unknown.
    pub(crate) email: String,
    pub(crate) badges: Vec<String>,
    pub(crate) is_disabled: bool,
}

/// The first items of a list, each with a note in brackets, which may be empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListPreview {
    pub(crate) named: Vec<(String, String)>,
    pub(crate) more: usize,
    pub(crate) completeness: Completeness,
}

impl UserRow {
    pub(crate) fn new(user: &User<'_>) -> Self {
        Self {
            cells: COLUMNS.map(|column| (column.cell)(user)),
        }
    }

    pub(crate) fn user(&self) -> Option<&UserCell> {
        self.cells.iter().find_map(|cell| match cell {
            Cell::User(user) => Some(user),
            _ => None,
        })
    }
}

/// What the table is sorted by, as a sentence.
pub(crate) fn order_sentence(order: &Order) -> String {
    let keys = order.by.iter().filter_map(|by| {
        let column = COLUMNS.iter().find(|column| column.sort == by.column)?;
        Some((column.title, by.descending))
    });
    labels::order(keys)
}

fn user(user: &User<'_>) -> Cell {
    let name = labels::name(user);
    let email = user.email().known().map(displayable);
    let second = email.filter(|email| Some(email) != name.as_ref());
    Cell::User(UserCell {
        name: name.unwrap_or_else(|| labels::NAMELESS.to_owned()),
        email: second.unwrap_or_default(),
        badges: badges(user),
        is_disabled: user.disabled() == Tristate::Yes,
    })
}

/// What is special about an account, compared with a person's.
pub(crate) fn badges(user: &User<'_>) -> Vec<String> {
    let owner = (user.domain_owner() == Tristate::Yes).then(|| labels::DOMAIN_OWNER.to_owned());
    [
        owner,
        labels::kind(user.kind()),
        labels::sync(user.sync_mode()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Each role once, with the namespaces in which the user has it.
fn roles(user: &User<'_>) -> Cell {
    let mut held: Vec<(Option<&str>, Vec<Option<&str>>)> = Vec::new();
    for grant in user.grants() {
        match held.iter_mut().find(|(role, _)| *role == grant.role) {
            Some((_, namespaces)) => namespaces.push(grant.namespace),
            None => held.push((grant.role, vec![grant.namespace])),
        }
    }
    let or_unknown = |word: Option<&str>| word.map_or_else(|| "unknown".to_owned(), displayable);
    let all = held.len();
    let named = held.into_iter().take(MAX_NAMED).map(|(role, namespaces)| {
        let more = namespaces.len().saturating_sub(MAX_NAMED);
        let mut named: Vec<String> = namespaces
            .into_iter()
            .take(MAX_NAMED)
            .map(or_unknown)
            .collect();
        if more > 0 {
            named.push(format!("+{more}"));
        }
        (or_unknown(role), named.join(", "))
    });
    Cell::List(ListPreview {
        named: named.collect(),
        more: all.saturating_sub(MAX_NAMED),
        completeness: user.grants_completeness(),
    })
}

fn groups(user: &User<'_>) -> Cell {
    let mut groups = user.groups();
    let named = groups
        .by_ref()
        .take(MAX_NAMED)
        .map(|group| (displayable(group), String::new()));
    Cell::List(ListPreview {
        named: named.collect(),
        more: groups.count(),
        completeness: user.groups_completeness(),
    })
}

fn otp(user: &User<'_>) -> Cell {
    match (user.otp_enabled(), user.identity()) {
        (Tristate::Yes, _) => Cell::Badge(Tone::Good, labels::ON),
        // The tenant asks only local users for it; the identity provider asks the others.
        (Tristate::No, Identity::Managed) => Cell::Badge(Tone::Warning, labels::OFF),
        (Tristate::No, _) => Cell::Badge(Tone::Plain, labels::OFF),
        (Tristate::Unknown, _) => Cell::Unknown,
    }
}

fn identity(user: &User<'_>) -> Cell {
    labels::identity(user.identity()).map_or(Cell::Unknown, Cell::Text)
}

fn last_login(user: &User<'_>) -> Cell {
    match user.last_login() {
        LastLogin::At(ms) => Cell::Time(ms),
        LastLogin::Never => Cell::Quiet(labels::NEVER_SIGNED_IN),
        LastLogin::Unknown => Cell::Unknown,
    }
}

fn status(user: &User<'_>) -> Cell {
    match user.disabled() {
        Tristate::No => Cell::Text(labels::ACTIVE.to_owned()),
        Tristate::Yes => Cell::Badge(Tone::Danger, labels::DISABLED),
        Tristate::Unknown => Cell::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new `Column` of the directory does not compile here until it is decided whether the table shows it.
    #[test]
    fn the_table_shows_each_column_of_the_directory_once_or_leaves_it_out_on_purpose() {
        for column in Column::ALL {
            let expected = match column {
                Column::User
                | Column::Roles
                | Column::Groups
                | Column::Otp
                | Column::Identity
                | Column::LastLogin
                | Column::Status => 1,
                // In the user's panel only.
                Column::Created => 0,
            };
            let shown = COLUMNS.iter().filter(|def| def.sort == column).count();
            assert_eq!(shown, expected, "{}", column.key());
        }
    }

    #[test]
    fn describes_the_order_by_the_titles_of_the_columns() {
        let order = Order::read("-last_login,user", &Column::ALL);
        assert_eq!(
            order_sentence(&order),
            "Sorted by Last login, descending, then User, ascending."
        );
    }
}
