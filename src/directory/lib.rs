//! All users of a tenant in memory: read from a byte stream while it arrives, narrowed, ordered, counted and exported.
//!
//! Pure Rust without a browser, a clock or threads. Built for 1,000,000 users (582 MB of JSON) in 32 bits of address space, and for
//! never taking longer than it is asked to: what could last takes a budget and goes on at the next call.
//!
//! ```
//! use rolecall_directory::{Column, Filter, Ingest, Order, Outcome, Query};
//!
//! let now = 1_800_000_000_000; // milliseconds since 1970
//! let mut ingest = Ingest::new();
//! for piece in [&br#"{"items":[{"email":"ann@acme.io","first_name":"Ann","namespace_roles":"#[..], br#"[]},null]}"#] {
//!     ingest.push(piece.to_vec());
//!     while ingest.step(1 << 20).waiting > 0 {} // one step a task; ingest.directory() can be used in between
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
//! The map; arrows go down only:
//! - [`Ingest`] reads pieces into the [`Directory`] ([`Progress`], [`Outcome`], [`Report`]); `json` knows the syntax;
//! - [`Directory::user`] gives a [`User`] by row number; a row number never changes;
//! - [`Query`] is what was typed, [`Filter`] that plus [`Pick`]ed facets; [`Directory::search`] or a stepwise [`Search`] runs it;
//! - [`Directory::complete`] offers what the word being typed may become;
//! - [`Order`] says by what, [`Directory::sort`] or a stepwise [`Sorter`] does it;
//! - [`View`] is both together for the table, up to date while rows arrive, typing and sorting in slices;
//! - [`FacetCounts`] and [`Counts`] count: facets under a filter, the pivot by role, by namespace, and the matrix of both;
//! - [`Selection`] holds rows that somebody marked, [`SelectionTransfer`] takes them along to a newer directory, [`Addresses`] are their e-mails;
//! - [`Comparison`] says what two users have in common;
//! - [`Exporter`] writes rows as CSV or JSON, in slices;
//! - `columns`, `shape` and `store` keep the cells; `fold` is how names are compared; [`time`] reads and writes dates.

mod count;
mod field;
mod fold;
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
pub use order::{By, Column, Order, Sorter};
pub use out::{Addresses, Compared, Comparison, Delimiter, Exporter, Format, Held, Verdict};
pub use query::{
    ACTIVE, Completions, Condition, DISABLED, Facet, Filter, Is, Login, NONE, OFF, ON, Pick, Query,
    Search, Term, UNKNOWN,
};
pub use read::{
    BrokenRow, BrokenRowReason, Ingest, MAX_ITEM_BYTES, MAX_LISTED_ROWS, NoList, Outcome, Progress,
    Report,
};
pub use select::{Selection, SelectionTransfer};
pub use store::Directory;
pub use store::shape::State;
pub use user::User;
pub use values::{Completeness, Grant, Identity, Kind, LastLogin, Sync, Tristate, Value};
pub use view::View;
