//! One user, read from the columns. Unknown stays unknown: no accessor turns a missing cell into `false`, zero or "none".

use crate::columns::{Directory, is_blank};
use crate::json::row::Field;
use crate::shape::{Bit, NOTHING, SHARED_FIELDS, Shape, State};

/// A value, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<T> {
    Known(T),
    Null,
    Missing,
    Unreadable,
}

impl<T> Value<T> {
    /// The value, if there is one.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Missing | Self::Unreadable => None,
        }
    }
}

/// A yes or no that may not have been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tristate {
    No,
    Yes,
    Unknown,
}

/// When the user last signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLogin {
    /// Milliseconds since 1970, UTC.
    At(i64),
    /// The API said `null`: never.
    Never,
    /// Missing or unreadable.
    Unknown,
}

/// Who keeps the user's identity (`idm_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity<'a> {
    Sso,
    Managed,
    Undefined,
    /// A value of a newer API, as it came.
    Other(&'a str),
    Unknown,
}

/// Who owns the user's life cycle (`sync_mode`). Anything but `Own` is not editable here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync<'a> {
    /// `SELF`.
    Own,
    Scim,
    Other(&'a str),
    Unknown,
}

/// What the account is for (`type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    User,
    Service,
    Debug,
    Other(&'a str),
    Unknown,
}

/// A directly attached role. `None` where the API did not tell that half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant<'a> {
    pub namespace: Option<&'a str>,
    pub role: Option<&'a str>,
}

/// How much of a list could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// All of it: an empty list is truly empty.
    Complete,
    /// Some elements could not be read.
    Partial,
    /// The list was null, missing or not a list.
    Unknown,
}

/// A user of the directory.
#[derive(Clone, Copy)]
pub struct User<'a> {
    directory: &'a Directory,
    row: u32,
    shape: &'a Shape,
}

impl std::fmt::Debug for User<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("User").field(&self.row).finish()
    }
}

impl Directory {
    /// The user in a row; `None` beyond the last.
    pub fn user(&self, row: u32) -> Option<User<'_>> {
        if row >= self.len() {
            return None;
        }
        let shape = self.shapes.get(self.shape_of.at(row as usize) as usize)?;
        Some(User {
            directory: self,
            row,
            shape,
        })
    }
}

/// The four texts of a row, and where first and last name stand together.
struct Texts<'a> {
    first: &'a str,
    last: &'a str,
    full: &'a str,
    name: &'a str,
    email: &'a str,
}

impl<'a> User<'a> {
    /// The row number, which stays the same for as long as the directory lives.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// How a cell came over the wire.
    pub fn state(&self, field: Field) -> State {
        self.shape.state(field)
    }

