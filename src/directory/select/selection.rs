//! Rows that somebody marked: one bit each, so that a million cost 125 KB and marking them all takes no time to speak of.
//!
//! Knows row numbers only. They mean the same users as long as the directory lives; to a newer one, `carry` takes them along.

/// A set of rows.
///
/// ```
/// let mut marked = rolecall_directory::Selection::default();
/// marked.set_all(&[5, 3, 9], true);
/// marked.set(9, false);
/// assert_eq!((marked.len(), marked.among(&[3, 4])), (2, 1));
/// assert_eq!(marked.in_order(&[4, 5]), [5, 3]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Selection {
    bits: Vec<u64>,
    len: u32,
}

impl Selection {
    /// How many rows are marked.
    pub fn len(&self) -> u32 {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn contains(&self, row: u32) -> bool {
        let word = self.bits.get(row as usize / 64).copied();
        word.unwrap_or_default() >> (row % 64) & 1 == 1
    }

    /// Marks a row, or takes the mark away.
    pub fn set(&mut self, row: u32, marked: bool) {
        let (place, bit) = (row as usize / 64, 1 << (row % 64));
        if self.bits.len() <= place {
            if !marked {
                return;
            }
            self.bits.resize(place + 1, 0);
        }
        let word = &mut self.bits[place];
        let was = *word & bit != 0;
        if marked && !was {
            self.len += 1;
        } else if was && !marked {
            self.len -= 1;
        }
        *word = if marked { *word | bit } else { *word & !bit };
    }

    /// As [`Self::set`], for each of these.
    pub fn set_all(&mut self, rows: &[u32], marked: bool) {
        for row in rows {
            self.set(*row, marked);
        }
    }

    /// How many of these rows are marked.
    pub fn among(&self, rows: &[u32]) -> u32 {
        let marked = rows.iter().filter(|row| self.contains(**row));
        marked.count() as u32
    }

    /// The marked rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        let words = self.bits.iter().enumerate();
        words
            .filter(|(_, word)| **word != 0)
            .flat_map(|(place, word)| {
                let marked = (0..64).filter(move |bit| word >> bit & 1 == 1);
                marked.map(move |bit| place as u32 * 64 + bit)
            })
    }

    /// The marked rows: first those of the list, in its order, then the others as they came.
    pub fn in_order(&self, list: &[u32]) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.len as usize);
        rows.extend(list.iter().copied().filter(|row| self.contains(*row)));
        if rows.len() < self.len as usize {
            let mut rest = self.clone();
            rest.set_all(&rows, false);
            rows.extend(rest.rows());
        }
        rows
    }
}
