//! The rows that have arrived, and which of them are listed in which order. No browser and no request: pages of rows are handed
//! in, and what changes as they come is kept up without going over all rows again.

use std::cmp::Ordering;

use super::sorted::{merged, sorted};
use crate::api::access::access_of_user::{Access, AccessList};
use crate::api::json::field::Field;
use crate::domain::access::filter::{Match, Narrow, Order};

/// Rows asked for first, so that there is something to see; the documented default.
pub(crate) const FIRST: u32 = 100;
/// Rows asked for from then on: the most there may be.
pub(crate) const MOST: u32 = 500;
/// More rows than this a browser is not asked to hold; that it is not all is said.
pub(crate) const ROOM: usize = 200_000;

/// What comes after a page of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// There are more.
    More,
    /// These are all.
    Whole,
    /// The service says that there are more, and does not give them.
    Short,
    /// There are more than we take.
    Full,
}

#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) rows: Vec<Field<Access>>,
    /// How many there are in all, as the service says.
    total: Option<u64>,
    /// Numbers of rows that are listed, in order.
    shown: Vec<u32>,
    /// Rows of which it is not known whether they belong to these.
    undecided: u32,
    /// Rows that could not be read at all.
    lost: u32,
    /// The roles on any of the rows, sorted.
    roles: Vec<String>,
    narrow: Narrow,
    order: Order,
    now_ms: i64,
}

impl Shelf {
    /// How many rows to ask for next, and from where.
    pub(crate) fn next(&self) -> (u32, u32) {
        let offset = self.rows.len() as u32;
        (if offset == 0 { FIRST } else { MOST }, offset)
    }

    /// Takes a page that was asked for with `limit`.
    pub(crate) fn take(&mut self, page: AccessList, limit: u32) -> Then {
        let (count, from) = (page.results.len(), self.rows.len());
        self.total = page
            .total
            .known()
            .and_then(|total| u64::try_from(*total).ok());
        for row in &page.results {
            match row.known() {
                Some(access) => note_roles(&mut self.roles, access),
                None => self.lost += 1,
            }
        }
        self.rows.extend(page.results);
        self.list(from);
        let is_last = match self.total {
            Some(total) => self.rows.len() as u64 >= total,
            // Without a total, a page that is not full is the last.
            None => count < limit as usize,
        };
        if is_last {
            Then::Whole
        } else if count == 0 {
            Then::Short
        } else if self.rows.len() >= ROOM {
            Then::Full
        } else {
            Then::More
        }
    }

    /// Other rows are wanted, or in another order.
    pub(crate) fn arrange(&mut self, narrow: Narrow, order: Order, now_ms: i64) {
        (self.narrow, self.order, self.now_ms) = (narrow, order, now_ms);
        self.shown.clear();
        self.undecided = 0;
        self.list(0);
    }

    /// Puts the access as it is now in place of what is there of it.
    pub(crate) fn replace(&mut self, access: &Access) {
        note_roles(&mut self.roles, access);
        for row in &mut self.rows {
            let is_it = row
                .known()
                .is_some_and(|old| old.id == access.id && old.user == access.user);
            if is_it {
                *row = Field::Known(access.clone());
            }
        }
        let (narrow, order) = (std::mem::take(&mut self.narrow), self.order);
        self.arrange(narrow, order, self.now_ms);
    }

    fn list(&mut self, from: usize) {
        let mut new = Vec::new();
        for (index, row) in self.rows.iter().enumerate().skip(from) {
            match self.narrow.matches(row, self.now_ms) {
                Match::Yes => new.push(index as u32),
                Match::No => {}
                Match::Unknown => self.undecided += 1,
            }
        }
        let (rows, order) = (&self.rows, self.order);
        let compare = |a: u32, b: u32| match (rows.get(a as usize), rows.get(b as usize)) {
            (Some(a), Some(b)) => order.compare(a, b),
            _ => Ordering::Equal,
        };
        self.shown = merged(&self.shown, &sorted(&new, &compare), &compare);
    }

    /// The row at a place of the list.
    pub(crate) fn at(&self, place: u32) -> Option<&Field<Access>> {
        self.rows.get(*self.shown.get(place as usize)? as usize)
    }

    /// The accesses that are listed and could be read.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &Access> {
        let rows = self
            .shown
            .iter()
            .filter_map(|row| self.rows.get(*row as usize));
        rows.filter_map(Field::known)
    }

    pub(crate) fn count(&self) -> Count {
        Count {
            shown: self.shown.len() as u32,
            arrived: self.rows.len() as u32,
            total: self.total.map(|total| total.max(self.rows.len() as u64)),
            undecided: self.undecided,
            lost: self.lost,
        }
    }

    /// The roles that are on any of the rows, sorted.
    pub(crate) fn roles(&self) -> Vec<String> {
        self.roles.clone()
    }
}

