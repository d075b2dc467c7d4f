//! A word with a colour: never a colour alone.

use leptos::oco::Oco;
use leptos::prelude::*;

/// The look of a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Neither good nor bad.
    Plain,
    /// In progress.
    Busy,
    /// Needs attention.
    Warning,
    /// Broken or forbidden.
    Danger,
    /// Not known: drawn with a dashed outline, so that it never looks like "off".
    Unknown,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Good => "badge badge-good",
            Self::Plain => "badge",
            Self::Busy => "badge badge-busy",
            Self::Warning => "badge badge-warning",
            Self::Danger => "badge badge-bad",
            Self::Unknown => "badge badge-unknown",
        }
    }
}

/// A short status word.
#[component]
pub fn Badge(tone: Tone, #[prop(into)] text: Oco<'static, str>) -> impl IntoView {
    view! { <span class=tone.class()>{text}</span> }
}

/// Takes the place of a missing value: `word` says why it is missing ("Unknown", "Unreadable", "Not reported").
#[component]
pub fn MissingValue(#[prop(into)] word: Oco<'static, str>) -> impl IntoView {
    view! { <span class="missing">{word}</span> }
}
