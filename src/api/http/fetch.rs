//! One request, as the browser sends it. gloo-net builds it, but panics where `Headers` or `fetch` are missing or return something
//! else (an extension's, say): both are asked first.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Function, Promise, Reflect, global};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Request, RequestCache, RequestCredentials, RequestRedirect, Response,
};

/// What a request carries besides its address.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    pub(super) json: Option<&'a str>,
    /// The entity tag that the service must still have.
    pub(super) if_match: Option<&'a str>,
}

impl Content<'_> {
    pub(super) const NONE: Self = Self {
        json: None,
        if_match: None,
    };
}

/// The response, or `None` if there is none. `src/boot/prefetch.js` sends its requests the same way.
pub(super) async fn fetch(
    method: Method,
    url: &str,
    content: Content<'_>,
    controller: &AbortController,
) -> Option<Response> {
    Reflect::construct(&function("Headers")?, &Array::new()).ok()?;
    let request = RequestBuilder::new(url)
        .method(method)
        .abort_signal(Some(&controller.signal()))
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Include)
        // These APIs never redirect. A redirect leads to a sign-in page, which must not pass for data.
        .redirect(RequestRedirect::Manual)
        .header("Accept", "application/json");
    let request = match content.if_match {
        Some(tag) => request.header("If-Match", tag),
        None => request,
    };
    let request = match content.json {
        Some(json) => request
            .header("Content-Type", "application/json")
            .body(json),
        None => request.build(),
    };
    let request = Request::from(request.ok()?);
    let sent = function("fetch")?.call1(&global(), &request).ok()?;
    // What replaces `fetch` may return something that is only like a promise.
    let response = JsFuture::from(Promise::resolve(&sent)).await.ok()?;
    response.dyn_into().ok()
}

/// A global function, if there is one of that name.
fn function(name: &str) -> Option<Function> {
    let function = Reflect::get(&global(), &name.into()).ok()?;
    function.dyn_into().ok()
}
