//! Being built.
use leptos::prelude::*;

use crate::components::page::Page;

#[component]
pub fn Access() -> impl IntoView {
    view! { <Page title="Access"><p>"…"</p></Page> }
}
