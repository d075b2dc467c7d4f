//! Answers that `src/boot/prefetch.js` asked for while this module was still on its way: what a page reads first need not wait for the
//! code that reads it. Each is taken once; a second read asks anew.

use gloo_net::http::Response;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    /// A request that was made.
    pub(crate) type Early;

    #[wasm_bindgen(catch, js_namespace = rolecall, js_name = take)]
    fn take_from_boot(url: &str) -> Result<Option<Early>, JsValue>;

    /// Ends it.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn controller(this: &Early) -> AbortController;

    #[wasm_bindgen(method, getter)]
    fn answer(this: &Early) -> Promise;

    /// When its answer began to come, in ms since the epoch by the browser's clock.
    #[wasm_bindgen(method, getter)]
    fn at(this: &Early) -> f64;
}

/// The request that was made to this address, if none has taken it yet.
pub(crate) fn take(url: &str) -> Option<Early> {
    take_from_boot(url).ok().flatten()
}

impl Early {
    /// Its answer and when that came; `None` when there is none.
    pub(crate) async fn response(&self) -> Option<(Response, f64)> {
        let answer = JsFuture::from(self.answer()).await.ok()?;
        Some((Response::from(web_sys::Response::from(answer)), self.at()))
    }
}
