//! Asking for initial access: one press, one request. Owns until when the service asked to wait; whether one may ask is
//! the settings' business.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::initial_access;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::{Clock, use_client, use_clock};
use crate::app::mutation::{Mutation, Stage};
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::initial_access_outcome;

/// The one request of this page.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    read: ApiResource<UserSettings>,
    tabs: TabSync,
    mutation: Mutation,
    clock: Clock,
    /// The service asked to wait until then, in ms of its clock, though its settings let one ask.
    hold: RwSignal<Option<i64>>,
    // Handlers run outside of every context, so the client is taken when the page is made.
    client: StoredValue<Client, LocalStorage>,
}

impl Request {
    pub(crate) fn new(read: ApiResource<UserSettings>, tabs: TabSync) -> Self {
        let this = Self {
            read,
            tabs,
            mutation: Mutation::new(read, tabs),
            clock: use_clock(),
            hold: RwSignal::new(None),
            client: StoredValue::new_local(use_client()),
        };
        this.forget_once_allowed_again();
        this
    }

    pub(crate) fn stage(self) -> Stage {
        self.mutation.stage()
    }

    /// Whether a request or its reading back is under way; tracked.
    pub(crate) fn in_flight(self) -> bool {
        self.mutation.busy()
    }

    /// Until when the service asked to wait, beyond what its settings say; tracked.
    pub(crate) fn hold(self) -> Option<i64> {
        self.hold.get()
    }

    /// Sends the request, unless one is under way. Leaving the page does not stop it: it may have arrived.
    pub(crate) fn send(self) {
        let before = self.read.value_untracked();
        let begun = self.mutation.start(move |sent, after| {
            self.hold_on(sent, after);
            initial_access_outcome::tell(sent, before.as_deref(), after)
        });
        if !begun {
            return;
        }
        self.tabs.tell_asking();
        let client = self.client.get_value();
        spawn_local(async move {
            let sent = initial_access::request(&client, &Cancel::default()).await;
            self.mutation.sent(sent);
        });
    }

    /// Keeps the wait that the service asked for where its settings do not tell it.
    fn hold_on(self, sent: &Result<(), ApiError>, after: Option<&UserSettings>) {
        let explained =
            after.is_some_and(|after| after.is_next_request_allowed.known() == Some(&false));
        self.hold.set(match sent {
            Err(error) if error.kind == ErrorKind::RateLimited && !explained => {
                let now = untrack(|| self.clock.now_ms());
                error
                    .retry_after
                    .map(|seconds| now + i64::from(seconds) * 1000)
            }
            _ => None,
        });
    }

    /// What came of the last request is history once one may ask again.
    fn forget_once_allowed_again(self) {
        Effect::new(move |before: Option<Option<bool>>| {
            let allowed = self
                .read
                .value()
                .and_then(|settings| settings.is_next_request_allowed.known().copied());
            if before == Some(Some(false)) && allowed == Some(true) {
                self.mutation.reset();
            }
            allowed
        });
    }
}
