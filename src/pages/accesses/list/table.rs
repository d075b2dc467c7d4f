//! The table "Accesses": its header and the cells of a row. A row that could not be read keeps its place and says so.

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use super::loader::AccessLoader;
use super::url_state::UrlState;
use crate::api::access::access_patch::{Access, segment};
use crate::api::json::field::Field;
use crate::app::context::use_current_user;
use crate::app::router::{A, use_navigate};
use crate::browser::intl::number;
use crate::domain::access::filter::Column;
use crate::pages::accesses::bulk::state::{BulkEdit, key_of};
use crate::pages::accesses::labels;
use crate::pages::accesses::labels::role_names;
use crate::ui::badge::MissingValue;
use crate::ui::grid::{Choice, Spot, VirtualRows};

/// Roles that a row names; how many more there are is said.
const NAMED: usize = 2;

const HEADS: [(Column, &str); 6] = [
    (Column::Access, "Access"),
    (Column::User, "User"),
    (Column::Type, "Type"),
    (Column::Customer, "Customer"),
    (Column::Roles, "Roles"),
    (Column::LastLogin, "Last login"),
];

pub(crate) fn table(
    rows: AccessLoader,
    view: Memo<UrlState>,
    go: Callback<UrlState>,
    edit: BulkEdit,
) -> impl IntoView {
    let me = use_current_user();
    let my_id = Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned()));
    let count = Memo::new(move |_| rows.count().listed);
    let any = Memo::new(move |_| count.get() > 0);
    let cells = Callback::new(move |spot: Spot| {
        let drawn = move || {
            let row = rows.at(spot.place.get())?;
            Some(cells(&row, my_id.get().as_deref(), edit))
        };
        drawn.into_any()
    });
    let navigate = use_navigate();
    let open = Callback::new(move |place: u32| {
        let row = untrack(|| rows.at(place));
        if let Some(href) = row.as_ref().and_then(|row| href(row.known()?)) {
            navigate(&href, NavigateOptions::default());
        }
    });
    let choice = Choice {
        chosen: Callback::new(move |place: u32| {
            let key = rows.at(place).and_then(|row| key_of(row.known()?));
            key.is_some_and(|key| edit.is_selected(&key))
        }),
        turn: Callback::new(move |place: u32| {
            if let Some(Field::Known(access)) = untrack(|| rows.at(place)) {
                edit.toggle(&access);
            }
        }),
    };
    let head = move || {
        view! {
            <th role="columnheader" scope="col" class="rows-plain">"Chosen"</th>
            {HEADS.map(|(column, title)| header(view, go, column, title)).collect_view()}
        }
    };
    view! {
        <Show when=move || any.get()>
            {choose_all(rows, edit)}
            <div class="access-rows">
                <VirtualRows label="Accesses" count head=head cells on_open=open from_top=rows.generation choice />
            </div>
        </Show>
    }
}

fn header(
    view: Memo<UrlState>,
    go: Callback<UrlState>,
    column: Column,
    title: &'static str,
) -> AnyView {
    let sorted = Memo::new(move |_| {
        view.with(|view| (view.order.column == column).then_some(view.order.descending))
    });
    let aria = move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let mark = move || {
        sorted
            .get()
            .map(|descending| if descending { "↓" } else { "↑" })
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=aria>
            <button type="button" class="rows-sort" on:click=move |_| go.run(view.with_untracked(|view| view.cycle_sort(column)))>
                {title}
                <span class="rows-mark" aria-hidden="true">{mark}</span>
            </button>
        </th>
    }
    .into_any()
}

fn cells(row: &Field<Access>, my_id: Option<&str>, edit: BulkEdit) -> AnyView {
    let Some(access) = row.known() else {
        return view! { <td role="gridcell" colspan="7"><MissingValue word="Unreadable" /></td> }
            .into_any();
    };
    let own = my_id.is_some() && access.user.known().map(String::as_str) == my_id;
    view! {
        <td role="gridcell">{choice(access, edit)}</td>
        <th role="rowheader" scope="row">
            {link(access)}
            {own.then(|| view! { " " <span class="badge">"You"</span> })}
        </th>
        <td role="gridcell">{labels::text(&access.user)}</td>
        <td role="gridcell">{labels::type_of(access)}</td>
        <td role="gridcell">{labels::text(&access.customer_id)}</td>
        <td role="gridcell">{roles(access)}</td>
        <td role="gridcell">{labels::last_login(access)}</td>
    }
    .into_any()
}

/// The box that puts it into the change set; an access of which nothing that can be changed is known has none.
fn choice(access: &Access, edit: BulkEdit) -> Option<AnyView> {
    let key = key_of(access)?;
    let label = format!("Choose access {}", key.1);
    let access = access.clone();
    Some(
        view! {
            // Not a stop of its own for Tab: Space on the row does the same.
            <input
                class="row-choice"
                type="checkbox"
                tabindex="-1"
                aria-label=label
                prop:checked=move || edit.is_selected(&key)
                on:change=move |event| edit.select(&access, event_target_checked(&event))
            />
        }
        .into_any(),
    )
}

/// All that are listed, at once; says how many that are.
fn choose_all(rows: AccessLoader, edit: BulkEdit) -> AnyView {
    let counted = Memo::new(move |_| {
        let tally = rows.with_listed(|listed| {
            let keys = listed.filter_map(key_of);
            keys.fold((0_u64, 0_u64), |(all, chosen), key| {
                (all + 1, chosen + u64::from(edit.is_selected(&key)))
            })
        });
        tally.unwrap_or_default()
    });
    let all = move || {
        let (all, chosen) = counted.get();
        all > 0 && all == chosen
    };
    let some = move || {
        let (all, chosen) = counted.get();
        chosen > 0 && chosen < all
    };
    view! {
        <label class="confirm choose-all">
            <input
                type="checkbox"
                prop:checked=all
                prop:indeterminate=some
                on:change=move |event| {
                    let wanted = event_target_checked(&event);
                    untrack(|| rows.with_listed(|listed| edit.select_all(listed, wanted)));
                }
            />
            <span>{move || format!("Choose all {} that are listed", number(counted.get().0))}</span>
        </label>
    }
    .into_any()
}

fn href(access: &Access) -> Option<String> {
    let (user, id) = (access.user.known()?, access.id.known()?);
    Some(format!("/users/{}/access/{}", segment(user), segment(id)))
}

/// The way to the access, where its address is known.
fn link(access: &Access) -> AnyView {
    let (Some(href), Some(id)) = (href(access), access.id.known()) else {
        return labels::text(&access.id);
    };
    let label = format!("Access {id}");
    // Not a stop of its own for Tab: Enter on the row does the same.
    view! { <A href=href attr:tabindex="-1">{label}</A> }.into_any()
}

/// Some roles by name, and how many more there are.
fn roles(access: &Access) -> AnyView {
    let Some(roles) = access.roles.known() else {
        return labels::gap(&access.roles);
    };
    if roles.is_empty() {
        return view! { <span class="quiet">"No roles"</span> }.into_any();
    }
    let mut names = role_names(roles);
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let named = names.into_iter().enumerate().map(|(place, name)| {
        view! { {(place > 0).then_some(", ")}<bdi>{name}</bdi> }
    });
    view! {
        {named.collect_view()}
        {(more > 0).then(|| view! { <span class="quiet">{format!(", and {more} more")}</span> })}
    }
    .into_any()
}
