//! What leaves the directory: CSV and JSON files, email addresses, two users compared.
//!
//! Belongs here: output in its final form. A column of the CSV is one entry in `csv_columns`. Does not belong here: files, clipboard,
//! sentences for people.

mod addresses;
mod compare;
mod csv_columns;
mod export;
mod grant_lines;
mod json_writer;

pub use addresses::Addresses;
pub use compare::{Compared, Comparison, Held, Verdict};
pub use export::{Delimiter, Exporter, Fit, Format, Layout};
