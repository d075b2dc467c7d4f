//! Writes users as CSV or JSON, step by step: exactly the given rows, in their order.
//!
//! Unknown values are written as unknown. Times have milliseconds, as in the directory.

use rolecall_text::csv;

use super::csv_columns::COLUMNS;
use super::json_writer::write_user;
use crate::store::Directory;

/// The format of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with CRLF and a byte order mark, and with the delimiter that the person's spreadsheet expects. See [`rolecall_text::csv`]
    /// for cells that look like formulas.
    Csv { delimiter: Delimiter },
    /// `{"items":[...]}`, as the API sends it. Leaves out missing and unreadable fields; `unreadable_fields` names the latter.
    Json,
}

/// Between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    Comma,
    Semicolon,
}

/// Writes the rows in chunks, which make up the file in their order.
#[derive(Debug)]
pub struct Exporter {
    format: Format,
    rows: Vec<u32>,
    next: usize,
    is_done: bool,
}

impl Exporter {
    pub fn new(format: Format, rows: Vec<u32>) -> Self {
        Self {
            format,
            rows,
            next: 0,
            is_done: false,
        }
    }

    /// The next chunk of the file, with at most `max_rows` rows; `None` when everything is written.
    pub fn next_chunk(&mut self, directory: &Directory, max_rows: usize) -> Option<Vec<u8>> {
        if self.is_done {
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
        self.is_done = end == self.rows.len();
        Some(text.into_bytes())
    }

    /// Rows written, and rows in total.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.rows.len())
    }
}
