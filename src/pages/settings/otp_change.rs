//! Turning the one-time password on or off: everything is read afresh, sent back whole with the one change, and read once
//! more. Nothing is sent that was not read completely.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notification_changes::Preferences;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::tenant::settings;
use crate::api::tenant::settings::UserSettings;
use crate::api::tenant::{settings_put, whoami};
use crate::app::context::use_client;
use crate::app::mutation::{Mutation, Stage};
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::initial_access_outcome::{Outcome, Severity};
use crate::domain::settings::otp_change;
use crate::domain::settings::replace::{refusal, with_otp};

#[derive(Clone, Copy)]
pub(super) struct OtpChange {
    preferences: Preferences,
    mutation: Mutation,
    client: StoredValue<Client, LocalStorage>,
}

impl OtpChange {
    pub(super) fn new(
        read: ApiResource<UserSettings>,
        preferences: Preferences,
        tabs: TabSync,
    ) -> Self {
        Self {
            preferences,
            mutation: Mutation::new(read, tabs),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// Where it stands; tracked.
    pub(super) fn stage(self) -> Stage {
        self.mutation.stage()
    }

    /// Whether a change is under way; tracked.
    pub(super) fn busy(self) -> bool {
        self.mutation.busy()
    }

    /// Turns it on or off, once.
    pub(super) fn send(self, on: bool) {
        if untrack(|| self.preferences.busy() || self.preferences.locked())
            || !self
                .mutation
                .start(move |sent, after| otp_change::tell(on, sent, after))
        {
            return;
        }
        self.preferences.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            match replace(&client, on).await {
                Ok(sent) => self.mutation.sent(sent),
                Err(outcome) => self.mutation.not_sent(outcome),
            }
            self.preferences.lock(false);
        });
    }
}

/// How the request ended, or why there was none.
async fn replace(client: &Client, on: bool) -> Result<Result<(), ApiError>, Outcome> {
    let cancel = Cancel::default();
    let unread = |error: ApiError| Outcome {
        severity: Severity::Error,
        message: format!("{} Nothing was changed.", error.message),
        detail: error.detail,
    };
    let settings = settings::get(client, &cancel).await.map_err(unread)?;
    let me = whoami::get(client, &cancel).await.map_err(unread)?;
    let replacement = with_otp(&settings, &me, on).map_err(|missing| Outcome {
        severity: Severity::Error,
        message: refusal(&missing),
        detail: None,
    })?;
    Ok(settings_put::put(client, &replacement, &cancel).await)
}
