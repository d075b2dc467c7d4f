//! Writes users as CSV or JSON, step by step: exactly the given rows, in their order.
//!
//! Unknown values are written as unknown. Times have milliseconds, as in the directory.

use rolecall_text::csv;

use super::csv_columns::COLUMNS;
use super::grant_lines;
use super::json_writer::write_user;
use crate::store::Directory;

/// The format of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with CRLF and a byte order mark, and with the delimiter that the person's spreadsheet expects. See [`rolecall_text::csv`]
    /// for cells that look like formulas.
    Csv {
        delimiter: Delimiter,
        layout: Layout,
    },
    /// `{"items":[...]}`, as the API sends it. Leaves out missing and unreadable fields; `unreadable_fields` names the latter.
    Json,
}

/// Between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    Comma,
    Semicolon,
}

/// What a line of the CSV is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A user, with all roles and groups in one cell each.
    User,
    /// A role or a group of a user.
    Grant,
}

/// How much of the file a spreadsheet can show. Nothing is cut: other programs read all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fit {
    /// Lines of the CSV, the titles included.
    pub lines: usize,
    /// Cells with more characters than a cell of a spreadsheet holds.
    pub long_cells: usize,
    /// The characters of the longest of them.
    pub longest: usize,
}

impl Fit {
    /// Whether a spreadsheet shows all of it.
    pub fn is_whole(&self) -> bool {
        self.long_cells == 0 && self.lines <= csv::MAX_ROWS
    }

    fn add_cell(&mut self, cell: &str) {
        if let Some(length) = csv::too_long(cell) {
            self.long_cells += 1;
            self.longest = self.longest.max(length);
        }
    }
}

/// Writes the rows in chunks, which make up the file in their order.
#[derive(Debug)]
pub struct Exporter {
    format: Format,
    rows: Vec<u32>,
    next: usize,
    is_done: bool,
    fit: Fit,
}

impl Exporter {
    pub fn new(format: Format, rows: Vec<u32>) -> Self {
        Self {
            format,
            rows,
            next: 0,
            is_done: false,
            fit: Fit::default(),
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
            Format::Csv { delimiter, layout } => {
                if first {
                    text.push(csv::BYTE_ORDER_MARK);
                }
                let delimiter = match delimiter {
                    Delimiter::Comma => ',',
                    Delimiter::Semicolon => ';',
                };
                let mut csv = csv::Writer::new(&mut text, delimiter);
                let fit = &mut self.fit;
                if first {
                    fit.lines += 1;
                    match layout {
                        Layout::User => csv.row(COLUMNS.iter().map(|column| column.title)),
                        Layout::Grant => csv.row(grant_lines::TITLES),
                    }
                }
                for user in users {
                    match layout {
                        Layout::User => {
                            for column in COLUMNS {
                                let cell = (column.cell)(user);
                                fit.add_cell(&cell);
                                csv.cell(&cell);
                            }
                            fit.lines += 1;
                            csv.end_row();
                        }
                        Layout::Grant => grant_lines::write_lines(user, |cells| {
                            fit.lines += 1;
                            cells.iter().for_each(|cell| fit.add_cell(cell));
                            csv.row(cells);
                        }),
                    }
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

    /// What a spreadsheet can show of the CSV written so far.
    pub fn fit(&self) -> Fit {
        self.fit
    }

    /// The rows, to write them in another format.
    pub fn into_rows(self) -> Vec<u32> {
        self.rows
    }

    /// Rows written, and rows in total.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.rows.len())
    }
}
