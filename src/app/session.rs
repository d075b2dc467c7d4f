//! The user's session: that it has ended, and signing out. Holds no credentials: they are in a cookie that scripts cannot read.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::use_client;
use super::current_user::use_current_user;
use super::labels;
use super::router::use_url;
use crate::api::http::cancel::Cancel;
use crate::browser::storage;
use crate::config::{Config, SignOut};
use crate::ui::dialog::Dialog;
use crate::ui::effect::effect;

/// Whether the user is still signed in. Shared by context.
#[derive(Clone, Copy)]
pub struct Session {
    ended: RwSignal<bool>,
    signed_out: RwSignal<Option<SignOutState>>,
}

/// How signing out went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutState {
    /// The request is on its way.
    Pending,
    /// The server ended the session.
    Done,
    /// The server could not be reached: the session may still be open there.
    Failed,
}

impl Session {
    #[must_use]
    pub fn new() -> Self {
        Self {
            ended: RwSignal::new(false),
            signed_out: RwSignal::new(None),
        }
    }

    /// A response said that nobody is signed in. Many of them open one dialog.
    pub fn end(self) {
        if self.signed_out.get_untracked().is_none() {
            self.ended.set(true);
        }
    }

    /// How signing out went; `None` while signed in. Tracked.
    #[must_use]
    pub fn sign_out_state(self) -> Option<SignOutState> {
        self.signed_out.get()
    }

    /// Ends the session: clears personal data from the page and the browser first, then asks the server.
    pub fn sign_out(self, config: &Config) {
        storage::wipe();
        match config.sign_out() {
            SignOut::Visit(address) => {
                let _ = window().location().replace(address);
            }
            SignOut::Post(address) => {
                let (client, address) = (use_client(), address.clone());
                self.ended.set(false);
                self.signed_out.set(Some(SignOutState::Pending));
                spawn_local(async move {
                    let outcome = client
                        .send_to(Method::POST, &address, "{}", &Cancel::default())
                        .await;
                    self.signed_out.set(Some(match outcome {
                        Ok(_) => SignOutState::Done,
                        // The session had ended already.
                        Err(error) if error.status == Some(401) => SignOutState::Done,
                        Err(_) => SignOutState::Failed,
                    }));
                });
            }
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

/// The one dialog that says that the session has ended. The page below stays as it is, with its unsaved changes.
#[component]
pub fn SessionEnded(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let url = use_url();
    let me = use_current_user();
    let sign_in = move || {
        let here = url.with(|url| url.address());
        config.with_value(|config| config.sign_in(&here))
    };
    // Somebody who signed in again in another tab can continue in this one when they return to it.
    let waiting = StoredValue::new(false);
    let listener = window_event_listener_untyped("focus", move |_| {
        if session.ended.get_untracked() {
            waiting.set_value(true);
            me.refetch();
        }
    });
    on_cleanup(move || listener.remove());
    effect(move || {
        let settled = !me.loading();
        if settled && waiting.get_value() {
            waiting.set_value(false);
            if me.error().is_none() {
                session.ended.set(false);
            }
        }
    });
    view! {
        <Dialog
            id="session-ended"
            title=labels::SESSION_ENDED
            open=session.ended
            on_close=move |()| session.ended.set(false)
        >
            <p>{labels::SESSION_ENDED_NOTE}</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| session.ended.set(false)>{labels::STAY}</button>
                <a class="button button-primary" rel="external" href=sign_in>{labels::SIGN_IN}</a>
            </div>
        </Dialog>
    }
}

/// What is left after signing out: nothing personal.
#[component]
pub fn SignedOut(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let outcome = move || match session.sign_out_state() {
        None | Some(SignOutState::Pending) => view! { <p>{labels::SIGNING_OUT}</p> }.into_any(),
        Some(SignOutState::Done) => view! { <p>{labels::SIGN_OUT_DONE}</p> }.into_any(),
        Some(SignOutState::Failed) => view! {
            <div class="error-alert" role="alert">
                <p class="error-alert-text">{labels::SIGN_OUT_FAILED}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| config.with_value(|config| session.sign_out(config))
                >
                    {labels::TRY_AGAIN}
                </button>
            </div>
        }
        .into_any(),
    };
    view! {
        <main class="farewell" id="main">
            <h1 tabindex="-1" autofocus>{labels::SIGNED_OUT}</h1>
            {outcome}
            <p><a class="button button-primary" rel="external" href=move || config.with_value(|config| config.sign_in("/"))>{labels::SIGN_IN}</a></p>
        </main>
    }
}
