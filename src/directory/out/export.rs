//! Writing users out as CSV or JSON, a slice at a time: exactly the rows handed in, in their order.
//!
//! What is unknown is written as unknown. Times are written to the millisecond, as the directory keeps them.

use rolecall_text::csv;

use super::csv_columns::COLUMNS;
use super::json_writer::write_user;
use crate::store::Directory;

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
                    csv.row(COLUMNS.iter().map(|column| column.title));
                }
                for user in users {
                    COLUMNS
                        .iter()
                        .for_each(|column| csv.cell(&(column.cell)(user)));
                    csv.end_row();
                }
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
