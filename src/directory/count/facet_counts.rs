//! The counts beside the filters: how many users each value of a facet would leave.

use super::counts::{Count, Counts};
use crate::query::{Facet, Filter, Search};
use crate::store::Directory;
use crate::time::Now;

/// The counts of every facet under a filter, step by step.
///
/// The values of a facet are counted over the users who match the filter without that facet's own picks: the number next to a value is
/// how many users are left if that value is picked instead.
#[derive(Debug)]
pub struct FacetCounts {
    /// One search with its counts for the whole filter, and one for each facet that has picks.
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// The facet that is left out.
    facet: Option<Facet>,
    search: Search,
    counted: usize,
    counts: Counts,
}

impl FacetCounts {
    pub fn new(filter: &Filter, now: impl Into<Now>) -> Self {
        let now = now.into();
        let picked = Facet::ALL
            .into_iter()
            .filter(|facet| filter.picks.iter().any(|pick| pick.facet == *facet));
        let facets = std::iter::once(None).chain(picked.map(Some));
        let parts = facets.map(|facet| {
            let mut filter = filter.clone();
            filter.picks.retain(|pick| Some(pick.facet) != facet);
            Part {
                facet,
                search: Search::new(filter, now),
                counted: 0,
                counts: Counts::new(),
            }
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// Looks at up to `budget` more rows. True when all rows there are now are counted.
    pub fn step(&mut self, directory: &Directory, budget: u32) -> bool {
        for part in &mut self.parts {
            if part.search.seen() < directory.len() {
                part.search.step(directory, budget);
                let rows = &part.search.rows()[part.counted..];
                part.counts.add(directory, rows);
                part.counted += rows.len();
                return false;
            }
        }
        true
    }

    /// The values of a facet; see [`Counts::facet`].
    pub fn of(&self, directory: &Directory, facet: Facet) -> Vec<Count> {
        let own = self.parts.iter().find(|part| part.facet == Some(facet));
        match own.or(self.parts.first()) {
            Some(part) => part.counts.facet(directory, facet),
            None => Vec::new(),
        }
    }

    /// The rows found so far that match the whole filter.
    pub fn rows(&self) -> &[u32] {
        self.parts.first().map_or(&[], |part| part.search.rows())
    }

    /// The counts for the whole filter, for the pivot.
    pub fn counts(&self) -> Option<&Counts> {
        self.parts.first().map(|part| &part.counts)
    }
}
