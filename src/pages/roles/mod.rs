//! Users of the tenant and their roles: read while they arrive, narrowed, ordered, one of them looked at, all of them taken along.
//!
//! The address says what is shown (`address`, `view`); `users` reads, `list` and `counts` work it out in slices (`breath`);
//! `glance`, `toolbar`, `search`, `table`, `pivot`, `panel`, `export` and `notes` show it, in the words of `words`.

mod address;
mod breath;
mod counts;
mod export;
mod glance;
mod list;
mod notes;
mod panel;
mod pivot;
mod search;
mod table;
mod toolbar;
mod trouble;
mod users;
mod view;
mod words;

use leptos::prelude::*;
use rolecall_directory::Facet;

use crate::components::page::Page;
use crate::pages::load::Skeleton;
use address::Side;
use counts::Counts;
use list::{List, Wish};
use users::Users;
use view::View;

#[component]
pub fn Roles() -> impl IntoView {
    let view = View::of_page();
    let users = Users::read();
    let wish = Memo::new(move |_| {
        view.with(|shown| Wish {
            filter: shown.filter(),
            order: shown.sort.clone(),
        })
    });
    let list = List::new(users, wish);
    let counts = Counts::new(users, wish);
    let opened = RwSignal::new(None);
    let found = panel::find(view, users, opened);
    let open = Callback::new(move |place: u32| {
        let row = list.at(place).map(|(_, row)| row);
        let id = row.and_then(|row| {
            users
                .with(|directory| directory.user(row).map(|user| words::id(&user)))
                .flatten()
        });
        if let Some(id) = id {
            opened.set(row);
            view.choose(|shown| shown.user = Some(id));
        }
    });
    let any = Memo::new(move |_| list.state().total > 0);
    let side = Memo::new(move |_| view.with(|shown| shown.side));
    let waiting = Memo::new(move |_| users.arriving().is_some());
    // The end of the arrival is no reason to draw the table anew.
    let skeleton = Memo::new(move |_| !any.get() && waiting.get());
    view! {
        <Page
            title="Roles"
            wide=true
            lead=|| "Everyone in this tenant, and the roles attached to them directly."
            actions=move || export::export(users, list)
        >
            <div class="part directory" aria-busy=move || waiting.get().then_some("true")>
                {notes::stopped(users)}
                {move || any.get().then(|| glance::glance(view, counts))}
                {toolbar::toolbar(view, users, list, counts)}
                {notes::progress(users)}
                {notes::broken_rows(users)}
                {move || match (any.get(), skeleton.get()) {
                    (true, _) => match side.get() {
                        Side::Users => table::table(view, users, list, open).into_any(),
                        Side::Roles => pivot::by_facet(view, counts, Facet::Role),
                        Side::Namespaces => pivot::by_facet(view, counts, Facet::Namespace),
                        Side::Matrix => pivot::matrix(view, counts),
                    },
                    (false, true) => view! { <Skeleton lines=8 /> }.into_any(),
                    (false, false) => ().into_any(),
                }}
                {notes::nobody(view, users, list)}
            </div>
            {panel::panel(view, users, found)}
        </Page>
    }
}
