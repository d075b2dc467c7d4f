//! Shows one value of the response: known, empty, not reported, unreadable, or a name that we don't know. Knows no
//! property.

use std::sync::Arc;

use leptos::prelude::*;

use super::labels;
use crate::api::json::field::Field;
use crate::api::json::time::Time;
use crate::api::tenant::whoami::Whoami;
use crate::app::context::use_clock;
use crate::domain::account::whoami::ValueLabel;
use crate::domain::{relative_time, text};
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Fact;
use crate::ui::timestamp::Timestamp;

/// The newest response. Views are created once and follow it, so that focus and open details survive a new read.
pub(super) type Me = Signal<Arc<Whoami>>;

/// One labelled line that follows the response. `show` reads only its own property.
pub(super) fn line(me: Me, label: &'static str, show: fn(&Whoami) -> AnyView) -> AnyView {
    view! { <Fact label>{move || me.with(|me| show(me))}</Fact> }.into_any()
}

/// A known value as `show` shows it, or why there is none.
pub(super) fn or_missing<T>(field: &Field<T>, show: impl FnOnce(&T) -> AnyView) -> AnyView {
    match field.known() {
        Some(value) => show(value),
        None => view! { <MissingValue word=field.gap().unwrap_or_default() /> }.into_any(),
    }
}

/// A text of ours, less prominent.
pub(super) fn quiet(text: &'static str) -> AnyView {
    view! { <span class="quiet">{text}</span> }.into_any()
}

/// Text of the service, isolated from the direction of the text around it.
pub(super) fn external(text: &str) -> AnyView {
    view! { <bdi translate="no">{text::displayable(text)}</bdi> }.into_any()
}

/// A technical name, such as that of a role.
pub(super) fn code(text: &str) -> AnyView {
    view! { <code translate="no"><bdi>{text::displayable(text)}</bdi></code> }.into_any()
}

/// A text; an empty one is known to be empty.
pub(super) fn text(field: &Field<String>) -> AnyView {
    or_missing(field, |text| {
        if text.is_empty() {
            quiet(labels::NOT_SET)
        } else {
            external(text)
        }
    })
}

/// As [`text`], for identifiers.
pub(super) fn id(field: &Field<String>) -> AnyView {
    or_missing(field, |text| {
        if text.is_empty() {
            quiet(labels::NOT_SET)
        } else {
            code(text)
        }
    })
}

/// Yes or no.
pub(super) fn flag(field: &Field<bool>) -> AnyView {
    or_missing(field, |yes| {
        (if *yes { labels::YES } else { labels::NO }).into_any()
    })
}

/// A day and time, and how long ago by the server's clock.
pub(super) fn timestamp(field: &Field<Time>) -> AnyView {
    or_missing(field, |at| {
        let (clock, ms) = (use_clock(), at.ms);
        let relative = Signal::derive(move || relative_time::relative(ms, clock.now_ms()));
        view! { <Timestamp ms relative /> }.into_any()
    })
}

/// A value of a closed list; one that we don't know is shown as sent, and marked.
pub(super) fn word(word: ValueLabel) -> AnyView {
    match word {
        ValueLabel::Known(words) => words.into_any(),
        ValueLabel::Unrecognized(name) if name.is_empty() => quiet(labels::NOT_SET),
        ValueLabel::Unrecognized(name) => view! {
            <code translate="no"><bdi>{name}</bdi></code>
            " "
            <Badge tone=Tone::Unknown text=labels::UNKNOWN_VALUE />
        }
        .into_any(),
        ValueLabel::Missing(word) => view! { <MissingValue word /> }.into_any(),
    }
}

/// A highlighted sentence above the lines it is about.
pub(super) fn note(tone: Tone, text: String) -> AnyView {
    let class = match tone {
        Tone::Warning | Tone::Danger => "remark remark-warning",
        Tone::Unknown => "remark remark-unknown",
        Tone::Good | Tone::Plain | Tone::Busy => "remark",
    };
    view! { <p class=class dir="auto" translate="no">{text}</p> }.into_any()
}
