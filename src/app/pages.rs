//! Pages whose code lies in a file of its own, fetched when somebody first goes there: a person who asks for access does
//! not pay for the admin's tables. `.make/bundler` cuts them out of the module; `src/boot/lazy_loader.js`
//! fetches the one that the address names while the module itself is still on its way, by `src/app/routes.json`.
//!
//! Knows how a page comes and what stands there until it does, not what is on it.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::lazy::{LazyView, lazy_page, poll_ready};
use crate::pages::accesses::detail::Access;
use crate::pages::accesses::list::Accesses;
use crate::pages::account::Account;
use crate::pages::users::Roles;

#[wasm_split(roles, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_roles))]
fn make_roles() -> LazyView {
    Ok(view! { <Roles /> }.into_any())
}

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_account))]
fn make_account() -> LazyView {
    Ok(view! { <Account /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_accesses))]
fn make_accesses() -> LazyView {
    Ok(view! { <Accesses /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_access))]
fn make_access() -> LazyView {
    Ok(view! { <Access /> }.into_any())
}

/// `/roles`
pub fn roles() -> AnyView {
    lazy_page(
        "Roles",
        || Box::pin(fetch_roles()),
        || poll_ready(make_roles()),
    )
}

/// `/account`
pub fn account() -> AnyView {
    lazy_page(
        "Account",
        || Box::pin(fetch_account()),
        || poll_ready(make_account()),
    )
}

/// `/accesses`
pub fn accesses() -> AnyView {
    lazy_page(
        "Accesses",
        || Box::pin(fetch_accesses()),
        || poll_ready(make_accesses()),
    )
}

/// `/users/{user_id}/access/{access_id}`
pub fn access() -> AnyView {
    lazy_page(
        "Access",
        || Box::pin(fetch_access()),
        || poll_ready(make_access()),
    )
}
