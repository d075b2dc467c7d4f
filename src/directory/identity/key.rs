//! What a user is called in a link: the username, and a mark where that isn't enough.

use rolecall_text::fnv;

use crate::field::Field;
use crate::user::User;
use crate::values::Value;

/// Names a user, in an address or to somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// The username, else the email; empty for a user with neither.
    pub text: String,
    /// Tells the user from others of that name.
    pub mark: Option<u64>,
}

impl Key {
    /// The key of a user. `is_only`: nobody else has exactly this username.
    pub fn of(user: &User<'_>, is_only: bool) -> Self {
        let name = username(user);
        Self {
            text: name.or_else(|| email(user)).unwrap_or_default().to_owned(),
            // An email alone could also be somebody's username.
            mark: (name.is_none() || !is_only).then(|| mark(user)),
        }
    }

    /// A key that names nobody.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.mark.is_none()
    }
}

pub(super) fn username<'a>(user: &User<'a>) -> Option<&'a str> {
    user.name().known().filter(|text| !text.is_empty())
}

pub(super) fn email<'a>(user: &User<'a>) -> Option<&'a str> {
    user.email().known().filter(|text| !text.is_empty())
}

/// What stays the same for as long as a user exists. Not what can change any day: roles, groups, logins, whether they are disabled.
const LASTING: [Field; 9] = [
    Field::Name,
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Namespace,
    Field::Tenant,
    Field::IdmType,
    Field::SyncMode,
    Field::Type,
];

/// Two users with the same mark can't be told apart. Among a million users, two different ones share a mark in one of 37 million tenants.
pub(super) fn mark(user: &User<'_>) -> u64 {
    let texts = LASTING.map(|field| match field {
        Field::Name => user.name(),
        Field::Email => user.email(),
        Field::FirstName => user.first_name(),
        Field::LastName => user.last_name(),
        shared => user.shared_value(shared),
    });
    let created = match user.created() {
        Value::Known(ms) => ms.to_le_bytes(),
        Value::Null | Value::Missing | Value::Unreadable => i64::MIN.to_le_bytes(),
    };
    // No text contains 0xff, so none can run into the next. Unknown is different from empty; why it is unknown makes no difference.
    let bytes = texts.iter().flat_map(|text| {
        let known = text.known();
        let end = [0xff, u8::from(known.is_none())];
        known.unwrap_or_default().bytes().chain(end)
    });
    fnv::hash(bytes.chain(created))
}

/// The username as a number; see [`mark`] for how often two are the same.
pub(super) fn name_hash(user: &User<'_>) -> Option<u64> {
    username(user).map(|name| fnv::hash(name.bytes()))
}
