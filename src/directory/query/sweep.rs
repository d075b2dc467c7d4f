//! Runs one test over many rows at once. A text is searched for in whole chunks of memory instead of row by row.

use memchr::memmem::Finder;

use super::search::{Test, has_any};
use crate::select::Candidates;
use crate::store::{Arena, Directory};

/// Keeps the rows for which the test holds.
pub(super) fn retain(rows: &mut Candidates, directory: &Directory, test: &Test) {
    let (first, end) = rows.range();
    match test {
        // Only worth it while many rows are left; a few are faster one by one.
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
        let chunk = Arena::chunk_number(starts.at(row as usize));
        // The end of the rows in this chunk of memory, or of the range.
        let chunk_end = gallop(row, end, |row| {
            Arena::chunk_number(starts.at(row as usize)) > chunk
        });
        let bytes = directory.search_text.chunk(chunk);
        let stop = match chunk_end < end
            || chunk_end < directory.len()
                && Arena::chunk_number(starts.at(chunk_end as usize)) > chunk
        {
            true => bytes.len(),
            false if chunk_end < directory.len() => Arena::offset(starts.at(chunk_end as usize)),
            false => bytes.len(),
        };
        let mut at = Arena::offset(starts.at(row as usize));
        while let Some(hit) = bytes.get(at..stop).and_then(|bytes| needle.find(bytes)) {
            let place = at + hit;
            // The row after the hit starts behind it.
            let next = gallop(row + 1, chunk_end, |row| {
                Arena::offset(starts.at(row as usize)) > place
            });
            found(next - 1);
            if next >= chunk_end {
                break;
            }
            row = next;
            at = Arena::offset(starts.at(row as usize));
        }
        row = chunk_end;
    }
}

/// The first row between `from` and `end` for which `is` holds, or `end`. Once true, `is` must stay true. Fast if the row is near.
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
