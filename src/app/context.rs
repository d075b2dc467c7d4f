//! What all pages share: the client and the server's time. Made once by the app, never by a page, so that nothing shared ends
//! with a route.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::http::client::Client;

/// The one client, available to every view.
#[derive(Clone, Copy)]
pub struct SharedClient(StoredValue<Client, LocalStorage>);

impl SharedClient {
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(StoredValue::new_local(client))
    }
}

/// The client of the app.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_client() -> Client {
    expect_context::<SharedClient>().0.get_value()
}

/// The current time by the server's clock. Notifies its readers every second while the tab is visible.
#[derive(Clone, Copy)]
pub struct Clock {
    second: Trigger,
    client: StoredValue<Client, LocalStorage>,
}

impl Clock {
    /// Starts ticking. A hidden tab does not tick; it catches up as soon as it is visible.
    #[must_use]
    pub fn start(client: Client) -> Self {
        let second = Trigger::new();
        let tick = move || {
            if !document().hidden() {
                second.notify();
            }
        };
        let listener = window_event_listener_untyped("visibilitychange", move |_| tick());
        let timer = set_interval_with_handle(tick, Duration::from_secs(1)).ok();
        on_cleanup(move || {
            listener.remove();
            if let Some(timer) = timer {
                timer.clear();
            }
        });
        Self {
            second,
            client: StoredValue::new_local(client),
        }
    }

    /// Milliseconds since the epoch; tracked. Takes the newest response's `Date` header into account at once, not at the next tick.
    #[must_use]
    pub fn now_ms(self) -> i64 {
        self.second.track();
        self.client.with_value(Client::now_ms)
    }
}

/// The app's clock.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_clock() -> Clock {
    expect_context()
}
