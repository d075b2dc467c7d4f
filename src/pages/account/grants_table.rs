//! The table of namespaces and roles: the first rows at once, the rest on demand, a search once it is long.

use std::sync::Arc;

use leptos::prelude::*;

use super::labels;
use super::values::code;
use crate::browser::intl;
use crate::domain::account::grants::{Grants, NamespaceGrants, RoleGrant};
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, Tone};
use crate::ui::events::on_value;

/// Rows shown at once; a longer table gets a search.
const INITIAL_COUNT: usize = 10;
/// Most rows, even on demand: the search finds the others.
const MAX_ROWS: usize = 500;

/// Which grants the user wants to see. Lives in the card, so that a new response doesn't reset it.
#[derive(Clone, Copy)]
pub(super) struct NamespaceFilter {
    grants: Signal<Arc<Grants>>,
    query: RwSignal<String>,
    all: RwSignal<bool>,
}

impl NamespaceFilter {
    pub(super) fn new(grants: Signal<Arc<Grants>>) -> Self {
        Self {
            grants,
            query: RwSignal::new(String::new()),
            all: RwSignal::new(false),
        }
    }

    /// Namespaces without the wildcard.
    fn named(self) -> usize {
        self.grants.with(|grants| {
            grants
                .namespaces
                .iter()
                .filter(|namespace| !namespace.is_all())
                .count()
        })
    }

    /// Calls `show` with the namespaces that match the search.
    fn with_found<T>(self, show: impl FnOnce(&[&NamespaceGrants]) -> T) -> T {
        let query = self.query.with(|query| intl::lower(query.trim()));
        let has = |text: &str| intl::lower(text).contains(&query);
        self.grants.with(|grants| {
            let named = grants
                .namespaces
                .iter()
                .filter(|namespace| !namespace.is_all());
            let found: Vec<_> = named
                .filter(|namespace| {
                    has(&namespace.namespace)
                        || namespace.roles.iter().any(|grant| has(&grant.role))
                })
                .collect();
            show(&found)
        })
    }

    fn searching(self) -> bool {
        self.query.with(|query| !query.trim().is_empty())
    }

    /// How many there are, and how many of them match.
    pub(super) fn count(self) -> Option<String> {
        let named = self.named();
        match (named, self.searching()) {
            (0, _) => None,
            (_, false) => Some(labels::namespaces(named)),
            (_, true) => {
                let found = self.with_found(|found| found.len());
                Some(labels::namespaces_found(found, named))
            }
        }
    }
}

/// The search, the rows, and the button for more.
pub(super) fn table(filter: NamespaceFilter) -> AnyView {
    let long = Memo::new(move |_| filter.named() > INITIAL_COUNT);
    let searching = Memo::new(move |_| filter.searching());
    let show_all = move || {
        if filter.all.get() {
            labels::SHOW_FEWER.to_owned()
        } else {
            labels::show_all(filter.named())
        }
    };
    view! {
        <Show when=move || long.get()>
            <input
                type="search"
                class="input"
                aria-label=labels::SEARCH
                placeholder=labels::SEARCH
                autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                spellcheck="false"
                prop:value=filter.query
                on:input=on_value(move |text| filter.query.set(text))
            />
        </Show>
        {move || rows(filter)}
        <Show when=move || { long.get() && !searching.get() }>
            <div>
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || if filter.all.get() { "true" } else { "false" }
                    on:click=move |_| filter.all.update(|all| *all = !*all)
                >
                    {show_all}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

fn rows(filter: NamespaceFilter) -> Option<AnyView> {
    let limit = if filter.all.get() || filter.searching() {
        MAX_ROWS
    } else {
        INITIAL_COUNT
    };
    let (rows, found) = filter.with_found(|found| {
        (
            found
                .iter()
                .take(limit)
                .map(|namespace| row(namespace))
                .collect_view(),
            found.len(),
        )
    });
    if found == 0 {
        return filter
            .searching()
            .then(|| view! { <p class="quiet">{labels::NOTHING_FOUND}</p> }.into_any());
    }
    let more = found.saturating_sub(MAX_ROWS);
    let more = (more > 0 && limit == MAX_ROWS)
        .then(|| view! { <p class="quiet">{labels::more_namespaces(more)}</p> });
    Some(
        view! {
            <table class="grants">
                <caption class="visually-hidden">{labels::YOUR_ROLES}</caption>
                <thead>
                    <tr>
                        <th scope="col">{labels::NAMESPACE}</th>
                        <th scope="col">{labels::ROLES}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        }
        .into_any(),
    )
}

fn row(namespace: &NamespaceGrants) -> AnyView {
    view! {
        <tr>
            <th scope="row"><bdi translate="no">{displayable(&namespace.namespace)}</bdi></th>
            <td>{roles(&namespace.roles)}</td>
        </tr>
    }
    .into_any()
}

/// The roles of a namespace; those that only the older form of the response has are marked.
pub(super) fn roles(roles: &[RoleGrant]) -> AnyView {
    let items = roles
        .iter()
        .map(|grant| {
            let older = grant.only_in_deprecated.then(
                || view! { " " <Badge tone=Tone::Unknown text=labels::ONLY_IN_OLDER_LIST /> },
            );
            view! { <li>{code(&grant.role)}{older}</li> }.into_any()
        })
        .collect_view();
    view! { <ul class="grant-roles">{items}</ul> }.into_any()
}
