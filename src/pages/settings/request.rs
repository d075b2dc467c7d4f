//! The course of asking for initial access: one press, one request, the settings read back, the outcome said once. Owns
//! what is in flight; whether one may ask is the settings' business.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::tabs::Tabs;
use crate::api::client::{Cancel, Client};
use crate::api::error::{ApiError, ErrorKind};
use crate::api::initial_access;
use crate::api::settings::UserSettings;
use crate::components::live::use_announcer;
use crate::pages::context::{use_client, use_clock};
use crate::pages::load::Read;
use crate::policy::request_outcome::{self, Outcome, Weight};

/// Where a request stands.
#[derive(Clone, PartialEq)]
pub(super) enum Course {
    /// Nothing was asked since the page was opened.
    Idle,
    /// It is on its way.
    Sending,
    /// It ended so; the settings are being read back.
    Looking(Result<(), ApiError>),
    /// What came of it.
    Told(Outcome),
}

/// The one request of this page.
#[derive(Clone, Copy)]
pub(super) struct Request {
    read: Read<UserSettings>,
    tabs: Tabs,
    course: RwSignal<Course>,
    /// The service asked to wait until then, in ms of its clock, though its settings let one ask.
    hold: RwSignal<Option<i64>>,
    /// What the settings said when the button was pressed.
    before: StoredValue<Option<Arc<UserSettings>>>,
    // Handlers run outside of every context, so the client is taken when the page is made.
    client: StoredValue<Client, LocalStorage>,
}

impl Request {
    pub(super) fn new(read: Read<UserSettings>, tabs: Tabs) -> Self {
        let this = Self {
            read,
            tabs,
            course: RwSignal::new(Course::Idle),
            hold: RwSignal::new(None),
            before: StoredValue::new(None),
            client: StoredValue::new_local(use_client()),
        };
        this.tell_once_read_back();
        this.forget_once_allowed_again();
        this
    }

    pub(super) fn course(self) -> Course {
        self.course.get()
    }

    /// Whether a request or its reading back is under way; tracked.
    pub(super) fn in_flight(self) -> bool {
        self.course
            .with(|course| matches!(course, Course::Sending | Course::Looking(_)))
    }

    /// Until when the service asked to wait, beyond what its settings say; tracked.
    pub(super) fn hold(self) -> Option<i64> {
        self.hold.get()
    }

    /// Sends the request, unless one is under way. Leaving the page does not stop it: it may have arrived.
    pub(super) fn send(self) {
        if untrack(|| self.in_flight()) {
            return;
        }
        self.course.set(Course::Sending);
        self.before.set_value(untrack(|| self.read.value()));
        self.tabs.tell_asking();
        let client = self.client.get_value();
        spawn_local(async move {
            let sent = initial_access::request(&client, &Cancel::default()).await;
            self.tabs.tell_changed();
            if sent.as_ref().err().is_none_or(worth_looking) {
                self.read.again();
            }
            let _ = self.course.try_set(Course::Looking(sent));
        });
    }

    fn tell_once_read_back(self) {
        let (announcer, clock) = (use_announcer(), use_clock());
        Effect::new(move |_| {
            if self.read.busy() {
                return;
            }
            let Course::Looking(sent) = self.course.get() else {
                return;
            };
            let after = match untrack(|| self.read.trouble()) {
                None => untrack(|| self.read.value()),
                Some(_) => None,
            };
            let before = self.before.get_value();
            let outcome = request_outcome::tell(&sent, before.as_deref(), after.as_deref());
            // Failures are alerts, which are read out by themselves.
            if outcome.weight != Weight::Bad {
                announcer.say(outcome.sentence.clone());
            }
            let explained =
                after.is_some_and(|after| after.is_next_request_allowed.known() == Some(&false));
            self.hold.set(match sent {
                Err(error) if error.kind == ErrorKind::TooFrequent && !explained => {
                    let now = untrack(|| clock.now_ms());
                    error
                        .retry_after
                        .map(|seconds| now + i64::from(seconds) * 1000)
                }
                _ => None,
            });
            self.course.set(Course::Told(outcome));
        });
    }

    /// What came of the last request is history once one may ask again.
    fn forget_once_allowed_again(self) {
        Effect::new(move |before: Option<Option<bool>>| {
            let allowed = self
                .read
                .value()
                .and_then(|settings| settings.is_next_request_allowed.known().copied());
            let opened = before == Some(Some(false)) && allowed == Some(true);
            if opened && untrack(|| matches!(self.course.get(), Course::Told(_))) {
                self.course.set(Course::Idle);
            }
            allowed
        });
    }
}

/// Whether the settings may tell more. Where nothing can be read either, a second complaint helps nobody.
fn worth_looking(error: &ApiError) -> bool {
    !matches!(error.kind, ErrorKind::Offline | ErrorKind::Unauthenticated)
}
