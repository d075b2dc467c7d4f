//! The users counted by role, by namespace, or by both as a table with the colours of a heat map. A click on a count lists those users.

use leptos::prelude::*;
use rolecall_directory::{Condition, Count, Facet, Pick, Query, Term};

use crate::browser::intl::number;
use crate::pages::users::data::facet_counts::{Counts, Matrix};
use crate::pages::users::labels::facets;
use crate::pages::users::labels::filters as filter_labels;
use crate::pages::users::url::state::{Perspective, UrlState};
use crate::pages::users::url::sync::Url;

/// Nobody reads more rows than this; the search box finds the others.
const MAX_ROWS: usize = 300;
/// More columns than this don't fit side by side.
const MAX_ROLES: usize = 24;
const MAX_NAMESPACES: usize = 60;

/// The buttons that select the perspective.
pub(crate) fn perspectives(url: Url) -> impl IntoView {
    let current = Memo::new(move |_| url.with(|state| state.perspective));
    let buttons = Perspective::ALL.map(|perspective| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if current.get() == perspective { "true" } else { "false" }
                on:click=move |_| url.push(|state| state.perspective = perspective)
            >
                {perspective.title()}
            </button>
        }
    });
    view! { <div class="segments" role="group" aria-label=filter_labels::SHOW>{buttons.collect_view()}</div> }
}

/// Users by the values of a facet, those with most users first.
pub(crate) fn by_facet(url: Url, counts: Counts, facet: Facet) -> AnyView {
    let rows = move || {
        let mut values = counts.of(facet);
        values.sort_by_key(|count| std::cmp::Reverse(count.users));
        let max = values.first().map_or(1, |count| count.users.max(1));
        let hidden = values.len().saturating_sub(MAX_ROWS);
        let rows = values
            .into_iter()
            .take(MAX_ROWS)
            .map(|count| facet_row(url, facet, count, max));
        view! {
            {rows.collect_view()}
            {(hidden > 0).then(|| view! { <tr><td colspan="3" class="quiet">{filter_labels::less_used_values(hidden)}</td></tr> })}
        }
    };
    let title = facets::users_by(facet);
    view! {
        <div class="pivot-box" role="region" aria-label=title tabindex="0">
            <table class="pivot">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{facets::facet(facet)}</th><th scope="col">{filter_labels::USERS}</th><td></td></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn facet_row(url: Url, facet: Facet, count: Count, max: u32) -> AnyView {
    let label = facets::value(facet, &count.value);
    let width = format!("{}%", u64::from(count.users) * 100 / u64::from(max.max(1)));
    let pick = Pick {
        facet,
        value: count.value,
        with: true,
    };
    let list_users = move |_| {
        let pick = pick.clone();
        url.push(|state| {
            state.add_filter(pick);
            state.perspective = Perspective::Users;
        });
    };
    view! {
        <tr>
            <th scope="row"><button type="button" class="link" dir="auto" translate="no" on:click=list_users>{label}</button></th>
            <td class="pivot-count">{number(count.users.into())}</td>
            <td class="pivot-bar"><span style:width=width></span></td>
        </tr>
    }
    .into_any()
}

/// Namespaces down, roles across, the number of users in each cell.
pub(crate) fn matrix(url: Url, counts: Counts) -> AnyView {
    let content = move || counts.matrix(|matrix| draw(url, matrix));
    view! { <div class="pivot-box" role="region" aria-label=filter_labels::USERS_BY_NAMESPACE_AND_ROLE tabindex="0">{content}</div> }.into_any()
}

/// The indexes of those with most users, in the order of the list.
fn most_used(counts: &[Count], max: usize) -> Vec<usize> {
    let mut indexes: Vec<usize> = (0..counts.len())
        .filter(|index| counts[*index].users > 0)
        .collect();
    indexes.sort_by_key(|index| std::cmp::Reverse(counts[*index].users));
    indexes.truncate(max);
    indexes.sort_unstable();
    indexes
}

fn draw(url: Url, matrix: &Matrix) -> AnyView {
    let roles = most_used(&matrix.roles, MAX_ROLES);
    let namespaces = most_used(&matrix.namespaces, MAX_NAMESPACES);
    let in_use = |counts: &[Count]| counts.iter().filter(|count| count.users > 0).count();
    let hidden_roles = in_use(&matrix.roles) - roles.len();
    let hidden_namespaces = in_use(&matrix.namespaces) - namespaces.len();
    let max = matrix.cells.iter().map(|cell| cell.users).max();
    let head = roles.iter().map(|role| {
        let name = facets::value(Facet::Role, &matrix.roles[*role].value);
        view! { <th scope="col"><span dir="auto" translate="no">{name}</span></th> }
    });
    let head = head.collect_view();
    let rows = namespaces.iter().map(|namespace| {
        let name = facets::value(Facet::Namespace, &matrix.namespaces[*namespace].value);
        let cells = roles.iter().map(|role| {
            let cell = matrix
                .cells
                .iter()
                .find(|cell| cell.namespace == *namespace && cell.role == *role);
            draw_cell(
                url,
                &matrix.roles[*role].value,
                &matrix.namespaces[*namespace].value,
                cell.map_or(0, |cell| cell.users),
                max.unwrap_or(1),
            )
        });
        view! { <tr><th scope="row" dir="auto" translate="no">{name}</th>{cells.collect_view()}</tr> }
    });
    view! {
        {(hidden_roles + hidden_namespaces > 0).then(|| view! {
            <p class="quiet small pivot-note">{filter_labels::hidden_in_matrix(hidden_roles, hidden_namespaces)}</p>
        })}
        <table class="pivot matrix">
            <caption class="visually-hidden">{filter_labels::USERS_BY_NAMESPACE_AND_ROLE}</caption>
            <thead><tr><td></td>{head}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn draw_cell(url: Url, role: &str, namespace: &str, users: u32, max: u32) -> AnyView {
    if users == 0 {
        return view! { <td><span class="visually-hidden">"0"</span></td> }.into_any();
    }
    // Logarithmic: a few users are as interesting as many. Up to 45%, so that the number stays readable.
    let heat = 8.0 + 37.0 * f64::from(users).ln_1p() / f64::from(max.max(1)).ln_1p();
    let shade = format!("color-mix(in srgb, var(--accent) {heat:.0}%, var(--surface))");
    let label = filter_labels::grant_with_users(role, namespace, users);
    let term = Term {
        not: false,
        condition: Condition::ExactGrant {
            role: role.to_owned(),
            namespace: namespace.to_owned(),
        },
    };
    let list_users = move |_| {
        let term = term.clone();
        url.push(|state| filter_by_grant(state, term));
    };
    view! {
        <td>
            <button type="button" class="heat" aria-label=label style:background-color=shade on:click=list_users>{number(users.into())}</button>
        </td>
    }
    .into_any()
}

/// The new grant replaces the one in the search.
fn filter_by_grant(state: &mut UrlState, term: Term) {
    let mut query = Query::read(&state.q);
    query.terms.retain(|own| {
        !matches!(
            own.condition,
            Condition::Grant { .. } | Condition::ExactGrant { .. }
        )
    });
    query.terms.push(term);
    state.q = query.to_string();
    state.perspective = Perspective::Users;
}
