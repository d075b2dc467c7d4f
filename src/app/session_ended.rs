//! The dialog that says that the session has ended, and the way to sign in again.

use leptos::prelude::*;

use super::current_user::use_current_user;
use super::identity::{Curtain, use_identity};
use super::labels;
use super::router::use_url;
use super::session::Session;
use crate::config::Config;
use crate::ui::dialog::Dialog;
use crate::ui::effect::effect;

/// The one dialog that says that the session has ended. The page below stays as it is, with its unsaved changes.
#[component]
pub fn SessionEnded(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let me = use_current_user();
    let curtain = use_identity().curtain;
    // Somebody who signed in again in another tab can continue in this one when they return to it.
    effect(move || {
        session.confirmed.track();
        if untrack(|| me.error()).is_some() {
            me.refetch();
        }
    });
    view! {
        <Dialog
            id="session-ended"
            title=labels::SESSION_ENDED
            open=Signal::derive(move || session.ended.get() && curtain.get() == Curtain::Open)
            on_close=move |()| session.stay()
        >
            <p>{labels::SESSION_ENDED_NOTE}</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| session.stay()>{labels::STAY}</button>
                <SignInHere config />
            </div>
        </Dialog>
    }
}

/// Leads to the sign-in page and back to this address.
#[component]
pub(super) fn SignInHere(config: StoredValue<Config>) -> impl IntoView {
    let url = use_url();
    let sign_in = move || {
        let here = url.with(|url| url.address());
        config.with_value(|config| config.sign_in(&here))
    };
    view! { <a class="button button-primary" rel="external" href=sign_in>{labels::SIGN_IN}</a> }
}
