//! Which rows these are, and the way to the ones before and after. Takes the focus when rows of another page arrive, for
//! the reader then stands at their beginning.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;

use super::view_state::{Shown, ViewState};
use crate::components::format::number;

pub(super) fn pager(shown: Signal<Arc<Shown>>) -> impl IntoView {
    let summary = NodeRef::<html::P>::new();
    let offset = Memo::new(move |_| shown.with(|shown| shown.asked.offset));
    Effect::new(move |before: Option<u32>| {
        let offset = offset.get();
        if before.is_some_and(|before| before != offset)
            && let Some(summary) = summary.get_untracked()
        {
            let _ = summary.focus();
        }
        offset
    });
    view! {
        <div class="pager">
            <p class="pager-rows" role="status" tabindex="-1" node_ref=summary>{move || shown.with(|shown| rows(shown))}</p>
            <nav aria-label="Pages of accesses">
                {move || step("Previous", shown.with(|shown| shown.previous()))}
                {move || step("Next", shown.with(|shown| shown.next()))}
            </nav>
        </div>
    }
}

/// "Accesses 101 to 200 of 412"
fn rows(shown: &Shown) -> String {
    if shown.last() == 0 {
        return match shown.total() {
            Some(total) if total > 0 => format!("No rows here; {} accesses in all", number(total)),
            _ => "No accesses".to_owned(),
        };
    }
    let first = number(u64::from(shown.asked.offset) + 1);
    let last = number(shown.last());
    let of = shown.total().map_or_else(
        || "; how many there are in all is not reported".to_owned(),
        |total| format!(" of {}", number(total)),
    );
    let lost = shown
        .list
        .results
        .iter()
        .filter(|row| row.known().is_none())
        .count();
    let lost = match lost {
        0 => String::new(),
        1 => "; 1 row could not be read".to_owned(),
        lost => format!("; {} rows could not be read", number(lost as u64)),
    };
    format!("Accesses {first} to {last}{of}{lost}")
}

fn step(label: &'static str, to: Option<ViewState>) -> AnyView {
    match to {
        Some(to) => {
            view! { <A href=to.href() attr:class="button" scroll=false>{label}</A> }.into_any()
        }
        None => {
            view! { <span class="button" aria-disabled="true">{move || label}</span> }.into_any()
        }
    }
}
