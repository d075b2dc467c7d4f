//! One user, read from the columns. Unknown stays unknown: no accessor turns a missing cell into `false`, zero or "none".

use crate::field::Field;
use crate::fold::is_blank;
use crate::store::Directory;
use crate::store::shape::{Shape, State};
use crate::store::text_record::{self, Texts};
use crate::values::{Completeness, Grant, Identity, Kind, LastLogin, Sync, Tristate, Value};

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

impl<'a> User<'a> {
    /// The row number. It stays the same for as long as the directory lives.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// How a cell came over the wire.
    pub fn state(&self, field: Field) -> State {
        self.shape.state(field)
    }

    /// What to call the user: first and last name, else the username, else the email. `None`: an unknown user.
    pub fn display_name(&self) -> Option<&'a str> {
        let texts = self.texts();
        [texts.full_name, texts.name, texts.email]
            .map(str::trim)
            .into_iter()
            .find(|text| !is_blank(text))
    }

    /// The username; by default it is the email.
    pub fn name(&self) -> Value<&'a str> {
        self.value(Field::Name, |user| user.texts().name)
    }

    pub fn email(&self) -> Value<&'a str> {
        self.value(Field::Email, |user| user.texts().email)
    }

    pub fn first_name(&self) -> Value<&'a str> {
        self.value(Field::FirstName, |user| user.texts().first_name)
    }

    pub fn last_name(&self) -> Value<&'a str> {
        self.value(Field::LastName, |user| user.texts().last_name)
    }

    /// The namespace of the user object itself (`system`), not of a grant.
    pub fn namespace(&self) -> Value<&'a str> {
        self.shared_value(Field::Namespace)
    }

    pub fn tenant(&self) -> Value<&'a str> {
        self.shared_value(Field::Tenant)
    }

    /// `tenant_type` unchanged: `UNKNOWN`, `FREEMIUM`, `ENTERPRISE` or a newer name.
    pub fn tenant_type(&self) -> Value<&'a str> {
        self.shared_value(Field::TenantType)
    }

    pub fn identity(&self) -> Identity<'a> {
        match self.shared_value(Field::IdmType).known() {
            Some("SSO") => Identity::Sso,
            Some("VOLTERRA_MANAGED") => Identity::Managed,
            Some("UNDEFINED") => Identity::Undefined,
            Some("") | None => Identity::Unknown,
            Some(other) => Identity::Other(other),
        }
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

    /// Milliseconds since 1970, UTC.
    pub fn created(&self) -> Value<i64> {
        self.value(Field::CreationTimestamp, |user| {
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

    /// Directly assigned roles, each (namespace, role) once, in the order of the API. The response does not contain roles that come
    /// through groups.
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

    /// Names of the user's groups, each once.
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

    /// First and last name as they are stored: equal bytes are equal names.
    pub(crate) fn full_name_bytes(&self) -> &'a [u8] {
        text_record::full_name_bytes(self.text_record(), self.shape)
    }

    /// The text of one of the shared fields.
    pub(crate) fn shared_value(&self, field: Field) -> Value<&'a str> {
        self.value(field, |user| {
            user.directory
                .shared_value(user.shape, field)
                .unwrap_or_default()
        })
    }

    fn value<T>(&self, field: Field, value: impl FnOnce(&Self) -> T) -> Value<T> {
        match self.state(field) {
            State::Known => Value::Known(value(self)),
            State::Null => Value::Null,
            State::Missing => Value::Missing,
            State::Unreadable => Value::Unreadable,
        }
    }

    fn texts(&self) -> Texts<'a> {
        text_record::read(self.text_record(), self.shape)
    }

    /// The bytes from the start of the record on.
    fn text_record(&self) -> &'a [u8] {
        let directory = self.directory;
        directory
            .texts
            .from(directory.text_at.at(self.row as usize))
    }
}
