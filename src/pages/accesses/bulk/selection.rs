//! Selecting accesses in the grid. What is selected is the bulk edit's; an access of which nothing that can be changed is known
//! cannot be selected.

use leptos::prelude::*;
use rolecall_text::plural;

use super::state::{ChangeSet, Key, key_of};
use crate::api::access::access_of_user::Access;
use crate::ui::announcer::use_announcer;
use crate::ui::grid::selection::{Select, Selection};

/// The accesses of the bulk edit, as the grid sees them.
pub(crate) fn selection(edit: ChangeSet) -> Selection {
    let is_selected = move |index| {
        let row = edit.list.at(index)?;
        Some(edit.is_chosen(&key_of(row.known()?)?))
    };
    let announcer = use_announcer();
    // The access that was selected last, where a range begins.
    let anchor = StoredValue::new(None::<Key>);
    let on_select = move |what| {
        untrack(|| select(edit, anchor, what));
        let count = edit.chosen.with_untracked(|selected| selected.len());
        announcer.announce(match count {
            0 => "Nothing is selected.".to_owned(),
            count => plural(count as u64, "1 access selected.", "{n} accesses selected."),
        });
    };
    let any = Memo::new(move |_| edit.chosen.with(|selected| !selected.is_empty()));
    Selection::new(is_selected, on_select, any.into())
}

fn select(edit: ChangeSet, anchor: StoredValue<Option<Key>>, what: Select) {
    let key_at = |index| key_of(edit.list.at(index)?.known()?);
    let set = |first: u32, end: u32, selected| {
        edit.list.with_range(first..end, |rows| {
            edit.choose_all(&mut rows.map(|(_, access)| access), selected);
        });
    };
    match what {
        Select::All => set(0, edit.list.count().shown, true),
        Select::InView {
            first,
            end,
            selected,
        } => set(first, end, selected),
        Select::Toggle(index) => {
            let Some(key) = key_at(index) else { return };
            set(index, index + 1, !edit.is_chosen(&key));
            anchor.set_value(Some(key));
        }
        Select::Range(index) => {
            let from = anchor.with_value(|anchor| {
                let anchor = anchor.as_ref()?;
                let all = 0..edit.list.count().shown;
                let is_it = |access: &Access| {
                    access.user.known() == Some(&anchor.0) && access.id.known() == Some(&anchor.1)
                };
                let mut found = None;
                edit.list.with_range(all, |rows| {
                    for (at, access) in rows {
                        if found.is_none() && is_it(access) {
                            found = Some(at);
                        }
                    }
                });
                found
            });
            let from = from.unwrap_or(index);
            set(from.min(index), from.max(index) + 1, true);
        }
    }
}
