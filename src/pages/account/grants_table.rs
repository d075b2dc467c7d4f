//! The table of namespaces and roles: the first ones at once, all on demand, a search from where one needs it.

use std::sync::Arc;

use leptos::prelude::*;

use super::values::code;
use crate::browser::intl;
use crate::domain::account::grants::{Grants, NamespaceGrants, RoleGrant};
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, Tone};

/// As many rows stand on the page at once; from one more on there is a search.
const AT_ONCE: usize = 10;
/// No more than this even on demand: the search finds the others.
const MOST_ROWS: usize = 500;

/// What of the grants the person wishes to see. Lives in the card, so that a new answer does not undo it.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    grants: Signal<Arc<Grants>>,
    query: RwSignal<String>,
    all: RwSignal<bool>,
}

impl Chosen {
    pub(super) fn new(grants: Signal<Arc<Grants>>) -> Self {
        Self {
            grants,
            query: RwSignal::new(String::new()),
            all: RwSignal::new(false),
        }
    }

    /// Namespaces but for the wildcard.
    fn named(self) -> usize {
        self.grants.with(|grants| {
            grants
                .namespaces
                .iter()
                .filter(|namespace| !namespace.is_all())
                .count()
        })
    }

    /// `show` gets the namespaces that fit the search.
    fn with_found<T>(self, show: impl FnOnce(&[&NamespaceGrants]) -> T) -> T {
        let wish = self.query.with(|query| intl::lower(query.trim()));
        let has = |text: &str| intl::lower(text).contains(&wish);
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

    /// How many there are, and how many of them fit.
    pub(super) fn count(self) -> Option<String> {
        let named = self.named();
        let noun = if named == 1 {
            "namespace"
        } else {
            "namespaces"
        };
        let total = intl::number(named as u64);
        match (named, self.searching()) {
            (0, _) => None,
            (_, false) => Some(format!("{total} {noun}")),
            (_, true) => {
                let found = self.with_found(|found| found.len());
                Some(format!("{} of {total} {noun}", intl::number(found as u64)))
            }
        }
    }
}

/// The search, the rows, and the button for more of them.
pub(super) fn table(chosen: Chosen) -> AnyView {
    let long = Memo::new(move |_| chosen.named() > AT_ONCE);
    let searching = Memo::new(move |_| chosen.searching());
    let show_all = move || {
        if chosen.all.get() {
            "Show fewer".to_owned()
        } else {
            format!("Show all {}", intl::number(chosen.named() as u64))
        }
    };
    view! {
        <Show when=move || long.get()>
            <input
                type="search"
                class="input"
                aria-label="Search namespaces and roles"
                placeholder="Search namespaces and roles"
                autocomplete="off"
                spellcheck="false"
                bind:value=chosen.query
            />
        </Show>
        {move || rows(chosen)}
        <Show when=move || { long.get() && !searching.get() }>
            <div>
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || if chosen.all.get() { "true" } else { "false" }
                    on:click=move |_| chosen.all.update(|all| *all = !*all)
                >
                    {show_all}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

fn rows(chosen: Chosen) -> Option<AnyView> {
    let most = if chosen.all.get() || chosen.searching() {
        MOST_ROWS
    } else {
        AT_ONCE
    };
    let (rows, found) = chosen.with_found(|found| {
        (
            found
                .iter()
                .take(most)
                .map(|namespace| row(namespace))
                .collect_view(),
            found.len(),
        )
    });
    if found == 0 {
        return chosen.searching().then(|| {
            view! { <p class="quiet">"No namespace and no role fits this search."</p> }.into_any()
        });
    }
    let more = found.saturating_sub(MOST_ROWS);
    let more = (more > 0 && most == MOST_ROWS)
        .then(|| view! { <p class="quiet">{format!("{} more: search to find them.", intl::number(more as u64))}</p> });
    Some(
        view! {
            <table class="grants">
                <caption class="visually-hidden">"Your roles by namespace"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Namespace"</th>
                        <th scope="col">"Roles"</th>
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
            <th scope="row"><bdi>{displayable(&namespace.namespace)}</bdi></th>
            <td>{roles(&namespace.roles)}</td>
        </tr>
    }
    .into_any()
}

/// Roles in a row; those that only the older form of the answer has are marked.
pub(super) fn roles(roles: &[RoleGrant]) -> AnyView {
    let items = roles
        .iter()
        .map(|grant| {
            let older = grant
                .only_in_deprecated
                .then(|| view! { " " <Badge tone=Tone::Unknown text="Only in the older list" /> });
            view! { <li>{code(&grant.role)}{older}</li> }.into_any()
        })
        .collect_view();
    view! { <ul class="grant-roles">{items}</ul> }.into_any()
}
