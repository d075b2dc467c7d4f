//! Users of the tenant and their roles: read while they arrive, narrowed, ordered, one of them looked at, all of them taken along.
//!
//! The address says what is shown (`address`, `view`); `users` reads, `list` and `counts` work it out in slices, `find`
//! finds who is named; `line` is what a row shows; `glance`, `toolbar`, `search`, `several`, `table`, `pivot`, `panel`, `export` and `notes` show it, in the words
//! of `words`. `marks` are the users selected, `marks_bar`, `copy` and `compare` what is done with them; `saved`, `kept` and `views`
//! are views kept by name.

mod columns;
mod compare;
mod data;
mod filters;
mod labels;
mod load_error;
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
    let view = Url::of_page();
    let users = UserStore::read();
    let query = Memo::new(move |_| {
        view.with(|shown| RowQuery {
            filter: shown.filter(),
            order: shown.sort.clone(),
        })
    });
    let list = Rows::new(users, query);
    let counts = Counts::new(users, query);
    let opened = RwSignal::new(None);
    let user = Memo::new(move |_| view.with(|shown| shown.user().map(str::to_owned)));
    let found = data::lookup::find(user, users, opened);
    let selected = UserSelection::new(users, list);
    let copied = CopyEmails::new(users);
    Effect::new(move |_| {
        selected.summary();
        copied.forget();
    });
    let export = Export::new(users);
    let open = Callback::new(move |place: u32| {
        let row = list.at(place).map(|(_, row)| row);
        let id = row.and_then(|row| {
            users
                .with(|directory| directory.user(row).map(|user| labels::id(&user)))
                .flatten()
        });
        if let Some(id) = id {
            opened.set(row);
            view.push(|shown| shown.overlay = Some(Overlay::User(id)));
        }
    });
    let any = Memo::new(move |_| list.state().total > 0);
    let side = Memo::new(move |_| view.with(|shown| shown.perspective));
    let waiting = Memo::new(move |_| users.progress().is_some());
    // The end of the arrival is no reason to draw the table anew.
    let skeleton = Memo::new(move |_| !any.get() && waiting.get());
    // All but the rows is made while they are awaited, in a task of its own.
    let ready = RwSignal::new(false);
    spawn_local(async move {
        yield_now().await;
        let _ = ready.try_set(true);
    });
    view! {
        <Page
            title=Route::Roles.title()
            wide=true
            lead=|| "Everyone in this tenant, and the roles attached to them directly."
            actions=move || selection::export::export(export, list)
        >
            <div class="part directory" aria-busy=move || waiting.get().then_some("true")>
                {status::stopped(users)}
                {move || any.get().then(|| filters::summary_charts::glance(view, counts))}
                {filters::toolbar::toolbar(view, users, list, counts)}
                {status::progress(users)}
                {status::broken_rows(users)}
                {move || skeleton.get().then(|| view! { <Skeleton lines=8 /> })}
                <div class="directory-side" hidden=move || !any.get()>
                    {move || ready.get().then(|| match side.get() {
                        Perspective::Users => table::table(view, selected, open).into_any(),
                        Perspective::Roles => filters::pivot::by_facet(view, counts, Facet::Role),
                        Perspective::Namespaces => filters::pivot::by_facet(view, counts, Facet::Namespace),
                        Perspective::Matrix => filters::pivot::matrix(view, counts),
                    })}
                </div>
                {status::nobody(view, users, list)}
                {selection::bar::bar(view, selected, export, copied)}
            </div>
            {user_panel::panel(view, users, found)}
            {compare::compare(view, users)}
            {selection::copy_emails::refused(copied)}
        </Page>
    }
}
