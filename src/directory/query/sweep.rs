//! Runs one test over many rows at once. A text is searched for in whole chunks of memory instead of row by row.

use memchr::memmem::Finder;

use super::search::{Test, has_any};
use crate::select::Candidates;
use crate::store::{Arena, Directory};

/// Keeps the rows for which the test holds.
pub(super) fn retain(rows: &mut Candidates, directory: &Directory, test: &Test) {
    let (first, end) = rows.range();
    match test {
        // Worth it only while many rows are left; a few are quicker one by one.
        Test::Text {
            needle,
            pairs,
            groups,
        } if rows.count() * 8 > end - first => {
            let mut found = rows.none_of();
            sweep(directory, needle, first, end, |row| found.insert(row));
            if pairs.is_some() || groups.is_some() {
                rows.retain_or(&found, |row| {
                    pairs.as_ref().is_some_and(|set| {
                        has_any(set, &directory.grants_end, &directory.grants, row)
                    }) || groups.as_ref().is_some_and(|set| {
                        has_any(set, &directory.memberships_end, &directory.memberships, row)
                    })
                });
            } else {
                rows.intersect(&found);
            }
        }
        _ => rows.retain(|row| test.holds(directory, row)),
    }
}

/// Calls `found` for every row from `first` to `end` (excluded) whose search text contains the needle.
fn sweep(
    directory: &Directory,
    needle: &Finder<'_>,
    first: u32,
    end: u32,
    mut found: impl FnMut(u32),
) {
    let starts = &directory.search_text_at;
    let mut row = first;
    while row < end {
        let piece = Arena::piece(starts.at(row as usize));
        // The last row of this piece of memory, or of the slice.
        let beyond = gallop(row, end, |row| {
            Arena::piece(starts.at(row as usize)) > piece
        });
        let bytes = directory.search_text.chunk(piece);
        let stop = match beyond < end
            || beyond < directory.len() && Arena::piece(starts.at(beyond as usize)) > piece
        {
            true => bytes.len(),
            false if beyond < directory.len() => Arena::within(starts.at(beyond as usize)),
            false => bytes.len(),
        };
        let mut at = Arena::within(starts.at(row as usize));
        while let Some(hit) = bytes.get(at..stop).and_then(|bytes| needle.find(bytes)) {
            let place = at + hit;
            // The row after the hit begins beyond it.
            let next = gallop(row + 1, beyond, |row| {
                Arena::within(starts.at(row as usize)) > place
            });
            found(next - 1);
            if next >= beyond {
                break;
            }
            row = next;
            at = Arena::within(starts.at(row as usize));
        }
        row = beyond;
    }
}

/// The first row from `from` to `end` for which `is` holds, or `end`; `is` must not turn false again. Near answers are quick.
fn gallop(from: u32, end: u32, is: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut stride) = (from, 1);
    while low < end {
        let probe = low.saturating_add(stride - 1).min(end - 1);
        if is(probe) {
            let (mut high, mut low) = (probe, low);
            while low < high {
                let middle = low + (high - low) / 2;
                if is(middle) {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            return high;
        }
        low = probe + 1;
        stride *= 2;
    }
    end
}
