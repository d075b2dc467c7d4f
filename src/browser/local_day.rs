//! Days where the person is, as tables show them. Knows no format: `intl` has those for people.

use js_sys::{Array, Date, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::guarded::{call, get};

/// When a day begins here, from its first millisecond in UTC. A day that was skipped here begins with the next one, and one whose
/// midnight was skipped with its first moment.
#[must_use]
pub fn start(day: i64) -> i64 {
    // Without `Intl` tables show days in UTC.
    if zone().is_none() {
        return day;
    }
    let utc = Date::new(&JsValue::from_f64(day as f64));
    let (year, month, date) = (
        utc.get_utc_full_year(),
        utc.get_utc_month(),
        utc.get_utc_date(),
    );
    Date::new_with_year_month_day(year, month as i32, date as i32).get_time() as i64
}

/// The day as `2026-11-22`, for the name of a file.
#[must_use]
pub fn iso(ms: i64) -> String {
    let here = Date::new(&JsValue::from_f64(ms as f64));
    let (year, month, date) = (here.get_full_year(), here.get_month() + 1, here.get_date());
    format!("{year:04}-{month:02}-{date:02}")
}

/// The zone by its name, such as `Pacific/Auckland`; `None` if the browser does not say.
#[must_use]
pub fn zone() -> Option<String> {
    let maker: Function = get(&get(&js_sys::global(), "Intl")?, "DateTimeFormat")?
        .dyn_into()
        .ok()?;
    let format = Reflect::construct(&maker, &Array::new()).ok()?;
    let zone = get(
        &call(&format, "resolvedOptions", &Array::new())?,
        "timeZone",
    )?;
    zone.as_string().filter(|zone| !zone.is_empty())
}
