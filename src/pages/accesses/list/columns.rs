//! The columns of the table "Accesses". A column is one entry of [`COLUMNS`]: its title, its width, what it sorts by, its name in the
//! URL and what it shows of an access. The header, the cells and the URL all iterate that list.

use leptos::prelude::*;

use super::labels;
use crate::api::access::access_of_user::Access;
use crate::app::router::A;
use crate::domain::access::filter::Column;
use crate::pages::accesses::detail::load::AccessId;
use crate::pages::accesses::labels as shared;
use crate::pages::accesses::values;

/// Everything that makes a column of the table.
#[derive(Clone, Copy)]
pub(crate) struct ColumnDef {
    pub(crate) title: &'static str,
    /// A CSS length; `auto` takes what the others leave.
    pub(crate) width: &'static str,
    pub(crate) sort: Column,
    /// Its name in the URL, which is also the service's.
    pub(crate) key: &'static str,
    pub(crate) cell: fn(&AccessRow<'_>) -> AnyView,
}

/// What a cell is made of.
#[derive(Clone, Copy)]
pub(crate) struct AccessRow<'a> {
    pub(crate) access: &'a Access,
    /// It is the access of the person who is signed in.
    pub(crate) is_own: bool,
    /// Another access of the user has the same number.
    pub(crate) is_shared: bool,
}

/// In the order of the table.
pub(crate) const COLUMNS: [ColumnDef; 6] = [
    ColumnDef {
        title: labels::ACCESS,
        width: "9.5rem",
        sort: Column::Access,
        key: "access",
        cell: link,
    },
    ColumnDef {
        title: labels::USER,
        width: "19.5rem",
        sort: Column::User,
        key: "user",
        cell: |row| values::text(&row.access.user),
    },
    ColumnDef {
        title: labels::TYPE,
        width: "8.5rem",
        sort: Column::Type,
        key: "type",
        cell: |row| values::type_of(row.access),
    },
    ColumnDef {
        title: labels::CUSTOMER,
        width: "6.5rem",
        sort: Column::Customer,
        key: "customer_id",
        cell: |row| values::text(&row.access.customer_id),
    },
    ColumnDef {
        title: labels::ROLES,
        width: "auto",
        sort: Column::Roles,
        key: "roles",
        cell: roles,
    },
    ColumnDef {
        title: labels::LAST_LOGIN,
        width: "11.5rem",
        sort: Column::LastLogin,
        key: "last_login",
        cell: |row| values::last_login(row.access),
    },
];

/// In a narrower window the table scrolls sideways.
pub(crate) const MIN_WIDTH: &str = "67rem";

/// The number of roles that a cell names.
const MAX_NAMED: usize = 2;

/// Where the access can be edited, if that can be addressed; with the customer if another access has the same number.
pub(crate) fn href(access: &Access, is_shared: bool) -> Option<String> {
    let customer = access.customer_id.known().filter(|_| is_shared);
    let id = AccessId {
        user_id: access.user.known()?.clone(),
        access_id: access.id.known()?.clone(),
        customer: customer.cloned(),
    };
    Some(id.href())
}

/// The link to the access, if it can be addressed.
fn link(row: &AccessRow<'_>) -> AnyView {
    let badge = row
        .is_own
        .then(|| view! { " " <span class="badge">{labels::YOU}</span> });
    let link = match (href(row.access, row.is_shared), row.access.id.known()) {
        (Some(href), Some(id)) => {
            let label = shared::access(id);
            // Not a tab stop of its own: Enter on the row does the same.
            view! { <A href=href attr:tabindex="-1" attr:data-row-link="" attr:draggable="false">{label}</A> }.into_any()
        }
        _ => values::text(&row.access.id),
    };
    let shared = row
        .is_shared
        .then(|| view! { " " <span class="badge">{labels::LISTED_TWICE}</span> });
    view! { {link}{badge}{shared} }.into_any()
}

/// Some roles by name, and how many more there are.
fn roles(row: &AccessRow<'_>) -> AnyView {
    let Some(roles) = row.access.roles.known() else {
        return values::missing(&row.access.roles);
    };
    if roles.is_empty() {
        return values::quiet(shared::NO_ROLES);
    }
    let mut names = shared::role_names(roles);
    let more = names.len().saturating_sub(MAX_NAMED);
    names.truncate(MAX_NAMED);
    let named = names.into_iter().enumerate().map(|(index, name)| {
        view! { {(index > 0).then_some(", ")}<bdi translate="no">{name}</bdi> }
    });
    view! {
        {named.collect_view()}
        {(more > 0).then(|| view! { <span class="quiet">{labels::more_roles(more)}</span> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new `Column` does not compile here until it has its index, and then needs its entry.
    #[test]
    fn the_table_shows_each_column_once() {
        let index = |column: Column| match column {
            Column::Access => 0,
            Column::User => 1,
            Column::Type => 2,
            Column::Customer => 3,
            Column::Roles => 4,
            Column::LastLogin => 5,
        };
        let shown = COLUMNS.map(|column| index(column.sort));
        assert_eq!(shown.to_vec(), (0..6).collect::<Vec<_>>());
    }
}
