//! The tenant: whose it is, its state, and whether it is the user's own.

use leptos::prelude::*;

use super::labels;
use super::values::{Me, id, line, note, text, word};
use crate::api::tenant::whoami::Whoami;
use crate::api::tenant::whoami_parts::AccessType;
use crate::domain::account::whoami;
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="tenant" title=labels::TENANT>
            {move || me.with(|me| other_tenant(me))}
            <dl class="facts">
                {line(me, labels::TENANT, |me| id(&me.tenant))}
                {line(me, labels::OWN_TENANT, |me| id(&me.original_tenant))}
                {line(me, labels::COMPANY, |me| text(&me.company))}
                {line(me, labels::HOST_NAME, |me| id(&me.cname))}
                {line(me, labels::ENVIRONMENT, |me| text(&me.environment))}
                {line(me, labels::STATE, |me| word(whoami::tenant_state(&me.state)))}
                {line(me, labels::REPORTED_STATE, |me| text(&me.tenant_state))}
                {line(me, labels::TENANT_TYPE, |me| word(whoami::tenant_type(&me.tenant_type)))}
                {line(me, labels::YOUR_ACCESS, |me| word(whoami::access_type(&me.access_type)))}
                {line(me, labels::SIGNED_UP_THROUGH, |me| word(whoami::signup_origin(&me.signup_origin)))}
            </dl>
        </Card>
    }
    .into_any()
}

/// Says that this isn't the user's own tenant, and how they got here.
fn other_tenant(me: &Whoami) -> Option<AnyView> {
    let how = match me.access_type.known() {
        Some(AccessType::Msp) => labels::HERE_THROUGH_PROVIDER,
        Some(AccessType::Support) => labels::HERE_AS_SUPPORT,
        Some(
            AccessType::Unknown | AccessType::Direct | AccessType::Delegated | AccessType::Other(_),
        )
        | None => labels::HERE_DELEGATED,
    };
    (whoami::is_in_other_tenant(me) == Some(true)).then(|| note(Tone::Busy, how.to_owned()))
}
