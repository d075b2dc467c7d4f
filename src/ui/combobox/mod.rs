//! A combobox from which several things are chosen, after the ARIA Authoring Practices ("editable combobox with list
//! autocomplete", its listbox multi-selectable). Focus stays in the text field; the arrow keys move an active option.
//! Every option can be reached: nothing is cut off. What is chosen stands above it as a list, each with its way out.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::announcer::use_announcer;
use crate::browser::intl::lower;

/// One thing that can be chosen, or that is chosen and cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its key.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means; may be empty.
    pub hint: String,
    /// Why it can be neither chosen nor let go.
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
    chosen: Signal<Vec<String>>,
    on_toggle: Callback<String>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    /// The value of the active option.
    active: RwSignal<Option<String>>,
    shown: Memo<Vec<Choice>>,
    input: NodeRef<html::Input>,
}

/// The field with its label, what is chosen, and the list that opens.
#[component]
pub fn Combobox(
    /// Its name.
    label: &'static str,
    /// Unique in the page; the ids of its parts are derived from it.
    id: &'static str,
    /// All there is: what can be chosen, and what is chosen even if it cannot be chosen anew.
    #[prop(into)]
    choices: Signal<Arc<Vec<Choice>>>,
    /// The keys of what is chosen.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// Runs with the key that should change sides; who owns `chosen` decides.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// What is said where nothing is chosen.
    none: &'static str,
    /// Why nothing can be chosen at present.
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
        chosen,
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
    let field = state.field(label, is_disabled, &hint_id);
    view! {
        <div class="field combobox">
            <label for=id>{label}</label>
            {state.chosen_list(label, none, is_disabled)}
            {field}
            <p class="field-hint" id=hint_id>{hint}</p>
        </div>
    }
}

