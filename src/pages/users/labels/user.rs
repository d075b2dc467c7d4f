//! A user in words: the same in the table, the filters, the panel and the comparison. Unknown is "Unknown", never "Off".

use rolecall_directory::{Completeness, Identity, Kind, Sync, Tristate, User};
use rolecall_text::plural;

use crate::domain::text::{displayable, visible_name};

pub(crate) const LEAD: &str = "Everyone in this tenant, and their directly assigned roles.";
pub(crate) const CLOSE: &str = "Close";

// What is known of a user, and the values it can have.
pub(crate) const EMAIL: &str = "Email";
pub(crate) const USERNAME: &str = "Username";
pub(crate) const ROLES: &str = "Roles";
pub(crate) const GROUPS: &str = "Groups";
pub(crate) const OTP: &str = "One-time password";
pub(crate) const IDENTITY: &str = "Identity";
pub(crate) const MANAGED_BY: &str = "Managed by";
pub(crate) const STATUS: &str = "Status";
pub(crate) const LAST_LOGIN: &str = "Last login";
pub(crate) const CREATED: &str = "Created";
pub(crate) const TYPE: &str = "Type";
pub(crate) const DOMAIN_OWNER: &str = "Domain owner";
pub(crate) const TENANT: &str = "Tenant";
pub(crate) const ACCOUNT: &str = "Account";

pub(crate) const ON: &str = "On";
pub(crate) const OFF: &str = "Off";
pub(crate) const ACTIVE: &str = "Active";
pub(crate) const DISABLED: &str = "Disabled";
pub(crate) const SSO: &str = "Single sign-on";
pub(crate) const LOCAL: &str = "Local";
pub(crate) const UNDEFINED: &str = "Undefined";
pub(crate) const NEVER_SIGNED_IN: &str = "Never signed in";
pub(crate) const NO: &str = "No";
pub(crate) const YES: &str = "Yes";
pub(crate) const NOT_SET: &str = "Not set";
pub(crate) const UNKNOWN: &str = "Unknown";
/// Of a time.
pub(crate) const NOT_REPORTED: &str = "Not reported";
pub(crate) const UNREADABLE: &str = "Unreadable";
pub(crate) const NAMELESS: &str = "Unknown user";

// The table.
pub(crate) const TABLE: &str = "Users and roles";
pub(crate) const NONE: &str = "None";
pub(crate) const SOME_UNREADABLE: &str = "Some unreadable";

// The panel of a user.
pub(crate) const STATUS_UNKNOWN: &str = "Status unknown";
pub(crate) const ROLES_BY_NAMESPACE: &str = "Roles by namespace";
pub(crate) const ALL_NAMESPACES: &str = "All namespaces";
pub(crate) const ALL_NAMESPACES_EXPLAINED: &str = "All namespaces (*) covers every application namespace, including future ones, but not system or shared.";
pub(crate) const NO_INHERITED_ROLES: &str = "Roles inherited from groups aren't included.";
pub(crate) const NO_ROLES: &str = "This user has no direct roles.";
pub(crate) const NO_GROUPS: &str = "This user isn't in any group.";
pub(crate) const FIRST_USER: &str = "Yes (first user of the tenant)";
pub(crate) const DISABLED_WITH_ROLES: &str =
    "This user is disabled but keeps the roles above, and can use them again once enabled.";

/// After the first items of a list.
pub(crate) fn and_more(count: usize) -> String {
    format!(", and {count} more")
}

/// A role, and where the user has it.
pub(crate) fn role_in(role: &str, namespace: &str) -> String {
    format!("{role} ({namespace})")
}

/// Two users of the same name whom nothing tells apart.
pub(crate) const FIRST_AND_SECOND: [&str; 2] = ["first", "second"];

/// A name that another user has as well, and what tells the two apart.
pub(crate) fn name_with(name: &str, fact: &str) -> String {
    format!("{name} ({fact})")
}

/// The checkbox of a row.
pub(crate) fn select(name: &str) -> String {
    format!("Select {name}")
}

/// What the table is sorted by, as a sentence: titles of columns, and whether each is descending.
pub(crate) fn order(keys: impl Iterator<Item = (&'static str, bool)>) -> String {
    let keys = keys.map(|(title, descending)| {
        if descending {
            format!("{title}, descending")
        } else {
            format!("{title}, ascending")
        }
    });
    let keys: Vec<String> = keys.collect();
    if keys.is_empty() {
        "Original order.".to_owned()
    } else {
        format!("Sorted by {}.", keys.join(", then "))
    }
}

/// What to call a user; `None` if no name of theirs can be seen.
pub(crate) fn name(user: &User<'_>) -> Option<String> {
    visible_name(
        user.first_name().known(),
        user.last_name().known(),
        user.name().known(),
        user.email().known(),
    )
}

/// What to call a user in a sentence or a label.
pub(crate) fn name_or_unknown(user: &User<'_>) -> String {
    name(user).unwrap_or_else(|| NAMELESS.to_owned())
}

/// A value that this release doesn't know is shown as it came; so are the ones below.
pub(crate) fn identity(identity: Identity<'_>) -> Option<String> {
    Some(match identity {
        Identity::Sso => SSO.to_owned(),
        Identity::Managed => LOCAL.to_owned(),
        Identity::Undefined => UNDEFINED.to_owned(),
        Identity::Other(other) => displayable(other),
        Identity::Unknown => return None,
    })
}

/// The badge of an account that isn't a person's.
pub(crate) fn kind(kind: Kind<'_>) -> Option<String> {
    Some(match kind {
        Kind::User | Kind::Unknown => return None,
        Kind::Service => "Service".to_owned(),
        Kind::Debug => "Debug".to_owned(),
        Kind::Other(other) => displayable(other),
    })
}

/// The badge of an account that another system manages.
pub(crate) fn sync(sync: Sync<'_>) -> Option<String> {
    Some(match sync {
        Sync::Own | Sync::Unknown => return None,
        Sync::Scim => "SCIM".to_owned(),
        Sync::Other(other) => displayable(other),
    })
}

pub(crate) fn managed_by(mode: Sync<'_>) -> Option<String> {
    match mode {
        Sync::Own => Some("This tenant".to_owned()),
        Sync::Unknown => None,
        other => sync(other).map(|system| format!("Identity provider ({system})")),
    }
}

pub(crate) fn account_type(kind_of_account: Kind<'_>) -> Option<String> {
    match kind_of_account {
        Kind::User => Some("Person".to_owned()),
        Kind::Service => Some("Service: for API use only".to_owned()),
        Kind::Debug => Some("Debug: created for the vendor's support".to_owned()),
        other => kind(other),
    }
}

pub(crate) fn otp(enabled: Tristate) -> Option<&'static str> {
    flag(enabled, ON, OFF)
}

pub(crate) fn status(disabled: Tristate) -> Option<&'static str> {
    flag(disabled, DISABLED, ACTIVE)
}

pub(crate) fn flag(flag: Tristate, yes: &'static str, no: &'static str) -> Option<&'static str> {
    match flag {
        Tristate::Yes => Some(yes),
        Tristate::No => Some(no),
        Tristate::Unknown => None,
    }
}

/// Why a list of a user may be longer than what is shown.
pub(crate) fn incomplete(completeness: Completeness) -> Option<&'static str> {
    match completeness {
        Completeness::Complete => None,
        Completeness::Partial => Some("Part of this list couldn't be read."),
        Completeness::Unknown => Some("Unknown: not in the response."),
    }
}

pub(crate) fn users(count: u32) -> String {
    plural(count.into(), "1 user", "{n} users")
}
