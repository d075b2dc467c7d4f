//! A filter (a query and picked facets) and the search that runs it, at once or step by step.

use super::facets::{self, Facet, Pick};
use super::language::Query;
use super::search::{self, Test};
use super::sweep;
use crate::select::Candidates;
use crate::store::Directory;
use crate::time::Now;

/// What the list is filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub query: Query,
    pub picks: Vec<Pick>,
}

impl From<Query> for Filter {
    fn from(query: Query) -> Self {
        Self {
            query,
            picks: Vec::new(),
        }
    }
}

impl Filter {
    fn compile(&self, directory: &Directory, now: Now) -> Vec<Test> {
        let mut tests = Vec::new();
        for facet in Facet::ALL {
            tests.extend(facets::compile(directory, facet, &self.picks));
        }
        // Facets first: they are the cheapest and leave fewer rows for the rest.
        tests.extend(search::compile(&self.query, directory, now));
        tests
    }
}

impl Directory {
    /// How many of these rows, found by another search, match the query too.
    pub fn count(&self, rows: &[u32], query: &Query, now: impl Into<Now>) -> u32 {
        let tests = search::compile(query, self, now.into());
        let meets =
            |row: &&u32| **row < self.len() && tests.iter().all(|test| test.holds(self, **row));
        rows.iter().filter(meets).count() as u32
    }

    /// The rows that match the filter, in their original order.
    pub fn search(&self, filter: &Filter, now: impl Into<Now>) -> Vec<u32> {
        let mut search = Search::new(filter.clone(), now);
        search.step(self, u32::MAX);
        search.into_rows()
    }
}

/// A search that can pause, and continue when more rows have arrived.
#[derive(Debug)]
pub struct Search {
    filter: Filter,
    now: Now,
    next: u32,
    rows: Vec<u32>,
    /// The filter compiled for the directory when it had this many users.
    tests: (u32, Vec<Test>),
}

impl Search {
    /// `now` for `login:>90d`, and for where a day begins.
    pub fn new(filter: Filter, now: impl Into<Now>) -> Self {
        Self {
            filter,
            now: now.into(),
            next: 0,
            rows: Vec::new(),
            tests: (0, Vec::new()),
        }
    }

    /// Looks at up to `budget` more rows. True when it has seen every row there is now.
    pub fn step(&mut self, directory: &Directory, budget: u32) -> bool {
        let end = directory.len().min(self.next.saturating_add(budget));
        if self.next < end {
            // New users may have new names.
            if self.tests.0 != directory.len() {
                self.tests = (directory.len(), self.filter.compile(directory, self.now));
            }
            let mut candidates = Candidates::all(self.next, end);
            for test in &self.tests.1 {
                sweep::retain(&mut candidates, directory, test);
            }
            self.rows.extend(candidates.rows());
            self.next = end;
        }
        self.next == directory.len()
    }

    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many rows it has looked at.
    pub fn seen(&self) -> u32 {
        self.next
    }

    /// The rows found so far, ascending.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    pub fn into_rows(self) -> Vec<u32> {
        self.rows
    }
}
