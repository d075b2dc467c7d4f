//! What to sort by: several columns, each ascending or descending, as a value that can be written to a URL and read back.

use std::fmt::{Display, Formatter, Result as Written, Write};

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Display name, first ignoring case and accents.
    User,
    /// Number of directly assigned roles.
    Roles,
    /// Number of groups.
    Groups,
    /// One-time password: off, then on.
    Otp,
    /// Single sign-on, local, undefined, then others by name.
    Identity,
    /// Oldest first. Dates in the future, never and unknown follow, in this order in both directions.
    LastLogin,
    /// Active, then disabled.
    Status,
    /// Oldest first.
    Created,
}

impl Column {
    pub const ALL: [Self; 8] = [
        Self::User,
        Self::Roles,
        Self::Groups,
        Self::Otp,
        Self::Identity,
        Self::LastLogin,
        Self::Status,
        Self::Created,
    ];

    /// The name in the URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Roles => "roles",
            Self::Groups => "groups",
            Self::Otp => "otp",
            Self::Identity => "identity",
            Self::LastLogin => "last_login",
            Self::Status => "status",
            Self::Created => "created",
        }
    }
}

/// A column and its direction. Unknown values come last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    pub column: Column,
    pub descending: bool,
}

/// The first column decides, then the next one, and finally the original order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    pub by: Vec<By>,
}

impl Order {
    /// By one column, ascending.
    pub fn by(column: Column) -> Self {
        Self {
            by: vec![By {
                column,
                descending: false,
            }],
        }
    }

    /// Reads what `Display` writes. Never fails: leaves out names that are not in `columns` and repeated columns. `columns` are those of the
    /// table, so that it cannot be sorted by a column that it does not show.
    pub fn read(text: &str, columns: &[Column]) -> Self {
        let mut by: Vec<By> = Vec::new();
        for word in text.split(',').map(str::trim) {
            let (descending, word) = match word.strip_prefix('-') {
                Some(word) => (true, word),
                None => (false, word),
            };
            let Some(&column) = columns.iter().find(|column| column.key() == word) else {
                continue;
            };
            if by.iter().all(|by| by.column != column) {
                by.push(By { column, descending });
            }
        }
        Self { by }
    }
}

impl Display for Order {
    /// `user,-last_login`; a minus means descending.
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        for (number, by) in self.by.iter().enumerate() {
            if number > 0 {
                f.write_char(',')?;
            }
            if by.descending {
                f.write_char('-')?;
            }
            f.write_str(by.column.key())?;
        }
        Ok(())
    }
}
