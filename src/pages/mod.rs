//! One folder per page: load, decide, show; a folder never uses another one. This file maps each route to its view and splits
//! pages off the main module, so that somebody who requests access does not download the admin's tables. The files that an
//! address needs are fetched while the main module still loads (`src/boot/lazy_loader.js`).

pub mod accesses;
pub mod account;
pub mod settings;
pub mod users;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use self::accesses::detail::Access;
use self::accesses::list::Accesses;
use self::account::Account;
use self::settings::Settings;
use self::users::Roles;
use crate::app::lazy::{LazyView, lazy_page, poll_ready};
use crate::app::routes::Route;

/// The view of a route.
pub fn page(route: Route) -> AnyView {
    let title = route.title();
    match route {
        // The shell redirects before anything is shown.
        Route::Home => ().into_any(),
        Route::Settings => view! { <Settings /> }.into_any(),
        Route::Roles => lazy_page(
            title,
            || Box::pin(fetch_roles()),
            || poll_ready(make_roles()),
        ),
        Route::Accesses => lazy_page(
            title,
            || Box::pin(fetch_accesses()),
            || poll_ready(make_accesses()),
        ),
        Route::Account => lazy_page(
            title,
            || Box::pin(fetch_account()),
            || poll_ready(make_account()),
        ),
        Route::Access => lazy_page(
            title,
            || Box::pin(fetch_access()),
            || poll_ready(make_access()),
        ),
    }
}

#[wasm_split(roles, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_roles))]
fn make_roles() -> LazyView {
    Ok(view! { <Roles /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_accesses))]
fn make_accesses() -> LazyView {
    Ok(view! { <Accesses /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_access))]
fn make_access() -> LazyView {
    Ok(view! { <Access /> }.into_any())
}

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_account))]
fn make_account() -> LazyView {
    Ok(view! { <Account /> }.into_any())
}

/// What anybody can put into an address or into the browser's storage: read as a page reads it, and written again. Lets
/// `tests/decoders` reach these readers; nothing in the app calls it, so none of it is shipped.
pub mod rewritten {
    use crate::pages::accesses::draft;
    use crate::pages::accesses::list::url_state::UrlState as AccessesState;
    use crate::pages::users::saved_views::model;
    use crate::pages::users::url::state::UrlState as RolesState;

    /// The query string of `/roles`.
    pub fn roles_address(query: &str) -> String {
        RolesState::parse(query).to_string()
    }

    /// The address of `/accesses` for this query string.
    pub fn accesses_address(query: &str) -> String {
        AccessesState::parse(query).href()
    }

    /// The saved views of one user.
    pub fn saved_views(text: &str) -> String {
        model::write(&model::parse(text))
    }

    /// A draft of an access.
    pub fn draft(text: &str) -> Option<String> {
        draft::read(text).map(|draft| draft::write(&draft))
    }
}
