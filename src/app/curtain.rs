//! What covers a page that came Back from the browser's cache, until whoami has said that it is still the same user's.

use leptos::prelude::*;

use super::identity::{Curtain, use_identity};
use super::labels;
use super::resource::message_of;
use super::session_ended::SignInHere;
use crate::api::http::error::ErrorKind;
use crate::config::Config;
use crate::ui::dialog::Dialog;

/// A dialog, because one of the page below may be open: it would block everything else.
#[component]
pub fn CurtainDialog(config: StoredValue<Config>) -> impl IntoView {
    let identity = use_identity();
    let curtain = identity.curtain;
    let is_open = move || matches!(curtain.get(), Curtain::Asking(true) | Curtain::Failed(_));
    let has_ended = move || matches!(curtain.get(), Curtain::Failed(error) if error.kind == ErrorKind::Unauthenticated);
    let title = move || {
        if has_ended() {
            labels::SESSION_ENDED
        } else {
            labels::CHECKING_USER
        }
        .to_owned()
    };
    let content = move || {
        match curtain.get() {
        Curtain::Failed(error) if error.kind == ErrorKind::Unauthenticated => view! {
            <p>{labels::SESSION_ENDED_NOTE}</p>
            <div class="dialog-actions"><SignInHere config /></div>
        }
        .into_any(),
        Curtain::Failed(error) => view! {
            <p role="alert">{message_of(&error)}</p>
            <div class="dialog-actions">
                <button type="button" class="button button-primary" on:click=move |_| identity.look_now()>{labels::TRY_AGAIN}</button>
            </div>
        }
        .into_any(),
        Curtain::Open | Curtain::Asking(_) => view! { <p role="status">{labels::HIDDEN_UNTIL_CHECKED}</p> }.into_any(),
    }
    };
    view! {
        <Dialog id="curtain" title=Signal::derive(title) open=Signal::derive(is_open) on_close=|()| {}>{content}</Dialog>
    }
}
