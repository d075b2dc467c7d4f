//! Which roles the user has where. The wildcard is shown separately, since it is a rule and not a list; a disagreement
//! between the two forms of the response is shown.

use std::sync::Arc;

use leptos::prelude::*;

use super::grants_table::{NamespaceFilter, roles, table};
use super::labels;
use super::listing::unreadable_note;
use super::values::{Me, note};
use crate::api::tenant::whoami::Whoami;
use crate::domain::account::grants::{Grants, merge};
use crate::ui::badge::{MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    let grants = Memo::new(move |_| {
        me.with(|me| Arc::new(merge(&me.namespace_access, &me.namespace_roles)))
    });
    let filter = NamespaceFilter::new(grants.into());
    view! {
        <Card id="namespaces" title=labels::NAMESPACE_ACCESS aside=move || view! { <span class="quiet" role="status">{move || filter.count()}</span> }>
            {move || grants.with(|grants| disagreement(grants))}
            {move || grants.with(|grants| all_namespaces(grants))}
            {table(filter)}
            {move || me.with(|me| grants.with(|grants| missing(me, grants)))}
            <p class="small quiet">{labels::GROUP_ROLES_NOT_INCLUDED}</p>
        </Card>
    }
    .into_any()
}

/// The wildcard, with what it means.
fn all_namespaces(grants: &Grants) -> Option<AnyView> {
    let all = grants
        .namespaces
        .iter()
        .find(|namespace| namespace.is_all())?;
    Some(
        view! {
            <section class="everywhere" aria-labelledby="everywhere-heading">
                <h3 id="everywhere-heading">{labels::ALL_NAMESPACES}</h3>
                <p class="quiet">{labels::ALL_NAMESPACES_MEANING}</p>
                {roles(&all.roles)}
            </section>
        }
        .into_any(),
    )
}

/// Both forms are there and don't match.
fn disagreement(grants: &Grants) -> Option<AnyView> {
    let mut all = grants
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.roles);
    all.any(|grant| grant.only_in_deprecated)
        .then(|| note(Tone::Warning, labels::TWO_LISTS_DIFFER.to_owned()))
}

/// What is missing, form by form: no roles, not reported, unreadable.
fn missing(me: &Whoami, grants: &Grants) -> AnyView {
    let none = grants.reported && grants.namespaces.is_empty() && grants.unreadable == 0;
    let none = none.then(|| view! { <p class="quiet">{labels::NO_DIRECT_ROLES}</p> });
    let form = |label: &'static str, gap: Option<&'static str>| {
        gap.map(|word| view! { <p>{label} ": " <MissingValue word /></p> })
    };
    // The forms themselves have a line each.
    let forms = usize::from(me.namespace_access.is_unreadable())
        + usize::from(me.namespace_roles.is_unreadable());
    view! {
        {none}
        {form(labels::ROLES_BY_NAMESPACE, me.namespace_access.gap())}
        {form(labels::ROLES_IN_OLDER_LIST, me.namespace_roles.gap())}
        {unreadable_note(grants.unreadable.saturating_sub(forms))}
    }
    .into_any()
}
