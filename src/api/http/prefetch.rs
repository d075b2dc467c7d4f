//! Takes over the requests that `src/boot/prefetch.js` sent while this module was still loading, so that the first read of a
//! page does not wait for the code that needs it. Each is taken once; a second read sends a request of its own.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Response};

#[wasm_bindgen]
extern "C" {
    /// A request that was sent before.
    pub(crate) type Prefetched;

    #[wasm_bindgen(catch, js_namespace = rolecall, js_name = take)]
    fn take_from_boot(url: &str) -> Result<Option<Prefetched>, JsValue>;

    /// Ends the request.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn controller(this: &Prefetched) -> AbortController;

    #[wasm_bindgen(method, getter, js_name = answer)]
    fn pending(this: &Prefetched) -> Promise;

    /// When the response began to come, in ms since the epoch by the browser's clock.
    #[wasm_bindgen(method, getter)]
    fn at(this: &Prefetched) -> f64;
}

/// The request for this URL, if one was sent and not taken yet.
pub(crate) fn take(url: &str) -> Option<Prefetched> {
    take_from_boot(url).ok().flatten()
}

impl Prefetched {
    /// Its response and when that came; `None` if there is none.
    pub(crate) async fn response(&self) -> Option<(Response, f64)> {
        let response = JsFuture::from(self.pending()).await.ok()?;
        Some((response.dyn_into().ok()?, self.at()))
    }
}
