//! The directory against a naive oracle, on generated tenants.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod compare;
mod complete;
mod count;
mod days;
mod export;
mod gen_tenant;
mod identity;
mod ingest;
mod language;
mod oracle;
mod query;
mod selection;
