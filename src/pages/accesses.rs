//! Being built.
use leptos::prelude::*;

use crate::components::page::Page;

#[component]
pub fn Accesses() -> impl IntoView {
    view! { <Page title="Accesses"><p>"…"</p></Page> }
}
