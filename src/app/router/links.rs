//! Which clicks stay in the app: a plain click on a link to an address of this origin. All others are the browser's: a new tab, a
//! download, another site, a part of the same page.

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent, Url as WebUrl};

use super::url::Url;
use crate::browser::guarded::call;

pub(super) struct Link {
    pub(super) url: Url,
    /// The new page starts at its top.
    pub(super) scroll: bool,
}

/// The link that a click follows within the app.
pub(super) fn followed(event: &MouseEvent) -> Option<Link> {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if event.default_prevented() || !is_plain {
        return None;
    }
    let link = link_of(event)?;
    let is = |name: &str, value: &str| {
        let words = link.get_attribute(name).unwrap_or_default();
        words
            .split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case(value))
    };
    let target = link.get_attribute("target").unwrap_or_default();
    let is_elsewhere = !target.is_empty() && !target.eq_ignore_ascii_case("_self");
    if is_elsewhere || link.has_attribute("download") || is("rel", "external") {
        return None;
    }
    Some(Link {
        url: within_app(&href_of(&link)?)?,
        scroll: !link.has_attribute("data-noscroll"),
    })
}

/// The innermost link around what was clicked, in HTML or SVG, also within a component that hides its parts.
fn link_of(event: &Event) -> Option<Element> {
    let is_link = |node: &JsValue| {
        let element = node.dyn_ref::<Element>()?;
        let is_named = matches!(element.local_name().as_str(), "a" | "area");
        (is_named && href_of(element).is_some()).then(|| element.clone())
    };
    let path = call(event, "composedPath", &Array::new());
    match path.and_then(|path| path.dyn_into::<Array>().ok()) {
        Some(path) => path.iter().find_map(|node| is_link(&node)),
        None => {
            let around = event.target()?.dyn_into::<Element>().ok()?;
            is_link(&around.closest("a, area").ok()??.into())
        }
    }
}

fn href_of(link: &Element) -> Option<String> {
    let href = link.get_attribute("href");
    href.or_else(|| link.get_attribute("xlink:href"))
}

/// The address, if it is on this origin. Not by `origin`, which a `blob:` shares.
fn within_app(href: &str) -> Option<Url> {
    let here = window().location();
    let url = WebUrl::new_with_base(href, &here.href().ok()?).ok()?;
    let is_here = url.protocol() == here.protocol().ok()? && url.host() == here.host().ok()?;
    let is_plain = url.username().is_empty() && url.password().is_empty();
    (is_here && is_plain).then(|| Url::of_parts(url.pathname(), &url.search(), &url.hash()))
}
