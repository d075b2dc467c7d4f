//! A point in time, with the exact time on demand.

use leptos::prelude::*;

use crate::browser::intl;

/// `<time>` with day and time, and the exact time as its title.
#[component]
pub fn Timestamp(
    /// Milliseconds since the epoch.
    ms: i64,
    /// Words after it, such as "3 hours ago"; may change as time passes.
    #[prop(optional, into)]
    relative: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <time datetime=intl::iso(ms) title=intl::exact_time(ms)>{intl::date_time(ms)}</time>
        {relative.map(|relative| view! { <span class="quiet">{move || format!(" ({})", relative.get())}</span> })}
    }
}
