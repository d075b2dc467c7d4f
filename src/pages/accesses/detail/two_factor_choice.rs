//! Two-factor authentication while its state is unknown, or differs between several accesses: a switch would claim that it is on
//! or off.

use leptos::prelude::*;

use crate::domain::access::edit::AccessField;
use crate::pages::accesses::labels;
use crate::ui::events::on_value;

/// On, off, or `None` for no change.
pub(crate) fn two_factor_choice(
    id: &'static str,
    hint: impl Fn() -> String + Send + Sync + 'static,
    selected: impl Fn() -> Option<bool> + Send + Sync + 'static,
    on_select: impl Fn(Option<bool>) + 'static,
) -> AnyView {
    let value = move || match selected() {
        None => "",
        Some(true) => "on",
        Some(false) => "off",
    };
    view! {
        <div class="field">
            <label for=id>{AccessField::TwoFactor.label()}</label>
            <select
                class="select"
                id=id
                aria-describedby=format!("{id}-hint")
                prop:value=value
                on:change=on_value(move |value| on_select(match value.as_str() {
                    "on" => Some(true),
                    "off" => Some(false),
                    _ => None,
                }))
            >
                <option value="">{move || labels::NO_CHANGE}</option>
                <option value="on">{move || labels::TURN_ON}</option>
                <option value="off">{move || labels::TURN_OFF}</option>
            </select>
            <p class="field-hint" id=format!("{id}-hint")>{hint}</p>
        </div>
    }
    .into_any()
}
