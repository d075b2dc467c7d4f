//! `/accesses`: the accesses of all users, a page of rows at a time. Which rows is in the URL; old rows stay until the new
//! ones are there. Believes neither the echoed limits nor that ids are unique.

mod change_panel;
mod change_review;
mod change_set;
mod filters;
mod pager;
mod table;
mod view_state;

use crate::components::watch::watch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::change_panel::change_panel;
use self::change_set::ChangeSet;
use self::filters::filters;
use self::pager::pager;
use self::table::table;
use self::view_state::{Shown, ViewState};
use crate::api::access;
use crate::components::page::Page;
use crate::pages::access::journal::journal_card;
use crate::pages::load::{Loaded, Read};

/// The page.
#[component]
pub fn Accesses() -> impl IntoView {
    let query = use_query_map();
    let state = Memo::new(move |_| query.with(ViewState::of_query));
    let set = ChangeSet::new();
    let read = Read::idle(move |client, cancel| {
        let asked = state.get_untracked();
        async move {
            let list = access::list(&client, &asked.to_list_query(), &cancel).await?;
            Ok(Shown { asked, list })
        }
    });
    watch(move || {
        state.track();
        read.again();
    });
    // What was saved is shown as the service has it now.
    Effect::new(move |was_running: Option<bool>| {
        let running = set.running.get();
        if was_running == Some(true) && !running {
            read.again();
        }
        running
    });
    view! {
        <Page title="Accesses" wide=true lead=|| "Who can sign in to the services of your customers, and with which roles.">
            {filters(state)}
            {change_panel(set)}
            <Loaded read lines=12 let:shown>
                {pager(shown)}
                {table(shown, set)}
            </Loaded>
            {journal_card()}
        </Page>
    }
}
