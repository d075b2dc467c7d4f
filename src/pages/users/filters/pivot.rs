//! The same users seen from the other side: by role, by namespace, and the matrix of both as a heat map that is a table. What is
//! clicked narrows the list of users.

use leptos::prelude::*;
use rolecall_directory::{Condition, Count, Facet, MatrixCell, Pick, Query, Term};

use crate::browser::intl::{lower, number};
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::labels;
use crate::pages::users::url::state::{Perspective, UrlState};
use crate::pages::users::url::sync::Url;

/// More rows than this nobody reads; the search box narrows them.
const MOST_ROWS: usize = 300;
/// More than this does not fit beside each other.
const MOST_ROLES: usize = 24;
const MOST_NAMESPACES: usize = 60;

/// Who holds which role where, as counts. Cells name places in the two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matrix {
    pub(crate) roles: Vec<Count>,
    pub(crate) namespaces: Vec<Count>,
    pub(crate) cells: Vec<MatrixCell>,
}

/// The buttons that choose the side.
pub(crate) fn sides(view: Url) -> impl IntoView {
    let side = Memo::new(move |_| view.with(|shown| shown.perspective));
    let buttons = Perspective::ALL.map(|one| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if side.get() == one { "true" } else { "false" }
                on:click=move |_| view.push(|shown| shown.perspective = one)
            >
                {one.title()}
            </button>
        }
    });
    view! { <div class="segments" role="group" aria-label="Show">{buttons.collect_view()}</div> }
}

/// Users by the values of a facet, most users first.
pub(crate) fn by_facet(view: Url, counts: Counts, facet: Facet) -> AnyView {
    let rows = move || {
        let mut values = counts.of(facet);
        values.sort_by_key(|count| std::cmp::Reverse(count.users));
        let most = values.first().map_or(1, |count| count.users.max(1));
        let left = values.len().saturating_sub(MOST_ROWS);
        let rows = values
            .into_iter()
            .take(MOST_ROWS)
            .map(|count| facet_row(view, facet, count, most));
        view! {
            {rows.collect_view()}
            {(left > 0).then(|| view! { <tr><td colspan="3" class="quiet">{format!("And {} more with fewer users.", number(left as u64))}</td></tr> })}
        }
    };
    let title = labels::facet(facet);
    view! {
        <div class="pivot-box" role="region" aria-label=format!("Users by {}", lower(title)) tabindex="0">
            <table class="pivot">
                <caption class="visually-hidden">{format!("Users by {}", lower(title))}</caption>
                <thead><tr><th scope="col">{title}</th><th scope="col">"Users"</th><td></td></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn facet_row(view: Url, facet: Facet, count: Count, most: u32) -> AnyView {
    let label = labels::value(facet, &count.value);
    let wide = format!("{}%", u64::from(count.users) * 100 / u64::from(most.max(1)));
    let pick = Pick {
        facet,
        value: count.value,
        with: true,
    };
    let choose = move |_| {
        let pick = pick.clone();
        view.push(|shown| {
            shown.add_filter(pick);
            shown.perspective = Perspective::Users;
        });
    };
    view! {
        <tr>
            <th scope="row"><button type="button" class="link" dir="auto" on:click=choose>{label}</button></th>
            <td class="pivot-count">{number(count.users.into())}</td>
            <td class="pivot-bar"><span style:width=wide></span></td>
        </tr>
    }
    .into_any()
}

/// Namespaces down, roles across, the number of users in each cell.
pub(crate) fn matrix(view: Url, counts: Counts) -> AnyView {
    let content = move || counts.matrix(|matrix| draw(view, matrix));
    view! { <div class="pivot-box" role="region" aria-label="Users by namespace and role" tabindex="0">{content}</div> }.into_any()
}

/// The places of those with most users, in the order of their names.
fn largest(counts: &[Count], most: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..counts.len())
        .filter(|place| counts[*place].users > 0)
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse(counts[*place].users));
    places.truncate(most);
    places.sort_unstable();
    places
}

fn draw(view: Url, matrix: &Matrix) -> AnyView {
    let roles = largest(&matrix.roles, MOST_ROLES);
    let namespaces = largest(&matrix.namespaces, MOST_NAMESPACES);
    let in_use = |counts: &[Count]| counts.iter().filter(|count| count.users > 0).count();
    let left_out = |counts: &[Count], shown: &[usize]| in_use(counts) - shown.len();
    let (fewer_roles, fewer_namespaces) = (
        left_out(&matrix.roles, &roles),
        left_out(&matrix.namespaces, &namespaces),
    );
    let most = matrix
        .cells
        .iter()
        .map(|cell| cell.users)
        .max()
        .unwrap_or(1);
    let head = roles.iter().map(|role| {
        let name = labels::value(Facet::Role, &matrix.roles[*role].value);
        view! { <th scope="col"><span dir="auto">{name}</span></th> }
    });
    let head = head.collect_view();
    let rows = namespaces.iter().map(|namespace| {
        let name = labels::value(Facet::Namespace, &matrix.namespaces[*namespace].value);
        let cells = roles.iter().map(|role| {
            let found = matrix
                .cells
                .iter()
                .find(|cell| cell.namespace == *namespace && cell.role == *role);
            let users = found.map_or(0, |cell| cell.users);
            cell(
                view,
                &matrix.roles[*role].value,
                &matrix.namespaces[*namespace].value,
                users,
                most,
            )
        });
        view! { <tr><th scope="row" dir="auto">{name}</th>{cells.collect_view()}</tr> }
    });
    view! {
        {(fewer_roles + fewer_namespaces > 0).then(|| view! {
            <p class="quiet small pivot-note">
                {format!("Not shown, as fewer users hold them: roles {fewer_roles}, namespaces {fewer_namespaces}.")}
            </p>
        })}
        <table class="pivot matrix">
            <caption class="visually-hidden">"Users by namespace and role"</caption>
            <thead><tr><td></td>{head}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn cell(view: Url, role: &str, namespace: &str, users: u32, most: u32) -> AnyView {
    if users == 0 {
        return view! { <td><span class="visually-hidden">"0"</span></td> }.into_any();
    }
    // By the logarithm: a few are as interesting as many. Up to 45 %, so that the number can be read on it.
    let heat = 8.0 + 37.0 * f64::from(users).ln_1p() / f64::from(most.max(1)).ln_1p();
    let shade = format!("color-mix(in srgb, var(--accent) {heat:.0}%, var(--surface))");
    let label = format!(
        "{} in {}: {}",
        labels::value(Facet::Role, role),
        labels::value(Facet::Namespace, namespace),
        labels::users(users)
    );
    let term = Term {
        not: false,
        condition: Condition::ExactGrant {
            role: role.to_owned(),
            namespace: namespace.to_owned(),
        },
    };
    let choose = move |_| {
        let term = term.clone();
        view.push(|shown| narrow(shown, term));
    };
    view! {
        <td>
            <button type="button" class="heat" aria-label=label style:background-color=shade on:click=choose>{number(users.into())}</button>
        </td>
    }
    .into_any()
}

/// One grant is asked for at a time.
fn narrow(shown: &mut UrlState, term: Term) {
    let mut query = Query::read(&shown.q);
    query.terms.retain(|own| {
        !matches!(
            own.condition,
            Condition::Grant { .. } | Condition::ExactGrant { .. }
        )
    });
    query.terms.push(term);
    shown.q = query.to_string();
    shown.perspective = Perspective::Users;
}
