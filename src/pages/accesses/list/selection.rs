//! Selecting accesses in the grid. The bulk edit owns the selection; an access without any known editable value can't be selected.

use leptos::prelude::*;

use super::labels;
use super::loader::AccessLoader;
use crate::api::access::access_of_user::Access;
use crate::domain::access::identity::AccessKey;
use crate::pages::accesses::bulk::state::{BulkEdit, key_of};
use crate::ui::announcer::use_announcer;
use crate::ui::grid::selection::{Select, Selection};

/// The accesses of the bulk edit, as the grid sees them.
pub(crate) fn selection(loader: AccessLoader, edit: BulkEdit) -> Selection {
    let is_selected = move |index| {
        let row = loader.at(index)?;
        Some(edit.is_selected(&key_of(row.known()?)?))
    };
    let announcer = use_announcer();
    // The access that was selected last, where a range begins.
    let anchor = StoredValue::new(None::<AccessKey>);
    let on_select = move |what| {
        untrack(|| select(loader, edit, anchor, what));
        let count = edit.selected.with_untracked(|selected| selected.len());
        announcer.announce(labels::selected(count));
    };
    let any = Memo::new(move |_| edit.selected.with(|selected| !selected.is_empty()));
    Selection::new(is_selected, on_select, any.into())
}

fn select(
    loader: AccessLoader,
    edit: BulkEdit,
    anchor: StoredValue<Option<AccessKey>>,
    what: Select,
) {
    let key_at = |index| key_of(loader.at(index)?.known()?);
    let set = |first: u32, end: u32, selected| {
        loader.with_range(first..end, |rows| {
            edit.select_all(&mut rows.map(|(_, access)| access), selected);
        });
    };
    match what {
        Select::All => set(0, loader.count().listed, true),
        Select::InView {
            first,
            end,
            selected,
        } => set(first, end, selected),
        Select::Toggle(index) => {
            let Some(key) = key_at(index) else { return };
            set(index, index + 1, !edit.is_selected(&key));
            anchor.set_value(Some(key));
        }
        Select::Range(index) => {
            let from = anchor.with_value(|anchor| {
                let anchor = anchor.as_ref()?;
                let all = 0..loader.count().listed;
                let is_it = |access: &Access| AccessKey::of(access).as_ref() == Some(anchor);
                let mut found = None;
                loader.with_range(all, |rows| {
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
