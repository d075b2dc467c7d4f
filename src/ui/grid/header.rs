//! The header cell of a column that can be sorted: a button in it, and how the rows are sorted by it. Knows no order of rows: what
//! a click means is up to the owner.

use leptos::prelude::*;

/// How rows are sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted {
    pub descending: bool,
    /// Which of the columns sorted by this is, from 0: the first decides.
    pub rank: usize,
    /// How many columns the rows are sorted by.
    pub columns: usize,
}

/// The header of a column, `width` wide (a CSS length). `on_sort` learns whether Shift was held, which keeps the other columns.
pub fn sortable_header(
    title: &'static str,
    width: &'static str,
    sorted: Memo<Option<Sorted>>,
    on_sort: Callback<bool>,
) -> AnyView {
    // ARIA allows one column to say so; further ones show their number.
    let aria = move || match sorted.get() {
        Some(Sorted {
            rank: 0,
            descending: true,
            ..
        }) => "descending",
        Some(Sorted { rank: 0, .. }) => "ascending",
        _ => "none",
    };
    let arrow = move || {
        sorted.get().map(|sorted| {
            let arrow = if sorted.descending { "↓" } else { "↑" };
            if sorted.columns > 1 {
                format!("{arrow}{}", sorted.rank + 1)
            } else {
                arrow.to_owned()
            }
        })
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=aria style:width=width>
            <button type="button" class="rows-sort" on:click=move |event| on_sort.run(event.shift_key())>
                {title}
                <span class="rows-arrow" aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
    .into_any()
}
