//! Being built.
use leptos::prelude::*;

use crate::components::page::Page;

#[component]
pub fn Settings() -> impl IntoView {
    view! { <Page title="Settings"><p>"…"</p></Page> }
}
