//! Two-factor authentication where it is not known how it stands, or differs between several accesses: a switch cannot say
//! that, and would claim one of both.

use leptos::prelude::*;

use crate::domain::access::edit::AccessField;

/// On, off, or left as it is, which is `None`.
pub(crate) fn two_factor_choice(
    id: &'static str,
    hint: impl Fn() -> String + Send + Sync + 'static,
    request: impl Fn() -> Option<bool> + Send + Sync + 'static,
    on_wish: impl Fn(Option<bool>) + 'static,
) -> AnyView {
    let value = move || match request() {
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
                on:change=move |event| on_wish(match event_target_value(&event).as_str() {
                    "on" => Some(true),
                    "off" => Some(false),
                    _ => None,
                })
            >
                <option value="">{move || "Leave it as it is"}</option>
                <option value="on">{move || "Turn on"}</option>
                <option value="off">{move || "Turn off"}</option>
            </select>
            <p class="field-hint" id=format!("{id}-hint")>{hint}</p>
        </div>
    }
    .into_any()
}
