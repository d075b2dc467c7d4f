//! What the parts of one combobox share: its choices, its text, its active option.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

/// One thing that can be selected, or that is selected and cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its key.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means; may be empty.
    pub hint: String,
    /// Why it can be neither selected nor removed.
    pub locked: Option<&'static str>,
}

impl Choice {
    pub(super) fn matches(&self, needle: &str, lower: fn(&str) -> String) -> bool {
        let has = |text: &str| lower(text).contains(needle);
        needle.is_empty() || has(&self.label) || has(&self.hint)
    }
}

/// The state that the parts of one combobox share.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) id: &'static str,
    pub(super) choices: Signal<Arc<Vec<Choice>>>,
    pub(super) selected: Signal<Vec<String>>,
    pub(super) on_toggle: Callback<String>,
    pub(super) text: RwSignal<String>,
    pub(super) open: RwSignal<bool>,
    /// The value of the active option.
    pub(super) active: RwSignal<Option<String>>,
    /// The choices that match the text.
    pub(super) shown: Memo<Vec<Choice>>,
    pub(super) input: NodeRef<html::Input>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_label_and_hint_and_ignores_case() {
        let choice = Choice {
            value: "x".to_owned(),
            label: "DNS_RW".to_owned(),
            hint: "Zones: Überblick".to_owned(),
            locked: None,
        };
        assert!(choice.matches("dns", str::to_lowercase));
        assert!(choice.matches("über", str::to_lowercase));
        assert!(!choice.matches("ssl", str::to_lowercase));
    }
}
