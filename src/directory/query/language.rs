//! What a person types to narrow the table, as a value: read from text without ever failing, written back as text.
//!
//! ```text
//! anna prod              both words, each in e-mail, name, role, namespace or group, whatever the case or accents
//! "anna maria"           the words in this order
//! role:admin ns:prod     part of the name of a role, of a namespace; group:... likewise
//! grant:admin@prod       both in one grant
//! grant:=admin@prod      that very role in that very namespace; `\@` is an @ within the role's name
//! is:sso otp:off         what a user is; see [`Is`]
//! login:never login:>90d login:<7d login:>2024-01-01 login:2024-01-31 login:unknown
//! -is:disabled           not that
//! ```
//!
//! Knows the language; what a term means for a row is decided in `search`.

use crate::values::Tristate;

/// Terms that a user must all meet. The empty query is met by everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Met by those who do not match.
    pub not: bool,
    pub condition: Condition,
}

/// What a term looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Somewhere in e-mail, username, first and last name, or in the name of a role, namespace or group of the user.
    Text(String),
    /// In the name of a role held directly.
    Role(String),
    /// In the name of a namespace of a grant. `*` is only the literal `*`.
    Namespace(String),
    /// In the name of a group.
    Group(String),
    /// Both in one grant.
    Grant {
        role: String,
        namespace: String,
    },
    /// A grant of this role in this namespace, letter by letter.
    ExactGrant {
        role: String,
        namespace: String,
    },
    Is(Is),
    Otp(Tristate),
    Login(Login),
}

/// What one can be, after `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// Identity kept by the single sign-on provider.
    Sso,
    /// Identity kept here (`VOLTERRA_MANAGED`). Also written `local`.
    Managed,
    /// Identity of kind `UNDEFINED`.
    Undefined,
    Active,
    Disabled,
    Owner,
    /// For API use only.
    Service,
    /// Made for the vendor's support.
    Debug,
    /// Life cycle owned by the provider.
    Scim,
    /// Never signed in.
    Never,
    /// The list of direct roles was told, and is empty.
    NoRoles,
    /// The list of groups was told, and is empty.
    NoGroups,
    /// Some cell could not be read.
    Unreadable,
}

/// When one last signed in, after `login:`. A date of which nothing is known meets none but `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    Never,
    Unknown,
    /// `>90d`: longer ago than so many days. Never is not long ago.
    DaysAgoOver(u32),
    /// `<7d`: within so many days. A date in the future is not.
    DaysAgoWithin(u32),
    /// `>2024-01-01`: after that day (UTC). The first millisecond of the day.
    After(i64),
    /// `<2024-01-01`: before that day.
    Before(i64),
    /// `2024-01-01`: on that day.
    On(i64),
}

impl Is {
    /// Every value of `is:`, in the order in which to offer them.
    pub const ALL: [Self; 13] = [
        Self::Active,
        Self::Disabled,
        Self::Sso,
        Self::Managed,
        Self::Undefined,
        Self::Owner,
        Self::Service,
        Self::Debug,
        Self::Scim,
        Self::Never,
        Self::NoRoles,
        Self::NoGroups,
        Self::Unreadable,
    ];

    /// The word after `is:`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sso => "sso",
            Self::Managed => "managed",
            Self::Undefined => "undefined",
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Owner => "owner",
            Self::Service => "service",
            Self::Debug => "debug",
            Self::Scim => "scim",
            Self::Never => "never",
            Self::NoRoles => "no-roles",
            Self::NoGroups => "no-groups",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Query {
    /// Terms that look like `prefix:value` but are none, and are searched for as plain text. To be told to the person.
    pub fn doubtful(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match &term.condition {
            Condition::Text(text) => {
                let (prefix, _) = text.split_once(':')?;
                (!prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_alphabetic()))
                    .then_some(text.as_str())
            }
            Condition::Role(_)
            | Condition::Namespace(_)
            | Condition::Group(_)
            | Condition::Grant { .. }
            | Condition::ExactGrant { .. }
            | Condition::Is(_)
            | Condition::Otp(_)
            | Condition::Login(_) => None,
        })
    }
}
