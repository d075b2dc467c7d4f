//! Requests initial access: one press, one request. Owns until when the service asked to wait; whether a request is allowed
//! is for the settings to say.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::initial_access;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::{Clock, use_client, use_clock};
use crate::app::mutation::{Mutation, Stage};
use crate::domain::settings::initial_access_outcome;

/// The one request of this page.
#[derive(Clone, Copy)]
pub(crate) struct AccessRequest {
    settings: SettingsData,
    mutation: Mutation,
    clock: Clock,
    /// The service asked to wait until then, in ms of its clock, although its settings allow a request.
    retry_at: RwSignal<Option<i64>>,
    // Handlers run outside of every context, so the client is taken when the page is made.
    client: StoredValue<Client, LocalStorage>,
}

impl AccessRequest {
    pub(crate) fn new(settings: SettingsData) -> Self {
        let this = Self {
            settings,
            mutation: Mutation::new(),
            clock: use_clock(),
            retry_at: RwSignal::new(None),
            client: StoredValue::new_local(use_client()),
        };
        this.reset_once_allowed_again();
        this
    }

    /// How far it has got; tracked.
    pub(crate) fn stage(self) -> Stage {
        self.mutation.stage()
    }

    /// Whether it is being sent or verified; tracked.
    pub(crate) fn in_flight(self) -> bool {
        self.mutation.busy()
    }

    /// Until when the service asked to wait, beyond what its settings say; tracked.
    pub(crate) fn retry_at(self) -> Option<i64> {
        self.retry_at.get()
    }

    /// Sends the request, unless one is under way. Leaving the page doesn't stop it: it may have arrived.
    pub(crate) fn send(self) {
        if !self.mutation.start() {
            return;
        }
        self.settings.tabs.post_busy();
        let before = self.settings.resource.value_untracked();
        let client = self.client.get_value();
        spawn_local(async move {
            let sent = initial_access::request(&client, &Cancel::default()).await;
            self.mutation
                .sent(
                    sent,
                    async move |sent| self.settings.read_back(sent).await,
                    move |sent, after| {
                        self.note_retry_after(&sent, after.as_deref());
                        initial_access_outcome::outcome(&sent, before.as_deref(), after.as_deref())
                    },
                )
                .await;
        });
    }

    /// Notes how long the service asked to wait, where its settings don't say so.
    fn note_retry_after(self, sent: &Result<(), ApiError>, after: Option<&UserSettings>) {
        let explained =
            after.is_some_and(|after| after.is_next_request_allowed.known() == Some(&false));
        let retry_at = match sent {
            Err(error) if error.kind == ErrorKind::RateLimited && !explained => {
                let now = untrack(|| self.clock.now_ms());
                error
                    .retry_after
                    .map(|seconds| now + i64::from(seconds) * 1000)
            }
            _ => None,
        };
        let _ = self.retry_at.try_set(retry_at);
    }

    /// The last outcome is out of date once a request is allowed again.
    fn reset_once_allowed_again(self) {
        Effect::new(move |before: Option<Option<bool>>| {
            let allowed = self
                .settings
                .resource
                .value()
                .and_then(|settings| settings.is_next_request_allowed.known().copied());
            if before == Some(Some(false)) && allowed == Some(true) {
                self.mutation.reset();
            }
            allowed
        });
    }
}
