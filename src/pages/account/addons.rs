//! The add-on services of the tenant: whether it has them, and whether its plan lets it.

use leptos::prelude::*;

use super::labels;
use super::listing::{Listing, listing};
use super::values::{Me, code, external, word};
use crate::api::json::field::Field;
use crate::api::tenant::whoami_parts::{AddonService, AddonState};
use crate::domain::account::whoami::{ValueLabel, addon_access, addon_state};
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="addons" title=labels::ADDONS>
            {listing(me, labels::SERVICES, |me| Listing::of(&me.addon_service_status, |(name, addon)| {
                Some(item(name, addon.known()?))
            }))}
        </Card>
    }
    .into_any()
}

fn item(name: &str, addon: &AddonService) -> AnyView {
    let state = match addon_state(&addon.state) {
        ValueLabel::Known(words) => {
            view! { <Badge tone=tone(&addon.state) text=words /> }.into_any()
        }
        other => word(other),
    };
    view! {
        <li class="listed">
            <span class="listed-name">{named(&addon.display_name, name)}</span>
            <span class="listed-facts">{state} <span class="quiet">{word(addon_access(&addon.access))}</span></span>
        </li>
    }
    .into_any()
}

/// The name for people, else the key under which the service lists it; a name that cannot be read is marked.
pub(super) fn named(display: &Field<String>, key: &str) -> AnyView {
    match display {
        Field::Known(name) if !name.trim().is_empty() => external(name),
        Field::Unreadable(_) => {
            view! { {code(key)} " " <MissingValue word=labels::NAME_UNREADABLE /> }.into_any()
        }
        Field::Known(_) | Field::Null | Field::Missing => code(key),
    }
}

fn tone(state: &Field<AddonState>) -> Tone {
    match state.known() {
        Some(AddonState::Subscribed) => Tone::Good,
        Some(AddonState::Pending) => Tone::Busy,
        Some(AddonState::Error) => Tone::Danger,
        Some(AddonState::None) => Tone::Plain,
        Some(AddonState::Other(_)) | None => Tone::Unknown,
    }
}
