//! What is selected in a combobox: a list of lines, each with a button that removes it unless it is locked.

use leptos::prelude::*;

use super::state::{Choice, State};
use crate::ui::announcer::use_announcer;

/// What is selected, one line each.
pub(super) fn selected_list(
    state: State,
    label: &'static str,
    none: &'static str,
    is_disabled: Signal<bool>,
) -> AnyView {
    let lines = move || {
        let (selected, choices) = (state.selected.get(), state.choices.get());
        if selected.is_empty() {
            return view! { <p class="quiet">{none}</p> }.into_any();
        }
        let lines = selected
            .into_iter()
            .map(|value| {
                let known = choices.iter().find(|choice| choice.value == value);
                line(
                    state,
                    known.cloned().unwrap_or(Choice {
                        label: value.clone(),
                        value,
                        hint: String::new(),
                        locked: None,
                    }),
                    is_disabled,
                )
            })
            .collect_view();
        view! { <ul class="selected" aria-label=format!("{label} selected")>{lines}</ul> }
            .into_any()
    };
    lines.into_any()
}

fn line(state: State, choice: Choice, is_disabled: Signal<bool>) -> AnyView {
    let announcer = use_announcer();
    let Choice {
        value,
        label,
        hint,
        locked,
    } = choice;
    let name = format!("Remove {label}");
    let message = format!("{label} removed.");
    let end = match locked {
        Some(reason) => view! { <span class="selected-locked">{reason}</span> }.into_any(),
        None => view! {
            <button
                type="button"
                class="selected-remove"
                aria-label=name
                aria-disabled=move || is_disabled.get().then_some("true")
                on:click=move |_| {
                    if is_disabled.get_untracked() {
                        return;
                    }
                    state.on_toggle.run(value.clone());
                    announcer.announce(message.clone());
                    focus(state);
                }
            >
                <span aria-hidden="true">{move || "×"}</span>
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="selected-line">
            <span class="option-text" dir="auto">
                <span class="option-label" translate="no">{label}</span>
                {(!hint.is_empty()).then(|| view! { <span class="quiet small">{hint}</span> })}
            </span>
            {end}
        </li>
    }
    .into_any()
}

/// The button leaves with its line; the text field takes the focus.
fn focus(state: State) {
    if let Some(input) = state.input.get_untracked() {
        let _ = input.focus();
    }
}
