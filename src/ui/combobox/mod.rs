//! A combobox for selecting several things, after the ARIA Authoring Practices ("editable combobox with list autocomplete", its
//! listbox multi-selectable). The focus stays in the text field; the arrow keys move an active option. Every option can be
//! reached: nothing is cut off. What is selected is a list above it, each item with a button that removes it. Knows no API.

mod options;
mod selected;
mod state;

use std::sync::Arc;

use leptos::prelude::*;
use rolecall_text::grouped;

use self::options::field;
use self::selected::selected_list;
pub use self::state::Choice;
use self::state::State;
use crate::browser::intl::lower;

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
