//! The course of turning the one-time password on or off: everything is read afresh, sent back whole with the one change,
//! and read once more. Nothing is sent that was not read completely.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::preferences::Preferences;
use super::tabs::Tabs;
use crate::api::client::{Cancel, Client};
use crate::api::error::ApiError;
use crate::api::settings::{self, UserSettings};
use crate::api::{settings_replace, whoami};
use crate::components::live::use_announcer;
use crate::pages::context::use_client;
use crate::pages::load::Read;
use crate::policy::otp_change;
use crate::policy::request_outcome::{Outcome, Weight};
use crate::policy::settings_replace::{refusal, with_otp};

/// Where the change stands.
#[derive(Clone, PartialEq)]
pub(super) enum Course {
    Idle,
    /// Reading or sending; whether it is being turned on.
    Sending(bool),
    /// It ended so; the settings are being read back.
    Looking(bool, Result<(), ApiError>),
    Told(Outcome),
}

#[derive(Clone, Copy)]
pub(super) struct OtpChange {
    read: Read<UserSettings>,
    preferences: Preferences,
    tabs: Tabs,
    course: RwSignal<Course>,
    client: StoredValue<Client, LocalStorage>,
}

impl OtpChange {
    pub(super) fn new(read: Read<UserSettings>, preferences: Preferences, tabs: Tabs) -> Self {
        let this = Self {
            read,
            preferences,
            tabs,
            course: RwSignal::new(Course::Idle),
            client: StoredValue::new_local(use_client()),
        };
        this.tell_once_read_back();
        this
    }

    /// Where it stands; tracked.
    pub(super) fn course(self) -> Course {
        self.course.get()
    }

    /// Whether a change is under way; tracked.
    pub(super) fn busy(self) -> bool {
        self.course
            .with(|course| matches!(course, Course::Sending(_) | Course::Looking(..)))
    }

    /// Turns it on or off, once.
    pub(super) fn send(self, on: bool) {
        if untrack(|| self.busy() || self.preferences.busy() || self.preferences.locked()) {
            return;
        }
        self.course.set(Course::Sending(on));
        self.preferences.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            match replace(&client, on).await {
                Ok(sent) => {
                    self.tabs.tell_changed();
                    self.read.again();
                    let _ = self.course.try_set(Course::Looking(on, sent));
                }
                Err(outcome) => {
                    let _ = self.course.try_set(Course::Told(outcome));
                }
            }
            self.preferences.lock(false);
        });
    }

    fn tell_once_read_back(self) {
        let announcer = use_announcer();
        Effect::new(move |_| {
            if self.read.busy() {
                return;
            }
            let Course::Looking(on, sent) = self.course.get() else {
                return;
            };
            let failed = untrack(|| self.read.trouble()).is_some();
            let after = untrack(|| self.read.value()).filter(|_| !failed);
            let outcome = otp_change::tell(on, &sent, after.as_deref());
            // Failures are alerts, which are read out by themselves.
            if outcome.weight != Weight::Bad {
                announcer.say(outcome.sentence.clone());
            }
            self.course.set(Course::Told(outcome));
        });
    }
}

/// How the request ended, or why there was none.
async fn replace(client: &Client, on: bool) -> Result<Result<(), ApiError>, Outcome> {
    let cancel = Cancel::default();
    let unread = |error: ApiError| Outcome {
        weight: Weight::Bad,
        sentence: format!("{} Nothing was changed.", error.sentence),
        detail: error.detail,
    };
    let settings = settings::get(client, &cancel).await.map_err(unread)?;
    let me = whoami::get(client, &cancel).await.map_err(unread)?;
    let replacement = with_otp(&settings, &me, on).map_err(|missing| Outcome {
        weight: Weight::Bad,
        sentence: refusal(&missing),
        detail: None,
    })?;
    Ok(settings_replace::put(client, &replacement, &cancel).await)
}
