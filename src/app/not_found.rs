//! Any address that is no page of ours.

use leptos::prelude::*;

use super::router::A;
use super::routes::Route;
use crate::ui::page::Page;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Page title="Page not found">
            <p>"There is nothing at this address. It may have been mistyped, or the page may have moved."</p>
            <p><A href=Route::Settings.path()>"Go to your settings"</A></p>
        </Page>
    }
}
