//! The table "Users and roles": its header and the cells of a row. What is listed and what a click means are handed in.

use std::sync::Arc;

use leptos::prelude::*;
use rolecall_directory::{Column, Completeness};

use super::columns::{
    COLUMNS, Cell, ColumnDef, ListPreview, MIN_WIDTH, UserCell, UserRow, order_sentence,
};
use super::selection::UserSelection;
use super::url::sync::Url;
use crate::browser::intl;
use crate::ui::announcer::use_announcer;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::grid::header::{Sorted, sortable_header};
use crate::ui::grid::{RowPosition, VirtualRows};

pub(crate) fn table(view: Url, selected: UserSelection, on_open: Callback<u32>) -> impl IntoView {
    let (users, list) = (selected.users, selected.list);
    let selection = selected.in_grid();
    let count = Memo::new(move |_| list.state().count);
    let from_top = Memo::new(move |_| list.state().query);
    let cells = Callback::new(move |position: RowPosition| {
        let index = position.index;
        // Most of what happens leaves the user at an index the same.
        let row = Memo::new(move |_| match position.in_view.get() {
            true => list.at(index.get()),
            false => list.at_deferred(index.get()),
        });
        let shown = Memo::new(move |_| {
            let (_, row) = row.get()?;
            users
                .with(|directory| Some(Arc::new(UserRow::new(&directory.user(row)?))))
                .flatten()
        });
        let label = text(shown, |user| format!("Select {}", user.name));
        let cells = COLUMNS.iter().enumerate();
        let cells = cells.map(|(number, column)| match column.sort {
            Column::User => user_cell(shown),
            _ => cell(shown, number),
        });
        view! { {selection.cell(index, label)}{cells.collect_view()} }.into_any()
    });
    let head = move || {
        let columns = COLUMNS.map(|column| header(view, column));
        view! { {selection.header()}{columns.collect_view()} }
    };
    view! {
        <VirtualRows label="Users and roles" min_width=MIN_WIDTH count head cells on_open from_top selection />
    }
}

fn header(view: Url, column: ColumnDef) -> AnyView {
    let announcer = use_announcer();
    let sorted = Memo::new(move |_| {
        view.with(|shown| {
            let (rank, by) = shown.sorted(column.sort)?;
            Some(Sorted {
                descending: by.descending,
                rank,
                columns: shown.sort.by.len(),
            })
        })
    });
    let on_sort = Callback::new(move |add| {
        view.push(|shown| shown.cycle_sort(column.sort, add));
        announcer.announce(view.with_untracked(|shown| order_sentence(&shown.sort)));
    });
    sortable_header(column.title, column.width, sorted, on_sort)
}

/// What a row shows; `None` while there is no user.
type RowMemo = Memo<Option<Arc<UserRow>>>;

/// Every row differs in this cell, so only its texts change: a browser lays out anew whatever loses an attribute.
fn user_cell(shown: RowMemo) -> AnyView {
    let is_disabled = Memo::new(move |_| with_user(shown, |user| user.is_disabled));
    let badges = Memo::new(move |_| with_user(shown, |user| user.badges.clone()));
    let badges = move || {
        let badge = |text: String| view! { <Badge tone=Tone::Plain text /> };
        badges.get().into_iter().map(badge).collect_view()
    };
    let has_email = Memo::new(move |_| with_user(shown, |user| !user.email.is_empty()));
    let email = move || {
        let text = text(shown, |user| user.email.clone());
        has_email
            .get()
            .then(|| view! { <span class="user-email" dir="auto">{text}</span> })
    };
    view! {
        <th role="rowheader" scope="row" class="user-cell" class:user-off=is_disabled>
            <span class="user-line">
                <span class="user-name" dir="auto">{text(shown, |user| user.name.clone())}</span>
                {badges}
            </span>
            {email}
        </th>
    }
    .into_any()
}

fn with_user<T: Default>(shown: RowMemo, look: fn(&UserCell) -> T) -> T {
    shown.with(|row| {
        row.as_ref()
            .and_then(|row| row.user())
            .map(look)
            .unwrap_or_default()
    })
}

fn text(
    shown: RowMemo,
    text: fn(&UserCell) -> String,
) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || with_user(shown, text)
}

/// Any other cell, redrawn only when what it shows differs.
fn cell(shown: RowMemo, number: usize) -> AnyView {
    let cell = Memo::new(move |_| shown.with(|row| Some(row.as_ref()?.cells[number].clone())));
    let drawn = move || cell.with(|cell| cell.as_ref().map(draw));
    view! { <td role="gridcell">{drawn}</td> }.into_any()
}

fn draw(cell: &Cell) -> AnyView {
    match cell {
        Cell::Text(text) => view! { <span dir="auto">{text.clone()}</span> }.into_any(),
        Cell::Quiet(text) => view! { <span class="quiet">{*text}</span> }.into_any(),
        Cell::Badge(tone, text) => view! { <Badge tone=*tone text=*text /> }.into_any(),
        Cell::Unknown => view! { <MissingValue word="Unknown" /> }.into_any(),
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
        reading,
    } = list;
    let items = named.iter().enumerate().map(|(index, (name, aside))| {
        let aside =
            (!aside.is_empty()).then(|| view! { <small>" ("<bdi>{aside.clone()}</bdi>")"</small> });
        view! {
            {(index > 0).then_some(", ")}
            <bdi>{name.clone()}</bdi>
            {aside}
        }
    });
    let end = match reading {
        Completeness::Complete => named
            .is_empty()
            .then(|| view! { <small>"None"</small> }.into_any()),
        Completeness::Partial => {
            Some(view! { " " <MissingValue word="Some unreadable" /> }.into_any())
        }
        Completeness::Unknown => Some(view! { <MissingValue word="Unknown" /> }.into_any()),
    };
    view! {
        {items.collect_view()}
        {(*more > 0).then(|| view! { <small>", and "{*more}" more"</small> })}
        {end}
    }
    .into_any()
}
