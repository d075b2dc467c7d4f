//! The rows. A row that could not be read keeps its place and says so.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;

use super::change_set::{ChangeSet, key_of};
use super::view_state::Shown;
use crate::api::access::{Access, segment};
use crate::api::field::Field;
use crate::components::status::Gap;
use crate::pages::access::words::{self, role_names};
use crate::pages::context::use_me;

/// Roles that a row names; how many more there are is said.
const NAMED_ROLES: usize = 4;

pub(super) fn table(shown: Signal<Arc<Shown>>, set: ChangeSet) -> impl IntoView {
    let me = use_me();
    let my_id = Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned()));
    let heads = [
        "Chosen",
        "Access",
        "User",
        "Type",
        "Customer",
        "Roles",
        "Last login",
    ];
    move || {
        if shown.with(|shown| shown.list.results.is_empty()) {
            return empty(&shown.get());
        }
        view! {
            {choose_all(shown, set)}
            <div class="table-box" role="region" aria-label="Table of accesses" tabindex="0">
                <table class="table" aria-label="Accesses">
                    <thead>
                        <tr>{heads.map(|head| view! { <th scope="col">{head}</th> })}</tr>
                    </thead>
                    <tbody>
                        {shown.with(|shown| shown.list.results.iter().map(|row| line(row, my_id.get().as_deref(), set)).collect_view())}
                    </tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

fn empty(shown: &Shown) -> AnyView {
    let (title, hint) = if shown.asked.is_filtered() {
        (
            "No access matches these filters",
            "Change or clear the filters to see others.",
        )
    } else if shown.asked.offset > 0 {
        (
            "There are no rows this far down",
            "The list has become shorter, or the address was changed.",
        )
    } else {
        (
            "There are no accesses yet",
            "Accesses that are created for users appear here.",
        )
    };
    let start = (shown.asked.offset > 0)
        .then(|| view! { <A href=shown.asked.at(0).href()>"Go to the first rows"</A> });
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{hint}</p>
            {start}
        </div>
    }
    .into_any()
}

fn line(row: &Field<Access>, my_id: Option<&str>, set: ChangeSet) -> AnyView {
    let Some(access) = row.known() else {
        return view! { <tr><td colspan="7"><Gap word="Unreadable" /></td></tr> }.into_any();
    };
    let own = my_id.is_some() && access.user.known().map(String::as_str) == my_id;
    view! {
        <tr>
            <td>{choice(access, set)}</td>
            <td>{link(access)}</td>
            <td class="table-id">
                {words::text(&access.user)}
                {own.then(|| view! { <span class="badge">{move || "You"}</span> })}
            </td>
            <td>{words::type_of(access)}</td>
            <td>{words::text(&access.customer_id)}</td>
            <td>{roles(access)}</td>
            <td>{words::last_login(access)}</td>
        </tr>
    }
    .into_any()
}

/// The box that puts it into the change set; an access whose roles cannot be read whole has none.
fn choice(access: &Access, set: ChangeSet) -> Option<AnyView> {
    let key = key_of(access)?;
    let label = format!("Choose access {}", key.1);
    let access = access.clone();
    let is_chosen = move || set.chosen.with(|chosen| chosen.contains_key(&key));
    Some(
        view! {
            <input
                class="row-choice"
                type="checkbox"
                aria-label=label
                prop:checked=is_chosen
                on:change=move |event| set.choose(&access, event_target_checked(&event))
            />
        }
        .into_any(),
    )
}

/// All that can be chosen on this page, at once; says that it is this page.
fn choose_all(shown: Signal<Arc<Shown>>, set: ChangeSet) -> AnyView {
    let readable = move || {
        shown.with(|shown| {
            shown
                .list
                .results
                .iter()
                .filter_map(Field::known)
                .filter(|access| key_of(access).is_some())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let all = move || {
        let rows = readable();
        !rows.is_empty()
            && set.chosen.with(|chosen| {
                rows.iter()
                    .all(|access| key_of(access).is_some_and(|key| chosen.contains_key(&key)))
            })
    };
    view! {
        <label class="confirm">
            <input
                type="checkbox"
                prop:checked=all
                on:change=move |event| {
                    let wanted = event_target_checked(&event);
                    readable().iter().for_each(|access| set.choose(access, wanted));
                }
            />
            <span>{move || "Choose all on this page"}</span>
        </label>
    }
    .into_any()
}

/// The way to the access, where its address is known.
fn link(access: &Access) -> AnyView {
    let (Some(user), Some(id)) = (access.user.known(), access.id.known()) else {
        return words::text(&access.id);
    };
    let href = format!("/users/{}/access/{}", segment(user), segment(id));
    let label = format!("Access {id}");
    view! { <A href=href>{label}</A> }.into_any()
}

fn roles(access: &Access) -> AnyView {
    let Some(roles) = access.roles.known() else {
        return words::gap(&access.roles);
    };
    if roles.is_empty() {
        return view! { <span class="quiet">{move || "No roles"}</span> }.into_any();
    }
    let names = role_names(roles);
    let more = names.len().saturating_sub(NAMED_ROLES);
    let more = (more > 0).then(|| view! { <li class="quiet">{format!("and {more} more")}</li> });
    let named = names
        .into_iter()
        .take(NAMED_ROLES)
        .map(|name| view! { <li dir="auto">{name}</li> })
        .collect_view();
    view! { <ul class="table-roles">{named}{more}</ul> }.into_any()
}
