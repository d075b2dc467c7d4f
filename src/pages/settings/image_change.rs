//! Saves or removes the user's profile image, sent once. The old image stays until the settings show another.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::notification_changes::NotificationChanges;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::tenant::image;
use crate::app::context::use_client;
use crate::app::mutation::Mutation;
use crate::domain::outcome::Outcome;
use crate::domain::settings::image_change;

#[derive(Clone, Copy)]
pub(super) struct ImageChange {
    settings: SettingsData,
    notifications: NotificationChanges,
    mutation: Mutation,
    client: StoredValue<Client, LocalStorage>,
}

impl ImageChange {
    pub(super) fn new(settings: SettingsData, notifications: NotificationChanges) -> Self {
        Self {
            settings,
            notifications,
            mutation: Mutation::new(),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// Whether this change is under way, or another one that carries the image; tracked.
    pub(super) fn busy(self) -> bool {
        self.notifications.locked() || self.in_flight()
    }

    /// Whether it is being sent or verified; tracked.
    pub(super) fn in_flight(self) -> bool {
        self.mutation.busy()
    }

    /// The outcome of the last change; tracked.
    pub(super) fn outcome(self) -> Option<Outcome> {
        self.mutation.outcome()
    }

    /// Forgets the last outcome.
    pub(super) fn reset(self) {
        self.mutation.reset();
    }

    /// Saves this JPEG in base64, or removes the image.
    pub(super) fn send(self, image: Option<String>) {
        if untrack(|| self.busy()) || !self.mutation.start() {
            return;
        }
        let now = self.settings.resource.value_untracked();
        let before = now.and_then(|now| now.image.known().cloned());
        // A change of the one-time password carries the image too: one at a time.
        self.notifications.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            let cancel = Cancel::default();
            let sent = match &image {
                Some(image) => image::put(&client, image, "image/jpeg", &cancel).await,
                None => image::delete(&client, &cancel).await,
            };
            self.notifications.lock(false);
            let read_back = async move |sent: &_| self.settings.read_back(sent).await;
            let judge = |sent, after: Option<Arc<_>>| {
                image_change::outcome(before.as_deref(), image.as_deref(), &sent, after.as_deref())
            };
            self.mutation.sent(sent, read_back, judge).await;
        });
    }
}
