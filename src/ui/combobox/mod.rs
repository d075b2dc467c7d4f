//! A combobox for selecting several things, after the ARIA Authoring Practices ("editable combobox with list autocomplete", its
//! listbox multi-selectable). The focus stays in the text field; the arrow keys move an active option. Every option can be
//! reached: nothing is cut off. What is selected is a list above it, each item with a button that removes it. Knows no API.

mod options;
mod selected;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rolecall_text::grouped;

use self::options::field;
use self::selected::selected_list;
use crate::browser::intl::lower;

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
    fn matches(&self, needle: &str, lower: fn(&str) -> String) -> bool {
        let has = |text: &str| lower(text).contains(needle);
        needle.is_empty() || has(&self.label) || has(&self.hint)
    }
}

/// The state that the parts of one combobox share.
#[derive(Clone, Copy)]
struct State {
    id: &'static str,
    choices: Signal<Arc<Vec<Choice>>>,
    selected: Signal<Vec<String>>,
    on_toggle: Callback<String>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    /// The value of the active option.
    active: RwSignal<Option<String>>,
    /// The choices that match the text.
    shown: Memo<Vec<Choice>>,
    input: NodeRef<html::Input>,
}

/// The field with its label, what is selected, and the list that opens.
#[component]
pub fn Combobox(
    /// Its name.
    label: &'static str,
    /// Unique in the page; the ids of its parts are derived from it.
    id: &'static str,
    /// Everything that can be selected, and what is selected even if it could not be selected again.
    #[prop(into)]
    choices: Signal<Arc<Vec<Choice>>>,
    /// The keys of what is selected.
    #[prop(into)]
    selected: Signal<Vec<String>>,
    /// Runs with the key to select or remove; the owner of `selected` decides.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// The text if nothing is selected.
    none: &'static str,
    /// Why nothing can be selected at the moment.
    #[prop(optional, into)]
    disabled: Signal<Option<&'static str>>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let needle = lower(text.get().trim());
        let choices = choices.get();
        choices
            .iter()
            .filter(|choice| choice.matches(&needle, lower))
            .cloned()
            .collect::<Vec<_>>()
    });
    let state = State {
        id,
        choices,
        selected,
        on_toggle,
        text,
        open: RwSignal::new(false),
        active: RwSignal::new(None),
        shown,
        input: NodeRef::new(),
    };
    let is_disabled = Signal::derive(move || disabled.get().is_some());
    let hint = move || match disabled.get() {
        Some(reason) => reason.to_owned(),
        None => counts(
            choices.get().len(),
            shown.get().len(),
            !text.get().trim().is_empty(),
        ),
    };
    let hint_id = format!("{id}-hint");
    let field = field(state, label, is_disabled, &hint_id);
    view! {
        <div class="field combobox">
            <label for=id>{label}</label>
            {selected_list(state, label, none, is_disabled)}
            {field}
            <p class="field-hint" id=hint_id>{hint}</p>
        </div>
    }
}

/// "11 of 700 match", "700 available".
fn counts(all: usize, shown: usize, is_searched: bool) -> String {
    let all = grouped(all as u64);
    if is_searched {
        format!("{} of {all} match", grouped(shown as u64))
    } else {
        format!("{all} available")
    }
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