fn note_roles(roles: &mut Vec<String>, access: &Access) {
    let on_access = access.roles.known().into_iter().flatten();
    for role in on_access.filter_map(Field::known) {
        if let Err(at) = roles.binary_search(role) {
            roles.insert(at, role.clone());
        }
    }
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) shown: u32,
    pub(crate) arrived: u32,
    pub(crate) total: Option<u64>,
    pub(crate) undecided: u32,
    /// Rows that could not be read at all.
    pub(crate) lost: u32,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::api::access::access_of_user::decode_list;
    use crate::domain::access::filter::Column;

    fn row(id: u32, more: &str) -> String {
        format!("{{\"id\":{id},\"user\":\"u{}\"{more}}}", id % 7)
    }

    fn page(rows: &[String], total: &str) -> AccessList {
        decode_list(&format!(
            "{{\"data\":{{\"total\":{total},\"results\":[{}]}}}}",
            rows.join(",")
        ))
        .unwrap()
    }

    fn rows(from: u32, count: u32) -> Vec<String> {
        (from..from + count).map(|id| row(id, "")).collect()
    }

    fn ids(shelf: &Shelf) -> Vec<String> {
        shelf
            .listed()
            .filter_map(|access| access.id.known().cloned())
            .collect()
    }

    #[test]
    fn pages_are_asked_for_until_the_total_is_there_wherever_the_service_cuts_them() {
        let mut shelf = Shelf::default();
        assert_eq!(shelf.next(), (100, 0));
        assert_eq!(shelf.take(page(&rows(0, 100), "250"), 100), Then::More);
        assert_eq!(shelf.next(), (500, 100));
        // Fewer than asked for: the service has its own limit.
        assert_eq!(shelf.take(page(&rows(100, 100), "250"), 500), Then::More);
        assert_eq!(shelf.next(), (500, 200));
        assert_eq!(shelf.take(page(&rows(200, 50), "250"), 500), Then::Whole);
        assert_eq!(shelf.count().arrived, 250);
    }

    #[test]
    fn without_a_total_a_full_page_is_followed_by_another_and_a_lying_total_ends() {
        let take = |count, total| Shelf::default().take(page(&rows(0, count), total), 100);
        assert_eq!(take(100, "null"), Then::More);
        assert_eq!(take(99, "null"), Then::Whole);
        assert_eq!(take(99, "-3"), Then::Whole);
        assert_eq!(take(0, "7"), Then::Short);
        assert_eq!(take(100, "7"), Then::Whole);
        let mut shelf = Shelf::default();
        shelf.take(page(&rows(0, 100), "7"), 100);
        assert_eq!(shelf.count().total, Some(100), "never fewer than are there");
    }

    #[test]
    fn what_arrives_is_listed_as_if_it_had_all_been_there_at_once() {
        for column in [
            Column::Access,
            Column::User,
            Column::Roles,
            Column::LastLogin,
        ] {
            for descending in [false, true] {
                let order = Order { column, descending };
                let all: Vec<String> = (0..90)
                    .map(|id| {
                        let role = ["", ",\"roles\":[\"R\"]", ",\"roles\":[]", ",\"roles\":7"];
                        let login = [
                            "",
                            ",\"last_login_at\":null",
                            ",\"last_login_at\":\"2026-03-01T00:00:00Z\"",
                        ];
                        row(
                            id * 37 % 90,
                            &format!("{}{}", role[id as usize % 4], login[id as usize % 3]),
                        )
                    })
                    .collect();
                let narrow = Narrow {
                    role: Some("R".to_owned()),
                    ..Narrow::default()
                };
                for narrow in [Narrow::default(), narrow] {
                    let mut whole = Shelf::default();
                    whole.take(page(&all, "90"), 500);
                    whole.arrange(narrow.clone(), order, 0);
                    let mut pieces = Shelf::default();
                    pieces.arrange(narrow, order, 0);
                    for piece in all.chunks(7) {
                        pieces.take(page(piece, "90"), 7);
                    }
                    assert_eq!(ids(&pieces), ids(&whole), "{order:?}");
                    assert_eq!(pieces.count().undecided, whole.count().undecided);
                }
            }
        }
    }

    #[test]
    fn a_saved_access_takes_its_own_place_and_may_leave_the_list() {
        let mut shelf = Shelf::default();
        let list = [row(1, ",\"roles\":[\"A\"]"), row(2, ",\"roles\":[\"A\"]")];
        shelf.take(page(&list, "2"), 100);
        let narrow = Narrow {
            role: Some("A".to_owned()),
            ..Narrow::default()
        };
        shelf.arrange(narrow, Order::default(), 0);
        assert_eq!(ids(&shelf), ["1", "2"]);
        let saved = page(&[row(1, ",\"roles\":[\"B\"]")], "1");
        shelf.replace(saved.results[0].known().unwrap());
        assert_eq!(ids(&shelf), ["2"]);
        assert_eq!(shelf.count().arrived, 2);
    }
}
