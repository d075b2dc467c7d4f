//! Turns the one-time password on or off: reads everything again, sends it back with that one change, and reads once more.
//! Sends nothing that wasn't read completely.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::labels;
use super::notification_changes::NotificationChanges;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::http::precondition::Precondition;
use crate::api::tenant::settings;
use crate::api::tenant::{settings_put, whoami};
use crate::app::context::use_client;
use crate::app::mutation::{Mutation, Stage};
use crate::domain::outcome::{Outcome, Severity};
use crate::domain::settings::otp_change;
use crate::domain::settings::replace::{missing_message, with_otp};

#[derive(Clone, Copy)]
pub(super) struct OtpChange {
    settings: SettingsData,
    notifications: NotificationChanges,
    mutation: Mutation,
    client: StoredValue<Client, LocalStorage>,
}

impl OtpChange {
    pub(super) fn new(settings: SettingsData, notifications: NotificationChanges) -> Self {
        Self {
            settings,
            notifications,
            mutation: Mutation::new(),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// How far it has got; tracked.
    pub(super) fn stage(self) -> Stage {
        self.mutation.stage()
    }

    /// Whether a change is under way; tracked.
    pub(super) fn busy(self) -> bool {
        self.mutation.busy()
    }

    /// Turns it on or off, once.
    pub(super) fn send(self, on: bool) {
        if untrack(|| self.notifications.busy() || self.notifications.locked())
            || !self.mutation.start()
        {
            return;
        }
        self.notifications.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            let ended = replace(&client, on).await;
            self.notifications.lock(false);
            match ended {
                Ok(sent) => {
                    let read_back = async move |sent: &_| self.settings.read_back(sent).await;
                    let judge = |sent, after: Option<Arc<_>>| {
                        otp_change::outcome(on, &sent, after.as_deref())
                    };
                    self.mutation.sent(sent, read_back, judge).await;
                }
                Err(outcome) => self.mutation.finish(outcome),
            }
        });
    }
}

/// How the request ended, or why none was sent.
async fn replace(client: &Client, on: bool) -> Result<Result<(), ApiError>, Outcome> {
    let cancel = Cancel::default();
    let not_read = |error: ApiError| {
        Outcome::new(Severity::Error, labels::nothing_changed(&error.message)).with_detail(&error)
    };
    let mut precondition = Precondition::default();
    loop {
        let (settings, etag) = settings::get_tagged(client, &cancel)
            .await
            .map_err(not_read)?;
        precondition.set(etag);
        let me = whoami::get(client, &cancel).await.map_err(not_read)?;
        let replacement = with_otp(&settings, &me, on)
            .map_err(|missing| Outcome::new(Severity::Error, missing_message(&missing)))?;
        let if_match = precondition.if_match();
        match settings_put::put(client, &replacement, if_match, &cancel).await {
            // Something else has changed since it was read: it would be lost.
            Err(error) if precondition.refused(&error) => {}
            sent => return Ok(sent),
        }
    }
}
