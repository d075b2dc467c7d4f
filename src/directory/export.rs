//! Writing users out as CSV or JSON, a slice at a time: exactly the rows handed in, in their order.
//!
//! What is unknown is written as unknown. Times are written to the millisecond, as the directory keeps them.

use rolecall_text::csv;

use crate::columns::Directory;
use crate::facets::UNKNOWN;
use crate::json::row::Field;
use crate::shape::State;
use crate::time::format_timestamp;
use crate::user::{Completeness, Grant, User};

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with CRLF and a byte order mark. Delimited by `,` or `;`, whichever the person's spreadsheet expects. A cell that
    /// a spreadsheet would take for a formula begins with an apostrophe.
    Csv { delimiter: Delimiter },
    /// `{"items":[...]}`, in the form of the API. Fields that were missing or unreadable are left out; what could not be read is named
    /// in `unreadable_fields`.
    Json,
}

/// Between the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    Comma,
    Semicolon,
}

/// Between roles or groups within a cell of CSV.
const BETWEEN: &str = " | ";

/// Writes the rows; hand the chunks to a file in order.
#[derive(Debug)]
pub struct Exporter {
    format: Format,
    rows: Vec<u32>,
    next: usize,
    ended: bool,
}

impl Exporter {
    pub fn new(format: Format, rows: Vec<u32>) -> Self {
        Self {
            format,
            rows,
            next: 0,
            ended: false,
        }
    }

    /// The next piece of the file, of `max_rows` rows at the most; `None` when all is written.
    pub fn next_chunk(&mut self, directory: &Directory, max_rows: usize) -> Option<Vec<u8>> {
        if self.ended {
            return None;
        }
        let first = self.next == 0;
        let end = self
            .rows
            .len()
            .min(self.next.saturating_add(max_rows.max(1)));
        let rows = &self.rows[self.next..end];
        let users = rows.iter().filter_map(|&row| directory.user(row));
        let mut text = String::with_capacity(rows.len() * 512 + 512);
        match self.format {
            Format::Csv { delimiter } => {
                if first {
                    text.push(csv::BYTE_ORDER_MARK);
                }
                let delimiter = match delimiter {
                    Delimiter::Comma => ',',
                    Delimiter::Semicolon => ';',
                };
                let mut csv = csv::Writer::new(&mut text, delimiter);
                if first {
                    csv_head(&mut csv);
                }
                users.for_each(|user| csv_user(&mut csv, user));
            }
            Format::Json => {
                if first {
                    text.push_str("{\"items\":[");
                }
                for (number, user) in users.enumerate() {
                    text.push_str(if first && number == 0 { "\n" } else { ",\n" });
                    write_user(&mut text, user);
                }
                if end == self.rows.len() {
                    text.push_str("\n]}\n");
                }
            }
        }
        self.next = end;
        self.ended = end == self.rows.len();
        Some(text.into_bytes())
    }

    /// Rows written, and rows in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.rows.len())
    }
}

/// The text of a cell that is one text.
fn text_of(user: User<'_>, field: Field) -> Option<String> {
    let text = match field {
        Field::Name => user.name(),
        Field::Email => user.email(),
        Field::FirstName => user.first_name(),
        Field::LastName => user.last_name(),
        Field::Namespace
        | Field::Tenant
        | Field::IdmType
        | Field::SyncMode
        | Field::TenantType
        | Field::Type => user.shared_value(field),
        Field::CreationTimestamp | Field::LastLoginTimestamp => {
            return user.millis(field).map(format_timestamp);
        }
        Field::Disabled
        | Field::DomainOwner
        | Field::OtpEnabled
        | Field::GroupNames
        | Field::NamespaceRoles => {
            return None;
        }
    };
    text.known().map(str::to_owned)
}

fn csv_head(csv: &mut csv::Writer<'_>) {
    csv.row(Field::ALL.map(Field::wire));
}

fn csv_user(csv: &mut csv::Writer<'_>, user: User<'_>) {
    for field in Field::ALL {
        let cell = match (user.state(field), field) {
            (State::Known, Field::GroupNames) => {
                list(user.groups().map(str::to_owned), user.groups_completeness())
            }
            (State::Known, Field::NamespaceRoles) => {
                list(user.grants().map(grant_text), user.grants_completeness())
            }
            (State::Known, Field::Disabled | Field::DomainOwner | Field::OtpEnabled) => {
                if user.is_set(field) { "true" } else { "false" }.to_owned()
            }
            (State::Known, _) => text_of(user, field).unwrap_or_default(),
            (State::Null, Field::LastLoginTimestamp) => "never".to_owned(),
            (State::Null | State::Missing | State::Unreadable, _) => UNKNOWN.to_owned(),
        };
        csv.cell(&cell);
    }
    csv.end_row();
}

fn list(elements: impl Iterator<Item = String>, completeness: Completeness) -> String {
    let rest = (completeness == Completeness::Partial).then(|| UNKNOWN.to_owned());
    elements.chain(rest).collect::<Vec<_>>().join(BETWEEN)
}

fn grant_text(grant: Grant<'_>) -> String {
    let mut text = grant.namespace.unwrap_or(UNKNOWN).to_owned();
    text.push(':');
    text.push_str(grant.role.unwrap_or(UNKNOWN));
    text
}

fn write_user(text: &mut String, user: User<'_>) {
    let mut unreadable = Vec::new();
    text.push('{');
    let mut between = "";
    for field in Field::ALL {
        let partly = match field {
            Field::GroupNames => user.groups_completeness() == Completeness::Partial,
            Field::NamespaceRoles => user.grants_completeness() == Completeness::Partial,
            _ => false,
        };
        if partly || user.state(field) == State::Unreadable {
            unreadable.push(field);
        }
        if matches!(user.state(field), State::Missing | State::Unreadable) {
            continue;
        }
        text.push_str(between);
        between = ",";
        write_text(text, field.wire());
        text.push(':');
        match (user.state(field), field) {
            (State::Known, Field::GroupNames) => write_list(text, user.groups(), write_text),
            (State::Known, Field::NamespaceRoles) => write_list(text, user.grants(), write_grant),
            (State::Known, Field::Disabled | Field::DomainOwner | Field::OtpEnabled) => {
                text.push_str(if user.is_set(field) { "true" } else { "false" });
            }
            (State::Known, _) => write_text(text, &text_of(user, field).unwrap_or_default()),
            (State::Null | State::Missing | State::Unreadable, _) => text.push_str("null"),
        }
    }
    if !unreadable.is_empty() {
        text.push_str(between);
        text.push_str("\"unreadable_fields\":");
        write_list(text, unreadable.into_iter(), |text, field| {
            write_text(text, field.wire())
        });
    }
    text.push('}');
}

fn write_grant(text: &mut String, grant: Grant<'_>) {
    text.push('{');
    let mut between = "";
    for (key, half) in [("namespace", grant.namespace), ("role", grant.role)] {
        if let Some(half) = half {
            text.push_str(between);
            between = ",";
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
