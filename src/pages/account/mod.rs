//! `/account`: all that whoami tells, in groups a person finds their way in: one file per group. Each property stands on
//! a line of its own, so that a bad one costs that line. Reads nothing by itself: the answer is the shell's.

mod addons;
mod features;
mod grants_table;
mod identity;
mod listing;
mod management;
mod namespaces;
mod plan;
mod support;
mod tenant;
mod terms;
mod values;

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::tenant::whoami::{Person, Whoami};
use crate::app::current_user::use_current_user;
use crate::app::resource::Loaded;
use crate::app::routes::Route;
use crate::ui::page::Page;

/// The newest answer. What shows it is made once and follows it, so that focus and open details survive a new read.
type Me = Signal<Arc<Whoami>>;

/// Who am I.
#[component]
pub fn Account() -> impl IntoView {
    let me = use_current_user();
    view! {
        <Page
            title=Route::Account.title()
            lead=|| "Who you are in this tenant, and what you may do in it."
            actions=move || support::copy_button(me)
        >
            <Loaded read=me lines=12 children=cards />
        </Page>
    }
}

fn cards(newest: Signal<Arc<Person>>) -> AnyView {
    // An answer that says the same changes nothing on the page.
    let me: Me = Memo::new(move |_| Arc::new(newest.get().whole())).into();
    view! {
        <div class="account">
            {identity::card(me)}
            {namespaces::card(me)}
            <div class="account-columns">
                <div class="account">{tenant::card(me)} {management::card(me)}</div>
                <div class="account">{plan::card(me)} {terms::card(me)}</div>
            </div>
            {addons::card(me)}
            {features::card(me)}
        </div>
    }
    .into_any()
}
