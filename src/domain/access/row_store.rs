//! The loaded rows, and which of them are listed in which order. Owns paging: what to request next and when the list is complete.
//! Knows no browser and no request; pages are handed in.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::filter::{Filter, Match, Order};
use super::identity::AccessKey;
use crate::api::access::access_of_user::{Access, AccessList};
use crate::api::json::field::Field;

/// Size of the first page: small, so that rows appear soon. The API's documented default.
pub const FIRST_PAGE: u32 = 100;
/// Size of every further page: the API's maximum.
pub const MAX_PAGE: u32 = 500;
/// We load no more rows than this; a browser would struggle.
pub const MAX_ROWS: usize = 200_000;

/// What follows a page of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterPage {
    /// There are more.
    More,
    /// That was the last page.
    Complete,
    /// The service reports more rows, but sends none.
    Incomplete,
    /// The service sends rows again that it has sent, instead of others.
    Repeating,
    /// There are more than [`MAX_ROWS`].
    LimitReached,
}

#[derive(Default)]
pub struct RowStore {
    rows: Vec<Field<Access>>,
    /// Where the access of a key is.
    known: BTreeMap<AccessKey, u32>,
    /// How many different accesses have a user and number.
    sharing: BTreeMap<(String, String), u32>,
    /// Numbers that several accesses of one user have.
    shared: u32,
    /// Rows received, with those that were listed again.
    received: u32,
    /// The number of rows in the tenant, as reported.
    total: Option<u64>,
    /// Indices of the listed rows, sorted.
    listed: Vec<u32>,
    /// Rows that may or may not match the filter.
    undecided: u32,
    /// Rows that could not be read at all.
    unreadable: u32,
    /// All roles on any of the rows, sorted.
    roles: Vec<String>,
    filter: Filter,
    order: Order,
    now_ms: i64,
}

impl RowStore {
    /// Limit and offset of the next request.
    pub fn next_page(&self) -> (u32, u32) {
        let offset = self.received;
        (if offset == 0 { FIRST_PAGE } else { MAX_PAGE }, offset)
    }

    /// Adds a page that was requested with `limit`.
    pub fn add_page(&mut self, page: AccessList, limit: u32) -> AfterPage {
        let (count, from) = (page.results.len(), self.rows.len());
        self.total = page
            .total
            .known()
            .and_then(|total| u64::try_from(*total).ok());
        for row in &page.results {
            match row.known() {
                Some(access) => add_roles(&mut self.roles, access),
                None => self.unreadable += 1,
            }
        }
        self.received += count as u32;
        let is_changed = self.add_rows(page.results);
        if is_changed {
            self.list_again();
        } else {
            self.list_from(from);
        }
        let is_repeating = count > 0 && self.rows.len() == from;
        let is_last = match self.total {
            Some(total) => u64::from(self.received) >= total,
            // Without a total, a page that is not full is the last.
            None => count < limit as usize,
        };
        let has_all = self
            .total
            .is_none_or(|total| self.rows.len() as u64 >= total);
        if is_repeating || is_last && !has_all {
            AfterPage::Repeating
        } else if is_last {
            AfterPage::Complete
        } else if count == 0 {
            AfterPage::Incomplete
        } else if self.rows.len() >= MAX_ROWS {
            AfterPage::LimitReached
        } else {
            AfterPage::More
        }
    }

    /// Filters and sorts again. `now_ms` is the server's time.
    pub fn arrange(&mut self, filter: Filter, order: Order, now_ms: i64) {
        (self.filter, self.order, self.now_ms) = (filter, order, now_ms);
        self.listed.clear();
        self.undecided = 0;
        self.list_from(0);
    }

    /// Replaces an access with its newer version.
    pub fn replace(&mut self, access: &Access) {
        add_roles(&mut self.roles, access);
        let at = AccessKey::of(access).and_then(|key| self.known.get(&key));
        if let Some(row) = at.and_then(|at| self.rows.get_mut(*at as usize)) {
            *row = Field::Known(access.clone());
        }
        self.list_again();
    }

