//! Every header that defends a page or an answer: the one place where the policies are written. `tests/csp` and the README
//! refer to it, and a change here is a change of the product's security.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The app's Content-Security-Policy.
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp";

/// The sign-in page's: no script at all, and its form may be sent home.
pub(crate) const SIGN_IN_CSP: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; \
frame-ancestors 'none'; report-to csp";

/// An API answer that is opened as a page may do nothing.
pub(crate) const API_CSP: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Where the browser sends what a policy stopped.
pub(crate) const REPORTING_ENDPOINTS: &str = "csp=\"/csp-report\"";

const REPORTING: HeaderName = HeaderName::from_static("reporting-endpoints");
const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const COEP: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// On every answer, whatever it is.
pub(crate) fn all_responses(headers: &mut HeaderMap) {
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "no-referrer");
    put(headers, CORP, "same-origin");
}

/// On an HTML page, with the policy that fits it. Pages are asked for anew each time.
pub(crate) fn document(headers: &mut HeaderMap, csp: &'static str) {
    put(headers, header::CONTENT_SECURITY_POLICY, csp);
    put(headers, REPORTING, REPORTING_ENDPOINTS);
    put(headers, COOP, "same-origin");
    put(headers, COEP, "require-corp");
    put(headers, header::X_FRAME_OPTIONS, "DENY");
    put(
        headers,
        PERMISSIONS,
        "camera=(), microphone=(), geolocation=(), payment=()",
    );
    put(headers, header::CACHE_CONTROL, "no-cache");
}

/// On an answer of the API.
pub(crate) fn api(headers: &mut HeaderMap) {
    put(headers, header::CONTENT_SECURITY_POLICY, API_CSP);
    put(headers, header::CACHE_CONTROL, "no-store");
}

/// A file whose name changes with its content.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// A file whose name stays.
pub(crate) const REVALIDATE: &str = "no-cache";
/// What must not be kept: missing files, answers about people.
pub(crate) const NO_STORE: &str = "no-store";

/// Sets what is not set yet, so that a test's override can say otherwise.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
