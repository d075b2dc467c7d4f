//! Views that are too long for an address. Servers and proxies refuse addresses of more than a few KB, so such a view stays in this
//! tab, under a number, and the address has the number. Owns which address is too long.

use js_sys::Math;
use leptos::prelude::window;
use rolecall_text::percent;

use super::url::{Url, Whole};
use crate::browser::storage::{StorageArea, StorageError};

/// The longest address, as it is written and as the sign-in page is told it.
const MAX_ADDRESS: usize = 4_096;
/// What stands around an address that the sign-in page is told: its own path and `next=`.
const SIGN_IN: usize = 128;
/// The numbers of the views that are kept, the oldest first.
const INDEX: &str = "views";
/// So many are kept.
const MAX_VIEWS: usize = 20;

fn is_too_long(url: &Url) -> bool {
    let origin = window()
        .location()
        .origin()
        .map_or(64, |origin| origin.len());
    origin + SIGN_IN + percent::encode(&url.whole_address()).len() > MAX_ADDRESS
}

/// The address, with a number in the place of a view that is too long for it. The same view, or one that replaces `before`, has the
/// same number.
pub(super) fn shortened(url: Url, before: &Url, replaces: bool) -> Url {
    if url.search().is_empty() || !is_too_long(&url) {
        return url;
    }
    let number = before
        .view()
        .filter(|_| replaces || url.is_same_document(before));
    let number = number.unwrap_or_else(|| (Math::random() * f64::from(u32::MAX)) as u32);
    keep(number, url.search());
    url.with_whole(Whole::Kept(number))
}

/// The address with its whole view, if that is kept here.
pub(super) fn lengthened(url: Url) -> Url {
    let Some(number) = url.number_in_search() else {
        return url;
    };
    match StorageArea::Session.get(&key(number)).ok().flatten() {
        Some(search) => url.with_search(search).with_whole(Whole::Kept(number)),
        None => url
            .with_search(String::new())
            .with_whole(Whole::Missing(number)),
    }
}

fn keep(number: u32, search: &str) {
    let index = StorageArea::Session.get(INDEX).ok().flatten();
    let index = index.unwrap_or_default();
    let mut numbers: Vec<&str> = index.split(' ').filter(|text| !text.is_empty()).collect();
    let own = number.to_string();
    numbers.retain(|other| *other != own);
    numbers.push(&own);
    let drop_oldest = |numbers: &mut Vec<&str>| {
        StorageArea::Session.remove(&[INDEX, numbers.remove(0)].join(":"));
    };
    while numbers.len() > MAX_VIEWS {
        drop_oldest(&mut numbers);
    }
    // Full: the newest view is worth more than older ones. If it cannot be kept at all, it lasts until the page is loaded again, and
    // then says that it is gone.
    while StorageArea::Session.set(&key(number), search) == Err(StorageError::Full)
        && numbers.len() > 1
    {
        drop_oldest(&mut numbers);
    }
    let _ = StorageArea::Session.set(INDEX, &numbers.join(" "));
}

fn key(number: u32) -> String {
    [INDEX, &number.to_string()].join(":")
}
