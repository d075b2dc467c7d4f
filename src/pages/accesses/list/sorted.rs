//! Numbers of rows put in order by a comparison. A merge sort of our own: that of the library would be several times the bytes of
//! WebAssembly. Knows no row.

use std::cmp::Ordering;

/// How two rows stand to each other.
pub(crate) type Compare<'a> = dyn Fn(u32, u32) -> Ordering + 'a;

/// The rows in order, equal ones as they came.
pub(crate) fn sorted(rows: &[u32], compare: &Compare<'_>) -> Vec<u32> {
    if rows.len() < 2 {
        return rows.to_vec();
    }
    let (first, second) = rows.split_at(rows.len() / 2);
    merged(&sorted(first, compare), &sorted(second, compare), compare)
}

/// Two runs that are in order, as one; of equal ones the first run's come first.
pub(crate) fn merged(first: &[u32], second: &[u32], compare: &Compare<'_>) -> Vec<u32> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first, second);
    while let (Some((a, more)), Some((b, others))) = (first.split_first(), second.split_first()) {
        if compare(*a, *b) == Ordering::Greater {
            all.push(*b);
            second = others;
        } else {
            all.push(*a);
            first = more;
        }
    }
    all.extend_from_slice(first);
    all.extend_from_slice(second);
    all
}
