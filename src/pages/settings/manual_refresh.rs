//! "Check again" and "Try again": a read that the user asked for, so its result is announced.

use leptos::prelude::*;

use super::labels;
use super::polling::Polling;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::use_clock;
use crate::app::resource::ApiResource;
use crate::domain::settings::initial_access;
use crate::ui::announcer::use_announcer;
use crate::ui::effect::effect;

/// Reads the settings again on request. Shared by all cards.
#[derive(Clone, Copy)]
pub(crate) struct ManualRefresh {
    read: ApiResource<UserSettings>,
    polling: Polling,
    /// While under way: whether an error was on screen when it started.
    in_flight: RwSignal<Option<bool>>,
}

impl ManualRefresh {
    pub(crate) fn new(read: ApiResource<UserSettings>, polling: Polling) -> Self {
        let in_flight = RwSignal::new(None::<bool>);
        let (announcer, clock) = (use_announcer(), use_clock());
        effect(move || {
            if read.loading() {
                return;
            }
            let Some(had_error) = in_flight.get() else {
                return;
            };
            in_flight.set(None);
            let error = untrack(|| read.error());
            match (error, untrack(|| read.value())) {
                // A new error is an alert, which is read out anyway; the same alert again would stay silent.
                (Some(_), _) if !had_error => {}
                (Some(error), _) => announcer.announce(labels::tried_again(&error.message)),
                (None, Some(settings)) => {
                    let view = initial_access::view(&settings, untrack(move || clock.now_ms()));
                    announcer
                        .announce(labels::checked_again(&view.message, view.reason.as_deref()));
                }
                (None, None) => {}
            }
        });
        Self {
            read,
            polling,
            in_flight,
        }
    }

    /// Reads again, once at a time.
    pub(crate) fn run(self) {
        if self.in_flight.get_untracked().is_none() {
            self.polling.restart();
            self.read.refetch();
            self.in_flight
                .set(Some(untrack(|| self.read.error()).is_some()));
        }
    }

    /// Whether it is under way; tracked.
    pub(crate) fn busy(self) -> bool {
        self.in_flight.with(Option::is_some)
    }
}
