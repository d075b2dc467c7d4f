//! The user's session: that it has ended, signing out, and that somebody else's has begun. Holds no credentials: they are in a cookie
//! that scripts cannot read. `identity` finds out whose session it is.

use std::time::Duration;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::use_client;
use super::labels;
use super::routes::Route;
use crate::api::http::cancel::Cancel;
use crate::api::http::error::ErrorKind;
use crate::browser::storage;
use crate::browser::storage::StorageArea;
use crate::config::{Config, SignOut};

/// Tells the page that the app has just started anew. Removed as soon as it is read.
pub(super) const STARTED_ANEW: &str = "started-anew";

/// Whether the user is still signed in. Shared by context.
#[derive(Clone, Copy)]
pub struct Session {
    pub(super) ended: RwSignal<bool>,
    signed_out: RwSignal<Option<SignOutState>>,
    starting_anew: RwSignal<bool>,
    /// The person has read that the session has ended, and stays.
    stayed: StoredValue<bool>,
    /// Nobody did anything: the app itself looks who is signed in.
    looking: StoredValue<bool>,
    /// Counts how often the session turned out to go on.
    pub(super) confirmed: Trigger,
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
            starting_anew: RwSignal::new(false),
            stayed: StoredValue::new(false),
            looking: StoredValue::new(false),
            confirmed: Trigger::new(),
        }
    }

    /// A response said that nobody is signed in. Many of them open one dialog, which does not come back on each look at the tab.
    pub fn end(self) {
        if self.is_signed_in() && !(self.stayed.get_value() && self.looking.get_value()) {
            self.ended.set(true);
        }
    }

    pub(super) fn stay(self) {
        self.stayed.set_value(true);
        self.ended.set(false);
    }

    pub(super) fn set_looking(self, looking: bool) {
        self.looking.set_value(looking);
    }

    /// It goes on: the user has not signed out, or has signed in again in another tab.
    pub(super) fn confirm(self) {
        self.stayed.set_value(false);
        if self.ended.get_untracked() {
            self.ended.set(false);
        }
        self.confirmed.notify();
    }

    /// Whether the page of a user is shown.
    pub(super) fn is_signed_in(self) -> bool {
        self.signed_out.get_untracked().is_none() && !self.starting_anew.get_untracked()
    }

    /// Somebody else is signed in: everything personal leaves the page and the browser, then the app is loaded anew, so that no late
    /// response finds a page to get into. `owner` marks what the former user has stored.
    pub(super) fn start_anew(self, owner: Option<u64>) {
        if self.starting_anew.get_untracked() {
            return;
        }
        storage::wipe_owner(owner);
        let stored = StorageArea::Session.set(STARTED_ANEW, "");
        self.starting_anew.set(true);
        // Without storage the new page could not say why; then this one says it and waits.
        if stored.is_ok() {
            // After the page has lost its content, and with it what asks before it is left.
            set_timeout(|| _ = window().location().replace(start()), Duration::ZERO);
        }
    }

    /// Somebody else's session has begun; tracked.
    #[must_use]
    pub fn is_starting_anew(self) -> bool {
        self.starting_anew.get()
    }

    /// How signing out went; `None` while signed in. Tracked.
    #[must_use]
    pub fn sign_out_state(self) -> Option<SignOutState> {
        self.signed_out.get()
    }

    /// The user has signed out in another tab.
    pub(super) fn end_everywhere(self) {
        storage::wipe();
        self.ended.set(false);
        self.signed_out.set(Some(SignOutState::Done));
    }

    /// Ends the session: clears personal data from the page and the browser first, then asks the server.
    pub fn sign_out(self, config: &Config) {
        let (client, config) = (use_client(), config.sign_out().clone());
        storage::wipe();
        self.ended.set(false);
        self.signed_out.set(Some(SignOutState::Pending));
        spawn_local(async move {
            let admitted = client.admit().await;
            if admitted.is_err_and(|error| error.kind == ErrorKind::OtherUser) {
                return;
            }
            let address = match config {
                SignOut::Visit(address) => {
                    let _ = window().location().replace(&address);
                    return;
                }
                SignOut::Post(address) => address,
            };
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

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the app starts anew: the same page, but without what the former user searched, chose or opened.
pub(super) fn start() -> &'static str {
    let path = window().location().pathname().unwrap_or_default();
    Route::of(&path)
        .map(Route::path)
        .filter(|path| !path.contains('{'))
        .unwrap_or(Route::Home.path())
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
