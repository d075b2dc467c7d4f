//! What a person sees when somebody else has signed in: the former user's page goes, the app is loaded anew, and says so once.

use leptos::prelude::*;

use super::current_user::{name_of, use_current_user};
use super::labels;
use super::session::{STARTED_ANEW, start};
use crate::browser::storage::StorageArea;

/// What is left when somebody else has signed in: nothing of the former user. Usually the app has started anew before anybody can read it.
#[component]
pub fn StartingAnew() -> impl IntoView {
    view! {
        <main class="farewell" id="main">
            <h1 tabindex="-1" autofocus>{labels::OTHER_USER}</h1>
            <p>{labels::STARTED_ANEW}</p>
            <p><a class="button button-primary" rel="external" href=start()>{labels::CONTINUE}</a></p>
        </main>
    }
}

/// Says, once, that the app has started anew, and as whom.
#[component]
pub fn StartedAnew() -> impl IntoView {
    let me = use_current_user();
    let has_started = matches!(StorageArea::Session.get(STARTED_ANEW), Ok(Some(_)));
    StorageArea::Session.remove(STARTED_ANEW);
    let open = RwSignal::new(has_started);
    let signed_in_as = move || {
        let name = name_of(&*me.value()?);
        Some(view! { {labels::SIGNED_IN_AS} " " <bdi translate="no">{name}</bdi> "." })
    };
    move || {
        open.get().then(|| view! {
            <div class="started-anew" role="status">
                <p><b>{labels::OTHER_USER} "."</b> " " {labels::STARTED_ANEW} " " {signed_in_as}</p>
                <button type="button" class="button" on:click=move |_| open.set(false)>{labels::CLOSE}</button>
            </div>
        })
    }
}
