//! The page "Roles" at `/roles`: all users of the tenant as a table, with filters, charts, a panel, selection, export and saved views.
//! `url` is the state, `data` computes what it shows, and the other folders are the parts of the page; this file puts them together.
//! Add a column in `columns.rs`, a string in `labels/`. Knows no other page.

mod columns;
mod compare;
mod data;
mod facts;
mod filters;
mod labels;
mod load_error;
mod paper;
pub(crate) mod saved_views;
mod selection;
mod status;
mod table;
pub(crate) mod url;
mod user_choice;
mod user_panel;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Facet, Key};

use self::data::facet_counts::Counts;
use self::data::loader::UserStore;
use self::data::lookup::Target;
use self::data::rows::{RowQuery, Rows};
use self::data::user_keys::UserKeys;
use self::selection::UserSelection;
use self::selection::copy_emails::CopyEmails;
use self::selection::export::Export;
use self::url::overlay::Overlay;
use self::url::state::{Perspective, UrlState};
use self::url::sync::Url;
use crate::app::resource::Skeleton;
use crate::app::routes::Route;
use crate::app::view_note::view_note;
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
    let keys = UserKeys::new(users);
    let target = |key: fn(&UrlState) -> Option<&Key>| {
        Target::new(
            Memo::new(move |_| url.with(|state| key(state).cloned())),
            users,
        )
    };
    let opened = target(UrlState::user);
    let compared = [
        target(|state| state.compared(0)),
        target(|state| state.compared(1)),
    ];
    let selection = UserSelection::new(users, rows);
    let copy_emails = CopyEmails::new(users);
    Effect::new(move |_| {
        selection.summary();
        copy_emails.clear_note();
    });
    let export = Export::new(users);
    let open = Callback::new(move |index: u32| {
        let row = rows.at(index).map(|(_, row)| row);
        if let Some(key) = row.and_then(|row| opened.choose(keys, row)) {
            url.push(|state| state.overlay = Some(Overlay::User(key)));
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
                {user_panel::not_found(url, users, opened)}
                {move || has_users.get().then(|| filters::summary_charts::summary_charts(url, counts))}
                {filters::toolbar::toolbar(url, users, rows, counts)}
                {view_note()}
                {status::progress(users)}
                {status::unreadable_rows(users)}
                {move || is_skeleton.get().then(|| view! { <Skeleton lines=8 /> })}
                <div class="directory-side" hidden=move || !has_users.get()>
                    {move || is_ready.get().then(|| match perspective.get() {
                        Perspective::Users => table::table(url, keys, selection, open).into_any(),
                        Perspective::Roles => filters::pivot::by_facet(url, counts, Facet::Role),
                        Perspective::Namespaces => filters::pivot::by_facet(url, counts, Facet::Namespace),
                        Perspective::Matrix => filters::pivot::matrix(url, counts),
                    })}
                </div>
                {paper::paper(url, users, rows)}
                {status::empty(url, users, rows)}
                {selection::bar::bar(url, keys, compared, selection, export, copy_emails)}
            </div>
            {user_panel::panel(url, keys, opened)}
            {compare::compare(url, keys, compared)}
            {selection::copy_emails::copy_manually(copy_emails)}
            {selection::export::export_question(export)}
        </Page>
    }
}
