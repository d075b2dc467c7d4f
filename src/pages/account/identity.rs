//! Who the person is: names, identifiers, where they sign in, their groups.

use leptos::prelude::*;

use super::Me;
use super::listing::{Listing, listing};
use super::support::copy_id;
use super::values::{flag, foreign, id, line, moment, or_gap, text, word};
use crate::api::tenant::whoami::Whoami;
use crate::domain::account::whoami;
use crate::domain::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::card::{Card, Fact};

pub(super) fn card(me: Me) -> AnyView {
    let called = Memo::new(move |_| {
        me.with(|me| text::display_name(&me.first_name, &me.last_name, &me.name, &me.email))
    });
    view! {
        <Card id="identity" title="Identity">
            <div class="person">
                <p class="person-name" dir="auto">{called}</p>
                <div class="badges">{move || me.with(|me| badges(me))}</div>
            </div>
            <dl class="facts facts-pairs">
                {line(me, "Username", |me| text(&me.name))}
                {line(me, "E-mail", |me| text(&me.email))}
                {line(me, "First name", |me| text(&me.first_name))}
                {line(me, "Last name", |me| text(&me.last_name))}
                <Fact label="User ID">
                    {move || me.with(|me| id(&me.user_uuid))}
                    " "
                    {copy_id(me)}
                </Fact>
                {line(me, "User type", |me| word(whoami::user_type(&me.user_type)))}
                {line(me, "Identity provider", |me| word(whoami::idm_type(&me.idm_type)))}
                {line(me, "Account kept by", |me| word(whoami::sync_mode(&me.sync_mode)))}
                {line(me, "Domain owner", |me| flag(&me.domain_owner))}
                {line(me, "Account state", account_state)}
                {line(me, "Created", |me| moment(&me.creation_timestamp))}
                {line(me, "Last sign-in", |me| moment(&me.last_login_timestamp))}
                {line(me, "Namespace of the account", |me| text(&me.namespace))}
            </dl>
            {listing(me, "Groups", |me| Listing::of(&me.group_names, |name| name.known().map(|name| group(name))))}
        </Card>
    }
    .into_any()
}

fn group(name: &str) -> AnyView {
    view! { <li class="group">{foreign(name)}</li> }.into_any()
}

/// What sets this person apart.
fn badges(me: &Whoami) -> Vec<AnyView> {
    let mut badges = Vec::new();
    if me.disabled.known() == Some(&true) {
        badges.push(view! { <Badge tone=Tone::Danger text="Disabled" /> }.into_any());
    }
    if me.domain_owner.known() == Some(&true) {
        badges.push(view! { <Badge tone=Tone::Plain text="Domain owner" /> }.into_any());
    }
    badges
}

fn account_state(me: &Whoami) -> AnyView {
    or_gap(&me.disabled, |disabled| {
        (if *disabled {
            "Disabled, in the identity provider too"
        } else {
            "Enabled"
        })
        .into_any()
    })
}
