//! The fields other than roles. An unknown value is never shown as empty or off: it can be filled in or left alone.

use leptos::html;
use leptos::prelude::*;

use super::editor::Editor;
use super::labels;
use super::two_factor_choice::two_factor_choice;
use crate::domain::access::edit::{AccessField, Editable, Values, editable};
use crate::ui::effect::effect;
use crate::ui::events::{on_blur, on_value};
use crate::ui::switch::Switch;

/// The ID of a field's control.
fn id(field: AccessField) -> &'static str {
    match field {
        AccessField::Roles => "access-roles",
        AccessField::TwoFactor => "access-two-factor",
        AccessField::SsoId => "access-sso-id",
        AccessField::Name => "access-name",
        AccessField::Language => "access-language",
    }
}

fn slot(values: &mut Values, field: AccessField) -> Option<&mut Option<String>> {
    match field {
        AccessField::SsoId => Some(&mut values.sso_id),
        AccessField::Name => Some(&mut values.name),
        AccessField::Language => Some(&mut values.language),
        AccessField::Roles | AccessField::TwoFactor => None,
    }
}

fn value(values: &Values, field: AccessField) -> Option<String> {
    slot(&mut values.clone(), field)?.clone()
}

/// The name, the language or the SSO identifier.
pub(crate) fn text_field(editor: Editor, field: AccessField) -> impl IntoView {
    let id = id(field);
    let input = NodeRef::<html::Input>::new();
    let is_known = Memo::new(move |_| editor.base.with(|base| value(base, field).is_some()));
    let is_unreadable = Memo::new(move |_| {
        editor.access.with(|access| {
            access
                .as_ref()
                .is_some_and(|access| editable(access, field) == Editable::Unreadable)
        })
    });
    let problem = Memo::new(move |_| {
        editor.problems.with(|problems| {
            problems
                .iter()
                .find(|(invalid, _)| *invalid == field)
                .map(|(_, message)| *message)
        })
    });
    // The first invalid field takes the focus.
    effect(move || {
        let first = editor
            .problems
            .with(|problems| problems.first().map(|(invalid, _)| *invalid));
        if first == Some(field)
            && let Some(input) = input.get_untracked()
        {
            let _ = input.focus();
        }
    });
    let note = move || {
        if is_known.get() {
            labels::hint(field)
        } else if is_unreadable.get() {
            labels::VALUE_UNREADABLE
        } else {
            labels::hint_unknown(field)
        }
    };
    let described = move || {
        let mut ids = Vec::new();
        if problem.get().is_some() {
            ids.push(format!("{id}-problem"));
        }
        if !note().is_empty() {
            ids.push(format!("{id}-hint"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let edit = move |text: String| {
        let shown = editor.mine.with_untracked(|mine| value(mine, field));
        if text == shown.unwrap_or_default() {
            return;
        }
        let is_known = is_known.get_untracked();
        editor.edit(|mine| {
            if let Some(slot) = slot(mine, field) {
                *slot = Some(text).filter(|text| is_known || !text.is_empty());
            }
        });
    };
    view! {
        <div class="field">
            <label for=id>{field.label()}</label>
            <input
                class="input"
                id=id
                node_ref=input
                type="text"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
                prop:value=move || editor.mine.with(|mine| value(mine, field)).unwrap_or_default()
                on:input=on_value(edit)
                // Form fillers send this alone, or nothing at all.
                on:change=on_value(edit)
                on:blur=on_blur(edit)
            />
            {move || problem.get().map(|message| view! { <p class="field-error" id=format!("{id}-problem")>{message}</p> })}
            {move || Some(note()).filter(|note| !note.is_empty()).map(|note| view! { <p class="field-hint" id=format!("{id}-hint")>{note}</p> })}
        </div>
    }
}

/// A switch if its state is known; otherwise a choice that includes "No change".
pub(crate) fn two_factor(editor: Editor) -> impl IntoView {
    let is_known = Memo::new(move |_| editor.base.with(|base| base.two_fa_enabled.is_some()));
    let label = AccessField::TwoFactor.label();
    move || {
        if is_known.get() {
            let on =
                Signal::derive(move || editor.mine.with(|mine| mine.two_fa_enabled == Some(true)));
            let hint = format!("{}-hint", id(AccessField::TwoFactor));
            view! {
                <div class="field">
                    <Switch
                        label=label
                        on
                        on_change=move |on| editor.edit(|mine| mine.two_fa_enabled = Some(on))
                        described_by=hint.clone()
                    />
                    <p class="field-hint" id=hint>{move || labels::TWO_FACTOR_HINT}</p>
                </div>
            }
            .into_any()
        } else {
            unknown_two_factor(editor)
        }
    }
}

fn unknown_two_factor(editor: Editor) -> AnyView {
    two_factor_choice(
        id(AccessField::TwoFactor),
        || labels::TWO_FACTOR_UNKNOWN.to_owned(),
        move || editor.mine.with(|mine| mine.two_fa_enabled),
        move |selected| editor.edit(|mine| mine.two_fa_enabled = selected),
    )
}
