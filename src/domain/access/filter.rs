//! The accesses that are listed, and their order: what the service cannot filter or sort by is decided here, over the rows that
//! are there. A value that is not known is never taken for "no": such rows are told apart, and stand last in every order.

use std::cmp::Ordering;

use crate::api::access::access_of_user::{Access, AccessType};
use crate::api::json::field::Field;
use crate::api::json::time::Time;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What the rows can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Access,
    User,
    Type,
    Customer,
    /// By how many there are.
    Roles,
    LastLogin,
}

/// An order; the service's own default is by user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub column: Column,
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            column: Column::User,
            descending: false,
        }
    }
}

/// Which last logins are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLogin {
    Never,
    Unknown,
    /// In the last so many days.
    Within(u16),
    /// Some time, but not in the last so many days. "Never" is not "long ago".
    NotWithin(u16),
}

/// What narrows the rows beyond what the service was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// A type as it travels, `*` for anything; empty: every type.
    pub access_type: String,
    /// A role that is on the access; `Some("")`: without any role.
    pub role: Option<String>,
    pub last_login: Option<LastLogin>,
}

/// Whether a row is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    Yes,
    No,
    /// What decides it is not known.
    Unknown,
}

impl Narrow {
    /// Whether `row` is wanted; `now_ms` is the server's now.
    pub fn matches(&self, row: &Field<Access>, now_ms: i64) -> Match {
        if *self == Self::default() {
            return Match::Yes;
        }
        let Some(access) = row.known() else {
            return Match::Unknown;
        };
        let parts = [
            self.by_type(access),
            self.by_role(access),
            self.by_login(access, now_ms),
        ];
        if parts.contains(&Match::No) {
            Match::No
        } else if parts.contains(&Match::Unknown) {
            Match::Unknown
        } else {
            Match::Yes
        }
    }

    fn by_type(&self, access: &Access) -> Match {
        if self.access_type.is_empty() {
            return Match::Yes;
        }
        let known = access.access_type.known().map(AccessType::wire);
        known.map_or(Match::Unknown, |wire| of(is_like(&self.access_type, wire)))
    }

    fn by_role(&self, access: &Access) -> Match {
        let Some(wanted) = &self.role else {
            return Match::Yes;
        };
        let Some(roles) = access.roles.known() else {
            return Match::Unknown;
        };
        if wanted.is_empty() {
            return of(roles.is_empty());
        }
        if roles.iter().any(|role| role.known() == Some(wanted)) {
            Match::Yes
        } else if roles.iter().any(|role| role.known().is_none()) {
            Match::Unknown
        } else {
            Match::No
        }
    }

    fn by_login(&self, access: &Access, now_ms: i64) -> Match {
        let Some(wanted) = self.last_login else {
            return Match::Yes;
        };
        let since = |time: &Time, days: u16| now_ms - time.ms <= i64::from(days) * DAY_MS;
        let found = match (wanted, &access.last_login_at) {
            (LastLogin::Unknown, Field::Missing | Field::Unreadable(_)) => true,
            (LastLogin::Unknown, Field::Known(_) | Field::Null) => false,
            (_, Field::Missing | Field::Unreadable(_)) => return Match::Unknown,
            (LastLogin::Never, Field::Null) => true,
            (LastLogin::Never, Field::Known(_)) => false,
            (LastLogin::Within(_) | LastLogin::NotWithin(_), Field::Null) => false,
            (LastLogin::Within(days), Field::Known(time)) => since(time, days),
            (LastLogin::NotWithin(days), Field::Known(time)) => !since(time, days),
        };
        of(found)
    }
}

fn of(is: bool) -> Match {
    if is { Match::Yes } else { Match::No }
}

/// Whether `text` is like `pattern`, in which `*` stands for anything, also nothing; letters of any case.
pub fn is_like(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        // There is no `*`.
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

impl Order {
    /// How two rows stand to each other; equal ones keep the order in which they came.
    pub fn compare(&self, a: &Field<Access>, b: &Field<Access>) -> Ordering {
        let (a, b) = match (a.known(), b.known()) {
            (Some(a), Some(b)) => (a, b),
            (Some(_), None) => return Ordering::Less,
            (None, Some(_)) => return Ordering::Greater,
            (None, None) => return Ordering::Equal,
        };
        match self.column {
            Column::Access => self.turned(number(&a.id), number(&b.id)),
            Column::User => self.turned(a.user.known(), b.user.known()),
            Column::Type => {
                let wire =
                    |access: &Access| access.access_type.known().map(|one| one.wire().to_owned());
                self.turned(wire(a), wire(b))
            }
            Column::Customer => self.turned(number(&a.customer_id), number(&b.customer_id)),
            Column::Roles => {
                let count = |access: &Access| access.roles.known().map(Vec::len);
                self.turned(count(a), count(b))
            }
            Column::LastLogin => {
                let at = |access: &Access| access.last_login_at.known().map(|time| time.ms);
                self.turned(at(a), at(b)).then_with(|| {
                    // Never used, then what is not known.
                    let gap = |access: &Access| access.last_login_at != Field::Null;
                    match (at(a), at(b)) {
                        (None, None) => gap(a).cmp(&gap(b)),
                        _ => Ordering::Equal,
                    }
                })
            }
        }
    }

    /// What is not known stands last, whichever way the order goes.
    fn turned<T: Ord>(&self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

/// Digits in the order of their numbers, however long: shorter ones first.
fn number(field: &Field<String>) -> Option<(usize, &str)> {
    let digits = field.known()?.trim_start_matches('0');
    Some((digits.len(), digits))
}