    /// What to call the user: first and last name, else the username, else the e-mail. `None`: an unknown user.
    pub fn display_name(&self) -> Option<&'a str> {
        let texts = self.texts();
        [texts.full, texts.name, texts.email]
            .map(str::trim)
            .into_iter()
            .find(|text| !is_blank(text))
    }

    /// The username; by default the e-mail.
    pub fn name(&self) -> Value<&'a str> {
        self.cell(Field::Name, |user| user.texts().name)
    }

    pub fn email(&self) -> Value<&'a str> {
        self.cell(Field::Email, |user| user.texts().email)
    }

    pub fn first_name(&self) -> Value<&'a str> {
        self.cell(Field::FirstName, |user| user.texts().first)
    }

    pub fn last_name(&self) -> Value<&'a str> {
        self.cell(Field::LastName, |user| user.texts().last)
    }

    /// The namespace of the user object itself (`system`), not of a grant.
    pub fn namespace(&self) -> Value<&'a str> {
        self.shared_value(Field::Namespace)
    }

    pub fn tenant(&self) -> Value<&'a str> {
        self.shared_value(Field::Tenant)
    }

    /// `tenant_type` as it came: `UNKNOWN`, `FREEMIUM`, `ENTERPRISE` or a newer name.
    pub fn tenant_type(&self) -> Value<&'a str> {
        self.shared_value(Field::TenantType)
    }

    pub fn identity(&self) -> Identity<'a> {
        identity_of(self.shared_value(Field::IdmType).known())
    }

    pub fn sync_mode(&self) -> Sync<'a> {
        match self.shared_value(Field::SyncMode).known() {
            Some("SELF") => Sync::Own,
            Some("SCIM") => Sync::Scim,
            Some("") | None => Sync::Unknown,
            Some(other) => Sync::Other(other),
        }
    }

    pub fn kind(&self) -> Kind<'a> {
        match self.shared_value(Field::Type).known() {
            Some("USER") => Kind::User,
            Some("SERVICE") => Kind::Service,
            Some("DEBUG") => Kind::Debug,
            Some("") | None => Kind::Unknown,
            Some(other) => Kind::Other(other),
        }
    }

    /// Disabled completely, in the identity provider too.
    pub fn disabled(&self) -> Tristate {
        self.shape.flag(Field::Disabled)
    }

    /// The first user of the tenant, whose roles are hard to change.
    pub fn domain_owner(&self) -> Tristate {
        self.shape.flag(Field::DomainOwner)
    }

    pub fn otp_enabled(&self) -> Tristate {
        self.shape.flag(Field::OtpEnabled)
    }

    /// Milliseconds since 1970, UTC, to the millisecond.
    pub fn created(&self) -> Value<i64> {
        self.cell(Field::CreationTimestamp, |user| {
            user.directory.created.at(user.row as usize)
        })
    }

    pub fn last_login(&self) -> LastLogin {
        match self.state(Field::LastLoginTimestamp) {
            State::Known => LastLogin::At(self.directory.last_login.at(self.row as usize)),
            State::Null => LastLogin::Never,
            State::Missing | State::Unreadable => LastLogin::Unknown,
        }
    }

    /// Directly attached roles, each (namespace, role) once, in the order of the API. Roles through groups are not part of the answer.
    pub fn grants(&self) -> impl ExactSizeIterator<Item = Grant<'a>> + use<'a> {
        let directory = self.directory;
        Directory::range(&directory.grants_end, self.row).map(move |at| {
            let (namespace, role) = directory.pairs[directory.grants.at(at) as usize];
            Grant {
                namespace: directory.namespaces.text(namespace),
                role: directory.roles.text(role),
            }
        })
    }

    /// Whether [`Self::grants`] is all there was.
    pub fn grants_completeness(&self) -> Completeness {
        self.shape.completeness(Field::NamespaceRoles)
    }

    /// Names of the groups the user is in, each once.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let directory = self.directory;
        Directory::range(&directory.memberships_end, self.row).map(move |at| {
            directory
                .groups
                .text(directory.memberships.at(at))
                .unwrap_or_default()
        })
    }

    /// Whether [`Self::groups`] is all there was.
    pub fn groups_completeness(&self) -> Completeness {
        self.shape.completeness(Field::GroupNames)
    }

    /// First and last name as stored together, unchecked: equal bytes are equal names.
    pub(crate) fn full_name_bytes(&self) -> &'a [u8] {
        let directory = self.directory;
        let mut rest = directory
            .texts
            .from(directory.text_at.at(self.row as usize));
        let [first, last, _, _] = std::array::from_fn(|_| take_length(&mut rest));
        let space = usize::from(self.shape.has(Bit::BothNames));
        rest.get(..first + space + last).unwrap_or_default()
    }

    fn cell<T>(&self, field: Field, value: impl FnOnce(&Self) -> T) -> Value<T> {
        match self.state(field) {
            State::Known => Value::Known(value(self)),
            State::Null => Value::Null,
            State::Missing => Value::Missing,
            State::Unreadable => Value::Unreadable,
        }
    }

    /// The date of one of the two fields that are dates.
    pub(crate) fn millis(&self, field: Field) -> Option<i64> {
        let column = match field {
            Field::CreationTimestamp => &self.directory.created,
            _ => &self.directory.last_login,
        };
        (self.state(field) == State::Known).then(|| column.at(self.row as usize))
    }

    /// Whether one of the three flags is known to be set.
    pub(crate) fn is_set(&self, field: Field) -> bool {
        self.shape.flag(field) == Tristate::Yes
    }

    pub(crate) fn shared_value(&self, field: Field) -> Value<&'a str> {
        self.cell(field, |user| {
            user.shape
                .shared_value(user.directory, field)
                .unwrap_or_default()
        })
    }

    fn texts(&self) -> Texts<'a> {
        let mut rest = self
            .directory
            .texts
            .from(self.directory.text_at.at(self.row as usize));
        let [first, last, name, email] = std::array::from_fn(|_| take_length(&mut rest));
        let mut at = 0;
        let mut take = |length| {
            let text = rest
                .get(at..at + length)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default();
            at += length;
            text
        };
        let first_name = take(first);
        let both = self.shape.has(Bit::BothNames);
        take(usize::from(both));
        let last_name = take(last);
        let name = take(name);
        let email = take(email);
        let full = match both {
            true => rest
                .get(..first + 1 + last)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
            false if is_blank(first_name) => last_name,
            false => first_name,
        };
        Texts {
            first: first_name,
            last: last_name,
            full,
            name: if self.shape.has(Bit::NameIsEmail) {
                email
            } else {
                name
            },
            email,
        }
    }
}

impl Shape {
    pub(crate) fn flag(&self, field: Field) -> Tristate {
        let bit = match field {
            Field::Disabled => Bit::Disabled,
            Field::DomainOwner => Bit::DomainOwner,
            Field::OtpEnabled => Bit::OtpEnabled,
            _ => return Tristate::Unknown,
        };
        match (self.state(field), self.has(bit)) {
            (State::Known, true) => Tristate::Yes,
            (State::Known, false) => Tristate::No,
            (State::Null | State::Missing | State::Unreadable, _) => Tristate::Unknown,
        }
    }

    pub(crate) fn completeness(&self, field: Field) -> Completeness {
        let partly = match field {
            Field::NamespaceRoles => Bit::GrantsPartial,
            _ => Bit::GroupsPartial,
        };
        match self.state(field) {
            State::Known if self.has(partly) => Completeness::Partial,
            State::Known => Completeness::Complete,
            State::Null | State::Missing | State::Unreadable => Completeness::Unknown,
        }
    }

    /// The text of one of the shared fields, if known.
    pub(crate) fn shared_value<'a>(
        &self,
        directory: &'a Directory,
        field: Field,
    ) -> Option<&'a str> {
        let place = SHARED_FIELDS
            .into_iter()
            .position(|shared| shared == field)?;
        match self.shared_values[place] {
            NOTHING => None,
            word => directory.shared_values.text(word),
        }
    }
}

fn identity_of(word: Option<&str>) -> Identity<'_> {
    match word {
        Some("SSO") => Identity::Sso,
        Some("VOLTERRA_MANAGED") => Identity::Managed,
        Some("UNDEFINED") => Identity::Undefined,
        Some("") | None => Identity::Unknown,
        Some(other) => Identity::Other(other),
    }
}

/// Undoes `push_length` of the columns.
fn take_length(bytes: &mut &[u8]) -> usize {
    let (mut length, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        length |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    length
}
