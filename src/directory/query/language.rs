//! The query language of the search box. Reading never fails; a query can be written back as text.
//!
//! ```text
//! anna prod              both words, each in email, name, role, namespace or group, ignoring case and accents
//! "anna maria"           this text
//! role:admin ns:prod     in the name of a role, of a namespace; also group:...
//! grant:admin@prod       both in one grant
//! grant:=admin@prod      exactly this role in exactly this namespace; `\@` is an @ in the name of the role
//! is:sso otp:off         what a user is; see [`Is`]
//! ann@x.io; bob@x.io    one of these addresses: a list as mail programs write it, see `addresses`
//! login:never login:>90d login:<7d login:>2024-01-01 login:2024-01-31 login:unknown
//! -is:disabled           not this
//! ```
//!
//! Quotes, dashes and colons may be those of a phone or an input method. Dates are days where the person is; see
//! [`Now`](crate::time::Now).
//!
//! Owns the language. Knows nothing of rows: `search` decides what a term means for one.

use crate::values::Tristate;

/// Terms, all of which a user must match. Everybody matches the empty query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
}

/// A condition, or its opposite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Matches users who do not meet the condition.
    pub not: bool,
    pub condition: Condition,
}

/// What a term looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// In the email, username, first or last name, or in the name of one of the user's roles, namespaces or groups.
    Text(String),
    /// In the name of a directly assigned role.
    Role(String),
    /// In the name of the namespace of a grant. `*` means only itself.
    Namespace(String),
    /// In the name of a group.
    Group(String),
    /// Both in one grant.
    Grant {
        role: String,
        namespace: String,
    },
    /// A grant of exactly this role in exactly this namespace.
    ExactGrant {
        role: String,
        namespace: String,
    },
    /// One of these addresses is the user's email or username.
    Addresses(Vec<String>),
    Is(Is),
    Otp(Tristate),
    Login(Login),
}

/// The values of `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// Identity managed by the single sign-on provider.
    Sso,
    /// Identity managed here (`VOLTERRA_MANAGED`). Also written `local`.
    Managed,
    /// Identity of kind `UNDEFINED`.
    Undefined,
    Active,
    Disabled,
    Owner,
    /// For API use only.
    Service,
    /// Created for the vendor's support.
    Debug,
    /// Life cycle owned by the provider.
    Scim,
    /// Never signed in.
    Never,
    /// The list of direct roles is known and empty.
    NoRoles,
    /// The list of groups is known and empty.
    NoGroups,
    /// At least one cell could not be read.
    Unreadable,
}

/// The values of `login:`, the last login. An unknown date matches only `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    Never,
    Unknown,
    /// `>90d`: more than this many days ago. Never does not match.
    DaysAgoOver(u32),
    /// `<7d`: within this many days. A date in the future does not match.
    DaysAgoWithin(u32),
    /// `>2024-01-01`: after that day. Holds the first millisecond of the day in UTC, wherever the day begins later.
    After(i64),
    /// `<2024-01-01`: before that day.
    Before(i64),
    /// `2024-01-01`: on that day.
    On(i64),
}

impl Is {
    /// Every value, in the order of the suggestions.
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
    /// Terms that look like `prefix:value` but are not filters, so that they are searched for as text. The page should say so.
    pub fn doubtful(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match &term.condition {
            Condition::Text(text) => {
                let (prefix, _) = text.split_once([':', '：'])?;
                (!prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_alphabetic()))
                    .then_some(text.as_str())
            }
            Condition::Role(_)
            | Condition::Namespace(_)
            | Condition::Group(_)
            | Condition::Grant { .. }
            | Condition::ExactGrant { .. }
            | Condition::Addresses(_)
            | Condition::Is(_)
            | Condition::Otp(_)
            | Condition::Login(_) => None,
        })
    }
}
