//! The view and the address bar, kept in step: what is typed replaces the entry of the history, what is chosen adds one, and
//! Back shows what was shown before. Knows no user.

use std::time::Duration;

use crate::app::router::{use_navigate, use_url};
use crate::app::routes::Route;
use crate::ui::effect::effect;
use leptos::prelude::*;
use leptos_router::NavigateOptions;

use super::state::UrlState;

/// Where this page is.
const PATH: &str = Route::Roles.path();
/// Typing is written into the address once it rests: browsers refuse too many changes of the address.
const REST: Duration = Duration::from_millis(250);

/// A handle; copies are the same view.
#[derive(Clone, Copy)]
pub(crate) struct Url {
    shown: RwSignal<UrlState>,
    navigate: Callback<(String, bool)>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The address as this page last wrote or read it.
    known: StoredValue<String>,
}

impl Url {
    /// Reads the address, and follows it from now on.
    pub(crate) fn of_page() -> Self {
        let (url, go) = (use_url(), use_navigate());
        let search = move || {
            let url = url.get();
            (url.path() == PATH).then(|| url.search().to_owned())
        };
        let first = untrack(search).unwrap_or_default();
        let view = Self {
            shown: RwSignal::new(parsed(&first)),
            navigate: Callback::new(move |(to, replace): (String, bool)| {
                let options = NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                go(&to, options);
            }),
            timer: StoredValue::new(None),
            known: StoredValue::new(first),
        };
        effect(move || {
            if let Some(search) = search()
                && view.known.with_value(|known| *known != search)
            {
                view.cancel_pending();
                let shown = parsed(&search);
                view.known.set_value(search);
                if view.shown.with_untracked(|now| *now != shown) {
                    view.shown.set(shown);
                }
            }
        });
        on_cleanup(move || _ = view.cancel_pending());
        view
    }

    /// A part of what is shown; tracked.
    pub(crate) fn with<T>(self, look: impl FnOnce(&UrlState) -> T) -> T {
        self.shown.with(look)
    }

    /// As [`Url::with`], not tracked.
    pub(crate) fn with_untracked<T>(self, look: impl FnOnce(&UrlState) -> T) -> T {
        self.shown.with_untracked(look)
    }

    /// Something was chosen: Back undoes it.
    pub(crate) fn push(self, change: impl FnOnce(&mut UrlState)) {
        if self.cancel_pending() {
            self.write(true);
        }
        self.shown.update(change);
        self.write(false);
    }

    /// Something is being typed.
    pub(crate) fn replace_soon(self, q: String) {
        self.cancel_pending();
        self.shown.update(|shown| shown.q = q);
        let write = move || {
            self.timer.set_value(None);
            self.write(true);
        };
        self.timer
            .set_value(set_timeout_with_handle(write, REST).ok());
    }

    /// Forgets the writing that waits; whether there was one.
    fn cancel_pending(self) -> bool {
        let waiting = self.timer.try_update_value(Option::take).flatten();
        waiting.map(|timer| timer.clear()).is_some()
    }

    fn write(self, replace: bool) {
        let query = self.shown.with_untracked(UrlState::to_string);
        let to = match query.as_str() {
            "" => PATH.to_owned(),
            query => format!("{PATH}?{query}"),
        };
        if self.known.with_value(|known| *known != query) {
            self.known.set_value(query);
            self.navigate.run((to, replace));
        }
    }
}

fn parsed(search: &str) -> UrlState {
    search.parse().unwrap_or_else(|never| match never {})
}
