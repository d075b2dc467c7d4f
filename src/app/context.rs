//! What all pages share: the client, the server's time, who is signed in. Made once by the app, never by a page, so that
//! nothing shared dies with a route.

use std::time::Duration;

use leptos::prelude::*;

use super::resource::ApiResource;
use crate::api::http::client::Client;
use crate::api::tenant::whoami::Person;

/// The one client, reachable from any view.
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

/// Now, by the server's clock; tells its readers each second while somebody looks.
#[derive(Clone, Copy)]
pub struct Clock {
    second: Trigger,
    client: StoredValue<Client, LocalStorage>,
}

impl Clock {
    /// Starts ticking. A hidden tab does not tick; it is right again within a second of being looked at.
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

    /// Milliseconds since the epoch; tracked. What is asked again after an answer already counts by that answer's
    /// `Date`, not by that of a second ago.
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

/// Who is signed in: read once, shown by the banner and by the account page.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_current_user() -> ApiResource<Person> {
    expect_context()
}
