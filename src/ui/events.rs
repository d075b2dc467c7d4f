//! The only place that reads what an event carries. Form fillers, input methods and extensions send events that are not what
//! their name says: a plain `Event` called "keydown" has no key, a "change" may come from an option or a text. Reading such a
//! property throws in the middle of a handler, and the next event would find the handler in use. Nothing here throws.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, FocusEvent, KeyboardEvent};

/// What an input method reports in place of the keys it takes; Safari does so for the one that ends the composition.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// A key that a person pressed, and not one of an input method.
pub struct KeyPress {
    event: KeyboardEvent,
    key: String,
}

impl KeyPress {
    fn of(event: &Event) -> Option<Self> {
        let event = event.dyn_ref::<KeyboardEvent>()?;
        let key = Reflect::get(event, &"key".into()).ok()?.as_string()?;
        let is_composing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
        (!key.is_empty() && !is_composing).then(|| Self {
            event: event.clone(),
            key,
        })
    }

    /// As the standard names it: "Enter", "ArrowDown", "a".
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    #[must_use]
    pub fn shift(&self) -> bool {
        self.event.shift_key()
    }

    #[must_use]
    pub fn alt(&self) -> bool {
        self.event.alt_key()
    }

    #[must_use]
    pub fn ctrl(&self) -> bool {
        self.event.ctrl_key()
    }

    #[must_use]
    pub fn meta(&self) -> bool {
        self.event.meta_key()
    }

    #[must_use]
    pub fn target(&self) -> Option<EventTarget> {
        self.event.target()
    }

    pub fn prevent_default(&self) {
        self.event.prevent_default();
    }

    pub fn stop_propagation(&self) {
        self.event.stop_propagation();
    }
}

/// A handler of `on:keydown`.
pub fn on_key(act: impl Fn(&KeyPress) + 'static) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if let Some(press) = KeyPress::of(&event) {
            act(&press);
        }
    }
}

/// A handler of `on:keydown` for a button: a key held down presses it once.
pub fn press_once(event: KeyboardEvent) {
    if let Some(press) = KeyPress::of(&event)
        && press.event.repeat()
    {
        press.prevent_default();
    }
}

/// A handler of `on:input` or `on:change`: the text of the field.
pub fn on_value(set: impl Fn(String) + 'static) -> impl Fn(Event) + 'static {
    move |event| {
        if let Some(value) = of_field(&event, "value").and_then(|value| value.as_string()) {
            set(value);
        }
    }
}

/// A handler of `on:blur`: the text of the field.
pub fn on_blur(set: impl Fn(String) + 'static) -> impl Fn(FocusEvent) + 'static {
    let on_value = on_value(set);
    move |event| on_value(event.into())
}

/// A handler of `on:change`: whether the box is checked.
pub fn on_checked(set: impl Fn(bool) + 'static) -> impl Fn(Event) + 'static {
    move |event| {
        if let Some(checked) = of_field(&event, "checked").and_then(|checked| checked.as_bool()) {
            set(checked);
        }
    }
}

/// The field is the element that listens. The target may be something within it.
fn of_field(event: &Event, property: &str) -> Option<wasm_bindgen::JsValue> {
    Reflect::get(&event.current_target()?.into(), &property.into()).ok()
}
