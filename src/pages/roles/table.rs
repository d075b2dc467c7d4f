//! The table "Users and roles": its header and the cells of a row. What is listed and what a click means are handed in.

use leptos::prelude::*;
use rolecall_directory::{Column, Flag, Identity, LastLogin, Reading, User};

use super::marks::Marks;
use super::marks_bar::header_box;
use super::view::View;
use super::words::{self, COLUMNS, NAMELESS};
use crate::components::format;
use crate::components::live::use_announcer;
use crate::components::status::{Badge, Gap, Tone};
use crate::components::virtual_rows::VirtualRows;
use crate::policy::people::visible;

/// Roles and groups that are named in a row; the panel names all.
const NAMED: usize = 3;

pub(super) fn table(view: View, marks: Marks, on_open: Callback<u32>) -> impl IntoView {
    let (users, list) = (marks.users, marks.list);
    let count = Memo::new(move |_| list.state().count);
    let from_top = Memo::new(move |_| list.state().wish);
    let cells = Callback::new(move |place: Signal<u32>| {
        // Users that arrive, and most of what one does, leave the row at a place what it is.
        let row = Memo::new(move |_| list.at(place.get()));
        let drawn = move || {
            let (_, row) = row.get()?;
            users
                .with(|directory| {
                    let user = directory.user(row)?;
                    let is_marked = move || marks.marking.is_marked.run(place.get());
                    Some(view! { {mark(&user, is_marked)}{cells(&user)} }.into_any())
                })
                .flatten()
        };
        drawn.into_any()
    });
    let head = move || {
        let columns = COLUMNS.map(|(column, title)| header(view, column, title));
        view! { {header_box(marks)}{columns.collect_view()} }
    };
    view! {
        <VirtualRows label="Users and roles" count head cells on_open from_top marking=marks.marking />
    }
}

fn header(view: View, column: Column, title: &'static str) -> AnyView {
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
                    view.choose(|shown| shown.turn(column, add));
                    announcer.say(view.with_untracked(|shown| words::order(&shown.sort)));
                }
            >
                {title}
                <span class="rows-mark" aria-hidden="true">{mark}</span>
            </button>
        </th>
    }
    .into_any()
}

/// The box that selects a user.
fn mark(user: &User<'_>, is_marked: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let label = format!("Select {}", words::called(user));
    view! {
        <td role="gridcell" class="mark-cell">
            <input type="checkbox" class="mark" tabindex="-1" aria-label=label prop:checked=is_marked />
        </td>
    }
    .into_any()
}

/// The cells of a user, in the order of the columns.
fn cells(user: &User<'_>) -> AnyView {
    let off = user.disabled() == Flag::Yes;
    view! {
        <th role="rowheader" scope="row" class="user-cell" class:user-off=off>{who(user)}</th>
        <td role="gridcell">{roles(user)}</td>
        <td role="gridcell">{groups(user)}</td>
        <td role="gridcell">{otp(user)}</td>
        <td role="gridcell">{text(words::identity(user.identity()))}</td>
        <td role="gridcell">{last_login(user.last_login())}</td>
        <td role="gridcell">{status(user.disabled())}</td>
    }
    .into_any()
}

fn who(user: &User<'_>) -> AnyView {
    let name = words::name(user);
    let email = user.email().known().map(visible);
    let second = email.filter(|email| Some(email) != name.as_ref());
    let badges = badges(user)
        .into_iter()
        .map(|word| view! { <Badge tone=Tone::Plain text=word /> });
    view! {
        <span class="user-line">
            <span class="user-name" dir="auto">{name.unwrap_or_else(|| NAMELESS.to_owned())}</span>
            {badges.collect_view()}
        </span>
        {second.map(|email| view! { <span class="user-email" dir="auto">{email}</span> })}
    }
    .into_any()
}

