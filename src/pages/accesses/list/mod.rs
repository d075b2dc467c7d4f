//! `/accesses`: the accesses of all users, as the access service lists them. They arrive page by page while the first ones are in
//! use; the address is the state of the view, so that Back, reload and a shared link show the same. Believes neither the echoed
//! limits nor that ids are unique.

pub(crate) mod columns;
pub(crate) mod filters;
pub(crate) mod loader;
pub(crate) mod row_store;
pub(crate) mod sorted;
pub(crate) mod status;
pub(crate) mod table;
pub(crate) mod url_state;

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use self::filters::filters;
use self::loader::{Phase, Rows};
use self::table::table;
use self::url_state::ViewState;
use super::bulk::panel::change_panel;
use super::bulk::state::ChangeSet;
use super::change_log::journal_card;
use crate::app::router::{use_navigate, use_query_map};
use crate::app::routes::Route;
use crate::ui::page::Page;

/// The page.
#[component]
pub fn Accesses() -> impl IntoView {
    let query = use_query_map();
    let view = Memo::new(move |_| query.with(ViewState::of_query));
    let rows = Rows::of(view);
    let set = ChangeSet::new(rows);
    let navigate = use_navigate();
    let go = Callback::new(move |to: ViewState| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        if to != view.get_untracked() {
            navigate(&to.href(), options);
        }
    });
    let busy = Memo::new(move |_| rows.phase.get() == Phase::Reading);
    view! {
        <Page title=Route::Accesses.title() wide=true lead=|| "Who can sign in to the services of your customers, and with which roles.">
            {change_panel(set)}
            <div class="part directory" aria-busy=move || busy.get().then_some("true")>
                {status::rest(rows, view)}
                {filters(view, rows, go)}
                {status::progress(rows)}
                {table(rows, view, go, set)}
                {status::nothing(rows, view)}
            </div>
            {journal_card()}
        </Page>
    }
}
