//! Calls of methods that a browser may not have, may have replaced by something else, or may refuse. For those that `web-sys` takes
//! for granted: there, an exception would end the function in which it happens, and leave half of its work done.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Calls a method; `None` if there is none, or it throws.
pub fn call(target: &JsValue, method: &str, arguments: &Array) -> Option<JsValue> {
    let method = get(target, method)?.dyn_into::<Function>().ok()?;
    Reflect::apply(&method, target, arguments).ok()
}

/// Reads a property; `None` if it is undefined or null, or reading it throws.
pub fn get(target: &JsValue, property: &str) -> Option<JsValue> {
    let value = Reflect::get(target, &JsValue::from_str(property)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
