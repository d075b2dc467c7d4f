//! The table "Accesses": its header and rows. An unreadable row keeps its position and says so.

use leptos::prelude::*;
use rolecall_text::fnv;

use super::columns::{AccessRow, COLUMNS, ColumnDef, MIN_WIDTH, href};
use super::labels;
use super::loader::{AccessLoader, Phase};
use super::selection::selection;
use super::url_state::UrlState;
use crate::api::access::access_of_user::Access;
use crate::api::json::field::Field;
use crate::app::current_user::use_current_user;
use crate::app::router::{NavigateOptions, use_navigate};
use crate::domain::access::filter::Column;
use crate::pages::accesses::bulk::state::{BulkEdit, key_of};
use crate::pages::accesses::labels::{UNREADABLE, customer_or_unknown};
use crate::ui::badge::MissingValue;
use crate::ui::events::on_checked;
use crate::ui::grid::header::{Sorted, sortable_header};
use crate::ui::grid::selection::Selection;
use crate::ui::grid::{RowPosition, VirtualRows};
use crate::ui::place::{ListState, RowIdentity};

pub(crate) fn table(
    rows: AccessLoader,
    view: Memo<UrlState>,
    go: Callback<UrlState>,
    edit: BulkEdit,
) -> impl IntoView {
    let me = use_current_user();
    let my_id = Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned()));
    let count = Memo::new(move |_| rows.count().listed);
    let has_rows = Memo::new(move |_| count.get() > 0);
    let selection = selection(rows, edit);
    let cells = Callback::new(move |position: RowPosition| {
        let content = move || {
            let row = rows.at(position.index.get())?;
            let is_shared = row.known().is_some_and(|access| rows.is_shared(access));
            Some(cells(
                &row,
                is_shared,
                my_id.get().as_deref(),
                selection,
                position.index,
            ))
        };
        content.into_any()
    });
    let navigate = use_navigate();
    let open = Callback::new(move |index: u32| {
        let row = untrack(|| rows.at(index));
        let href = row.as_ref().and_then(Field::known).and_then(|access| {
            let is_shared = untrack(|| rows.is_shared(access));
            href(access, is_shared)
        });
        if let Some(href) = href {
            navigate(&href, NavigateOptions::default());
        }
    });
    let identity = RowIdentity {
        key: Callback::new(move |index| {
            let row = rows.at(index)?;
            let access = row.known()?;
            let ids = [&access.user, &access.id, &access.customer_id];
            let ids = ids.map(|id| id.known().map_or("", String::as_str));
            Some(fnv::fold(fnv::hash(ids.join(" ").bytes())))
        }),
        state: Signal::derive(move || match rows.phase.get() {
            Phase::Loading => ListState::Loading,
            _ => ListState::Complete,
        }),
    };
    let head = move || {
        view! {
            {selection.header()}
            {COLUMNS.map(|column| header(view, go, column)).collect_view()}
        }
    };
    view! {
        <Show when=move || has_rows.get()>
            {select_all(rows, edit)}
            <div class="access-rows">
                <VirtualRows label=labels::TABLE min_width=MIN_WIDTH count head=head cells on_open=open from_top=rows.generation identity selection />
            </div>
        </Show>
    }
}

fn header(view: Memo<UrlState>, go: Callback<UrlState>, column: ColumnDef) -> AnyView {
    let sorted = Memo::new(move |_| {
        let order = view.with(|view| view.order);
        (order.column == column.sort).then_some(Sorted {
            descending: order.descending,
            rank: 0,
            columns: 1,
        })
    });
    let on_sort =
        Callback::new(move |_| go.run(view.with_untracked(|view| view.cycle_sort(column.sort))));
    sortable_header(column.title, column.width, sorted, on_sort)
}

fn cells(
    row: &Field<Access>,
    is_shared: bool,
    my_id: Option<&str>,
    selection: Selection,
    index: Signal<u32>,
) -> AnyView {
    let Some(access) = row.known() else {
        let all = (COLUMNS.len() + 1).to_string();
        return view! { <td role="gridcell" colspan=all><MissingValue word=UNREADABLE /></td> }
            .into_any();
    };
    let row = AccessRow {
        access,
        is_own: my_id.is_some() && access.user.known().map(String::as_str) == my_id,
        is_shared,
    };
    let cells = COLUMNS.map(|column| {
        let content = (column.cell)(&row);
        match column.sort {
            Column::Access => view! { <th role="rowheader" scope="row">{content}</th> }.into_any(),
            _ => view! { <td role="gridcell">{content}</td> }.into_any(),
        }
    });
    view! {
        {select_cell(access, is_shared, selection, index)}
        {cells.collect_view()}
    }
    .into_any()
}

/// An access that can't be selected has no checkbox.
fn select_cell(
    access: &Access,
    is_shared: bool,
    selection: Selection,
    index: Signal<u32>,
) -> AnyView {
    match key_of(access) {
        Some(key) => selection.cell(index, move || {
            let customer = is_shared.then(|| customer_or_unknown(key.customer.as_deref()));
            labels::select(&key.access, customer.as_deref())
        }),
        None => view! { <td role="gridcell"></td> }.into_any(),
    }
}

/// The checkbox that selects all listed accesses.
fn select_all(rows: AccessLoader, edit: BulkEdit) -> AnyView {
    let counted = Memo::new(move |_| {
        let tally = rows.with_listed(|listed| {
            let keys = listed.filter_map(key_of);
            keys.fold((0_u64, 0_u64), |(all, selected), key| {
                (all + 1, selected + u64::from(edit.is_selected(&key)))
            })
        });
        tally.unwrap_or_default()
    });
    let all = move || {
        let (all, selected) = counted.get();
        all > 0 && all == selected
    };
    let some = move || {
        let (all, selected) = counted.get();
        selected > 0 && selected < all
    };
    view! {
        <label class="confirm select-all">
            <input
                type="checkbox"
                prop:checked=all
                prop:indeterminate=some
                on:change=on_checked(move |wanted| {
                    untrack(|| rows.with_listed(|listed| edit.select_all(listed, wanted)));
                })
            />
            <span>{move || labels::select_all(counted.get().0)}</span>
        </label>
    }
    .into_any()
}
