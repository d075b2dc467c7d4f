//! Numbers and dates as text. Digits are grouped by `rolecall_text`, which plurals use as well.
//!
//! They follow the page's language (`lang` of `<html>`), not the browser's: a date in another language's format inside an English
//! sentence reads like a mistake, and "1.234 users" is a different number in English. A translation of the page changes `lang`,
//! and with it the formats.

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsValue;

// Each is made once: that takes the browser a hundred times as long as using it, and a table has hundreds of dates.
thread_local! {
    static DAY: Function = date_format(&[("dateStyle", "medium")]);
    static DATE_TIME: Function = date_format(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static EXACT_TIME: Function = date_format(&[("dateStyle", "long"), ("timeStyle", "long")]);
}

/// Digits in groups: `1,234,567`.
#[must_use]
pub fn number(value: u64) -> String {
    rolecall_text::grouped(value)
}

/// In lower case, for a search that ignores case. The browser does it: Rust's own tables of letters weigh 8 KB on the wire.
#[must_use]
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// A day: `Nov 22, 2026`.
#[must_use]
pub fn day(ms: i64) -> String {
    DAY.with(|format| apply(format, ms as f64))
}

/// A day and a time to the minute: `Nov 22, 2026, 2:05 PM`. From milliseconds since the epoch, in the local time zone.
#[must_use]
pub fn date_time(ms: i64) -> String {
    DATE_TIME.with(|format| apply(format, ms as f64))
}

/// The exact time with seconds and time zone: `November 22, 2026 at 2:05:07 PM GMT+1`.
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

/// The time in a format. Empty for a time outside of the calendar, for which the browser throws.
fn apply(format: &Function, ms: f64) -> String {
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(ms));
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn date_format(styles: &[(&str, &str)]) -> Function {
    let options = Object::new();
    for (key, value) in styles {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    DateTimeFormat::new(&page_language(), &options).format()
}

fn page_language() -> Array {
    let root = document().document_element();
    let language = root.and_then(|root| root.get_attribute("lang"));
    Array::of1(&JsValue::from_str(language.as_deref().unwrap_or("en")))
}
