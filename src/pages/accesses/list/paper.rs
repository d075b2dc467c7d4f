//! The list of accesses on paper: all of them up to a limit, in the order of the table, and in words what they were filtered by.

use leptos::prelude::*;

use super::columns::{AccessRow, COLUMNS};
use super::filters::describe;
use super::labels;
use super::loader::{AccessLoader, Phase};
use super::url_state::UrlState;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::browser::intl;
use crate::pages::accesses::labels::UNREADABLE;
use crate::ui::badge::MissingValue;
use crate::ui::paper::{MAX_ROWS, on_paper};

pub(crate) fn paper(rows: AccessLoader, view: Memo<UrlState>) -> AnyView {
    let me = use_current_user();
    let client = StoredValue::new_local(use_client());
    on_paper(move || {
        let now = client.with_value(|client| intl::exact_time(client.now_ms()));
        let count = rows.count();
        let cut = count.listed as usize > MAX_ROWS;
        let is_complete = rows.phase.get() == Phase::Complete;
        let my_id = me.value().and_then(|me| me.user_uuid.known().cloned());
        let head = COLUMNS.map(|column| view! { <th scope="col">{column.title}</th> });
        let body = (0..count.listed.min(MAX_ROWS as u32)).filter_map(|index| {
            let row = rows.at(index)?;
            let Some(access) = row.known() else {
                let all = COLUMNS.len().to_string();
                return Some(
                    view! { <tr><td colspan=all><MissingValue word=UNREADABLE /></td></tr> }
                        .into_any(),
                );
            };
            let is_own = my_id.is_some() && access.user.known() == my_id.as_ref();
            let row = AccessRow {
                access,
                is_own,
                is_shared: rows.is_shared(access),
            };
            let cells = COLUMNS.map(|column| view! { <td>{(column.cell)(&row)}</td> });
            Some(view! { <tr>{cells.collect_view()}</tr> }.into_any())
        });
        view! {
            <p>
                {labels::count(count, is_complete)}{labels::as_of(&now)}
                {cut.then(|| labels::cut(MAX_ROWS as u64))}
            </p>
            <p dir="auto">{view.with(describe)}</p>
            <table aria-label=labels::TABLE>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{body.collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}
