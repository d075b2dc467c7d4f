//! Who manages the tenant: itself, or a managed service provider. The contract says one of the two; if the service reports
//! both, both are shown, since we can't know which is right.

use leptos::prelude::*;

use super::labels;
use super::values::{Me, id, line, note, or_missing, word};
use crate::api::tenant::whoami::Whoami;
use crate::browser::intl;
use crate::domain::account::whoami;
use crate::ui::badge::Tone;
use crate::ui::card::{Card, Fact};

pub(super) fn card(me: Me) -> AnyView {
    let both = move || {
        me.with(|me| me.self_managed.known().is_some() && me.msp_managed.known().is_some())
            .then(|| note(Tone::Unknown, labels::BOTH_MANAGED.to_owned()))
    };
    view! {
        <Card id="management" title=labels::MANAGEMENT>
            {both}
            <dl class="facts">
                {line(me, labels::SELF_MANAGED, |me| or_missing(&me.self_managed, |_| labels::YES.into_any()))}
                {line(me, labels::PROVIDER_MANAGED, |me| or_missing(&me.msp_managed, |_| labels::YES.into_any()))}
                {move || me.with(|me| provider(me))}
            </dl>
        </Card>
    }
    .into_any()
}

/// The details of the provider, where there is one.
fn provider(me: &Whoami) -> Option<AnyView> {
    let msp = me.msp_managed.known()?;
    let fact =
        |label: &'static str, value: AnyView| view! { <Fact label>{value}</Fact> }.into_any();
    let tier = or_missing(&msp.tier, |tier| match u64::try_from(*tier) {
        Ok(tier) => intl::number(tier).into_any(),
        Err(_) => tier.to_string().into_any(),
    });
    let lines = [
        fact(labels::PROVIDER, id(&msp.msp_id)),
        fact(labels::PARENT_TENANT, id(&msp.parent_tenant_id)),
        fact(labels::TIER, tier),
        fact(
            labels::POSITION_IN_HIERARCHY,
            word(whoami::node_type(&msp.node_type)),
        ),
    ];
    Some(lines.into_iter().collect_view().into_any())
}
