//! The browser's notifications: the permission, asking for it, showing one. Asks only when called: a browser that is asked without
//! a click denies for good. Knows no reason to notify.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions};

use super::guarded::{call, get};

/// The browser's permission for notifications of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    Denied,
    /// The user was not asked, or did not decide.
    Open,
    /// This browser has no notifications.
    Unsupported,
}

/// The current permission. It may change at any time in the browser's settings.
#[must_use]
pub fn permission() -> Permission {
    let permission = get(&window(), "Notification").and_then(|kind| get(&kind, "permission"));
    match permission
        .and_then(|permission| permission.as_string())
        .as_deref()
    {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some("default") => Permission::Open,
        _ => Permission::Unsupported,
    }
}

/// Lets the browser ask the user, unless they have decided before. Call it from a click handler.
pub async fn ask() -> Permission {
    if permission() == Permission::Open
        && let Some(kind) = get(&window(), "Notification")
        // Before version 15, Safari returned nothing.
        && let Some(asking) = call(&kind, "requestPermission", &Array::new())
    {
        let _ = JsFuture::from(Promise::resolve(&asking)).await;
    }
    permission()
}

/// Shows a notification; false if the browser refuses. A later one with the same `tag` replaces it, so that two tabs show only
/// one. A click on it brings this page to the front.
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