    fn list_again(&mut self) {
        let (filter, order) = (std::mem::take(&mut self.filter), self.order);
        self.arrange(filter, order, self.now_ms);
    }

    /// Adds rows; one of an access that is known replaces it. Returns whether any does.
    fn add_rows(&mut self, rows: Vec<Field<Access>>) -> bool {
        let mut is_changed = false;
        for row in rows {
            let at = self.rows.len() as u32;
            let Some(key) = row.known().and_then(AccessKey::of) else {
                self.rows.push(row);
                continue;
            };
            match self.known.get(&key) {
                Some(known) => {
                    let old = &mut self.rows[*known as usize];
                    is_changed |= *old != row;
                    *old = row;
                }
                None => {
                    let address = (key.user.clone(), key.access.clone());
                    let count = self.sharing.entry(address).or_default();
                    *count += 1;
                    self.shared += u32::from(*count == 2);
                    self.known.insert(key, at);
                    self.rows.push(row);
                }
            }
        }
        is_changed
    }

    /// Whether another access of the user has the same number.
    pub fn is_shared(&self, user: &str, access: &str) -> bool {
        // Cheap, for it is asked of each row in view.
        self.shared > 0
            && self
                .sharing
                .get(&(user.to_owned(), access.to_owned()))
                .is_some_and(|count| *count > 1)
    }

    /// The first accesses that share their number with another one.
    pub fn first_shared(&self, most: usize) -> Vec<AccessKey> {
        if self.shared == 0 {
            return Vec::new();
        }
        let shared = self
            .known
            .keys()
            .filter(|key| self.is_shared(&key.user, &key.access));
        shared.take(most).cloned().collect()
    }

    /// Lists the matching rows from this index on.
    fn list_from(&mut self, from: usize) {
        for (index, row) in self.rows.iter().enumerate().skip(from) {
            match self.filter.matches(row, self.now_ms) {
                Match::Yes => self.listed.push(index as u32),
                Match::No => {}
                Match::Unknown => self.undecided += 1,
            }
        }
        let (rows, order) = (&self.rows, self.order);
        // Stable, and quick on a sorted list with new rows at its end.
        self.listed.sort_by(
            |a, b| match (rows.get(*a as usize), rows.get(*b as usize)) {
                (Some(a), Some(b)) => order.compare(a, b),
                _ => Ordering::Equal,
            },
        );
    }

    /// The row at a position of the list.
    pub fn at(&self, position: u32) -> Option<&Field<Access>> {
        self.rows.get(*self.listed.get(position as usize)? as usize)
    }

    /// The listed accesses that could be read.
    pub fn listed(&self) -> impl Iterator<Item = &Access> {
        let rows = self
            .listed
            .iter()
            .filter_map(|row| self.rows.get(*row as usize));
        rows.filter_map(Field::known)
    }

    pub fn count(&self) -> Count {
        Count {
            listed: self.listed.len() as u32,
            loaded: self.rows.len() as u32,
            total: self.total.map(|total| total.max(self.rows.len() as u64)),
            undecided: self.undecided,
            unreadable: self.unreadable,
            shared: self.shared,
        }
    }

    /// All roles on any of the rows, sorted.
    pub fn roles(&self) -> Vec<String> {
        self.roles.clone()
    }
}

fn add_roles(roles: &mut Vec<String>, access: &Access) {
    let on_access = access.roles.known().into_iter().flatten();
    for role in on_access.filter_map(Field::known) {
        if let Err(at) = roles.binary_search(role) {
            roles.insert(at, role.clone());
        }
    }
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub listed: u32,
    pub loaded: u32,
    /// Never less than `loaded`.
    pub total: Option<u64>,
    /// Rows that may or may not match the filter; includes the unreadable ones while a filter is set.
    pub undecided: u32,
    /// Rows that could not be read at all.
    pub unreadable: u32,
    /// Numbers that several accesses of one user have.
    pub shared: u32,
}
