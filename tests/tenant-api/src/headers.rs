//! All security headers, in one place. The README and `csp.test.ts` refer to it: a change here changes the product's security.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The app's Content-Security-Policy.
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp";

/// The policy of the sign-in page: no script at all, and a form that may be submitted.
pub(crate) const SIGN_IN_CSP: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; \
frame-ancestors 'none'; report-to csp";

/// The policy of API responses: opened as a page, they can do nothing.
pub(crate) const API_CSP: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Where browsers report violations.
pub(crate) const REPORTING_ENDPOINTS: &str = "csp=\"/csp-report\"";

const REPORTING: HeaderName = HeaderName::from_static("reporting-endpoints");
const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const COEP: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// On every response.
pub(crate) fn all_responses(headers: &mut HeaderMap) {
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "no-referrer");
    put(headers, CORP, "same-origin");
}

/// On an HTML page, with its policy. Pages are revalidated each time.
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

/// On API responses.
pub(crate) fn api(headers: &mut HeaderMap) {
    put(headers, header::CONTENT_SECURITY_POLICY, API_CSP);
    put(headers, header::CACHE_CONTROL, "no-store");
}

/// For files whose name changes with their content.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// For files whose name stays the same.
pub(crate) const REVALIDATE: &str = "no-cache";
/// For what must not be stored: missing files, personal data.
pub(crate) const NO_STORE: &str = "no-store";

/// Keeps a header that is already set, so that an override can replace it.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
