//! Turning the one-time password on or off: everything is read afresh, sent back whole with the one change, and read once
//! more. Nothing is sent that was not read completely.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::notification_changes::Preferences;
use crate::api::http::client::{Cancel, Client};
use crate::api::http::error::ApiError;
use crate::api::tenant::settings;
use crate::api::tenant::settings::UserSettings;
use crate::api::tenant::{settings_put, whoami};
use crate::app::context::use_client;
use crate::app::mutation::{Mutation, Stage};
use crate::domain::outcome::{Outcome, Severity};
use crate::domain::settings::otp_change;
use crate::domain::settings::replace::{refusal, with_otp};

#[derive(Clone, Copy)]
pub(super) struct OtpChange {
    settings: SettingsData,
    preferences: Preferences,
    mutation: Mutation,
    client: StoredValue<Client, LocalStorage>,
}

impl OtpChange {
    pub(super) fn new(settings: SettingsData, preferences: Preferences) -> Self {
        Self {
            settings,
            preferences,
            mutation: Mutation::new(),
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
            || !self.mutation.start()
        {
            return;
        }
        self.preferences.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            let ended = replace(&client, on).await;
            self.preferences.lock(false);
            match ended {
                Ok(sent) => {
                    let read_back = async move |sent: &_| self.settings.read_back(sent).await;
                    let judge = |sent, after: Option<Arc<UserSettings>>| {
                        otp_change::tell(on, &sent, after.as_deref())
                    };
                    self.mutation.sent(sent, read_back, judge).await;
                }
                Err(outcome) => self.mutation.not_sent(outcome),
            }
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
