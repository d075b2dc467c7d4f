//! Sorts rows, at once or step by step.
//!
//! Each column becomes a number, and the numbers of all columns one key. Names become numbers by being sorted first. Unknown values have
//! a leading digit that descending order does not reverse.

use std::cmp::Ordering;

use super::merge::{Entry, MergeSort, sort_ids};
use super::names::{NameSort, is_nameless};
use super::sort_order::{By, Column, Order};
use crate::field::Field;
use crate::store::Directory;
use crate::store::shape::State;
use crate::time::DAY;
use crate::values::{Completeness, LastLogin, Tristate};

impl Directory {
    /// The rows in order. `now` in milliseconds since 1970: a login more than a day after it is not the latest but implausible.
    pub fn sort(&self, rows: Vec<u32>, order: &Order, now: i64) -> Vec<u32> {
        let mut sorter = Sorter::new(rows, order.clone(), now);
        while !sorter.step(self, usize::MAX) {}
        sorter.into_rows()
    }
}

/// A sort that can pause. All steps must use the same directory, which may grow in the meantime.
#[derive(Debug)]
pub struct Sorter {
    order: Order,
    now: i64,
    rows: Vec<u32>,
    stage: Stage,
    ranks: Ranks,
}

/// Numbers that stand for texts.
#[derive(Debug, Default)]
struct Ranks {
    /// For each row of the directory. Equal names have equal ranks.
    names: Vec<u32>,
    /// For each shared value of the directory.
    shared_values: Vec<u32>,
}

#[derive(Debug)]
enum Stage {
    Names(NameSort),
    /// Making keys from all columns.
    Keys(Vec<Entry>),
    SortKeys(MergeSort),
    Done,
}

impl Sorter {
    /// Equal rows stay in their original order if `rows` are ascending, as a search returns them.
    pub fn new(rows: Vec<u32>, order: Order, now: i64) -> Self {
        let stage = match order.by.iter().any(|by| by.column == Column::User) {
            _ if order.by.is_empty() => Stage::Done,
            true => Stage::Names(NameSort::new(rows.clone())),
            false => Stage::Keys(Vec::with_capacity(rows.len())),
        };
        Self {
            order,
            now,
            rows,
            stage,
            ranks: Ranks::default(),
        }
    }

    /// Continues for about `budget` rows. True when the rows are in order.
    pub fn step(&mut self, directory: &Directory, budget: usize) -> bool {
        let budget = budget.max(1);
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Names(mut names) => {
                if names.step(directory, budget) {
                    self.take_names(directory, names)
                } else {
                    Stage::Names(names)
                }
            }
            Stage::Keys(mut entries) => {
                if entries.is_empty() {
                    self.ranks.shared_values = rank_shared_values(directory);
                }
                let from = entries.len();
                let keys = Keys::new(directory, &self.ranks, &self.order, self.now);
                let rows = self.rows[from..].iter().take(budget);
                entries.extend(rows.map(|&row| Entry {
                    key: keys.key(row),
                    row,
                }));
                if entries.len() == self.rows.len() {
                    Stage::SortKeys(MergeSort::new(entries))
                } else {
                    Stage::Keys(entries)
                }
            }
            Stage::SortKeys(mut sort) => {
                let keys = Keys::new(directory, &self.ranks, &self.order, self.now);
                if sort.step(budget, &|a, b| {
                    keys.compare_rest(a.row, b.row).then(a.row.cmp(&b.row))
                }) {
                    self.rows = sort
                        .into_sorted()
                        .into_iter()
                        .map(|entry| entry.row)
                        .collect();
                    Stage::Done
                } else {
                    Stage::SortKeys(sort)
                }
            }
            Stage::Done => Stage::Done,
        };
        matches!(self.stage, Stage::Done)
    }

    /// The rows, which are in order once [`Self::step`] returned true.
    pub fn into_rows(self) -> Vec<u32> {
        self.rows
    }

    /// What comes after sorting the names.
    fn take_names(&mut self, directory: &Directory, names: NameSort) -> Stage {
        let (rows, groups) = names.into_order();
        if let [
            By {
                column: Column::User,
                descending: false,
            },
        ] = self.order.by[..]
        {
            // Empty names sort first, but users without a name are unknown and belong at the end.
            let nameless = rows
                .iter()
                .take_while(|&&row| is_nameless(directory, row))
                .count();
            self.rows = rows;
            self.rows.rotate_left(nameless);
            return Stage::Done;
        }
        let mut ranks = vec![0; directory.len() as usize];
        for (&row, group) in rows.iter().zip(groups) {
            ranks[row as usize] = group;
        }
        self.ranks.names = ranks;
        self.start_keys()
    }

    fn start_keys(&self) -> Stage {
        Stage::Keys(Vec::with_capacity(self.rows.len()))
    }
}

