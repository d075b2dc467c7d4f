//! The browser's own notifications: whether they are allowed, asking for that, showing one. Asks only when told to, for a
//! browser that is asked without a press says no for ever. Knows no reason to notify.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// How the browser stands to notifications of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    Denied,
    /// The person has not been asked, or gave no answer.
    Open,
    /// There is no such thing in this browser.
    Unsupported,
}

/// Whether we may notify now. It may change at any time, in the browser's own settings.
#[must_use]
pub fn permission() -> Permission {
    // Without it the browser's getter would be a reference to nothing, which ends the app.
    if !Reflect::has(&window(), &"Notification".into()).unwrap_or(false) {
        return Permission::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Lets the browser ask the person, unless they have answered before. To be called on a press.
pub async fn ask() -> Permission {
    if permission() == Permission::Open
        && let Ok(asking) = Notification::request_permission()
    {
        let _ = JsFuture::from(asking).await;
    }
    permission()
}

/// Shows one; false if the browser does not. A later one of the same `tag` takes its place, so that two tabs do not say
/// the same thing twice. A press on it brings this page to the front.
pub fn show(title: &str, body: &str, tag: &str) -> bool {
    if permission() != Permission::Granted {
        return false;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    let Ok(shown) = Notification::new_with_options(title, &options) else {
        return false;
    };
    let pressed = Closure::once_into_js({
        let shown = shown.clone();
        move || {
            let _ = window().focus();
            shown.close();
        }
    });
    shown.set_onclick(Some(pressed.unchecked_ref()));
    true
}
