//! The address bar as a signal, and the ways to change it. leptos_router does the hard part: which clicks stay in the app, Back
//! and Forward, the history. Its route types are not used: they cost 15 KB for the few addresses of [`super::routes`].

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, Url};
use leptos_router::params::ParamsMap;

use crate::ui::effect::effect;

#[derive(Clone, Copy)]
struct Address(StoredValue<BrowserUrl, LocalStorage>);

/// Follows the address from now on. Called once, around all pages.
pub fn provide_router() {
    let Ok(browser) = BrowserUrl::new() else {
        // Every browser lets a page read its own address.
        return;
    };
    browser.init(None);
    let url = browser.as_url().clone();
    let address = Address(StoredValue::new_local(browser));
    provide_context(address);
    effect(move || {
        url.track();
        // After a click, the address bar changes when the page is ready; ours is at once.
        address.0.with_value(LocationProvider::ready_to_complete);
    });
}

fn use_browser() -> BrowserUrl {
    expect_context::<Address>().0.get_value()
}

/// The address.
#[must_use]
pub fn use_url() -> Signal<Url> {
    let url = use_browser().as_url().clone();
    Signal::derive(move || url.get())
}

/// The query of the address.
#[must_use]
pub fn use_query_map() -> Memo<ParamsMap> {
    let url = use_url();
    Memo::new(move |_| url.with(|url| url.search_params().clone()))
}

/// Navigates to an address of this app, such as `/roles?q=ada`.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Clone {
    let browser = StoredValue::new_local(use_browser());
    move |to: &str, options: NavigateOptions| {
        let (Some(browser), Ok(url)) = (browser.try_get_value(), BrowserUrl::parse(to)) else {
            return;
        };
        let current = browser.as_url();
        if *current.read_untracked() != url {
            current.set(url);
        }
        browser.complete_navigation(&LocationChange {
            value: to.to_owned(),
            replace: options.replace,
            scroll: options.scroll,
            state: options.state,
        });
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
