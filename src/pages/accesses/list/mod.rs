//! `/accesses`: the accesses of all users, as the access service lists them. Loads page by page while the first rows are usable.
//! The URL is the state of the view, so that Back, reload and a shared link show the same. Trusts neither the echoed limits nor
//! that IDs are unique.

pub(crate) mod columns;
pub(crate) mod filters;
pub(crate) mod labels;
pub(crate) mod loader;
pub(crate) mod paper;
pub(crate) mod selection;
pub(crate) mod status;
pub(crate) mod table;
pub(crate) mod url_state;

use leptos::prelude::*;

use self::filters::filters;
use self::loader::{AccessLoader, Phase};
use self::paper::paper;
use self::table::table;
use self::url_state::UrlState;
use super::bulk::panel::change_panel;
use super::bulk::state::BulkEdit;
use super::change_log::change_log_card;
use crate::api::access::access_of_user::Access;
use crate::app::router::{NavigateOptions, use_navigate, use_url};
use crate::app::routes::Route;
use crate::app::view_note::view_note;
use crate::ui::page::Page;

/// The page.
#[component]
pub fn Accesses() -> impl IntoView {
    let url = use_url();
    let view = Memo::new(move |_| url.with(|url| UrlState::parse(url.search())));
    let loader = AccessLoader::new(view);
    let on_saved = Callback::new(move |access: Access| loader.replace(&access));
    let is_shared = Callback::new(move |access: (String, String)| {
        loader.is_shared_address(&access.0, &access.1)
    });
    let edit = BulkEdit::new(on_saved, is_shared);
    let navigate = use_navigate();
    let go = Callback::new(move |to: UrlState| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        if to != view.get_untracked() {
            navigate(&to.href(), options);
        }
    });
    let busy = Memo::new(move |_| loader.phase.get() == Phase::Loading);
    view! {
        <Page title=Route::Accesses.title() wide=true lead=|| labels::LEAD>
            {change_panel(edit)}
            <div class="part directory" aria-busy=move || busy.get().then_some("true")>
                {status::rest(loader, view)}
                {status::shared(loader)}
                {filters(view, loader, go)}
                {view_note()}
                {status::progress(loader)}
                {table(loader, view, go, edit)}
                {paper(loader, view)}
                {status::nothing(loader, view)}
            </div>
            {change_log_card()}
        </Page>
    }
}
