//! The shell: banner, navigation, routes, the session dialog, the live region; and what all pages share. Pages use these files,
//! but not this one, which uses the pages.

pub mod context;
pub mod current_user;
pub mod curtain;
pub mod identity;
mod labels;
pub mod lazy;
pub mod mutation;
pub mod not_found;
pub mod other_user;
pub mod resource;
pub mod router;
pub mod routes;
pub mod session;
pub mod session_ended;
pub mod view_note;

use leptos::prelude::*;

use self::context::{Clock, SharedClient};
use self::current_user::{name_of, provide_current_user, use_current_user};
use self::curtain::CurtainDialog;
use self::identity::{Curtain, IdentityWatch, use_identity};
use self::not_found::NotFound;
use self::other_user::{StartedAnew, StartingAnew};
use self::router::{A, NavigateOptions, use_navigate, use_url};
use self::routes::Route;
use self::session::{Session, SignedOut};
use self::session_ended::SessionEnded;
use crate::api::http::client::Client;
use crate::config::{Config, Service};
use crate::pages;
use crate::pages::accesses::change_log::ChangeLog;
use crate::ui::announcer::{Announcer, LiveRegion};
use crate::ui::page::HasNavigated;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let config = Config::from_page();
    let client = Client::new(config.clone());
    let session = Session::new();
    client.on_session_ended(move || session.end());
    provide_context(SharedClient::new(client.clone()));
    provide_context(Clock::start(client));
    provide_context(session);
    provide_context(HasNavigated::new());
    let config = StoredValue::new(config);
    provide_context(config);
    provide_context(IdentityWatch::start(
        session,
        has_service(config, Service::Tenant),
    ));
    let signed_out = Memo::new(move |_| session.sign_out_state().is_some());
    move || {
        if session.is_starting_anew() {
            document().set_title(labels::PRODUCT);
            view! { <StartingAnew /> }.into_any()
        } else if signed_out.get() {
            document().set_title(labels::SIGNED_OUT_TITLE);
            view! { <SignedOut session config /> }.into_any()
        } else {
            view! { <SignedIn session config /> }.into_any()
        }
    }
}

/// Everything personal is in this view and goes with it.
#[component]
fn SignedIn(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let announcer = Announcer::new();
    provide_context(announcer);
    provide_current_user(has_service(config, Service::Tenant));
    router::provide_router();
    provide_context(ChangeLog::new());
    let curtain = use_identity().curtain;
    view! {
        <div class:concealed=move || curtain.get() != Curtain::Open>
            <a class="skip" href="#main" rel="external">{labels::SKIP_TO_CONTENT}</a>
            <Banner session config />
            <main id="main" tabindex="-1"><StartedAnew />{content(config)}</main>
            <SessionEnded session config />
            <LiveRegion announcer />
        </div>
        <CurtainDialog config />
    }
}

/// The page of the address. It changes only when the route does.
fn content(config: StoredValue<Config>) -> AnyView {
    let (url, navigate) = (use_url(), use_navigate());
    let route = Memo::new(move |_| url.with(|url| Route::of(url.path())));
    let page = move || match route.get() {
        Some(Route::Home) => {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            let first = navigation(config).next().unwrap_or(Route::Settings);
            navigate(first.path(), options);
            ().into_any()
        }
        Some(route) => pages::page(route),
        None => view! { <NotFound /> }.into_any(),
    };
    page.into_any()
}

/// The pages whose service this installation has.
fn navigation(config: StoredValue<Config>) -> impl Iterator<Item = Route> {
    Route::navigation().filter(move |route| has_service(config, route.service()))
}

fn has_service(config: StoredValue<Config>, service: Service) -> bool {
    config.with_value(|config| config.base(service).is_some())
}

/// Product, navigation, the signed-in user, "Sign out".
#[component]
fn Banner(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let me = use_current_user();
    let person = move || me.value().map(|me| name_of(&me));
    view! {
        <header class="banner">
            <a class="brand" href=Route::Home.path()>
                <span class="brand-mark" aria-hidden="true"></span>
                {labels::PRODUCT}
            </a>
            <nav class="main-nav" aria-label=labels::MAIN_NAVIGATION>
                <ul>
                    {navigation(config)
                        .map(|route| view! { <li><A href=route.path()>{route.title()}</A></li> })
                        .collect_view()}
                </ul>
            </nav>
            <div class="who">
                {move || person().map(|name| view! { <span class="who-name" dir="auto" translate="no">{name}</span> })}
                <button
                    type="button"
                    class="button button-quiet"
                    on:click=move |_| config.with_value(|config| session.sign_out(config))
                >
                    {labels::SIGN_OUT}
                </button>
            </div>
        </header>
    }
}
