//! The polite live region: announces once what happened, for people who cannot see it.

use leptos::prelude::*;

/// Announces messages to screen readers. Shared by context; the shell makes the only one.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<(u32, String)>);

impl Announcer {
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new((0, String::new())))
    }

    /// Announces `message` once. The same message announced again is read out again.
    pub fn announce(&self, message: impl Into<String>) {
        let message = message.into();
        let _ = self.0.try_update(|(count, text)| {
            *count = count.wrapping_add(1);
            *text = message;
        });
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The announcer of the app.
///
/// Without an app around it (in a test of a single component) nobody hears it.
#[must_use]
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_default()
}

/// The region itself. Two elements take turns, so that a repeated message is a change and is read out again.
#[component]
pub fn LiveRegion(announcer: Announcer) -> impl IntoView {
    let turn = move |parity: u32| {
        announcer.0.with(|(count, text)| {
            if count % 2 == parity {
                text.clone()
            } else {
                String::new()
            }
        })
    };
    view! {
        <div class="visually-hidden" aria-live="polite" role="log" aria-label="Announcements">
            <p>{move || turn(0)}</p>
            <p>{move || turn(1)}</p>
        </div>
    }
}
