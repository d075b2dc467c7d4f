//! The selected rows: one bit each, so that a million cost 125 KB and selecting all of them takes next to no time.
//!
//! Knows only row numbers. They mean the same users for as long as the directory lives; `identity` takes them along to a newer one.

/// A set of rows.
///
/// ```
/// let mut selected = rolecall_directory::Selection::default();
/// selected.set_all(&[5, 3, 9], true);
/// selected.set(9, false);
/// assert_eq!((selected.len(), selected.among(&[3, 4])), (2, 1));
/// assert_eq!(selected.in_order(&[4, 5]), [5, 3]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Selection {
    bits: Vec<u64>,
    len: u32,
}

impl Selection {
    /// How many rows are selected.
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

    /// Selects or deselects a row.
    pub fn set(&mut self, row: u32, selected: bool) {
        let (index, bit) = (row as usize / 64, 1 << (row % 64));
        if self.bits.len() <= index {
            if !selected {
                return;
            }
            self.bits.resize(index + 1, 0);
        }
        let word = &mut self.bits[index];
        let was = *word & bit != 0;
        if selected && !was {
            self.len += 1;
        } else if was && !selected {
            self.len -= 1;
        }
        *word = if selected { *word | bit } else { *word & !bit };
    }

    /// Selects or deselects each of these rows.
    pub fn set_all(&mut self, rows: &[u32], selected: bool) {
        for row in rows {
            self.set(*row, selected);
        }
    }

    /// How many of these rows are selected.
    pub fn among(&self, rows: &[u32]) -> u32 {
        let selected = rows.iter().filter(|row| self.contains(**row));
        selected.count() as u32
    }

    /// The selected rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        let words = self.bits.iter().enumerate();
        words
            .filter(|(_, word)| **word != 0)
            .flat_map(|(index, word)| {
                let selected = (0..64).filter(move |bit| word >> bit & 1 == 1);
                selected.map(move |bit| index as u32 * 64 + bit)
            })
    }

    /// The selected rows: first those of the list, in its order, then the others, ascending.
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
