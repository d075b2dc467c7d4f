//! The course of saving or removing one's profile image: sent once, the settings read back, the outcome said once. The old
//! image stays until the settings show another.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::preferences::Preferences;
use super::tabs::Tabs;
use crate::api::client::{Cancel, Client};
use crate::api::error::ApiError;
use crate::api::profile_image;
use crate::api::settings::UserSettings;
use crate::components::live::use_announcer;
use crate::pages::context::use_client;
use crate::pages::load::Read;
use crate::policy::image_change;
use crate::policy::request_outcome::{Outcome, Weight};

/// The image that is wished for in base64, or none.
type Wish = Option<String>;

#[derive(Clone)]
enum Course {
    Idle,
    Sending,
    Looking(Wish, Result<(), ApiError>),
    Told(Outcome),
}

#[derive(Clone, Copy)]
pub(super) struct ImageChange {
    read: Read<UserSettings>,
    preferences: Preferences,
    tabs: Tabs,
    course: RwSignal<Course>,
    before: StoredValue<Option<String>>,
    client: StoredValue<Client, LocalStorage>,
}

impl ImageChange {
    pub(super) fn new(read: Read<UserSettings>, preferences: Preferences, tabs: Tabs) -> Self {
        let this = Self {
            read,
            preferences,
            tabs,
            course: RwSignal::new(Course::Idle),
            before: StoredValue::new(None),
            client: StoredValue::new_local(use_client()),
        };
        this.tell_once_read_back();
        this
    }

    /// Whether a change is under way, or another one that carries the image; tracked.
    pub(super) fn busy(self) -> bool {
        self.preferences.locked() || self.under_way()
    }

    /// Whether it is being sent or looked up; tracked.
    pub(super) fn under_way(self) -> bool {
        self.course
            .with(|course| matches!(course, Course::Sending | Course::Looking(..)))
    }

    /// What came of the last change; tracked.
    pub(super) fn outcome(self) -> Option<Outcome> {
        self.course.with(|course| match course {
            Course::Told(outcome) => Some(outcome.clone()),
            Course::Idle | Course::Sending | Course::Looking(..) => None,
        })
    }

    /// Saves this JPEG in base64, or removes the image.
    pub(super) fn send(self, wish: Wish) {
        if untrack(|| self.busy()) {
            return;
        }
        let image = untrack(|| self.read.value()).and_then(|now| now.image.known().cloned());
        self.before.set_value(image);
        self.course.set(Course::Sending);
        // A change of the one-time password carries the image too: one at a time.
        self.preferences.lock(true);
        let client = self.client.get_value();
        spawn_local(async move {
            let cancel = Cancel::default();
            let sent = match &wish {
                Some(image) => profile_image::put(&client, image, "image/jpeg", &cancel).await,
                None => profile_image::delete(&client, &cancel).await,
            };
            self.preferences.lock(false);
            self.tabs.tell_changed();
            self.read.again();
            let _ = self.course.try_set(Course::Looking(wish, sent));
        });
    }

    fn tell_once_read_back(self) {
        let announcer = use_announcer();
        Effect::new(move |_| {
            if self.read.busy() {
                return;
            }
            let Course::Looking(wish, sent) = self.course.get() else {
                return;
            };
            let failed = untrack(|| self.read.trouble()).is_some();
            let after = untrack(|| self.read.value()).filter(|_| !failed);
            let before = self.before.get_value();
            let outcome =
                image_change::tell(before.as_deref(), wish.as_deref(), &sent, after.as_deref());
            // Failures are alerts, which are read out by themselves.
            if outcome.weight != Weight::Bad {
                announcer.say(outcome.sentence.clone());
            }
            self.course.set(Course::Told(outcome));
        });
    }
}
