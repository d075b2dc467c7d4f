//! Who manages the tenant: itself, or a managed service provider. The contract says one of the two; if both come, both
//! are shown, since neither is for us to drop.

use leptos::prelude::*;

use super::Me;
use super::values::{id, line, note, or_gap, word};
use crate::api::tenant::whoami::Whoami;
use crate::browser::intl;
use crate::domain::account::whoami;
use crate::ui::badge::Tone;
use crate::ui::card::{Card, Fact};

pub(super) fn card(me: Me) -> AnyView {
    let both = move || {
        me.with(|me| me.self_managed.known().is_some() && me.msp_managed.known().is_some())
            .then(|| {
                note(
                    Tone::Unknown,
                    "The service says that both are so, which contradicts itself. Both are shown."
                        .to_owned(),
                )
            })
    };
    view! {
        <Card id="management" title="Management">
            {both}
            <dl class="facts">
                {line(me, "Managed by itself", |me| or_gap(&me.self_managed, |_| "Yes".into_any()))}
                {line(me, "Managed by a provider", |me| or_gap(&me.msp_managed, |_| "Yes".into_any()))}
                {move || me.with(|me| provider(me))}
            </dl>
        </Card>
    }
    .into_any()
}

/// How the provider does it, where there is one.
fn provider(me: &Whoami) -> Option<AnyView> {
    let msp = me.msp_managed.known()?;
    let fact =
        |label: &'static str, value: AnyView| view! { <Fact label>{value}</Fact> }.into_any();
    let tier = or_gap(&msp.tier, |tier| match u64::try_from(*tier) {
        Ok(tier) => intl::number(tier).into_any(),
        Err(_) => tier.to_string().into_any(),
    });
    let lines = [
        fact("Provider", id(&msp.msp_id)),
        fact("Parent tenant", id(&msp.parent_tenant_id)),
        fact("Tier", tier),
        fact("Place in the tree", word(whoami::node_type(&msp.node_type))),
    ];
    Some(lines.into_iter().collect_view().into_any())
}
