//! Where the person is: the tenant, whose it is, how it stands; and that it is not their own, if so.

use leptos::prelude::*;

use super::Me;
use super::values::{id, line, note, text, word};
use crate::api::tenant::whoami::Whoami;
use crate::api::tenant::whoami_parts::AccessType;
use crate::domain::account::whoami;
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="tenant" title="Tenant">
            {move || me.with(|me| away(me))}
            <dl class="facts">
                {line(me, "Tenant", |me| id(&me.tenant))}
                {line(me, "Your own tenant", |me| id(&me.original_tenant))}
                {line(me, "Company", |me| text(&me.company))}
                {line(me, "Host name", |me| id(&me.cname))}
                {line(me, "Environment", |me| text(&me.environment))}
                {line(me, "State", |me| word(whoami::tenant_state(&me.state)))}
                {line(me, "State in the tenant's words", |me| text(&me.tenant_state))}
                {line(me, "Tenant type", |me| word(whoami::tenant_type(&me.tenant_type)))}
                {line(me, "Your access", |me| word(whoami::access_type(&me.access_type)))}
                {line(me, "Signed up through", |me| word(whoami::signup_origin(&me.signup_origin)))}
            </dl>
        </Card>
    }
    .into_any()
}

/// That this is not the person's own tenant, and how they come to be here.
fn away(me: &Whoami) -> Option<AnyView> {
    let how = match me.access_type.known() {
        Some(AccessType::Msp) => {
            "You are here through a managed service provider: you belong to another tenant."
        }
        Some(AccessType::Support) => {
            "You are here as support of the vendor: you belong to another tenant."
        }
        Some(
            AccessType::Unknown | AccessType::Direct | AccessType::Delegated | AccessType::Other(_),
        )
        | None => "You are here through delegated access: you belong to another tenant.",
    };
    (whoami::is_away(me) == Some(true)).then(|| note(Tone::Busy, how.to_owned()))
}
