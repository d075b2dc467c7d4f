//! Users of the tenant and their roles.

mod address;

use leptos::prelude::*;

use crate::components::page::Page;

#[component]
pub fn Roles() -> impl IntoView {
    view! { <Page title="Roles"><p>"…"</p></Page> }
}
