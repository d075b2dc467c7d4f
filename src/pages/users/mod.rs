//! The page "Roles" at `/roles`: all users of the tenant as a table, with filters, charts, a panel, selection, export and saved views.
//! `url` is the state, `data` computes what it shows, and the other folders are the parts of the page; this file puts them together.
//! Add a column in `columns.rs`, a string in `labels/`. Knows no other page.

mod columns;
mod compare;
mod data;
mod filters;
mod labels;
mod load_error;
mod paper;
mod saved_views;
mod selection;
mod status;
mod table;
mod url;
mod user_panel;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::Facet;

use self::data::facet_counts::Counts;
use self::data::loader::UserStore;
use self::data::rows::{RowQuery, Rows};
use self::data::user_id::user_id;
use self::selection::UserSelection;
use self::selection::copy_emails::CopyEmails;
use self::selection::export::Export;
use self::url::state::{Overlay, Perspective};
use self::url::sync::Url;
use crate::app::resource::Skeleton;
use crate::app::routes::Route;
use crate::browser::scheduler::yield_now;
use crate::ui::page::Page;

#[component]
pub fn Roles() -> impl IntoView {
    let url = Url::of_page();
    let users = UserStore::load();
    let query = Memo::new(move |_| {
        url.with(|state| RowQuery {
            filter: state.filter(),
            order: state.sort.clone(),
        })
    });
    let rows = Rows::new(users, query);
    let counts = Counts::new(users, query);
    let activated = RwSignal::new(None);
    let id = Memo::new(move |_| url.with(|state| state.user().map(str::to_owned)));
    let lookup = data::lookup::find(id, users, activated);
    let selection = UserSelection::new(users, rows);
    let copy_emails = CopyEmails::new(users);
    Effect::new(move |_| {
        selection.summary();
        copy_emails.clear_note();
    });
    let export = Export::new(users);
    let open = Callback::new(move |index: u32| {
        let row = rows.at(index).map(|(_, row)| row);
        let id = row.and_then(|row| {
            let id = users.with(|directory| directory.user(row).map(|user| user_id(&user)));
            id.flatten()
        });
        if let Some(id) = id {
            activated.set(row);
            url.push(|state| state.overlay = Some(Overlay::User(id)));
        }
    });
    let has_users = Memo::new(move |_| rows.state().total > 0);
    let perspective = Memo::new(move |_| url.with(|state| state.perspective));
    let is_loading = Memo::new(move |_| users.progress().is_some());
    // A memo, so that the table isn't redrawn when loading ends.
    let is_skeleton = Memo::new(move |_| !has_users.get() && is_loading.get());
    // The table is built in a task of its own, while the users are still on their way.
    let is_ready = RwSignal::new(false);
    spawn_local(async move {
        yield_now().await;
        let _ = is_ready.try_set(true);
    });
    view! {
        <Page
            title=Route::Roles.title()
            wide=true
            lead=|| labels::LEAD
            actions=move || selection::export::export(export, rows)
        >
            <div class="part directory" aria-busy=move || is_loading.get().then_some("true")>
                {status::load_error(users)}
                {move || has_users.get().then(|| filters::summary_charts::summary_charts(url, counts))}
                {filters::toolbar::toolbar(url, users, rows, counts)}
                {status::progress(users)}
                {status::unreadable_rows(users)}
                {move || is_skeleton.get().then(|| view! { <Skeleton lines=8 /> })}
                <div class="directory-side" hidden=move || !has_users.get()>
                    {move || is_ready.get().then(|| match perspective.get() {
                        Perspective::Users => table::table(url, selection, open).into_any(),
                        Perspective::Roles => filters::pivot::by_facet(url, counts, Facet::Role),
                        Perspective::Namespaces => filters::pivot::by_facet(url, counts, Facet::Namespace),
                        Perspective::Matrix => filters::pivot::matrix(url, counts),
                    })}
                </div>
                {paper::paper(url, users, rows)}
                {status::empty(url, users, rows)}
                {selection::bar::bar(url, selection, export, copy_emails)}
            </div>
            {user_panel::panel(url, users, lookup)}
            {compare::compare(url, users)}
            {selection::copy_emails::copy_manually(copy_emails)}
            {selection::export::export_question(export)}
        </Page>
    }
}
