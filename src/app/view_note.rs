//! What a list says of an address that does not say everything.

use leptos::prelude::*;

use super::labels;
use super::router::{Whole, use_url};
use crate::ui::announcer::use_announcer;
use crate::ui::effect::effect;

/// Beside the table whose view is in the address.
pub fn view_note() -> AnyView {
    let (url, announcer) = (use_url(), use_announcer());
    let note = Memo::new(move |_| match url.with(|url| url.whole()) {
        Whole::Here => None,
        Whole::Kept(_) => Some(labels::VIEW_KEPT),
        Whole::Missing(_) => Some(labels::VIEW_MISSING),
    });
    effect(move || {
        if let Some(note) = note.get() {
            announcer.announce(note);
        }
    });
    let shown = move || {
        note.get()
            .map(|note| view! { <p class="quiet small" role="note">{note}</p> })
    };
    shown.into_any()
}
