//! Being built.
use leptos::prelude::*;

use crate::components::page::Page;

#[component]
pub fn Account() -> impl IntoView {
    view! { <Page title="Account"><p>"…"</p></Page> }
}
