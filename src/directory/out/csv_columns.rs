//! The columns of the CSV file. Each is one entry of [`COLUMNS`]: a title, and the text for a user.
//!
//! Unknown values are written as unknown, never as an empty cell.

use rolecall_text::csv;

use crate::field::Field;
use crate::query::UNKNOWN;
use crate::time::format_timestamp;
use crate::user::User;
use crate::values::{Completeness, Grant, LastLogin, Tristate, Value};

pub(super) struct CsvColumn {
    pub(super) title: &'static str,
    pub(super) cell: fn(User<'_>) -> String,
}

/// In the order of the file. A column need not be a field of the API: any text about a user will do.
pub(super) const COLUMNS: &[CsvColumn] = &[
    wire(Field::Name, |user| text(user.name())),
    wire(Field::Email, |user| text(user.email())),
    wire(Field::FirstName, |user| text(user.first_name())),
    wire(Field::LastName, |user| text(user.last_name())),
    wire(Field::Namespace, |user| text(user.namespace())),
    wire(Field::Tenant, |user| text(user.tenant())),
    wire(Field::CreationTimestamp, created),
    wire(Field::LastLoginTimestamp, last_login),
    wire(Field::Disabled, |user| flag(user.disabled())),
    wire(Field::DomainOwner, |user| flag(user.domain_owner())),
    wire(Field::OtpEnabled, |user| flag(user.otp_enabled())),
    wire(Field::GroupNames, groups),
    wire(Field::NamespaceRoles, grants),
    wire(Field::IdmType, |user| {
        text(user.shared_value(Field::IdmType))
    }),
    wire(Field::SyncMode, |user| {
        text(user.shared_value(Field::SyncMode))
    }),
    wire(Field::TenantType, |user| text(user.tenant_type())),
    wire(Field::Type, |user| text(user.shared_value(Field::Type))),
];

/// A column with the API's name for the field.
const fn wire(field: Field, cell: fn(User<'_>) -> String) -> CsvColumn {
    CsvColumn {
        title: field.wire(),
        cell,
    }
}

pub(super) fn text(value: Value<&str>) -> String {
    value.known().unwrap_or(UNKNOWN).to_owned()
}

pub(super) fn flag(flag: Tristate) -> String {
    match flag {
        Tristate::Yes => "true",
        Tristate::No => "false",
        Tristate::Unknown => UNKNOWN,
    }
    .to_owned()
}

fn created(user: User<'_>) -> String {
    let known = user.created().known();
    known.map_or_else(|| UNKNOWN.to_owned(), format_timestamp)
}

fn last_login(user: User<'_>) -> String {
    match user.last_login() {
        LastLogin::At(millis) => format_timestamp(millis),
        LastLogin::Never => "never".to_owned(),
        LastLogin::Unknown => UNKNOWN.to_owned(),
    }
}

fn groups(user: User<'_>) -> String {
    let names = user.groups().map(|name| csv::list_item(name, ""));
    list(names, user.groups_completeness())
}

/// Each as `namespace:role`.
fn grants(user: User<'_>) -> String {
    let half = |half: Option<&str>, marks| {
        half.map_or_else(|| UNKNOWN.to_owned(), |half| csv::list_item(half, marks))
    };
    let grants = user.grants().map(|Grant { namespace, role }| {
        // The first colon without a backslash ends the namespace.
        [half(namespace, ":"), half(role, "")].join(":")
    });
    list(grants, user.grants_completeness())
}

/// A list that could only be read in part ends with unknown.
fn list(elements: impl Iterator<Item = String>, completeness: Completeness) -> String {
    match completeness {
        Completeness::Unknown => UNKNOWN.to_owned(),
        Completeness::Complete => csv::list(elements),
        Completeness::Partial => csv::list(elements.chain([UNKNOWN.to_owned()])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_api_is_a_column() {
        for field in Field::ALL {
            assert!(
                COLUMNS.iter().any(|column| column.title == field.wire()),
                "{field:?}"
            );
        }
    }
}
