//! One request, as the browser sends it. By hand: gloo-net panics where `fetch` or `Headers` are missing, or return something else.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Response};

use super::method::Method;

/// The response, or `None` if there is none. `src/boot/prefetch.js` sends its requests the same way.
pub(super) async fn fetch(
    method: Method,
    url: &str,
    json: Option<&str>,
    controller: &AbortController,
) -> Option<Response> {
    let (headers, init) = (Object::new(), Object::new());
    let set = |object: &Object, key: &str, value: &JsValue| {
        let _ = Reflect::set(object, &key.into(), value);
    };
    set(&headers, "Accept", &"application/json".into());
    if let Some(json) = json {
        set(&headers, "Content-Type", &"application/json".into());
        set(&init, "body", &json.into());
    }
    for (key, value) in [
        ("method", method.as_str()),
        ("cache", "no-store"),
        ("credentials", "include"),
        // These APIs never redirect. A redirect leads to a sign-in page, which must not pass for data.
        ("redirect", "manual"),
    ] {
        set(&init, key, &value.into());
    }
    set(&init, "headers", &headers);
    set(&init, "signal", &controller.signal());
    let fetch = Reflect::get(&js_sys::global(), &"fetch".into()).ok()?;
    let sent = fetch
        .dyn_ref::<Function>()?
        .call2(&JsValue::UNDEFINED, &url.into(), &init);
    // What replaces `fetch` may return something that is only like a promise.
    let sent = Promise::resolve(&sent.ok()?);
    JsFuture::from(sent).await.ok()?.dyn_into().ok()
}
