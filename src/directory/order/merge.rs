//! A merge sort that can pause after any number of moves. Knows nothing of what keys and rows mean. No crate has a sort that pauses.

use std::cmp::Ordering;

/// A row with the first 128 bits of its sort key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) key: [u64; 2],
    pub(crate) row: u32,
}

/// Runs of this length are sorted in one go.
const RUN: usize = 4096;

#[derive(Debug)]
pub(crate) struct MergeSort {
    from: Vec<Entry>,
    into: Vec<Entry>,
    /// Length of the runs in `from`; 0 while the first runs are being sorted.
    width: usize,
    /// How many entries are in first runs so far.
    sorted: usize,
    left: usize,
    right: usize,
}

impl MergeSort {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        Self {
            into: Vec::with_capacity(if entries.len() > RUN {
                entries.len()
            } else {
                0
            }),
            from: entries,
            width: 0,
            sorted: 0,
            left: 0,
            right: 0,
        }
    }

    /// Continues for about `budget` moves; true when everything is in order. `tie` orders entries with equal keys. No two rows may be equal
    /// for it.
    pub(crate) fn step(&mut self, budget: usize, tie: &dyn Fn(&Entry, &Entry) -> Ordering) -> bool {
        let compare = |a: &Entry, b: &Entry| a.key.cmp(&b.key).then_with(|| tie(a, b));
        let mut left = budget.max(1);
        while self.width == 0 {
            if self.sorted == self.from.len() {
                self.width = RUN;
                (self.left, self.right) = (0, RUN.min(self.from.len()));
                break;
            }
            if left == 0 {
                return false;
            }
            let end = self.from.len().min(self.sorted + RUN);
            self.from[self.sorted..end].sort_unstable_by(compare);
            // A run of 4096 takes about 12 comparisons per entry.
            left = left.saturating_sub((end - self.sorted) * 4);
            self.sorted = end;
        }
        while self.width < self.from.len() {
            let len = self.from.len();
            while self.into.len() < len {
                if left == 0 {
                    return false;
                }
                // The pair of runs being merged.
                let begin = self.into.len() / (2 * self.width) * (2 * self.width);
                let middle = len.min(begin + self.width);
                let end = len.min(begin + 2 * self.width);
                // Runs that are already in order are just copied.
                if self.left == begin && self.right == middle && middle < end {
                    let (last, first) = (&self.from[middle - 1], &self.from[middle]);
                    if compare(last, first).is_le() {
                        self.into.extend_from_slice(&self.from[begin..end]);
                        left = left.saturating_sub((end - begin) / 8);
                        (self.left, self.right) = (end, len.min(end + self.width));
                        continue;
                    }
                }
                let stop = end.min(self.into.len() + left);
                left -= stop - self.into.len();
                while self.into.len() < stop {
                    let take_left = self.right >= end
                        || self.left < middle
                            && compare(&self.from[self.left], &self.from[self.right]).is_le();
                    let next = if take_left {
                        &mut self.left
                    } else {
                        &mut self.right
                    };
                    self.into.push(self.from[*next]);
                    *next += 1;
                }
                if stop == end {
                    (self.left, self.right) = (end, len.min(end + self.width));
                }
            }
            std::mem::swap(&mut self.from, &mut self.into);
            self.into.clear();
            self.width *= 2;
            (self.left, self.right) = (0, self.width.min(len));
        }
        true
    }

    pub(crate) fn into_sorted(self) -> Vec<Entry> {
        self.from
    }
}

/// Sorts IDs by what they stand for, with the sort above: the library's would be compiled once more for each use.
pub(crate) fn sort_ids(
    ids: impl IntoIterator<Item = u32>,
    compare: &dyn Fn(u32, u32) -> Ordering,
) -> Vec<u32> {
    let entries = ids
        .into_iter()
        .map(|row| Entry { key: [0; 2], row })
        .collect();
    let mut sort = MergeSort::new(entries);
    while !sort.step(usize::MAX, &|a, b| compare(a.row, b.row)) {}
    sort.into_sorted()
        .into_iter()
        .map(|entry| entry.row)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_like_the_standard_library_with_any_budget() {
        for (len, spread, budget) in [
            (0, 1, 1),
            (1, 1, 1),
            (4_096, 9, 7),
            (4_097, 1_000_000, 100),
            (30_000, 5_000, 999),
            (50_000, 3, 50_000),
        ] {
            let mut seed = 7_u64;
            let entries: Vec<Entry> = (0..len)
                .map(|row| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    Entry {
                        key: [seed >> 33, 0].map(|word| word % spread),
                        row,
                    }
                })
                .collect();
            let mut expected = entries.clone();
            expected.sort_by_key(|entry| (entry.key, std::cmp::Reverse(entry.row)));
            let mut sort = MergeSort::new(entries);
            while !sort.step(budget, &|a, b| b.row.cmp(&a.row)) {}
            let rows = |entries: Vec<Entry>| {
                entries
                    .into_iter()
                    .map(|entry| entry.row)
                    .collect::<Vec<_>>()
            };
            assert_eq!(rows(sort.into_sorted()), rows(expected));
        }
    }
}
