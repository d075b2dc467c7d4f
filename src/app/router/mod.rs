//! The address as a signal, and the ways to change it: clicks on links, Back and Forward, [`use_navigate`]. What the app shows
//! follows the signal at once; the address bar follows when the browser lets it (`browser::history`). Which page an address means is
//! decided in [`super::routes`].

mod kept_views;
mod links;
mod places;
mod scroll;
mod url;

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;

use self::places::KeptPlaces;
pub use self::url::{Url, Whole};
use crate::browser::history;

/// How an address changes.
#[derive(Clone, Copy, Debug)]
pub struct NavigateOptions {
    /// Changes the history entry; else adds one.
    pub replace: bool,
    /// The page starts at its top.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self {
            replace: false,
            scroll: true,
        }
    }
}

#[derive(Clone, Copy)]
struct Router {
    url: RwSignal<Url>,
    places: KeptPlaces,
    /// Changes with each navigation.
    visit: StoredValue<u32>,
}

/// Follows the address from now on. Called once, around all pages.
pub fn provide_router() {
    history::arrive();
    let router = Router {
        url: RwSignal::new(current().unwrap_or_default()),
        places: KeptPlaces::provide(),
        visit: StoredValue::new(0),
    };
    provide_context(router);
    router.come_back(true);
    router.shorten();
    let listeners = [
        window_event_listener_untyped("click", move |event| router.click(event.unchecked_ref())),
        window_event_listener_untyped("popstate", move |_| router.arrive()),
        window_event_listener_untyped("hashchange", move |_| router.arrive()),
        window_event_listener_untyped("pagehide", move |_| router.places.store()),
    ];
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        history::drop_waiting();
    });
}

/// The address in the address bar.
fn current() -> Option<Url> {
    let location = window().location();
    let (search, hash) = (location.search().ok()?, location.hash().ok()?);
    let url = Url::of_parts(location.pathname().ok()?, &search, &hash);
    Some(kept_views::lengthened(url))
}

impl Router {
    fn click(self, event: &web_sys::MouseEvent) {
        let Some(link) = links::followed(event) else {
            return;
        };
        let is_part = !link.url.hash().is_empty()
            && self
                .url
                .with_untracked(|url| url.is_same_document(&link.url));
        // A part of this page: the browser knows best, unless its address is behind.
        if !is_part || history::is_behind() {
            event.prevent_default();
            let options = NavigateOptions {
                scroll: link.scroll,
                ..NavigateOptions::default()
            };
            self.go(link.url, options);
        }
    }

    /// Somebody else may have made an address that is longer than ours.
    fn shorten(self) {
        let url = self.url.get_untracked();
        let short = kept_views::shortened(url.clone(), &url, false);
        if short != url {
            history::write(&short.address(), true, true);
            self.url.set(short);
        }
    }

    fn go(self, to: Url, options: NavigateOptions) {
        let to = kept_views::lengthened(to);
        let now = self.url.get_untracked();
        let to = kept_views::shortened(to, &now, options.replace);
        let is_new = now != to;
        if is_new {
            let is_urgent = now.path() != to.path();
            self.places.leave();
            history::write(&to.address(), options.replace, is_urgent);
        }
        let hash = to.hash().to_owned();
        self.start_visit();
        if is_new {
            self.url.set(to);
        }
        if options.scroll || !hash.is_empty() {
            spawn_local(async move {
                // The new page comes only now.
                tick().await;
                scroll::to_start(&hash, options.scroll);
            });
        }
    }

    /// The browser went to another entry of its history.
    fn arrive(self) {
        self.places.leave();
        history::arrive();
        let Some(url) = current() else {
            return;
        };
        let is_other_page = self.url.with_untracked(|now| now.path() != url.path());
        if self.url.with_untracked(|now| *now != url) {
            self.url.set(url);
        }
        self.come_back(is_other_page);
    }

    /// To the place in this entry where somebody was before.
    fn come_back(self, is_other_page: bool) {
        let visit = self.start_visit();
        if let Some(top) = self.places.come_back(is_other_page) {
            scroll::restore(top, move || self.visit.try_get_value() == Some(visit));
        }
    }

    fn start_visit(self) -> u32 {
        self.places.forget_wanted();
        let visit = self.visit.try_update_value(|visit| {
            *visit += 1;
            *visit
        });
        visit.unwrap_or_default()
    }
}

/// The address.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_url() -> Signal<Url> {
    expect_context::<Router>().url.into()
}

/// Navigates to an address of this app, such as `/roles?q=ada`. It is one in any case: of another, nothing happens.
///
/// # Panics
/// Outside of [`super::App`].
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy + Send + Sync {
    let router = expect_context::<Router>();
    move |to, options| {
        if let Some(url) = Url::parse(to)
            && !router.url.is_disposed()
        {
            router.go(url, options);
        }
    }
}

/// A link within the app, marked as current if it leads to this page or one above it.
#[component]
pub fn A(
    #[prop(into)] href: String,
    /// Whether the new page starts at its top.
    #[prop(default = true)]
    scroll: bool,
    children: Children,
) -> impl IntoView {
    let url = use_url();
    let path = href.split(['?', '#']).next().unwrap_or_default().to_owned();
    let here = Memo::new(move |_| url.with(|url| is_active(&path, url.path())));
    view! {
        <a href=href data-noscroll=!scroll aria-current=move || here.get().then_some("page")>
            {children()}
        </a>
    }
}

fn is_active(path: &str, here: &str) -> bool {
    here.strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_active_on_its_page_and_below_it() {
        for (path, here, active) in [
            ("/accesses", "/accesses", true),
            ("/accesses", "/accesses/", true),
            ("/accesses", "/accesses/7", true),
            ("/access", "/accesses", false),
            ("/roles", "/", false),
        ] {
            assert_eq!(is_active(path, here), active, "{path} {here}");
        }
    }
}