/// What sets an account apart from a person's.
pub(super) fn badges(user: &User<'_>) -> Vec<String> {
    let owner = (user.domain_owner() == Flag::Yes).then(|| "Domain owner".to_owned());
    [
        owner,
        words::kind(user.kind()),
        words::sync(user.sync_mode()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn text(known: Option<String>) -> AnyView {
    match known {
        Some(text) => view! { <span dir="auto">{text}</span> }.into_any(),
        None => unknown(),
    }
}

fn unknown() -> AnyView {
    view! { <Gap word="Unknown" /> }.into_any()
}

/// Each role once, with the namespaces in which it is held.
fn roles(user: &User<'_>) -> AnyView {
    let mut held: Vec<(Option<&str>, Vec<Option<&str>>)> = Vec::new();
    for grant in user.grants() {
        match held.iter_mut().find(|(role, _)| *role == grant.role) {
            Some((_, namespaces)) => namespaces.push(grant.namespace),
            None => held.push((grant.role, vec![grant.namespace])),
        }
    }
    let or_unknown = |word: Option<&str>| word.map_or_else(|| "unknown".to_owned(), visible);
    let items = held.into_iter().map(|(role, namespaces)| {
        let more = namespaces.len().saturating_sub(NAMED);
        let mut named: Vec<String> = namespaces.into_iter().take(NAMED).map(or_unknown).collect();
        if more > 0 {
            named.push(format!("+{more}"));
        }
        (or_unknown(role), named.join(", "))
    });
    listed(items.collect(), user.grants_reading())
}

fn groups(user: &User<'_>) -> AnyView {
    let items = user.groups().map(|group| (visible(group), String::new()));
    listed(items.collect(), user.groups_reading())
}

/// A few of a list, and how many more there are. An empty list is "None" only if all of it was told.
fn listed(items: Vec<(String, String)>, reading: Reading) -> AnyView {
    let more = items.len().saturating_sub(NAMED);
    let none = items.is_empty();
    let named = items.into_iter().take(NAMED).enumerate().map(|(place, (name, aside))| {
        view! {
            {(place > 0).then_some(", ")}
            <bdi>{name}</bdi>
            {(!aside.is_empty()).then(|| view! { <span class="quiet">" ("<bdi>{aside}</bdi>")"</span> })}
        }
    });
    let end = match reading {
        Reading::Whole => none.then(|| view! { <span class="quiet">"None"</span> }.into_any()),
        Reading::Partly => Some(view! { " " <Gap word="Some unreadable" /> }.into_any()),
        Reading::Unknown => Some(unknown()),
    };
    view! {
        {named.collect_view()}
        {(more > 0).then(|| view! { <span class="quiet">", and "{more}" more"</span> })}
        {end}
    }
    .into_any()
}

fn otp(user: &User<'_>) -> AnyView {
    let tone = match (user.otp_enabled(), user.identity()) {
        (Flag::Yes, _) => Tone::Good,
        // Only of local users does the tenant ask for it; elsewhere the provider does.
        (Flag::No, Identity::Managed) => Tone::Warning,
        (Flag::No, _) => Tone::Plain,
        (Flag::Unknown, _) => return unknown(),
    };
    let word = if user.otp_enabled() == Flag::Yes {
        "On"
    } else {
        "Off"
    };
    view! { <Badge tone text=word /> }.into_any()
}

fn last_login(login: LastLogin) -> AnyView {
    match login {
        LastLogin::At(ms) => view! {
            <time datetime=format::iso(ms) title=format::exact_time(ms)>{format::day(ms)}</time>
        }
        .into_any(),
        LastLogin::Never => view! { <span class="quiet">"Never signed in"</span> }.into_any(),
        LastLogin::Unknown => unknown(),
    }
}

fn status(disabled: Flag) -> AnyView {
    match disabled {
        Flag::No => "Active".into_any(),
        Flag::Yes => view! { <Badge tone=Tone::Bad text="Disabled" /> }.into_any(),
        Flag::Unknown => unknown(),
    }
}
