//! Facets and their values in words: a new facet asks for all of its strings here.

use rolecall_directory::{self as directory, Facet};

use super::user::{
    ACTIVE, DISABLED, IDENTITY, LOCAL, OFF, ON, OTP, SSO, STATUS, UNDEFINED, UNKNOWN,
};
use crate::domain::text::displayable;

pub(crate) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Role => "Role",
        Facet::Namespace => "Namespace",
        Facet::Identity => IDENTITY,
        Facet::Otp => OTP,
        Facet::Status => STATUS,
    }
}

/// A value of a facet.
pub(crate) fn value(facet: Facet, value: &str) -> String {
    let label = match (facet, value) {
        (_, directory::UNKNOWN) => UNKNOWN,
        (Facet::Role | Facet::Namespace, directory::NONE) => "No direct roles",
        (Facet::Namespace, "*") => "All namespaces (*)",
        (Facet::Identity, "SSO") => SSO,
        (Facet::Identity, "VOLTERRA_MANAGED") => LOCAL,
        (Facet::Identity, "UNDEFINED") => UNDEFINED,
        (Facet::Otp, directory::ON) => ON,
        (Facet::Otp, directory::OFF) => OFF,
        (Facet::Status, directory::ACTIVE) => ACTIVE,
        (Facet::Status, directory::DISABLED) => DISABLED,
        (Facet::Role | Facet::Namespace | Facet::Identity | Facet::Otp | Facet::Status, other) => {
            return displayable(other);
        }
    };
    label.to_owned()
}

/// The search box above the values in the filter dialog.
pub(crate) fn find_value(facet: Facet) -> &'static str {
    match facet {
        Facet::Role => "Find a role",
        Facet::Namespace => "Find a namespace",
        Facet::Identity => "Find an identity",
        Facet::Otp => "Find a one-time password setting",
        Facet::Status => "Find a status",
    }
}

/// The title of the pivot table.
pub(crate) fn users_by(facet: Facet) -> &'static str {
    match facet {
        Facet::Role => "Users by role",
        Facet::Namespace => "Users by namespace",
        Facet::Identity => "Users by identity",
        Facet::Otp => "Users by one-time password",
        Facet::Status => "Users by status",
    }
}
