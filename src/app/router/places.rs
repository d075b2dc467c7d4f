//! Where somebody was in each entry of the history, by its number: in memory, and in the tab's storage while another document is
//! shown. Numbers only, nothing personal.

use leptos::prelude::*;

use super::scroll;
use crate::browser::history;
use crate::browser::storage::StorageArea;
use crate::ui::place::{Places, RowPlace};

const KEY: &str = "places";
/// As many as somebody would go back.
const MAX: usize = 50;

/// How far the page was scrolled, and the row of its grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    top: i32,
    row: Option<RowPlace>,
}

#[derive(Clone, Copy)]
pub(super) struct KeptPlaces {
    /// The oldest first.
    kept: StoredValue<Vec<(u32, Place)>>,
    grid: Places,
}

impl KeptPlaces {
    pub(super) fn provide() -> Self {
        let grid = Places::new();
        provide_context(grid);
        let stored = StorageArea::Session.get(KEY).ok().flatten();
        StorageArea::Session.remove(KEY);
        Self {
            kept: StoredValue::new(read(&stored.unwrap_or_default())),
            grid,
        }
    }

    /// Remembers where somebody is in the entry that is about to be left.
    pub(super) fn leave(self) {
        let entry = history::entry();
        let place = Place {
            top: scroll::top(),
            row: self.grid.current(),
        };
        let _ = self.kept.try_update_value(|kept| {
            kept.retain(|(number, _)| *number != entry);
            if entry != 0 && place != Place::default() {
                kept.push((entry, place));
                kept.drain(..kept.len().saturating_sub(MAX));
            }
        });
    }

    /// Lets the grid return to where somebody was in this entry, and returns how far the page was scrolled. On the same page the
    /// focus stays where it is.
    pub(super) fn come_back(self, is_other_page: bool) -> Option<i32> {
        let entry = history::entry();
        let place = self.kept.with_value(|kept| {
            let found = kept.iter().find(|(number, _)| *number == entry);
            found.map(|(_, place)| *place)
        })?;
        self.grid.want(place.row.map(|row| RowPlace {
            is_focused: row.is_focused && is_other_page,
            ..row
        }));
        Some(place.top)
    }

    pub(super) fn forget_wanted(self) {
        self.grid.want(None);
    }

    /// The document is about to go.
    pub(super) fn store(self) {
        self.leave();
        let text = self.kept.try_with_value(|kept| write(kept));
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = StorageArea::Session.set(KEY, &text);
        }
    }
}

/// `entry top [index key below focused];...`
fn write(kept: &[(u32, Place)]) -> String {
    let mut out = String::new();
    for (entry, place) in kept {
        out.push_str(&[entry.to_string(), place.top.to_string()].join(" "));
        if let Some(row) = place.row {
            let numbers = [
                row.index.to_string(),
                row.key.to_string(),
                row.below.to_string(),
                u8::from(row.is_focused).to_string(),
            ];
            out.push(' ');
            out.push_str(&numbers.join(" "));
        }
        out.push(';');
    }
    out
}

/// Ignores what is not as it was written.
fn read(text: &str) -> Vec<(u32, Place)> {
    let entries = text.split(';').filter_map(|entry| {
        let mut numbers = entry.split(' ').map(|number| number.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        let number = u32::try_from(next()?).ok()?;
        let top = i32::try_from(next()?).ok()?;
        let mut row = || {
            Some(RowPlace {
                index: u32::try_from(next()?).ok()?,
                key: u32::try_from(next()?).ok()?,
                below: i32::try_from(next()?).ok()?,
                is_focused: next()? != 0,
            })
        };
        Some((number, Place { top, row: row() }))
    });
    entries.take(MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn places_survive_their_text(places in vec((any::<u32>(), any::<i32>(), option::of(any::<(u32, u32, i32, bool)>())), 0..9)) {
            let places: Vec<_> = places.into_iter().map(|(entry, top, row)| {
                let row = row.map(|(index, key, below, is_focused)| RowPlace { index, key, below, is_focused });
                (entry, Place { top, row })
            }).collect();
            prop_assert_eq!(read(&write(&places)), places);
        }

        #[test]
        fn any_text_is_read(text in "[0-9 ;a-]{0,40}") {
            let _ = read(&text);
        }
    }
}
