//! Keeps the state of the users page and the address bar in step. Typing replaces the history entry, everything else adds one, so
//! Back undoes one step. Knows no user.

use std::time::Duration;

use leptos::prelude::*;
use rolecall_directory::Key;

use super::overlay::Overlay;
use super::state::UrlState;
use crate::app::router::{NavigateOptions, use_navigate, use_url};
use crate::app::routes::Route;
use crate::ui::effect::effect;

const PATH: &str = Route::Roles.path();
/// Typing reaches the URL after a pause: browsers limit how often a page may change it.
const TYPING_PAUSE: Duration = Duration::from_millis(250);

/// A handle; copies share one state.
#[derive(Clone, Copy)]
pub(crate) struct Url {
    state: RwSignal<UrlState>,
    navigate: Callback<(String, bool)>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The query string that this page wrote or read last.
    query: StoredValue<String>,
}

impl Url {
    /// Reads the address bar, and follows it from now on.
    pub(crate) fn of_page() -> Self {
        let (location, go) = (use_url(), use_navigate());
        let search = move || {
            let location = location.get();
            (location.path() == PATH).then(|| location.search().to_owned())
        };
        let query = untrack(search).unwrap_or_default();
        let url = Self {
            state: RwSignal::new(UrlState::parse(&query)),
            navigate: Callback::new(move |(to, replace): (String, bool)| {
                let options = NavigateOptions {
                    replace,
                    scroll: false,
                };
                go(&to, options);
            }),
            timer: StoredValue::new(None),
            query: StoredValue::new(query),
        };
        effect(move || {
            if let Some(search) = search()
                && url.query.with_value(|query| *query != search)
            {
                url.cancel_pending();
                let state = UrlState::parse(&search);
                url.query.set_value(search);
                if url.state.try_with_untracked(|current| *current != state) == Some(true) {
                    url.state.set(state);
                }
            }
        });
        on_cleanup(move || _ = url.cancel_pending());
        url
    }

    /// A part of the state; tracked.
    pub(crate) fn with<T>(self, look: impl FnOnce(&UrlState) -> T) -> T {
        match self.state.try_read() {
            Some(state) => look(&state),
            // Events may still come to what was on the page.
            None => look(&UrlState::default()),
        }
    }

    /// As [`Url::with`], not tracked.
    pub(crate) fn with_untracked<T>(self, look: impl FnOnce(&UrlState) -> T) -> T {
        untrack(|| self.with(look))
    }

    /// Where the panel of a user over this view is; tracked.
    pub(crate) fn href_of_user(self, key: Key) -> String {
        let mut state = self.with(UrlState::without_user);
        state.overlay = Some(Overlay::User(key));
        format!("{PATH}?{state}")
    }

    /// Changes the state and adds a history entry: Back undoes the change.
    pub(crate) fn push(self, change: impl FnOnce(&mut UrlState)) {
        if self.cancel_pending() {
            self.write(true);
        }
        if self.state.try_update(change).is_some() {
            self.write(false);
        }
    }

    /// Changes the search at once, and the current history entry once typing pauses.
    pub(crate) fn replace_soon(self, q: String) {
        self.cancel_pending();
        if self.state.try_update(|state| state.q = q).is_none() {
            return;
        }
        let write = move || {
            self.timer.set_value(None);
            self.write(true);
        };
        self.timer
            .set_value(set_timeout_with_handle(write, TYPING_PAUSE).ok());
    }

    /// Cancels the pending write; returns whether there was one.
    fn cancel_pending(self) -> bool {
        let pending = self.timer.try_update_value(Option::take).flatten();
        pending.map(|timer| timer.clear()).is_some()
    }

    fn write(self, replace: bool) {
        let query = self.with_untracked(UrlState::to_string);
        let to = match query.as_str() {
            "" => PATH.to_owned(),
            query => format!("{PATH}?{query}"),
        };
        if self.query.with_value(|written| *written != query) {
            self.query.set_value(query);
            self.navigate.run((to, replace));
        }
    }
}
