//! Scrolling of the page as a whole when its address changes. A page that comes back has its content only after a while.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use rolecall_text::percent;

use crate::browser::guarded::call;

/// How often and how long a page that comes back is looked at, to see whether it is tall enough by now.
const RETRY: Duration = Duration::from_millis(50);
const TRIES: u32 = 200;

/// How far the page is scrolled, in pixels.
pub(super) fn top() -> i32 {
    window().scroll_y().map_or(0, |top| top as i32)
}

fn scroll_to(top: i32) {
    let _ = call(&window(), "scrollTo", &Array::of2(&0.into(), &top.into()));
}

/// To the part that the fragment names, else to the top if `is_wanted`.
pub(super) fn to_start(hash: &str, is_wanted: bool) {
    let part = (!hash.is_empty())
        .then(|| document().get_element_by_id(&percent::decode(hash)))
        .flatten();
    match part {
        Some(part) => _ = call(&part, "scrollIntoView", &Array::new()),
        None if is_wanted => scroll_to(0),
        None => {}
    }
}

/// Back to where it was, as soon as the content is there, until `is_current` is false or somebody scrolls.
pub(super) fn restore(wanted: i32, is_current: impl Fn() -> bool + 'static) {
    step(wanted, None, TRIES, Box::new(is_current));
}

fn step(wanted: i32, before: Option<i32>, tries: u32, is_current: Box<dyn Fn() -> bool>) {
    if !is_current() {
        return;
    }
    let now = top();
    // Content that goes, such as a skeleton, moves the page to its end: that was nobody.
    let is_moved = before.is_some_and(|before| before != now) && now != end();
    if now == wanted || is_moved {
        return;
    }
    scroll_to(wanted);
    if tries > 0 {
        let now = top();
        set_timeout(
            move || step(wanted, Some(now), tries - 1, is_current),
            RETRY,
        );
    }
}

/// How far the page can be scrolled.
fn end() -> i32 {
    let root = document().document_element();
    root.map_or(0, |root| root.scroll_height() - root.client_height())
}
