//! Builds requests with gloo-net and sends them. gloo-net takes `Headers` and `fetch` for granted and panics where they are missing or
//! something else (an extension's, say): here both are asked first.

use gloo_net::http::{Request, RequestBuilder};
use js_sys::{Array, Function, Promise, Reflect, global};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::browser::guarded::{call, get};

/// A request to build; `None` in a browser that has no headers.
pub(super) fn request(url: &str) -> Option<RequestBuilder> {
    let headers = get(&global(), "Headers")?.dyn_into::<Function>().ok()?;
    Reflect::construct(&headers, &Array::new()).ok()?;
    Some(RequestBuilder::new(url))
}

/// The response, or `None` if there is none.
pub(super) async fn send(request: Request) -> Option<Response> {
    let request = web_sys::Request::from(request);
    let sent = call(&global(), "fetch", &Array::of1(&request))?;
    let response = JsFuture::from(sent.dyn_into::<Promise>().ok()?).await.ok()?;
    response.dyn_into().ok()
}