impl State {
    /// What is chosen, one line each.
    fn chosen_list(
        self,
        label: &'static str,
        none: &'static str,
        is_disabled: Signal<bool>,
    ) -> AnyView {
        let lines = move || {
            let (chosen, choices) = (self.chosen.get(), self.choices.get());
            if chosen.is_empty() {
                return view! { <p class="quiet">{none}</p> }.into_any();
            }
            let lines = chosen
                .into_iter()
                .map(|value| {
                    let known = choices.iter().find(|choice| choice.value == value);
                    self.line(
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
            view! { <ul class="chosen" aria-label=format!("{label} chosen")>{lines}</ul> }
                .into_any()
        };
        lines.into_any()
    }

    fn line(self, choice: Choice, is_disabled: Signal<bool>) -> AnyView {
        let announcer = use_announcer();
        let Choice {
            value,
            label,
            hint,
            locked,
        } = choice;
        let name = format!("Remove {label}");
        let said = format!("{label} removed.");
        let end = match locked {
            Some(reason) => view! { <span class="chosen-locked">{reason}</span> }.into_any(),
            None => view! {
                <button
                    type="button"
                    class="chosen-remove"
                    aria-label=name
                    aria-disabled=move || is_disabled.get().then_some("true")
                    on:click=move |_| {
                        if is_disabled.get_untracked() {
                            return;
                        }
                        self.on_toggle.run(value.clone());
                        announcer.announce(said.clone());
                        self.focus();
                    }
                >
                    <span aria-hidden="true">{move || "×"}</span>
                </button>
            }
            .into_any(),
        };
        view! {
            <li class="chosen-line">
                <span class="chosen-text" dir="auto">
                    <span class="chosen-label">{label}</span>
                    {(!hint.is_empty()).then(|| view! { <span class="quiet small">{hint}</span> })}
                </span>
                {end}
            </li>
        }
        .into_any()
    }

    /// The text field and the list below it.
    fn field(self, label: &'static str, is_disabled: Signal<bool>, hint_id: &str) -> AnyView {
        let list_id = format!("{}-list", self.id);
        let active_id = move || {
            let active = self.active.get().filter(|_| self.open.get())?;
            let index = self
                .shown
                .with(|shown| shown.iter().position(|choice| choice.value == active))?;
            Some(format!("{}-{index}", self.id))
        };
        // The options stay in the page, so that the list is there for whoever looks for it; `hidden` closes it.
        view! {
            <div class="combobox-box">
                <input
                    class="input"
                    id=self.id
                    node_ref=self.input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="Search and add"
                    aria-autocomplete="list"
                    aria-expanded=move || if self.open.get() { "true" } else { "false" }
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_id
                    aria-describedby=hint_id.to_owned()
                    aria-disabled=move || is_disabled.get().then_some("true")
                    readonly=move || is_disabled.get()
                    prop:value=move || self.text.get()
                    on:input=move |event| {
                        self.text.set(event_target_value(&event));
                        self.active.set(None);
                        self.open.set(true);
                    }
                    on:click=move |_| self.open.set(!is_disabled.get_untracked())
                    on:blur=move |_| {
                        self.close();
                        self.text.set(String::new());
                    }
                    on:keydown=move |event| {
                        if !is_disabled.get_untracked() {
                            self.key(&event);
                        }
                    }
                />
                <ul
                    class="options"
                    id=list_id
                    role="listbox"
                    aria-label=label
                    aria-multiselectable="true"
                    hidden=move || !self.open.get()
                    // The text field keeps the focus.
                    on:mousedown=|event| event.prevent_default()
                >
                    {move || self.options()}
                </ul>
            </div>
        }
        .into_any()
    }

    fn options(self) -> AnyView {
        let shown = self.shown.get();
        if shown.is_empty() {
            return view! { <li class="options-none" role="option" aria-disabled="true" aria-selected="false">{move || "Nothing matches"}</li> }
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
        let is_chosen =
            move || key.with_value(|key| self.chosen.with(|chosen| chosen.contains(key)));
        let is_active =
            move || key.with_value(|key| self.active.with(|active| active.as_ref() == Some(key)));
        let note = locked.map(str::to_owned).unwrap_or(hint);
        view! {
            <li
                class="option"
                class:option-active=is_active
                id=format!("{}-{index}", self.id)
                role="option"
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                aria-disabled=locked.map(|_| "true")
                on:click=move |_| {
                    self.active.set(Some(key.get_value()));
                    self.toggle();
                }
            >
                <span class="option-mark" aria-hidden="true">{move || if is_chosen() { "✓" } else { "" }}</span>
                <span class="chosen-text" dir="auto">
                    <span class="chosen-label">{label}</span>
                    {(!note.is_empty()).then(|| view! { <span class="quiet small">{note}</span> })}
                </span>
            </li>
        }
        .into_any()
    }

    fn key(self, event: &KeyboardEvent) {
        let is_open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if !is_open && event.alt_key() => self.open.set(true),
            "ArrowUp" if is_open && event.alt_key() => self.close(),
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "Enter" if is_open => self.toggle(),
            "Escape" if is_open => self.close(),
            "Escape" if !self.text.get_untracked().is_empty() => self.text.set(String::new()),
            // Enter would send the form: a person who meant to choose has not asked for that.
            "Enter" => {}
            _ => return,
        }
        event.prevent_default();
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
            option.scroll_into_view_with_scroll_into_view_options(&nearest());
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

    fn focus(self) {
        if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
        }
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

fn counts(all: usize, shown: usize, is_searched: bool) -> String {
    if is_searched {
        format!("{shown} of {all} match")
    } else {
        format!("{all} in the list")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrow_keys_go_around_both_ends() {
        assert_eq!(stepped(None, 1, 3), 0);
        assert_eq!(stepped(None, -1, 3), 2);
        assert_eq!(stepped(Some(2), 1, 3), 0);
        assert_eq!(stepped(Some(0), -1, 3), 2);
        assert_eq!(stepped(Some(0), 1, 1), 0);
    }

    #[test]
    fn a_search_looks_into_label_and_meaning_without_regard_to_case() {
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
