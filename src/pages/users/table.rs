//! The table "Users and roles": its header and the cells of a row. What is listed and what a click means are handed in.

use std::sync::Arc;

use leptos::prelude::*;
use rolecall_directory::{Column, Completeness};

use super::columns::{CELLS, Cell, Line, Several};
use super::labels;
use super::labels::COLUMNS;
use super::selection::Marks;
use super::selection::bar::header_box;
use super::url::sync::Url;
use crate::browser::intl;
use crate::ui::announcer::use_announcer;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::grid::{Spot, VirtualRows};

pub(crate) fn table(view: Url, marks: Marks, on_open: Callback<u32>) -> impl IntoView {
    let (users, list) = (marks.users, marks.list);
    let count = Memo::new(move |_| list.state().count);
    let from_top = Memo::new(move |_| list.state().query);
    let cells = Callback::new(move |spot: Spot| {
        let place = spot.place;
        // Users that arrive, and most of what one does, leave the row at a place what it is.
        let row = Memo::new(move |_| match spot.in_view.get() {
            true => list.at(place.get()),
            false => list.at_deferred(place.get()),
        });
        let line = Memo::new(move |_| {
            let (_, row) = row.get()?;
            users
                .with(|directory| Some(Arc::new(Line::of(&directory.user(row)?))))
                .flatten()
        });
        let is_marked = move || marks.marking.is_marked.run(place.get());
        view! { {mark(line, is_marked)}{who(line)}{(0..CELLS).map(|at| cell(line, at)).collect_view()} }.into_any()
    });
    let head = move || {
        let columns = COLUMNS.map(|(column, title)| header(view, column, title));
        view! { {header_box(marks)}{columns.collect_view()} }
    };
    view! {
        <VirtualRows label="Users and roles" count head cells on_open from_top marking=marks.marking />
    }
}

fn header(view: Url, column: Column, title: &'static str) -> AnyView {
    let sorted = Memo::new(move |_| view.with(|shown| (shown.sorted(column), shown.sort.by.len())));
    // Only one column may say so; further ones carry their number.
    let aria = move || match sorted.get().0 {
        Some((0, by)) if by.descending => "descending",
        Some((0, _)) => "ascending",
        _ => "none",
    };
    let announcer = use_announcer();
    let mark = move || {
        let (found, all) = sorted.get();
        found.map(|(place, by)| {
            let arrow = if by.descending { "↓" } else { "↑" };
            if all > 1 {
                format!("{arrow}{}", place + 1)
            } else {
                arrow.to_owned()
            }
        })
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=aria>
            <button
                type="button"
                class="rows-sort"
                on:click=move |event| {
                    let add = event.shift_key();
                    view.push(|shown| shown.cycle_sort(column, add));
                    announcer.announce(view.with_untracked(|shown| labels::order(&shown.sort)));
                }
            >
                {title}
                <span class="rows-mark" aria-hidden="true">{mark}</span>
            </button>
        </th>
    }
    .into_any()
}

/// What a row shows; `None` when nobody stands there.
type LineMemo = Memo<Option<Arc<Line>>>;

/// The box that selects a user.
fn mark(line: LineMemo, is_marked: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let label = of(line, |line| format!("Select {}", line.name));
    view! {
        <td role="gridcell" class="mark-cell">
            <input type="checkbox" class="mark" tabindex="-1" aria-label=label prop:checked=is_marked />
        </td>
    }
    .into_any()
}

/// Of each row this changes, so only the texts do: a browser lays out anew whatever an attribute is taken from.
fn who(line: LineMemo) -> AnyView {
    let off = Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.off)));
    let badges = Memo::new(move |_| {
        line.with(|line| {
            line.as_ref()
                .map(|line| line.badges.clone())
                .unwrap_or_default()
        })
    });
    let badges = move || {
        let badge = |text: String| view! { <Badge tone=Tone::Plain text /> };
        badges.get().into_iter().map(badge).collect_view()
    };
    let second = Memo::new(move |_| {
        line.with(|line| line.as_ref().is_some_and(|line| !line.email.is_empty()))
    });
    let email = move || {
        let text = of(line, |line| line.email.clone());
        second
            .get()
            .then(|| view! { <span class="user-email" dir="auto">{text}</span> })
    };
    view! {
        <th role="rowheader" scope="row" class="user-cell" class:user-off=off>
            <span class="user-line">
                <span class="user-name" dir="auto">{of(line, |line| line.name.clone())}</span>
                {badges}
            </span>
            {email}
        </th>
    }
    .into_any()
}

/// A text of a row.
fn of(
    line: LineMemo,
    text: fn(&Line) -> String,
) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || line.with(|line| line.as_deref().map(text).unwrap_or_default())
}

/// Another cell, drawn anew only when what it shows is something else.
fn cell(line: LineMemo, at: usize) -> AnyView {
    let shown = Memo::new(move |_| line.with(|line| Some(line.as_ref()?.cells[at].clone())));
    let drawn = move || shown.with(|cell| cell.as_ref().map(draw));
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
        Cell::Several(several) => listed(several),
    }
}

/// A few of a list, and how many more there are. An empty list is "None" only if all of it was told.
fn listed(several: &Several) -> AnyView {
    let Several {
        named,
        more,
        reading,
    } = several;
    let items = named.iter().enumerate().map(|(place, (name, aside))| {
        let aside =
            (!aside.is_empty()).then(|| view! { <small>" ("<bdi>{aside.clone()}</bdi>")"</small> });
        view! {
            {(place > 0).then_some(", ")}
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
