//! What the person may do where: roles by namespace. The wildcard stands apart, since it is a rule and not a list; what the
//! two forms of the answer disagree on is told.

use std::sync::Arc;

use leptos::prelude::*;

use super::Me;
use super::grants_table::{Chosen, roles, table};
use super::listing::lost_note;
use super::values::note;
use crate::api::tenant::whoami::Whoami;
use crate::domain::account::grants::{Grants, merge};
use crate::ui::badge::{MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    let grants = Memo::new(move |_| {
        me.with(|me| Arc::new(merge(&me.namespace_access, &me.namespace_roles)))
    });
    let chosen = Chosen::new(grants.into());
    view! {
        <Card id="namespaces" title="Namespace access" aside=move || view! { <span class="quiet" role="status">{move || chosen.count()}</span> }>
            {move || grants.with(|grants| disagreement(grants))}
            {move || grants.with(|grants| everywhere(grants))}
            {table(chosen)}
            {move || me.with(|me| grants.with(|grants| gaps(me, grants)))}
            <p class="small quiet">"Roles given to you through a group are not part of this answer."</p>
        </Card>
    }
    .into_any()
}

/// The wildcard, with what it means.
fn everywhere(grants: &Grants) -> Option<AnyView> {
    let all = grants
        .namespaces
        .iter()
        .find(|namespace| namespace.is_all())?;
    Some(
        view! {
            <section class="everywhere" aria-labelledby="everywhere-heading">
                <h3 id="everywhere-heading">"All namespaces"</h3>
                <p class="quiet">
                    "These roles hold in every application namespace, also in those made later. "
                    <code>"system"</code> " and " <code>"shared"</code> " are not among them: roles there are given by name."
                </p>
                {roles(&all.roles)}
            </section>
        }
        .into_any(),
    )
}

/// Both forms are there and do not say the same.
fn disagreement(grants: &Grants) -> Option<AnyView> {
    let mut all = grants
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.roles);
    all.any(|grant| grant.only_in_deprecated).then(|| {
        note(
            Tone::Warning,
            "The service tells your roles in two lists that do not agree. Roles that only the older list has are marked."
                .to_owned(),
        )
    })
}

/// What is missing, form by form: no roles, not told, unreadable.
fn gaps(me: &Whoami, grants: &Grants) -> AnyView {
    let none = grants.reported && grants.namespaces.is_empty() && grants.unreadable == 0;
    let none = none.then(|| view! { <p class="quiet">"None. No role was given to you directly in any namespace."</p> });
    let form = |label: &'static str, gap: Option<&'static str>| {
        gap.map(|word| view! { <p>{label} ": " <MissingValue word /></p> })
    };
    // The forms themselves have a line each.
    let forms = usize::from(me.namespace_access.is_unreadable())
        + usize::from(me.namespace_roles.is_unreadable());
    view! {
        {none}
        {form("Roles by namespace", me.namespace_access.gap())}
        {form("Roles in the older list", me.namespace_roles.gap())}
        {lost_note(grants.unreadable.saturating_sub(forms))}
    }
    .into_any()
}
