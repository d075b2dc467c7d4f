//! What the table shows: filter and order together, kept up to date step by step while rows still arrive.
//!
//! The old rows stay until the new ones are complete. The order of the whole directory is cached, so that typing only filters it.

use crate::order::{Order, Sorter};
use crate::query::{Filter, Search};
use crate::store::Directory;
use crate::time::Now;

/// The rows of the table; see the module.
///
/// ```
/// use rolecall_directory::{Column, Filter, Ingest, Order, View};
///
/// let mut view = View::new(Filter::default(), Order::by(Column::User), 0);
/// let mut ingest = Ingest::new();
/// ingest.push(br#"{"items":[{"name":"Zoe"},{"name":"Ann"}]}"#.to_vec());
/// let arriving = ingest.step(1 << 20).waiting > 0;
/// while !view.step(ingest.directory(), 10_000, arriving) {} // one step per task
/// assert_eq!(view.rows(), [1, 0]);
/// ```
#[derive(Debug)]
pub struct View {
    order: Order,
    now: Now,
    search: Search,
    /// All rows of the directory in order, as many as there were at the time.
    all: Vec<u32>,
    sorting: Option<Sorting>,
    rows: Vec<u32>,
    /// How many of the rows found are in `rows`; `None` when `rows` belong to another filter or order.
    taken: Option<usize>,
    /// How many rows of the directory are in order; later ones follow as they arrived.
    covered: u32,
}

#[derive(Debug)]
struct Sorting {
    sorter: Sorter,
    /// Sorts all rows, for the cache, or only those found.
    all: bool,
    /// How many rows there were when it started.
    found: usize,
    covered: u32,
}

impl View {
    pub fn new(filter: Filter, order: Order, now: impl Into<Now>) -> Self {
        let now = now.into();
        Self {
            order,
            now,
            search: Search::new(filter, now),
            all: Vec::new(),
            sorting: None,
            rows: Vec::new(),
            taken: None,
            covered: 0,
        }
    }

    /// Changes the filter. [`Self::rows`] stay as they are until [`Self::step`] returns true.
    pub fn set_filter(&mut self, filter: Filter) {
        self.search = Search::new(filter, self.now);
        self.sorting = self.sorting.take().filter(|sorting| sorting.all);
        self.taken = None;
    }

    /// Changes the order. [`Self::rows`] stay as they are until [`Self::step`] returns true.
    pub fn set_order(&mut self, order: Order) {
        self.order = order;
        self.all = Vec::new();
        self.sorting = None;
        self.taken = None;
    }

    pub fn filter(&self) -> &Filter {
        self.search.filter()
    }

    pub fn order(&self) -> &Order {
        &self.order
    }

    /// The rows to show, as of the last time [`Self::step`] returned true.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Continues for about `budget` rows; true when [`Self::rows`] are up to date. While rows are still `arriving` it does not sort again
    /// for each of them: new rows go to the end until there are twice as many as were sorted.
    pub fn step(&mut self, directory: &Directory, budget: u32, arriving: bool) -> bool {
        if !self.search.step(directory, budget) {
            return false;
        }
        let fresh =
            |covered: u32| covered == directory.len() || arriving && covered > directory.len() / 2;
        if self.order.by.is_empty() {
            self.covered = directory.len();
        }
        if self.taken.is_some() && fresh(self.covered) {
            self.append();
            return true;
        }
        if self.order.by.is_empty() {
            self.rows.clear();
            self.taken = Some(0);
            self.append();
            return true;
        }
        if !self.all.is_empty() && fresh(self.all.len() as u32) {
            self.narrow(directory);
            return true;
        }
        let mut sorting = match self.sorting.take() {
            Some(sorting) => sorting,
            None => self.start(directory),
        };
        if !sorting.sorter.step(directory, budget as usize) {
            self.sorting = Some(sorting);
            return false;
        }
        let sorted = sorting.sorter.into_rows();
        if sorting.all {
            self.all = sorted;
            self.narrow(directory);
        } else {
            self.rows = sorted;
            self.taken = Some(sorting.found);
            self.covered = sorting.covered;
            self.append();
        }
        fresh(self.covered)
    }

    fn start(&self, directory: &Directory) -> Sorting {
        let found = self.search.rows().len();
        // A few rows are sorted faster on their own.
        let all = found >= directory.len() as usize / 8;
        let rows = if all {
            (0..directory.len()).collect()
        } else {
            self.search.rows().to_vec()
        };
        Sorting {
            sorter: Sorter::new(rows, self.order.clone(), self.now.ms),
            all,
            found,
            covered: directory.len(),
        }
    }

    /// Picks the rows found from the cached order; those that it does not contain yet follow.
    fn narrow(&mut self, directory: &Directory) {
        let found = self.search.rows();
        let known = found.partition_point(|&row| (row as usize) < self.all.len());
        let mut is_found = vec![0_u64; directory.len() as usize / 64 + 1];
        for row in &found[..known] {
            is_found[*row as usize / 64] |= 1 << (row % 64);
        }
        let is_found = |row: &u32| is_found[*row as usize / 64] >> (row % 64) & 1 == 1;
        self.rows.clear();
        self.rows.reserve_exact(found.len());
        self.rows.extend(self.all.iter().copied().filter(is_found));
        self.taken = Some(known);
        self.covered = self.all.len() as u32;
        self.append();
    }

    fn append(&mut self) {
        let found = self.search.rows();
        let taken = self.taken.unwrap_or_default();
        self.rows
            .extend_from_slice(found.get(taken..).unwrap_or_default());
        self.taken = Some(found.len());
    }
}
