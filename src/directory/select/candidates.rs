//! The rows that a search still considers, as bits: a filter clears one bit after the other.

/// Rows from `first` on, one bit each.
#[derive(Debug)]
pub(crate) struct Candidates {
    first: u32,
    len: u32,
    bits: Vec<u64>,
}

impl Candidates {
    /// All rows from `first` to `end`, which is excluded.
    pub(crate) fn all(first: u32, end: u32) -> Self {
        let len = end - first;
        let mut bits = vec![u64::MAX; len.div_ceil(64) as usize];
        if let (Some(last), rest @ 1..) = (bits.last_mut(), len % 64) {
            *last = (1 << rest) - 1;
        }
        Self { first, len, bits }
    }

    /// No rows, in the same range.
    pub(crate) fn none_of(&self) -> Self {
        Self {
            first: self.first,
            len: self.len,
            bits: vec![0; self.bits.len()],
        }
    }

    /// The range in which the rows are; its end is excluded.
    pub(crate) fn range(&self) -> (u32, u32) {
        (self.first, self.first + self.len)
    }

    pub(crate) fn count(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// Adds a row of the range.
    pub(crate) fn insert(&mut self, row: u32) {
        let at = row - self.first;
        self.bits[at as usize / 64] |= 1 << (at % 64);
    }

    /// Removes the rows that are not in `other`, which has the same range.
    pub(crate) fn intersect(&mut self, other: &Self) {
        let words = self.bits.iter_mut().zip(&other.bits);
        words.for_each(|(word, other)| *word &= other);
    }

    /// Removes the rows that are not in `other`, which has the same range, and for which `holds` is false.
    pub(crate) fn retain_or(&mut self, other: &Self, holds: impl Fn(u32) -> bool) {
        self.each(|row, at, bit| other.bits[at] & bit != 0 || holds(row));
    }

    /// Removes the rows for which `holds` is false.
    pub(crate) fn retain(&mut self, holds: impl Fn(u32) -> bool) {
        self.each(|row, _, _| holds(row));
    }

    /// The rows, ascending.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> {
        let first = self.first;
        (first..)
            .step_by(64)
            .zip(&self.bits)
            .flat_map(|(base, &word)| {
                std::iter::successors((word != 0).then_some(word), |word| {
                    Some(word & (word - 1)).filter(|rest| *rest != 0)
                })
                .map(move |word| base + word.trailing_zeros())
            })
    }

    fn each(&mut self, mut holds: impl FnMut(u32, usize, u64) -> bool) {
        for (at, word) in self.bits.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                if !holds(self.first + at as u32 * 64 + rest.trailing_zeros(), at, bit) {
                    *word &= !bit;
                }
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_is_no_multiple_of_64_keeps_its_ends() {
        let mut rows = Candidates::all(100, 230);
        assert_eq!((rows.count(), rows.range()), (130, (100, 230)));
        let mut some = rows.none_of();
        for row in [100, 163, 164, 229] {
            some.insert(row);
        }
        rows.retain_or(&some, |row| row % 50 == 0);
        assert_eq!(
            rows.rows().collect::<Vec<_>>(),
            [100, 150, 163, 164, 200, 229]
        );
        rows.intersect(&some);
        rows.retain(|row| row != 164);
        assert_eq!(rows.rows().collect::<Vec<_>>(), [100, 163, 229]);
    }
}
