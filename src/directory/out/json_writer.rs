//! Writes one user as JSON, as the API sends it.
//!
//! Leaves out missing and unreadable fields; `unreadable_fields` names the latter.

use crate::field::Field;
use crate::store::shape::State;
use crate::time::format_timestamp;
use crate::user::User;
use crate::values::{Completeness, Grant, LastLogin, Tristate, Value};

pub(super) fn write_user(text: &mut String, user: User<'_>) {
    let mut unreadable = Vec::new();
    text.push('{');
    let mut separator = "";
    for field in Field::ALL {
        let is_partial = match field {
            Field::GroupNames => user.groups_completeness() == Completeness::Partial,
            Field::NamespaceRoles => user.grants_completeness() == Completeness::Partial,
            _ => false,
        };
        if is_partial || user.state(field) == State::Unreadable {
            unreadable.push(field);
        }
        if matches!(user.state(field), State::Missing | State::Unreadable) {
            continue;
        }
        text.push_str(separator);
        separator = ",";
        write_text(text, field.wire());
        text.push(':');
        if user.state(field) == State::Null {
            text.push_str("null");
        } else {
            write_known(text, user, field);
        }
    }
    if !unreadable.is_empty() {
        text.push_str(separator);
        text.push_str("\"unreadable_fields\":");
        write_list(text, unreadable.into_iter(), |text, field| {
            write_text(text, field.wire())
        });
    }
    text.push('}');
}

/// The value of a known field.
fn write_known(out: &mut String, user: User<'_>, field: Field) {
    let known = |value: Value<&str>| value.known().unwrap_or_default().to_owned();
    let text = match field {
        Field::Name => known(user.name()),
        Field::Email => known(user.email()),
        Field::FirstName => known(user.first_name()),
        Field::LastName => known(user.last_name()),
        Field::Namespace
        | Field::Tenant
        | Field::IdmType
        | Field::SyncMode
        | Field::TenantType
        | Field::Type => known(user.shared_value(field)),
        Field::CreationTimestamp => format_timestamp(user.created().known().unwrap_or_default()),
        Field::LastLoginTimestamp => match user.last_login() {
            LastLogin::At(millis) => format_timestamp(millis),
            LastLogin::Never | LastLogin::Unknown => String::new(),
        },
        Field::Disabled => return write_flag(out, user.disabled()),
        Field::DomainOwner => return write_flag(out, user.domain_owner()),
        Field::OtpEnabled => return write_flag(out, user.otp_enabled()),
        Field::GroupNames => return write_list(out, user.groups(), write_text),
        Field::NamespaceRoles => return write_list(out, user.grants(), write_grant),
    };
    write_text(out, &text);
}

fn write_flag(out: &mut String, flag: Tristate) {
    out.push_str(match flag {
        Tristate::Yes => "true",
        Tristate::No => "false",
        Tristate::Unknown => "null",
    });
}

fn write_grant(text: &mut String, grant: Grant<'_>) {
    text.push('{');
    let mut separator = "";
    for (key, half) in [("namespace", grant.namespace), ("role", grant.role)] {
        if let Some(half) = half {
            text.push_str(separator);
            separator = ",";
            write_text(text, key);
            text.push(':');
            write_text(text, half);
        }
    }
    text.push('}');
}

fn write_list<T>(text: &mut String, elements: impl Iterator<Item = T>, write: fn(&mut String, T)) {
    text.push('[');
    for (number, element) in elements.enumerate() {
        if number > 0 {
            text.push(',');
        }
        write(text, element);
    }
    text.push(']');
}

fn write_text(into: &mut String, text: &str) {
    into.push('"');
    for letter in text.chars() {
        match letter {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\0'..=' ' if letter != ' ' => {
                into.push_str("\\u00");
                for digit in [letter as u32 >> 4, letter as u32 & 15] {
                    into.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => into.push(letter),
        }
    }
    into.push('"');
}
