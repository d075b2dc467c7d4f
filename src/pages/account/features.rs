//! What is enabled for the tenant: features, tenant flags, tiles of the vendor's console.

use leptos::prelude::*;

use super::addons::named;
use super::labels;
use super::listing::{Listing, listing};
use super::values::{Me, code, or_missing, word};
use crate::api::json::field::Field;
use crate::api::tenant::whoami_parts::{FeatureFlag, Tile, TileState};
use crate::domain::account::whoami::{ValueLabel, tile_state};
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="features" title=labels::FEATURES_AND_TILES>
            <div class="account-lists">
                {listing(me, labels::FEATURES, |me| Listing::of(&me.feature_flags, |flag| flag.known().map(feature)))}
                {listing(me, labels::TENANT_FLAGS, |me| Listing::of(&me.tenant_flags, |(name, on)| {
                    Some(row(code(name), on_or_off(on)))
                }))}
                {listing(me, labels::CONSOLE_TILES, |me| Listing::of(&me.tile_access, |(name, tile)| {
                    tile.known().map(|known| tile_row(name, known))
                }))}
            </div>
        </Card>
    }
    .into_any()
}

/// The wire says whether a feature is *disabled*.
fn feature(flag: &FeatureFlag) -> AnyView {
    let name = or_missing(&flag.name, |name| code(name));
    row(
        name,
        on_or_off(&flag.disabled.as_ref().map(|disabled| !disabled)),
    )
}

fn tile_row(key: &str, tile: &Tile) -> AnyView {
    let state = match tile_state(&tile.state) {
        ValueLabel::Known(words) => {
            let open = tile.state.known() == Some(&TileState::Allowed);
            view! { <Badge tone=if open { Tone::Good } else { Tone::Plain } text=words /> }
                .into_any()
        }
        other => word(other),
    };
    row(named(&tile.display_name, key), state)
}

fn row(name: AnyView, state: AnyView) -> AnyView {
    view! { <li class="listed"><span class="listed-name">{name}</span> <span class="listed-facts">{state}</span></li> }.into_any()
}

fn on_or_off(on: &Field<bool>) -> AnyView {
    match on.known() {
        Some(true) => view! { <Badge tone=Tone::Good text=labels::ON /> }.into_any(),
        Some(false) => view! { <Badge tone=Tone::Plain text=labels::OFF /> }.into_any(),
        None => view! { <MissingValue word=on.gap().unwrap_or_default() /> }.into_any(),
    }
}
