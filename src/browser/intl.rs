//! Numbers and times in the person's own locale, by the browser's `Intl`.

use js_sys::Intl::{DateTimeFormat, NumberFormat};
use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use wasm_bindgen::JsValue;

// Each is made once: making one takes the browser a hundred times as long as using it, and a table has hundreds of uses.
thread_local! {
    static NUMBER: Function = NumberFormat::new(&Array::new(), &Object::new()).format();
    static DAY: Function = dates(&[("dateStyle", "medium")]);
    static DATE_TIME: Function = dates(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static EXACT_TIME: Function = dates(&[("dateStyle", "long"), ("timeStyle", "long")]);
}

/// Digits grouped as the locale does: `1,234,567`.
#[must_use]
pub fn number(value: u64) -> String {
    NUMBER.with(|format| apply(format, value as f64))
}

/// In small letters, for a search in any case. By the browser, for Rust's own tables of letters weigh 8 KB on the wire.
#[must_use]
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// A day: `Nov 22, 2026`.
#[must_use]
pub fn day(ms: i64) -> String {
    DAY.with(|format| apply(format, ms as f64))
}

/// A day and a time to the minute: `Nov 22, 2026, 2:05 PM`. Milliseconds since the epoch, shown in the local zone.
#[must_use]
pub fn date_time(ms: i64) -> String {
    DATE_TIME.with(|format| apply(format, ms as f64))
}

/// The exact time with seconds and zone: `November 22, 2026 at 2:05:07 PM GMT+1`.
#[must_use]
pub fn exact_time(ms: i64) -> String {
    EXACT_TIME.with(|format| apply(format, ms as f64))
}

/// RFC 3339 in UTC, for the `datetime` attribute.
#[must_use]
pub fn iso(ms: i64) -> String {
    Date::new(&JsValue::from_f64(ms as f64))
        .to_iso_string()
        .into()
}

/// What a format makes of a number or of a moment. A moment beyond all calendars is thrown out by it: then nothing.
fn apply(format: &Function, value: f64) -> String {
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn dates(styles: &[(&str, &str)]) -> Function {
    let options = Object::new();
    for (key, value) in styles {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    DateTimeFormat::new(&Array::new(), &options).format()
}
