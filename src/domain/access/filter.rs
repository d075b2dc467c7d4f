//! Filtering and sorting of the loaded rows by what the service can't filter or sort by. Owns the rule that an unknown value is
//! never a "no": such rows are counted separately and sort last in every order.

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
    /// By their number.
    Roles,
    LastLogin,
}

/// A sort order. Like the service, sorts by user by default.
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

/// A filter for the last login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLogin {
    Never,
    Unknown,
    /// In the last N days.
    Within(u16),
    /// At some time, but not in the last N days. "Never" is not "long ago".
    NotWithin(u16),
}

/// Filters on top of those that the service applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// A type as in the API, with `*` as a wildcard; empty: every type.
    pub access_type: String,
    /// A role that the access has; `Some("")`: no roles at all.
    pub role: Option<String>,
    pub last_login: Option<LastLogin>,
}

/// Whether a row matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    Yes,
    No,
    /// It can't be decided: a value is unknown.
    Unknown,
}

impl Filter {
    /// Whether `row` matches; `now_ms` is the server's time.
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
        known.map_or(Match::Unknown, |wire| {
            of(matches_wildcard(&self.access_type, wire))
        })
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

/// Whether `text` matches `pattern`, in which `*` stands for any text, even none. Ignores case.
pub fn matches_wildcard(pattern: &str, text: &str) -> bool {
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
    /// Compares two rows. The sort must be stable: equal rows keep their order.
    pub fn compare(&self, a: &Field<Access>, b: &Field<Access>) -> Ordering {
        let (a, b) = match (a.known(), b.known()) {
            (Some(a), Some(b)) => (a, b),
            (Some(_), None) => return Ordering::Less,
            (None, Some(_)) => return Ordering::Greater,
            (None, None) => return Ordering::Equal,
        };
        match self.column {
            Column::Access => self.directed(number(&a.id), number(&b.id)),
            Column::User => self.directed(a.user.known(), b.user.known()),
            Column::Type => {
                let wire =
                    |access: &Access| access.access_type.known().map(|one| one.wire().to_owned());
                self.directed(wire(a), wire(b))
            }
            Column::Customer => self.directed(number(&a.customer_id), number(&b.customer_id)),
            Column::Roles => {
                let count = |access: &Access| access.roles.known().map(Vec::len);
                self.directed(count(a), count(b))
            }
            Column::LastLogin => {
                let at = |access: &Access| access.last_login_at.known().map(|time| time.ms);
                self.directed(at(a), at(b)).then_with(|| {
                    // Never used, then unknown.
                    let gap = |access: &Access| access.last_login_at != Field::Null;
                    match (at(a), at(b)) {
                        (None, None) => gap(a).cmp(&gap(b)),
                        _ => Ordering::Equal,
                    }
                })
            }
        }
    }

    /// Unknown values come last in both directions.
    fn directed<T: Ord>(&self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

/// Compares digits as numbers of any length: shorter ones first.
fn number(field: &Field<String>) -> Option<(usize, &str)> {
    let digits = field.known()?.trim_start_matches('0');
    Some((digits.len(), digits))
}
