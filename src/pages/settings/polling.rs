//! Reads the settings again by itself while something in them is about to change: a one-time password on its way, a mail
//! not sent yet, 24 hours that are over. It rides on the app's clock, so a hidden tab asks nothing; it waits longer each
//! time and ends, for a service that never finishes must not be asked for ever.

use leptos::prelude::*;

use crate::api::tenant::settings::UserSettings;
use crate::app::context::{Clock, use_clock};
use crate::app::resource::ApiResource;
use crate::domain::settings::{initial_access, otp, poll_schedule};
use crate::ui::effect::effect;

/// What is being followed, and whether that has ended without a result.
#[derive(Clone, Copy)]
pub(crate) struct Follow {
    tries: RwSignal<u32>,
    given_up: RwSignal<bool>,
}

/// What may change by itself.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Causes {
    otp: bool,
    mail: bool,
    wait_is_over: bool,
}

impl Follow {
    pub(crate) fn start(read: ApiResource<UserSettings>) -> Self {
        let clock = use_clock();
        let causes = Memo::new(move |_| {
            read.value()
                .map(|settings| Causes::of(&settings, clock))
                .unwrap_or_default()
        });
        let this = Self {
            tries: RwSignal::new(0),
            given_up: RwSignal::new(false),
        };
        let waits_since = StoredValue::new(None::<i64>);
        Effect::new(move |before: Option<Causes>| {
            let causes = causes.get();
            if before.is_some_and(|before| before != causes) {
                this.afresh();
            }
            causes
        });
        effect(move || {
            let now = clock.now_ms();
            let tries = this.tries.get();
            if causes.get() == Causes::default() || read.loading() || this.given_up.get() {
                waits_since.set_value(None);
                return;
            }
            let Some(wait) = poll_schedule::wait_ms(tries, read.error().is_some()) else {
                this.given_up.set(true);
                return;
            };
            let since = waits_since.get_value().unwrap_or(now);
            waits_since.set_value(Some(since));
            if now - since >= wait && window().navigator().on_line() {
                waits_since.set_value(None);
                this.tries.set(tries + 1);
                read.refetch();
            }
        });
        this
    }

    /// Begins anew: the person looked, or something moved.
    pub(crate) fn afresh(self) {
        self.tries.set(0);
        self.given_up.set(false);
    }

    /// Whether it was asked often enough in vain; tracked.
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
            mail: matches!(
                access.state,
                initial_access::AccessState::AskedMailPending { .. }
            ),
            wait_is_over: poll_schedule::wait_is_over(settings, clock.now_ms()),
        }
    }
}
