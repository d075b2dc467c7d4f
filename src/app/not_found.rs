//! What an unknown address shows.

use leptos::prelude::*;

use super::labels;
use super::router::A;
use super::routes::Route;
use crate::ui::page::Page;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Page title=labels::NOT_FOUND>
            <p>{labels::NOT_FOUND_NOTE}</p>
            <p><A href=Route::Settings.path()>{labels::GO_TO_SETTINGS}</A></p>
        </Page>
    }
}
