//! Numbers and dates as text. Digits are grouped by `rolecall_text`, which plurals use as well.
//!
//! They follow the page's language (`lang` of `<html>`), not the browser's: a date in another language's format inside an English
//! sentence reads like a mistake, and "1.234 users" is a different number in English. A translation of the page changes `lang`,
//! and with it the formats. What it is changed to need not be a language (`auto`), and `Intl` throws for that, or in a browser whose
//! own settings it does not know; then English is tried, then the browser's language, and in the end a date is written by hand.

use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

use super::guarded::{call, get};

// Each is made once: that takes the browser a hundred times as long as using it, and a table has hundreds of dates.
thread_local! {
    static DAY: Option<Function> = date_format(&[("dateStyle", "medium")]);
    static DATE_TIME: Option<Function> = date_format(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static EXACT_TIME: Option<Function> = date_format(&[("dateStyle", "long"), ("timeStyle", "long")]);
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
    DAY.with(|format| apply(format, ms, 10))
}

/// A day and a time to the minute: `Nov 22, 2026, 2:05 PM`. From milliseconds since the epoch, in the local time zone.
#[must_use]
pub fn date_time(ms: i64) -> String {
    DATE_TIME.with(|format| apply(format, ms, 16))
}

/// The exact time with seconds and time zone: `November 22, 2026 at 2:05:07 PM GMT+1`.
#[must_use]
pub fn exact_time(ms: i64) -> String {
    EXACT_TIME.with(|format| apply(format, ms, 19))
}

/// RFC 3339 in UTC, for the `datetime` attribute. Empty for a time outside of the calendar, for which the browser throws.
#[must_use]
pub fn iso(ms: i64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let text = call(&date, "toISOString", &Array::new());
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// The time in a format; without one so many letters of the time in UTC. Empty for a time outside of the calendar.
fn apply(format: &Option<Function>, ms: i64, length: usize) -> String {
    let format = format.as_ref();
    let text = format.and_then(|format| {
        format
            .call1(&JsValue::UNDEFINED, &JsValue::from_f64(ms as f64))
            .ok()
    });
    text.and_then(|text| text.as_string())
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| by_hand(&iso(ms), length))
}

fn by_hand(iso: &str, length: usize) -> String {
    // Years with more than four digits begin with a sign.
    let length = length + iso.find('T').map_or(0, |at| at.saturating_sub(10));
    match iso.get(..length) {
        Some(text) => [&text.replace('T', " "), " UTC"].concat(),
        None => String::new(),
    }
}

fn date_format(styles: &[(&str, &str)]) -> Option<Function> {
    let options = Object::new();
    for (key, value) in styles {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let maker = get(&get(&js_sys::global(), "Intl")?, "DateTimeFormat")?
        .dyn_into::<Function>()
        .ok()?;
    let languages = [page_language(), "en".into(), JsValue::UNDEFINED];
    languages.iter().find_map(|language| {
        let format = Reflect::construct(&maker, &Array::of2(language, &options)).ok()?;
        get(&format, "format")?.dyn_into().ok()
    })
}

fn page_language() -> JsValue {
    let root = document().document_element();
    let language = root.and_then(|root| root.get_attribute("lang"));
    JsValue::from_str(language.as_deref().unwrap_or("en"))
}

#[cfg(test)]
mod tests {
    use super::by_hand;

    #[test]
    fn without_intl_a_time_is_written_by_hand_in_utc() {
        for (iso, length, text) in [
            ("2026-11-22T14:05:07.000Z", 10, "2026-11-22 UTC"),
            ("2026-11-22T14:05:07.000Z", 16, "2026-11-22 14:05 UTC"),
            ("2026-11-22T14:05:07.000Z", 19, "2026-11-22 14:05:07 UTC"),
            ("+012026-11-22T14:05:07.000Z", 10, "+012026-11-22 UTC"),
            ("", 10, ""),
        ] {
            assert_eq!(by_hand(iso, length), text);
        }
    }
}
