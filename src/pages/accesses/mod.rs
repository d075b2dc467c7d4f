//! `/accesses`: the accesses of all users, as the access service lists them. They arrive page by page while the first ones are in
//! use; the address is the state of the view, so that Back, reload and a shared link show the same. Believes neither the echoed
//! limits nor that ids are unique.

mod change_panel;
mod change_results;
mod change_review;
mod change_set;
mod change_work;
mod filters;
mod notes;
mod rows;
mod shelf;
mod sorted;
mod table;
mod view_state;

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use self::change_panel::change_panel;
use self::change_set::ChangeSet;
use self::filters::filters;
use self::rows::{Phase, Rows};
use self::table::table;
use self::view_state::ViewState;
use crate::components::page::Page;
use crate::pages::access::journal::journal_card;
use crate::pages::route::{use_navigate, use_query_map};

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
        <Page title="Accesses" wide=true lead=|| "Who can sign in to the services of your customers, and with which roles.">
            {change_panel(set)}
            <div class="part directory" aria-busy=move || busy.get().then_some("true")>
                {notes::rest(rows, view)}
                {filters(view, rows, go)}
                {notes::progress(rows)}
                {table(rows, view, go, set)}
                {notes::nothing(rows, view)}
            </div>
            {journal_card()}
        </Page>
    }
}
