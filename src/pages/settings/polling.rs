//! Reads the settings again by itself while something in them is about to change: a one-time password being turned on or
//! off, an email not sent yet, 24 hours that are over. Runs on the app's clock, so a hidden tab requests nothing. Waits
//! longer each time and gives up in the end, since the service may never finish.

use leptos::prelude::*;

use crate::api::http::offline;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::{Clock, use_clock};
use crate::app::resource::ApiResource;
use crate::domain::settings::{initial_access, otp, poll_schedule};
use crate::ui::effect::effect;

/// How often it has read, and whether it gave up.
#[derive(Clone, Copy)]
pub(crate) struct Polling {
    reads: RwSignal<u32>,
    given_up: RwSignal<bool>,
}

/// What is about to change by itself.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Causes {
    otp: bool,
    email: bool,
    wait_is_over: bool,
}

impl Polling {
    pub(crate) fn new(read: ApiResource<UserSettings>) -> Self {
        let clock = use_clock();
        let causes = Memo::new(move |_| {
            read.value()
                .map(|settings| Causes::of(&settings, clock))
                .unwrap_or_default()
        });
        let this = Self {
            reads: RwSignal::new(0),
            given_up: RwSignal::new(false),
        };
        let waiting_since = StoredValue::new(None::<i64>);
        Effect::new(move |before: Option<Causes>| {
            let causes = causes.get();
            if before.is_some_and(|before| before != causes) {
                this.restart();
            }
            causes
        });
        effect(move || {
            let now = clock.now_ms();
            let reads = this.reads.get();
            if causes.get() == Causes::default() || read.loading() || this.given_up.get() {
                waiting_since.set_value(None);
                return;
            }
            let Some(wait) = poll_schedule::wait_ms(reads, read.error().is_some()) else {
                this.given_up.set(true);
                return;
            };
            let since = waiting_since.get_value().unwrap_or(now);
            waiting_since.set_value(Some(since));
            if now - since >= wait && offline::may_poll() {
                waiting_since.set_value(None);
                this.reads.set(reads + 1);
                read.refetch();
            }
        });
        this
    }

    /// Starts over: the user asked, or something changed.
    pub(crate) fn restart(self) {
        self.reads.set(0);
        self.given_up.set(false);
    }

    /// Whether it has read often enough without a change; tracked.
    pub(crate) fn has_given_up(self) -> bool {
        self.given_up.get()
    }
}

impl Causes {
    fn of(settings: &UserSettings, clock: Clock) -> Self {
        let access = initial_access::view(settings, clock.now_ms());
        Self {
            otp: otp::view(&settings.otp_status, &settings.otp_enabled)
                .label
                .is_transition(),
            email: matches!(
                access.state,
                initial_access::AccessState::RequestedEmailPending { .. }
            ),
            wait_is_over: poll_schedule::wait_is_over(settings, clock.now_ms()),
        }
    }
}