fn rank_shared_values(directory: &Directory) -> Vec<u32> {
    let text = |word| directory.shared_values.text(word);
    let words = sort_ids(0..directory.shared_values.len() as u32, &|a, b| {
        text(a).cmp(&text(b))
    });
    let mut ranks = vec![0; words.len()];
    for (rank, word) in (0..).zip(words) {
        ranks[word as usize] = rank;
    }
    ranks
}

/// Makes keys of as many columns as fit into 128 bits. The others are compared only between equal keys.
struct Keys<'a> {
    directory: &'a Directory,
    ranks: &'a Ranks,
    packed: &'a [By],
    rest: &'a [By],
    now: i64,
}

/// How many bits a column needs: for its value, and above that for its group (known, or which kind of unknown).
const fn bits(column: Column) -> (u32, u32) {
    match column {
        Column::User => (32, 1),
        Column::Roles | Column::Groups => (24, 1),
        Column::Otp | Column::Status => (1, 1),
        Column::Identity => (16, 1),
        Column::LastLogin => (50, 2),
        Column::Created => (50, 1),
    }
}

impl<'a> Keys<'a> {
    fn new(directory: &'a Directory, ranks: &'a Ranks, order: &'a Order, now: i64) -> Self {
        let mut bits_left = 128_u32;
        let fits = order.by.iter().take_while(|by| {
            let (value, group) = bits(by.column);
            let left = bits_left.checked_sub(value + group);
            bits_left = left.unwrap_or(0);
            left.is_some()
        });
        let (packed, rest) = order.by.split_at(fits.count());
        Self {
            directory,
            ranks,
            packed,
            rest,
            now,
        }
    }

    fn key(&self, row: u32) -> [u64; 2] {
        let mut key = 0_u128;
        for by in self.packed {
            let (value, group) = bits(by.column);
            key = key << (value + group) | u128::from(self.number(*by, row));
        }
        [(key >> 64) as u64, key as u64]
    }

    fn compare_rest(&self, a: u32, b: u32) -> Ordering {
        let columns = self.rest.iter();
        columns
            .map(|by| self.number(*by, a).cmp(&self.number(*by, b)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// The group and value of a cell as one number.
    fn number(&self, by: By, row: u32) -> u64 {
        let (value_bits, _) = bits(by.column);
        let max = (1 << value_bits) - 1;
        let (group, value) = self.cell(by.column, row);
        let value = value.min(max);
        group << value_bits
            | if by.descending && group == 0 {
                max - value
            } else {
                value
            }
    }

    fn cell(&self, column: Column, row: u32) -> (u64, u64) {
        const UNKNOWN: (u64, u64) = (1, 0);
        let Some(user) = self.directory.user(row) else {
            return UNKNOWN;
        };
        let flag = |flag| match flag {
            Tristate::No => (0, 0),
            Tristate::Yes => (0, 1),
            Tristate::Unknown => UNKNOWN,
        };
        let count = |completeness, count: usize| match completeness {
            Completeness::Complete | Completeness::Partial => (0, count as u64),
            Completeness::Unknown => UNKNOWN,
        };
        // Years 0 to 9999 fit.
        let date = |millis: i64| millis.saturating_add(1 << 47).max(0) as u64;
        match column {
            Column::User => {
                if is_nameless(self.directory, row) {
                    UNKNOWN
                } else {
                    (
                        0,
                        u64::from(
                            self.ranks
                                .names
                                .get(row as usize)
                                .copied()
                                .unwrap_or_default(),
                        ),
                    )
                }
            }
            Column::Roles => count(user.grants_completeness(), user.grants().len()),
            Column::Groups => count(user.groups_completeness(), user.groups().len()),
            Column::Otp => flag(user.otp_enabled()),
            Column::Status => flag(user.disabled()),
            Column::Identity => self.identity(row),
            Column::LastLogin => match user.last_login() {
                LastLogin::At(millis) if millis > self.now.saturating_add(DAY) => (1, date(millis)),
                LastLogin::At(millis) => (0, date(millis)),
                LastLogin::Never => (2, 0),
                LastLogin::Unknown => (3, 0),
            },
            Column::Created => match user.state(Field::CreationTimestamp) {
                State::Known => (0, date(self.directory.created.at(row as usize))),
                State::Null | State::Missing | State::Unreadable => UNKNOWN,
            },
        }
    }

    fn identity(&self, row: u32) -> (u64, u64) {
        let directory = self.directory;
        let shape = &directory.shapes[directory.shape_of.at(row as usize) as usize];
        let id = shape.shared_value(Field::IdmType);
        match id.and_then(|id| directory.shared_values.text(id)) {
            Some("SSO") => (0, 0),
            Some("VOLTERRA_MANAGED") => (0, 1),
            Some("UNDEFINED") => (0, 2),
            Some("") | None => (1, 0),
            Some(_) => {
                let rank = id.and_then(|id| self.ranks.shared_values.get(id as usize));
                (0, 3 + u64::from(rank.copied().unwrap_or_default()))
            }
        }
    }
}
