//! Conditional writes: the entity tag of a read goes into `If-Match` of the write that follows from it, so that the service refuses
//! the write (412) if someone else was faster. Decides what is sent and whether to decide anew; sends nothing itself. A service
//! without entity tags loses nothing. Source: tests/CONTRACT.md, section 10.

use super::error::ApiError;

/// After so many refusals the person hears of it. A bulk edit refuses its own writes while it changes four accesses of one user.
const MAX_REFUSALS: u8 = 20;
const PRECONDITION_FAILED: u16 = 412;

/// An `ETag` header that `If-Match` can use: a weak tag never matches there, and what isn't quoted is no tag.
pub fn strong_tag(header: Option<String>) -> Option<String> {
    header.filter(|tag| tag.len() >= 2 && tag.starts_with('"') && tag.ends_with('"'))
}

/// The conditions of one change: read, decide, write; after a refusal the same again.
#[derive(Debug, Default)]
pub struct Precondition {
    /// The tag of the newest read.
    tag: Option<String>,
    /// The tag of the last write that was refused.
    refused: Option<String>,
    refusals: u8,
}

impl Precondition {
    /// Keeps the tag of a read.
    pub fn set(&mut self, tag: Option<String>) {
        self.tag = tag;
    }

    /// What the next write sends in `If-Match`. Not a tag that was refused and is still there: then nobody was faster, the tag
    /// just isn't meant for this write. Gateways add such tags to whatever they pass on.
    pub fn if_match(&self) -> Option<&str> {
        self.tag
            .as_deref()
            .filter(|tag| self.refused.as_deref() != Some(*tag))
    }

    /// Whether to read and decide anew after this error: the service refused the condition, so it changed nothing.
    pub fn refused(&mut self, error: &ApiError) -> bool {
        if error.status != Some(PRECONDITION_FAILED) || self.if_match().is_none() {
            return false;
        }
        self.refused.clone_from(&self.tag);
        self.refusals += 1;
        self.refusals < MAX_REFUSALS
    }
}
