//! The table "Users and roles": its header and the cells of a row. What is listed and what a click means are handed in.

use std::sync::Arc;

use leptos::prelude::*;
use rolecall_directory::{Column, Completeness, Key};
use rolecall_text::fnv;

use super::columns::{
    COLUMNS, Cell, ColumnDef, ListPreview, MIN_WIDTH, UserCell, UserRow, order_sentence,
};
use super::data::user_keys::UserKeys;
use super::labels;
use super::selection::UserSelection;
use super::url::sync::Url;
use crate::browser::intl;
use crate::ui::announcer::use_announcer;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::grid::header::{Sorted, sortable_header};
use crate::ui::grid::{RowPosition, VirtualRows};
use crate::ui::place::RowIdentity;

pub(crate) fn table(
    url: Url,
    keys: UserKeys,
    selected: UserSelection,
    on_open: Callback<u32>,
) -> impl IntoView {
    let (users, listed) = (selected.users, selected.listed);
    let selection = selected.in_grid();
    let count = Memo::new(move |_| listed.state().count);
    let from_top = Memo::new(move |_| listed.state().query);
    let cells = Callback::new(move |position: RowPosition| {
        let index = position.index;
        // Most of what happens leaves the user at an index the same.
        let row = Memo::new(move |_| {
            if position.in_view.get() {
                listed.at(index.get())
            } else {
                listed.at_deferred(index.get())
            }
        });
        let user_row = Memo::new(move |_| {
            let (_, row) = row.get()?;
            users
                .with(|directory| Some(Arc::new(UserRow::new(&directory.user(row)?))))
                .flatten()
        });
        let key = Memo::new(move |_| {
            let (_, row) = row.get()?;
            users
                .with(|directory| Some(keys.of(&directory.user(row)?)))
                .flatten()
        });
        let label = text(user_row, |user| labels::select(&user.name));
        let cells = COLUMNS.iter().enumerate();
        let cells = cells.map(|(number, column)| match column.sort {
            Column::User => user_cell(url, key, user_row),
            _ => cell(user_row, number),
        });
        view! { {selection.cell(index, label)}{cells.collect_view()} }.into_any()
    });
    let identity = RowIdentity {
        key: Callback::new(move |index| {
            let (_, row) = listed.at(index)?;
            let key = users.with(|directory| {
                let user = directory.user(row)?;
                let texts =
                    [user.name(), user.email()].map(|text| text.known().unwrap_or_default());
                Some(fnv::fold(fnv::hash(texts.join("\n").bytes())))
            });
            key.flatten()
        }),
        state: Signal::derive(move || listed.list_state()),
    };
    let head = move || {
        let columns = COLUMNS.map(|column| header(url, column));
        view! { {selection.header()}{columns.collect_view()} }
    };
    view! {
        <VirtualRows label=labels::TABLE min_width=MIN_WIDTH count head cells on_open from_top identity selection />
    }
}

fn header(url: Url, column: ColumnDef) -> AnyView {
    let announcer = use_announcer();
    let sorted = Memo::new(move |_| {
        url.with(|state| {
            let (rank, by) = state.sorted(column.sort)?;
            Some(Sorted {
                descending: by.descending,
                rank,
                columns: state.sort.by.len(),
            })
        })
    });
    let on_sort = Callback::new(move |add| {
        url.push(|state| state.cycle_sort(column.sort, add));
        announcer.announce(url.with_untracked(|state| order_sentence(&state.sort)));
    });
    sortable_header(column.title, column.width, sorted, on_sort)
}

/// What a row shows; `None` while there is no user.
type RowMemo = Memo<Option<Arc<UserRow>>>;

/// Every row differs in this cell, so only its texts change: a browser lays out again whatever loses an attribute.
fn user_cell(url: Url, key: Memo<Option<Key>>, row: RowMemo) -> AnyView {
    let is_disabled = Memo::new(move |_| with_user(row, |user| user.is_disabled));
    let badges = Memo::new(move |_| with_user(row, |user| user.badges.clone()));
    let badges = move || {
        let badge = |text: String| view! { <Badge tone=Tone::Plain text /> };
        badges.get().into_iter().map(badge).collect_view()
    };
    let href = move || {
        let key = key.get()?;
        Some(url.href_of_user(key))
    };
    let has_email = Memo::new(move |_| with_user(row, |user| !user.email.is_empty()));
    let email = move || {
        let text = text(row, |user| user.email.clone());
        has_email
            .get()
            .then(|| view! { <span class="user-email" dir="auto" translate="no">{text}</span> })
    };
    view! {
        <th role="rowheader" scope="row" class="user-cell" class:user-off=is_disabled>
            <span class="user-line">
                // Not a tab stop of its own: Enter on the row does the same.
                <a class="user-name" href=href tabindex="-1" data-row-link="" draggable="false" dir="auto" translate="no">
                    {text(row, |user| user.name.clone())}
                </a>
                {badges}
            </span>
            {email}
        </th>
    }
    .into_any()
}

fn with_user<T: Default>(row: RowMemo, look: fn(&UserCell) -> T) -> T {
    row.with(|row| {
        row.as_ref()
            .and_then(|row| row.user())
            .map(look)
            .unwrap_or_default()
    })
}

fn text(
    row: RowMemo,
    text: fn(&UserCell) -> String,
) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || with_user(row, text)
}

/// Any other cell, redrawn only when what it shows differs.
fn cell(row: RowMemo, number: usize) -> AnyView {
    let cell = Memo::new(move |_| row.with(|row| Some(row.as_ref()?.cells[number].clone())));
    let drawn = move || cell.with(|cell| cell.as_ref().map(draw));
    view! { <td role="gridcell">{drawn}</td> }.into_any()
}

pub(super) fn draw(cell: &Cell) -> AnyView {
    match cell {
        Cell::Text(text) => view! { <span dir="auto">{text.clone()}</span> }.into_any(),
        Cell::Quiet(text) => view! { <span class="quiet">{*text}</span> }.into_any(),
        Cell::Badge(tone, text) => view! { <Badge tone=*tone text=*text /> }.into_any(),
        Cell::Unknown => view! { <MissingValue word=labels::UNKNOWN /> }.into_any(),
        Cell::Time(ms) => view! {
            <time datetime=intl::iso(*ms) title=intl::exact_time(*ms)>{intl::day(*ms)}</time>
        }
        .into_any(),
        Cell::List(list) => list_preview(list),
        // `user_cell` draws it.
        Cell::User(_) => ().into_any(),
    }
}

/// Some items of a list, and how many more there are. An empty list is "None" only if all of it could be read.
fn list_preview(list: &ListPreview) -> AnyView {
    let ListPreview {
        named,
        more,
        completeness,
    } = list;
    let items = named.iter().enumerate().map(|(index, (name, note))| {
        let note = (!note.is_empty())
            .then(|| view! { <small>" ("<bdi translate="no">{note.clone()}</bdi>")"</small> });
        view! {
            {(index > 0).then_some(", ")}
            <bdi translate="no">{name.clone()}</bdi>
            {note}
        }
    });
    let end = match completeness {
        Completeness::Complete => named
            .is_empty()
            .then(|| view! { <small>{labels::NONE}</small> }.into_any()),
        Completeness::Partial => {
            Some(view! { " " <MissingValue word=labels::SOME_UNREADABLE /> }.into_any())
        }
        Completeness::Unknown => Some(view! { <MissingValue word=labels::UNKNOWN /> }.into_any()),
    };
    view! {
        {items.collect_view()}
        {(*more > 0).then(|| view! { <small>{labels::and_more(*more)}</small> })}
        {end}
    }
    .into_any()
}
