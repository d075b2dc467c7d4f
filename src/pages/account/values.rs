//! How one value of the answer is shown: known, empty, not reported, unreadable, or a name that nobody here knows. Knows
//! no property.

use leptos::prelude::*;

use super::Me;
use crate::api::json::field::Field;
use crate::api::json::time::Time;
use crate::api::tenant::whoami::Whoami;
use crate::app::context::use_clock;
use crate::domain::account::whoami::Word;
use crate::domain::{relative_time, text};
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Fact;
use crate::ui::timestamp::Timestamp;

/// One labelled line that follows the answer. `show` takes no more than its own property.
pub(super) fn line(me: Me, label: &'static str, show: fn(&Whoami) -> AnyView) -> AnyView {
    view! { <Fact label>{move || me.with(|me| show(me))}</Fact> }.into_any()
}

/// A known value as `show` shows it, or the word for why there is none.
pub(super) fn or_gap<T>(field: &Field<T>, show: impl FnOnce(&T) -> AnyView) -> AnyView {
    match field.known() {
        Some(value) => show(value),
        None => view! { <MissingValue word=field.gap().unwrap_or_default() /> }.into_any(),
    }
}

/// Words of ours in a lower voice.
pub(super) fn quiet(words: &'static str) -> AnyView {
    view! { <span class="quiet">{words}</span> }.into_any()
}

/// Text of the service, isolated from the direction of the text around it.
pub(super) fn foreign(text: &str) -> AnyView {
    view! { <bdi>{text::displayable(text)}</bdi> }.into_any()
}

/// A name of the service's own, such as that of a role.
pub(super) fn code(text: &str) -> AnyView {
    view! { <code><bdi>{text::displayable(text)}</bdi></code> }.into_any()
}

/// A text; the empty one is known to be empty.
pub(super) fn text(field: &Field<String>) -> AnyView {
    or_gap(field, |text| {
        if text.is_empty() {
            quiet("Not set")
        } else {
            foreign(text)
        }
    })
}

/// As [`text`], for identifiers.
pub(super) fn id(field: &Field<String>) -> AnyView {
    or_gap(field, |text| {
        if text.is_empty() {
            quiet("Not set")
        } else {
            code(text)
        }
    })
}

/// Yes or no.
pub(super) fn flag(field: &Field<bool>) -> AnyView {
    or_gap(field, |yes| (if *yes { "Yes" } else { "No" }).into_any())
}

/// A day and time, and how long ago by the server's clock.
pub(super) fn moment(field: &Field<Time>) -> AnyView {
    or_gap(field, |at| {
        let (clock, ms) = (use_clock(), at.ms);
        let relative = Signal::derive(move || relative_time::relative(ms, clock.now_ms()));
        view! { <Timestamp ms relative /> }.into_any()
    })
}

/// A name of a closed list; one that nobody here knows stands as it was sent, and is marked as such.
pub(super) fn word(word: Word) -> AnyView {
    match word {
        Word::Known(words) => words.into_any(),
        Word::New(name) if name.is_empty() => quiet("Not set"),
        Word::New(name) => view! {
            <code><bdi>{name}</bdi></code>
            " "
            <Badge tone=Tone::Unknown text="Unknown value" />
        }
        .into_any(),
        Word::MissingValue(word) => view! { <MissingValue word /> }.into_any(),
    }
}

/// A sentence that stands out above the lines it is about.
pub(super) fn note(tone: Tone, words: String) -> AnyView {
    let class = match tone {
        Tone::Warning | Tone::Danger => "remark remark-warning",
        Tone::Unknown => "remark remark-unknown",
        Tone::Good | Tone::Plain | Tone::Busy => "remark",
    };
    view! { <p class=class dir="auto">{words}</p> }.into_any()
}
