//! Who the user is: names, identifiers, how they sign in, their groups.

use leptos::prelude::*;

use super::labels;
use super::listing::{Listing, listing};
use super::support::copy_id;
use super::values::{Me, external, flag, id, line, or_missing, text, timestamp, word};
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
        <Card id="identity" title=labels::IDENTITY>
            <div class="person">
                <p class="person-name" dir="auto" translate="no">{called}</p>
                <div class="badges">{move || me.with(|me| badges(me))}</div>
            </div>
            <dl class="facts facts-pairs">
                {line(me, labels::USERNAME, |me| text(&me.name))}
                {line(me, labels::EMAIL, |me| text(&me.email))}
                {line(me, labels::FIRST_NAME, |me| text(&me.first_name))}
                {line(me, labels::LAST_NAME, |me| text(&me.last_name))}
                <Fact label=labels::USER_ID>
                    {move || me.with(|me| id(&me.user_uuid))}
                    " "
                    {copy_id(me)}
                </Fact>
                {line(me, labels::USER_TYPE, |me| word(whoami::user_type(&me.user_type)))}
                {line(me, labels::IDENTITY_PROVIDER, |me| word(whoami::idm_type(&me.idm_type)))}
                {line(me, labels::MANAGED_BY, |me| word(whoami::sync_mode(&me.sync_mode)))}
                {line(me, labels::DOMAIN_OWNER, |me| flag(&me.domain_owner))}
                {line(me, labels::ACCOUNT_STATE, account_state)}
                {line(me, labels::CREATED, |me| timestamp(&me.creation_timestamp))}
                {line(me, labels::LAST_SIGN_IN, |me| timestamp(&me.last_login_timestamp))}
                {line(me, labels::ACCOUNT_NAMESPACE, |me| text(&me.namespace))}
            </dl>
            {listing(me, labels::GROUPS, |me| Listing::of(&me.group_names, |name| name.known().map(|name| group(name))))}
        </Card>
    }
    .into_any()
}

fn group(name: &str) -> AnyView {
    view! { <li class="group">{external(name)}</li> }.into_any()
}

/// What is special about this user.
fn badges(me: &Whoami) -> Vec<AnyView> {
    let mut badges = Vec::new();
    if me.disabled.known() == Some(&true) {
        badges.push(view! { <Badge tone=Tone::Danger text=labels::DISABLED /> }.into_any());
    }
    if me.domain_owner.known() == Some(&true) {
        badges.push(view! { <Badge tone=Tone::Plain text=labels::DOMAIN_OWNER /> }.into_any());
    }
    badges
}

fn account_state(me: &Whoami) -> AnyView {
    or_missing(&me.disabled, |disabled| {
        (if *disabled {
            labels::ACCOUNT_DISABLED
        } else {
            labels::ACCOUNT_ENABLED
        })
        .into_any()
    })
}
