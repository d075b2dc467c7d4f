//! The list of users on paper: all of them up to a limit, in the order of the table, and in words what they were filtered by. The
//! table on screen has only the rows in view.

use leptos::prelude::*;

use super::columns::{COLUMNS, Cell, UserCell, UserRow};
use super::data::loader::UserStore;
use super::data::rows::Rows;
use super::labels;
use super::labels::paper as words;
use super::saved_views::describe;
use super::table::draw;
use super::url::state::Perspective;
use super::url::sync::Url;
use crate::app::context::use_client;
use crate::browser::intl;
use crate::ui::badge::{Badge, Tone};
use crate::ui::paper::{MAX_ROWS, on_paper};

pub(crate) fn paper(url: Url, users: UserStore, rows: Rows) -> AnyView {
    let client = StoredValue::new_local(use_client());
    on_paper(move || {
        let state = rows.state();
        let now = client.with_value(|client| intl::exact_time(client.now_ms()));
        let is_list = url.with(|state| state.perspective == Perspective::Users);
        let cut = is_list && state.count as usize > MAX_ROWS;
        let is_complete = users.version().complete && users.error().is_none();
        view! {
            <p>
                {labels::filters::matching(state.count, state.total)}{words::as_of(&now)}
                {cut.then(|| words::cut(MAX_ROWS as u64))}
                {(!is_complete).then_some(words::INCOMPLETE)}
            </p>
            <p dir="auto">{url.with(describe)}</p>
            {is_list.then(|| table(users, rows))}
        }
        .into_any()
    })
}

fn table(users: UserStore, rows: Rows) -> AnyView {
    let head = COLUMNS.map(|column| view! { <th scope="col">{column.title}</th> });
    let body = rows.with_rows(|rows| {
        users.with(|directory| {
            rows.iter()
                .take(MAX_ROWS)
                .filter_map(|row| directory.user(*row))
                .map(|user| {
                    let cells = UserRow::new(&user).cells;
                    view! { <tr>{cells.iter().map(cell).collect_view()}</tr> }
                })
                .collect_view()
        })
    });
    view! {
        <table aria-label=labels::TABLE>
            <thead><tr>{head.collect_view()}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

fn cell(cell: &Cell) -> AnyView {
    let Cell::User(UserCell {
        name,
        email,
        badges,
        ..
    }) = cell
    else {
        return view! { <td>{draw(cell)}</td> }.into_any();
    };
    let badge = |text: &String| view! { " " <Badge tone=Tone::Plain text=text.clone() /> };
    view! {
        <th scope="row">
            <bdi translate="no">{name.clone()}</bdi>
            {badges.iter().map(badge).collect_view()}
            <div class="quiet"><bdi translate="no">{email.clone()}</bdi></div>
        </th>
    }
    .into_any()
}
