//! `/account`: everything that whoami says, grouped into cards: one file per card. Each property has a line of its own, so
//! that a bad one costs only that line. Reads nothing by itself: the response is the shell's. The
//! texts are in `labels.rs`; what a value means is worded in `domain/account`.

mod addons;
mod features;
mod grants_table;
mod identity;
mod labels;
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

use self::values::Me;
use crate::api::tenant::whoami::Person;
use crate::app::current_user::use_current_user;
use crate::app::resource::Loaded;
use crate::app::routes::Route;
use crate::ui::page::Page;

/// The account page.
#[component]
pub fn Account() -> impl IntoView {
    let me = use_current_user();
    view! {
        <Page
            title=Route::Account.title()
            lead=|| labels::LEAD
            actions=move || support::copy_button(me)
        >
            <Loaded read=me lines=12 children=cards />
        </Page>
    }
}

fn cards(newest: Signal<Arc<Person>>) -> AnyView {
    // An equal response changes nothing on the page.
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
