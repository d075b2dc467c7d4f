//! Numbers and times in the person's own locale, by the browser's `Intl`.

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, JsString, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Digits grouped as the locale does: `1,234,567`.
#[must_use]
pub fn number(value: u64) -> String {
    Number::from(value as f64)
        .to_locale_string("default")
        .into()
}

/// In small letters, for a search in any case. By the browser, for Rust's own tables of letters weigh 8 KB on the wire.
#[must_use]
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// A day: `Nov 22, 2026`. Quick enough for every row of a table.
#[must_use]
pub fn day(ms: i64) -> String {
    thread_local! {
        static DAY: Function = DateTimeFormat::new(&Array::new(), &options(&[("dateStyle", "medium")])).format();
    }
    let text = DAY.with(|format| format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(ms as f64)));
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A day and a time to the minute: `Nov 22, 2026, 2:05 PM`. Milliseconds since the epoch, shown in the local zone.
#[must_use]
pub fn date_time(ms: i64) -> String {
    localized(ms, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The exact time with seconds and zone: `November 22, 2026 at 2:05:07 PM GMT+1`.
#[must_use]
pub fn exact_time(ms: i64) -> String {
    localized(ms, &[("dateStyle", "long"), ("timeStyle", "long")])
}

/// RFC 3339 in UTC, for the `datetime` attribute.
#[must_use]
pub fn iso(ms: i64) -> String {
    date(ms).to_iso_string().into()
}

fn date(ms: i64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

fn localized(ms: i64, styles: &[(&str, &str)]) -> String {
    let text: JsString = date(ms).to_locale_string("default", options(styles).unchecked_ref());
    text.into()
}

fn options(styles: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in styles {
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}
