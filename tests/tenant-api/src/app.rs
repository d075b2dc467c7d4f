//! The shared state and the one router. Owns the order of the layers and the list of paths; what a path does is in the file of
//! its operation.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, patch, post, put};
use axum::{Extension, Router};

use crate::chaos::ChaosState;
use crate::clock::{Clock, http_date};
use crate::controls::log::Log;
use crate::controls::overrides::{self, Overrides};
use crate::csp_report::Reports;
use crate::db::Db;
use crate::error::write_error_body;
use crate::etag::Etags;
use crate::outbox::Outbox;
use crate::throttle::Throttle;
use crate::{auth, controls, csp_report, files, headers, ops, sign_in};

/// Cheap to clone: all clones share the state.
pub(crate) type App = Arc<Shared>;

pub(crate) struct Shared {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) dist: PathBuf,
    pub(crate) latency: Duration,
    pub(crate) chaos: ChaosState,
    /// Whether a connection may be due a fault: with test controls or `--chaos`.
    pub(crate) may_fail: bool,
    pub(crate) controls: bool,
    pub(crate) log: Log,
    pub(crate) overrides: Overrides,
    pub(crate) reports: Reports,
    pub(crate) throttle: Throttle,
    pub(crate) etags: Etags,
    pub(crate) outbox: Outbox,
}

/// The largest request body: an image in base64, with room to spare.
pub(crate) const BODY_LIMIT: usize = 4 << 20;

/// Everything the server serves.
pub(crate) fn router(app: &App) -> Router {
    let mut router = api(app)
        .route("/sign-in", get(sign_in::page).post(sign_in::enter))
        .route("/sign-in.css", get(sign_in::style))
        .route("/sign-out", post(sign_in::leave))
        .route("/csp-report", post(csp_report::collect))
        .fallback(files::serve)
        .layer(from_fn(overrides::apply))
        .layer(from_fn_with_state(app.clone(), controls::log::record))
        .layer(from_fn(overrides::delay));
    if app.controls {
        router = router.nest("/test-controls", controls::router());
    }
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(app.clone(), common_headers))
        .with_state(app.clone())
}

/// The operations of both services.
fn api(app: &App) -> Router<App> {
    let user = "/api/web/namespaces/{namespace}/user";
    let custom = "/api/web/custom/namespaces/{namespace}";
    let accesses = "/user/v1/users/{user_id}/access";
    Router::new()
        .route(
            &format!("{user}/settings"),
            get(ops::settings::get).put(ops::settings_put::put),
        )
        .route(
            &format!("{user}/settings/request_initial_access"),
            put(ops::initial_access::request),
        )
        .route(
            &format!("{user}/settings/image"),
            get(ops::image::get)
                .put(ops::image::put)
                .delete(ops::image::delete),
        )
        .route(
            &format!("{user}/settings/view_preference"),
            get(ops::view_preference::get).put(ops::view_preference::put),
        )
        .route(
            &format!("{user}/settings/idm/enable"),
            put(ops::idm::enable),
        )
        .route(
            &format!("{user}/settings/idm/disable"),
            put(ops::idm::disable),
        )
        .route(&format!("{user}/otp/admin_reset"), put(ops::idm::reset_otp))
        .route(&format!("{user}/sessions"), get(ops::sessions::list))
        .merge(notifications(user))
        .route(&format!("{custom}/user_roles"), get(ops::user_roles::list))
        .route(&format!("{custom}/whoami"), get(ops::whoami::get))
        .route(
            accesses,
            get(ops::access_of_user::list).post(ops::access_create::create),
        )
        .route(
            &format!("{accesses}/{{access_id}}"),
            patch(ops::access_patch::change),
        )
        .route("/user/v1/access", get(ops::access_list::list))
        .route("/user/v1/roles", get(ops::roles::list))
        .route("/user/v1/roles/{role}", get(ops::role::get))
        .route("/api/{*rest}", axum::routing::any(ops::unknown))
        .route("/user/v1/{*rest}", axum::routing::any(ops::unknown))
        .layer(from_fn_with_state(app.clone(), auth::guard))
        .layer(from_fn_with_state(app.clone(), add_latency))
        .layer(from_fn(write_error_body))
        .layer(from_fn(api_headers))
}

/// Three paths with the same operations on different lists.
fn notifications(user: &str) -> Router<App> {
    use ops::notifications::{PATHS, change, list, unset};
    PATHS
        .into_iter()
        .fold(Router::new(), |router, (name, lists)| {
            let path = format!("{user}/{name}");
            router
                .route(&path, get(list).put(change).layer(Extension(lists)))
                .route(&format!("{path}/unset"), put(unset).layer(Extension(lists)))
        })
}

async fn add_latency(State(app): State<App>, request: Request, next: Next) -> Response {
    if !app.latency.is_zero() {
        tokio::time::sleep(app.latency).await;
    }
    next.run(request).await
}

async fn api_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    headers::api(response.headers_mut());
    response
}

async fn common_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    headers::all_responses(response.headers_mut());
    if let Ok(date) = HeaderValue::from_str(&http_date(app.clock.now())) {
        response.headers_mut().entry(header::DATE).or_insert(date);
    }
    response
}
