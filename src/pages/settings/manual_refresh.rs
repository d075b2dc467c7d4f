//! "Check again" and "Try again": a read that the person asked for, whose end is therefore said.

use leptos::prelude::*;

use super::polling::Follow;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::use_clock;
use crate::app::resource::ApiResource;
use crate::domain::settings::initial_access;
use crate::ui::announcer::use_announcer;
use crate::ui::effect::effect;

/// Reads the settings again when the person wants it. Shared by all cards.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    read: ApiResource<UserSettings>,
    follow: Follow,
    /// Whether a check is under way, and whether there was trouble on screen when it began.
    under_way: RwSignal<Option<bool>>,
}

impl Check {
    pub(crate) fn new(read: ApiResource<UserSettings>, follow: Follow) -> Self {
        let under_way = RwSignal::new(None::<bool>);
        let (announcer, clock) = (use_announcer(), use_clock());
        effect(move || {
            if read.loading() {
                return;
            }
            let Some(had_trouble) = under_way.get() else {
                return;
            };
            under_way.set(None);
            let trouble = untrack(|| read.error());
            match (trouble, untrack(|| read.value())) {
                // New trouble is an alert and speaks for itself; the same alert again would stay silent.
                (Some(_), _) if !had_trouble => {}
                (Some(error), _) => announcer.announce(format!("Tried again. {}", error.message)),
                (None, Some(settings)) => {
                    let view = initial_access::view(&settings, untrack(move || clock.now_ms()));
                    let more = view.reason.unwrap_or_default();
                    announcer.announce(format!("Checked again. {} {more}", view.message));
                }
                (None, None) => {}
            }
        });
        Self {
            read,
            follow,
            under_way,
        }
    }

    /// Reads again, once at a time.
    pub(crate) fn run(self) {
        if self.under_way.get_untracked().is_none() {
            self.follow.afresh();
            self.read.refetch();
            self.under_way
                .set(Some(untrack(|| self.read.error()).is_some()));
        }
    }

    /// Whether a check is under way; tracked.
    pub(crate) fn busy(self) -> bool {
        self.under_way.with(Option::is_some)
    }
}
