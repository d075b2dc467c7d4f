//! All users of a tenant in memory: read from a byte stream as it arrives, then searched, sorted, counted and exported.
//!
//! Pure Rust without a browser, a clock or threads. Built for 1,000,000 users (582 MB of JSON) in a 32-bit address space. Nothing takes
//! longer than it may: whatever could take long has a budget and continues with the next call.
//!
//! ```
//! use rolecall_directory::{Column, Filter, Ingest, Order, Outcome, Query};
//!
//! let now = 1_800_000_000_000; // milliseconds since 1970
//! let mut ingest = Ingest::new();
//! for piece in [&br#"{"items":[{"email":"ann@acme.io","first_name":"Ann","namespace_roles":"#[..], br#"[]},null]}"#] {
//!     ingest.push(piece.to_vec());
//!     while ingest.step(1 << 20).waiting > 0 {} // one step per task; ingest.directory() works in between
//! }
//! let (directory, report) = ingest.finish();
//! assert_eq!((report.outcome, report.rows, report.broken_rows), (Outcome::Complete, 1, 1));
//!
//! let rows = directory.search(&Filter::from(Query::read("ann -is:disabled")), now);
//! let rows = directory.sort(rows, &Order::by(Column::User), now);
//! let names: Vec<_> = rows.iter().filter_map(|&row| directory.user(row)?.display_name()).collect();
//! assert_eq!(names, ["Ann"]);
//! ```
//!
//! The map, in the order of a row's life. A folder uses only what is below or before it:
//! - `read`: [`Ingest`] reads chunks of bytes into the [`Directory`] and reports [`Progress`], [`Outcome`] and [`Report`];
//! - `store`: the columns; [`Directory::user`] returns the [`User`] in a row, whose number never changes;
//! - `query`: [`Query`] is the text typed, [`Filter`] adds the [`Pick`]ed facets; [`Directory::search`] runs it at once, [`Search`] in
//!   steps; [`Directory::complete`] suggests how the word being typed could end;
//! - `order`: [`Order`] says what to sort by; [`Directory::sort`] sorts at once, [`Sorter`] in steps;
//! - [`View`]: filter and order together, kept up to date while rows arrive;
//! - `count`: [`FacetCounts`] for the filters, [`Counts`] for the pivot by role, by namespace and by both;
//! - `select`: [`Selection`] is a set of rows;
//! - `identity`: [`Key`] names a user, [`Resolver`] finds whom a key means, [`Namesakes`] are users whom a username alone doesn't name,
//!   [`SelectionTransfer`] takes a selection along to a newer directory;
//! - `out`: [`Exporter`] writes CSV and JSON, [`Addresses`] collects emails, [`Comparison`] compares two users;
//! - `fold` is the form in which names are compared; [`time`] reads and writes dates.

mod count;
mod email;
mod field;
mod fold;
mod identity;
mod order;
mod out;
mod query;
mod read;
mod select;
mod store;
pub mod time;
mod user;
mod values;
mod view;

pub use count::{Count, Counts, FacetCounts, MatrixCell};
pub use field::Field;
pub use fold::fold;
pub use identity::{
    Key, MAX_CANDIDATES, Match, Namesakes, NotFound, Resolution, Resolver, SelectionTransfer,
};
pub use order::{By, Column, Order, Sorter};
pub use out::{
    Addresses, Compared, Comparison, Delimiter, Exporter, Fit, Format, Held, Layout, Verdict,
};
pub use query::{
    ACTIVE, Completions, Condition, DISABLED, Facet, Filter, Is, Login, NONE, OFF, ON, Pick, Query,
    Search, Term, UNKNOWN,
};
pub use read::{
    BrokenRow, BrokenRowReason, Ingest, MAX_ITEM_BYTES, MAX_LISTED_ROWS, NoList, Outcome, Progress,
    Report,
};
pub use select::Selection;
pub use store::Directory;
pub use store::shape::State;
pub use user::User;
pub use values::{Completeness, Grant, Identity, Kind, LastLogin, Sync, Tristate, Value};
pub use view::View;
