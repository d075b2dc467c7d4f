//! Pages whose code lies in a file of its own, fetched when somebody first goes there: a person who asks for access does
//! not pay for the admin's tables. `.make/bundler` cuts them out of the module; `src/boot/lazy_loader.js`
//! fetches the one that the address names while the module itself is still on its way, by `src/app/routes.json`.
//!
//! Knows how a page comes and what stands there until it does, not what is on it.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::access::Access;
use super::accesses::Accesses;
use super::account::Account;
use super::part::{Made, now, page};
use super::roles::Roles;

#[wasm_split(roles, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_roles))]
fn make_roles() -> Made {
    Ok(view! { <Roles /> }.into_any())
}

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_account))]
fn make_account() -> Made {
    Ok(view! { <Account /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_accesses))]
fn make_accesses() -> Made {
    Ok(view! { <Accesses /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_access))]
fn make_access() -> Made {
    Ok(view! { <Access /> }.into_any())
}

/// `/roles`
pub fn roles() -> AnyView {
    page("Roles", || Box::pin(fetch_roles()), || now(make_roles()))
}

/// `/account`
pub fn account() -> AnyView {
    page(
        "Account",
        || Box::pin(fetch_account()),
        || now(make_account()),
    )
}

/// `/accesses`
pub fn accesses() -> AnyView {
    page(
        "Accesses",
        || Box::pin(fetch_accesses()),
        || now(make_accesses()),
    )
}

/// `/users/{user_id}/access/{access_id}`
pub fn access() -> AnyView {
    page("Access", || Box::pin(fetch_access()), || now(make_access()))
}
