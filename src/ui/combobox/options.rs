//! The text field of a combobox, the list below it, and their keys.

use js_sys::Array;
use leptos::prelude::*;

use super::state::{Choice, State};
use crate::browser::guarded::call;
use crate::ui::events::{KeyPress, on_key, on_value};

/// The text field and the list below it.
pub(super) fn field(
    state: State,
    label: &'static str,
    is_disabled: Signal<bool>,
    hint_id: &str,
) -> AnyView {
    let list_id = format!("{}-list", state.id);
    let active_id = move || {
        let active = state.active.get().filter(|_| state.open.get())?;
        let index = state
            .shown
            .with(|shown| shown.iter().position(|choice| choice.value == active))?;
        Some(format!("{}-{index}", state.id))
    };
    // The options stay in the page, so that the list is there for whoever looks for it; `hidden` closes it.
    view! {
        <div class="combobox-box">
            <input
                class="input"
                id=state.id
                node_ref=state.input
                type="text"
                role="combobox"
                autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                autocapitalize="none"
                spellcheck="false"
                placeholder="Search and add"
                aria-autocomplete="list"
                aria-expanded=move || if state.open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                aria-describedby=hint_id.to_owned()
                aria-disabled=move || is_disabled.get().then_some("true")
                readonly=move || is_disabled.get()
                prop:value=move || state.text.get()
                on:input=on_value(move |text| {
                    state.text.set(text);
                    state.active.set(None);
                    state.open.set(true);
                })
                on:click=move |_| state.open.set(!is_disabled.get_untracked())
                on:blur=move |_| {
                    state.close();
                    state.text.set(String::new());
                }
                on:keydown=on_key(move |press| {
                    if !is_disabled.get_untracked() {
                        state.key(press);
                    }
                })
            />
            <ul
                class="options"
                id=list_id
                role="listbox"
                aria-label=label
                aria-multiselectable="true"
                hidden=move || !state.open.get()
                // The text field keeps the focus.
                on:mousedown=|event| event.prevent_default()
            >
                {move || state.options()}
            </ul>
        </div>
    }
    .into_any()
}

impl State {
    fn options(self) -> AnyView {
        let shown = self.shown.get();
        if shown.is_empty() {
            return view! { <li class="options-none" role="option" aria-disabled="true" aria-selected="false">{move || "No matches"}</li> }
                .into_any();
        }
        shown
            .into_iter()
            .enumerate()
            .map(|(index, choice)| self.option(index, choice))
            .collect_view()
            .into_any()
    }

    fn option(self, index: usize, choice: Choice) -> AnyView {
        let Choice {
            value,
            label,
            hint,
            locked,
        } = choice;
        let key = StoredValue::new(value);
        let is_selected =
            move || key.with_value(|key| self.selected.with(|selected| selected.contains(key)));
        let is_active =
            move || key.with_value(|key| self.active.with(|active| active.as_ref() == Some(key)));
        let note = locked.map(str::to_owned).unwrap_or(hint);
        view! {
            <li
                class="option"
                class:option-active=is_active
                id=format!("{}-{index}", self.id)
                role="option"
                aria-selected=move || if is_selected() { "true" } else { "false" }
                aria-disabled=locked.map(|_| "true")
                on:click=move |_| {
                    self.active.set(Some(key.get_value()));
                    self.toggle();
                }
            >
                <span class="option-mark" aria-hidden="true">{move || if is_selected() { "✓" } else { "" }}</span>
                <span class="option-text" dir="auto">
                    <span class="option-label" translate="no">{label}</span>
                    {(!note.is_empty()).then(|| view! { <span class="quiet small">{note}</span> })}
                </span>
            </li>
        }
        .into_any()
    }

    fn key(self, press: &KeyPress) {
        let is_open = self.open.get_untracked();
        match press.key() {
            "ArrowDown" if !is_open && press.alt() => self.open.set(true),
            "ArrowUp" if is_open && press.alt() => self.close(),
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "Enter" if is_open => self.toggle(),
            "Escape" if is_open => self.close(),
            "Escape" if !self.text.get_untracked().is_empty() => self.text.set(String::new()),
            // Enter would send the form: a person selecting an option has not asked for that.
            "Enter" => {}
            _ => return,
        }
        press.prevent_default();
    }

    /// Moves the active option, around both ends.
    fn step(self, by: isize) {
        self.open.set(true);
        let next = self.shown.with_untracked(|shown| {
            if shown.is_empty() {
                return None;
            }
            let active = self.active.get_untracked();
            let now =
                active.and_then(|active| shown.iter().position(|choice| choice.value == active));
            let next = stepped(now, by, shown.len());
            shown.get(next).map(|choice| (next, choice.value.clone()))
        });
        let Some((index, value)) = next else { return };
        self.active.set(Some(value));
        if let Some(option) = document().get_element_by_id(&format!("{}-{index}", self.id)) {
            let _ = call(&option, "scrollIntoView", &Array::of1(&nearest()));
        }
    }

    fn toggle(self) {
        let Some(value) = self.active.get_untracked() else {
            return;
        };
        let locked = self.choices.with_untracked(|choices| {
            choices
                .iter()
                .any(|choice| choice.value == value && choice.locked.is_some())
        });
        if !locked {
            self.on_toggle.run(value);
        }
    }

    fn close(self) {
        self.open.set(false);
        self.active.set(None);
    }
}

/// Scrolls no more than is needed to see the option.
fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

/// The option after (`1`) or before (`-1`) the active one, around the ends; the first or last where none is active.
fn stepped(now: Option<usize>, by: isize, count: usize) -> usize {
    match (now, by < 0) {
        (None, false) => 0,
        (None, true) => count - 1,
        (Some(now), false) => (now + 1) % count,
        (Some(now), true) => (now + count - 1) % count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_wrap_around_both_ends() {
        assert_eq!(stepped(None, 1, 3), 0);
        assert_eq!(stepped(None, -1, 3), 2);
        assert_eq!(stepped(Some(2), 1, 3), 0);
        assert_eq!(stepped(Some(0), -1, 3), 2);
        assert_eq!(stepped(Some(0), 1, 1), 0);
    }
}
