//! By what the table is ordered, as a value: several columns, each up or down, readable from and writable to a URL.

use std::fmt::{Display, Formatter, Result as Written, Write};

/// A column one can order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Display name, compared without case and accents first.
    User,
    /// How many roles are held directly.
    Roles,
    /// How many groups.
    Groups,
    /// One-time password: off, then on.
    Otp,
    /// Single sign-on, managed here, undefined, then other kinds by name.
    Identity,
    /// Oldest first; then dates in the future, never, unknown, in this order in both directions.
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

    /// The name in a URL.
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

/// One column and its direction. Whatever is unknown comes last in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    pub column: Column,
    pub descending: bool,
}

/// The first column decides, the next one among equals, and at last the order in which the rows came.
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

    /// Reads what `Display` writes, and never fails: a name that is not in `columns`, and a column that was named before, are left
    /// out. `columns` are those that the table has, so that it cannot be sorted by one that nobody sees.
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
    /// `user,-last_login`; a minus for descending.
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
