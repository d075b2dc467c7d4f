//! What a cell can hold. Unknown stays unknown: no type here turns a missing cell into `false`, zero or "none".

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

/// A yes or no that may be unknown.
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
    /// The API sent `null`: never.
    Never,
    /// Missing or unreadable.
    Unknown,
}

/// Who manages the user's identity (`idm_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity<'a> {
    Sso,
    Managed,
    Undefined,
    /// A value of a newer API, unchanged.
    Other(&'a str),
    Unknown,
}

/// Who owns the user's life cycle (`sync_mode`). Only `Own` can be edited here.
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

/// A directly assigned role. A half that the API did not send is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant<'a> {
    pub namespace: Option<&'a str>,
    pub role: Option<&'a str>,
}

/// How much of a list could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// All of it: an empty list is really empty.
    Complete,
    /// Some elements could not be read.
    Partial,
    /// The list was null, missing or not a list.
    Unknown,
}
