//! Saving or removing one's profile image: sent once. The old image stays until the settings show another.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notification_changes::Preferences;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::tenant::image;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::use_client;
use crate::app::mutation::Mutation;
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::image_change;
use crate::domain::settings::initial_access_outcome::Outcome;

#[derive(Clone, Copy)]
pub(super) struct ImageChange {
    read: ApiResource<UserSettings>,
    preferences: Preferences,
    mutation: Mutation,
    client: StoredValue<Client, LocalStorage>,
}

impl ImageChange {
    pub(super) fn new(
        read: ApiResource<UserSettings>,
        preferences: Preferences,
        tabs: TabSync,
    ) -> Self {
        Self {
            read,
            preferences,
            mutation: Mutation::new(read, tabs),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// Whether a change is under way, or another one that carries the image; tracked.
    pub(super) fn busy(self) -> bool {
        self.preferences.locked() || self.under_way()
    }

    /// Whether it is being sent or looked up; tracked.
    pub(super) fn under_way(self) -> bool {
        self.mutation.busy()
    }

    /// What came of the last change; tracked.
    pub(super) fn outcome(self) -> Option<Outcome> {
        self.mutation.outcome()
    }

    /// What came of the last change is history.
    pub(super) fn forget(self) {
        self.mutation.reset();
    }

    /// Saves this JPEG in base64, or removes the image.
    pub(super) fn send(self, wish: Option<String>) {
        if untrack(|| self.busy()) {
            return;
        }
        let now = self.read.value_untracked();
        let before = now.and_then(|now| now.image.known().cloned());
        let wanted = wish.clone();
        if !self.mutation.start(move |sent, after| {
            image_change::tell(before.as_deref(), wanted.as_deref(), sent, after)
        }) {
            return;
        }
        // A change of the one-time password carries the image too: one at a time.
        self.preferences.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            let cancel = Cancel::default();
            let sent = match &wish {
                Some(image) => image::put(&client, image, "image/jpeg", &cancel).await,
                None => image::delete(&client, &cancel).await,
            };
            self.preferences.lock(false);
            self.mutation.sent(sent);
        });
    }
}
