//! How users are put into words: the same in the table, in the filters and in the panel. Unknown is "Unknown", never "Off".

use rolecall_directory::{
    ACTIVE, DISABLED, Facet, Identity, Kind, NONE, OFF, ON, Sync, Tristate, UNKNOWN, User, Value,
};

use crate::domain::text::{displayable, has_visible_text};

/// By what the list is ordered, as a sentence: titles of columns, and whether each is descending.
pub(crate) fn order(keys: impl Iterator<Item = (&'static str, bool)>) -> String {
    let words = keys.map(|(title, descending)| {
        let way = if descending {
            "descending"
        } else {
            "ascending"
        };
        format!("{title}, {way}")
    });
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => "In the order of the answer.".to_owned(),
        false => format!("Sorted by {}.", words.join(", then ")),
    }
}

pub(crate) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Role => "Role",
        Facet::Namespace => "Namespace",
        Facet::Identity => "Identity",
        Facet::Otp => "One-time password",
        Facet::Status => "Status",
    }
}

/// A value of a facet.
pub(crate) fn value(facet: Facet, value: &str) -> String {
    match (facet, value) {
        (_, UNKNOWN) => "Unknown".to_owned(),
        (Facet::Role | Facet::Namespace, NONE) => "No roles of their own".to_owned(),
        (Facet::Namespace, "*") => "All namespaces (*)".to_owned(),
        (Facet::Identity, "SSO") => "Single sign-on".to_owned(),
        (Facet::Identity, "VOLTERRA_MANAGED") => "Local".to_owned(),
        (Facet::Identity, "UNDEFINED") => "Undefined".to_owned(),
        (Facet::Otp, ON) => "On".to_owned(),
        (Facet::Otp, OFF) => "Off".to_owned(),
        (Facet::Status, ACTIVE) => "Active".to_owned(),
        (Facet::Status, DISABLED) => "Disabled".to_owned(),
        (Facet::Role | Facet::Namespace | Facet::Identity | Facet::Otp | Facet::Status, other) => {
            displayable(other)
        }
    }
}

/// What to call a user; `None` if there is nothing that can be seen.
pub(crate) fn name(user: &User<'_>) -> Option<String> {
    let inked = |cell: Value<&str>| {
        Some(displayable(
            cell.known().filter(|text| has_visible_text(text))?.trim(),
        ))
    };
    match (inked(user.first_name()), inked(user.last_name())) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => inked(user.name()).or_else(|| inked(user.email())),
    }
}

/// What to call a user in a sentence or a label.
pub(crate) fn called(user: &User<'_>) -> String {
    name(user).unwrap_or_else(|| NAMELESS.to_owned())
}

pub(crate) const NAMELESS: &str = "Unknown user";

/// The value of `user=`: the username, else the e-mail, else the number of the row.
pub(crate) fn id(user: &User<'_>) -> String {
    let told = |cell: Value<&str>| {
        cell.known()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    told(user.name())
        .or_else(|| told(user.email()))
        .unwrap_or_else(|| format!("#{}", user.row()))
}

/// Whether a user is meant by `user=`.
pub(crate) fn is_meant(user: &User<'_>, id: &str) -> bool {
    let told = |cell: Value<&str>| {
        cell.known()
            .is_some_and(|text| text.eq_ignore_ascii_case(id))
    };
    told(user.name())
        || told(user.email())
        || id
            .strip_prefix('#')
            .is_some_and(|row| row.parse() == Ok(user.row()))
}

/// The last resort of [`identity`], [`kind`] and the like: a value of a newer API, as it came.
pub(crate) fn identity(identity: Identity<'_>) -> Option<String> {
    Some(match identity {
        Identity::Sso => "Single sign-on".to_owned(),
        Identity::Managed => "Local".to_owned(),
        Identity::Undefined => "Undefined".to_owned(),
        Identity::Other(other) => displayable(other),
        Identity::Unknown => return None,
    })
}

/// What is special about an account; `None` for a person's.
pub(crate) fn kind(kind: Kind<'_>) -> Option<String> {
    Some(match kind {
        Kind::User | Kind::Unknown => return None,
        Kind::Service => "Service".to_owned(),
        Kind::Debug => "Debug".to_owned(),
        Kind::Other(other) => displayable(other),
    })
}

/// Who may change the user; `None` if it is the tenant itself.
pub(crate) fn sync(sync: Sync<'_>) -> Option<String> {
    Some(match sync {
        Sync::Own | Sync::Unknown => return None,
        Sync::Scim => "SCIM".to_owned(),
        Sync::Other(other) => displayable(other),
    })
}

/// Who keeps the account; `None` if that was not told.
pub(crate) fn managed(mode: Sync<'_>) -> Option<String> {
    match mode {
        Sync::Own => Some("In this tenant".to_owned()),
        Sync::Unknown => None,
        other => sync(other).map(|by| format!("By the identity provider ({by})")),
    }
}

/// What the account is for; `None` if that was not told.
pub(crate) fn account_kind(own: Kind<'_>) -> Option<String> {
    match own {
        Kind::User => Some("A person".to_owned()),
        Kind::Service => Some("Service: for API use only".to_owned()),
        Kind::Debug => Some("Debug: made for the vendor's support".to_owned()),
        other => kind(other),
    }
}

/// A flag in two words of one's choice.
pub(crate) fn flag(flag: Tristate, yes: &'static str, no: &'static str) -> Option<&'static str> {
    match flag {
        Tristate::Yes => Some(yes),
        Tristate::No => Some(no),
        Tristate::Unknown => None,
    }
}

/// Most lists of users are short; most messages about them count.
pub(crate) fn users(count: u32) -> String {
    let number = crate::browser::intl::number(count.into());
    format!("{number} {}", if count == 1 { "user" } else { "users" })
}
