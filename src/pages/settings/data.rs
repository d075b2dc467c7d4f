//! The settings as this page reads them: the resource that all cards share, kept in step with the browser's other tabs.
//! Owns what a card shows before there is anything to show; knows no card.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::labels;
use crate::api::http::client::LONGEST_WRITE;
use crate::api::http::error::ApiError;
use crate::api::tenant::settings;
use crate::api::tenant::settings::UserSettings;
use crate::app::mutation;
use crate::app::resource::{ApiResource, Skeleton};
use crate::browser::tab_sync::TabSync;
use crate::ui::badge::MissingValue;

const CHANNEL: &str = "rolecall-settings";
/// How long another tab may stay busy. Longer than any write: a tab that gave up sooner would free its button while the
/// request is still under way, and there would be two.
const OTHER_TAB_TIMEOUT: Duration = LONGEST_WRITE.saturating_add(Duration::from_secs(4));
const _: () = assert!(
    OTHER_TAB_TIMEOUT.as_millis() > LONGEST_WRITE.as_millis(),
    "a tab must not give up on another one's write before the write itself does"
);

/// Copies are the same settings.
#[derive(Clone, Copy)]
pub(super) struct SettingsData {
    pub(super) resource: ApiResource<UserSettings>,
    pub(super) tabs: TabSync,
}

impl SettingsData {
    /// Starts to read the settings.
    pub(super) fn new() -> Self {
        let resource =
            ApiResource::new(|client, cancel| async move { settings::get(&client, &cancel).await });
        let tabs = TabSync::join(CHANNEL, OTHER_TAB_TIMEOUT, move || resource.refetch());
        Self { resource, tabs }
    }

    /// One part of the settings; `None` until there was a good read. Changes only when the part does, so that a new read
    /// doesn't disturb what stays the same.
    pub(super) fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: fn(&UserSettings) -> T,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.resource.value().map(|settings| part(&settings)))
    }

    /// What a card shows before the first good read: a skeleton while loading, "Not loaded" after a failure.
    pub(super) fn placeholder(self, lines: usize) -> AnyView {
        if self.resource.error().is_some() {
            view! { <p><MissingValue word=labels::NOT_LOADED /></p> }.into_any()
        } else {
            view! { <Skeleton lines /> }.into_any()
        }
    }

    /// Reads the settings again after a write, here and in the other tabs.
    pub(super) async fn read_back(self, sent: &Result<(), ApiError>) -> Option<Arc<UserSettings>> {
        self.tabs.post_changed();
        mutation::read_back(self.resource, sent).await
    }
}
