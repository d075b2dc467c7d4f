//! The shell: banner, navigation, routes, the session dialog, the live region; and what all pages share.

pub mod context;
pub mod lazy;
pub mod mutation;
pub mod not_found;
pub mod pages;
pub mod resource;
pub mod router;
pub mod routes;
pub mod session;

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use self::context::{Clock, SharedClient};
use self::not_found::NotFound;
use self::resource::ApiResource;
use self::router::{A, use_navigate, use_url};
use self::routes::Route;
use self::session::{Session, SessionEnded, SignedOut};
use crate::api::http::client::Client;
use crate::api::tenant::whoami;
use crate::config::{Config, Service};
use crate::domain::text;
use crate::pages::accesses::change_log::Journal;
use crate::pages::settings::Settings;
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
    let signed_out = Memo::new(move |_| session.sign_out_state().is_some());
    move || {
        if signed_out.get() {
            document().set_title("Signed out - Rolecall");
            view! { <SignedOut session config /> }.into_any()
        } else {
            view! { <SignedIn session config /> }.into_any()
        }
    }
}

/// All that is personal lives and dies with this view.
#[component]
fn SignedIn(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let announcer = Announcer::new();
    provide_context(announcer);
    let has = move |service| config.with_value(|config| config.base(service).is_some());
    let me = ApiResource::lazy(|client, cancel| async move { whoami::get(&client, &cancel).await });
    if has(Service::Tenant) {
        me.refetch();
    }
    provide_context(me);
    router::provide_router();
    provide_context(Journal::new());
    let home = if has(Service::Tenant) {
        "/settings"
    } else {
        "/accesses"
    };
    view! {
        <a class="skip" href="#main" rel="external">"Skip to content"</a>
        <Banner session config />
        <main id="main" tabindex="-1">{content(home)}</main>
        <SessionEnded session config />
        <LiveRegion announcer />
    }
}

/// The page that the address means; it changes only when that does.
fn content(home: &'static str) -> AnyView {
    let (url, navigate) = (use_url(), use_navigate());
    let place = Memo::new(move |_| url.with(|url| Route::of(url.path())));
    let page = move || match place.get() {
        Route::Home => {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(home, options);
            ().into_any()
        }
        Route::Settings => view! { <Settings /> }.into_any(),
        Route::Roles => pages::roles(),
        Route::Account => pages::account(),
        Route::Accesses => pages::accesses(),
        Route::Access => pages::access(),
        Route::NotFound => view! { <NotFound /> }.into_any(),
    };
    page.into_any()
}

/// Product, navigation, who is signed in, and the way out.
#[component]
fn Banner(session: Session, config: StoredValue<Config>) -> impl IntoView {
    let me = context::use_current_user();
    let has = move |service| config.with_value(|config| config.base(service).is_some());
    let person = move || {
        me.value()
            .map(|me| text::display_name(&me.first_name, &me.last_name, &me.name, &me.email))
    };
    let links = [
        ("/settings", "Settings", Service::Tenant),
        ("/roles", "Roles", Service::Tenant),
        ("/accesses", "Accesses", Service::Access),
        ("/account", "Account", Service::Tenant),
    ];
    view! {
        <header class="banner">
            <a class="brand" href="/">
                <span class="brand-mark" aria-hidden="true"></span>
                "Rolecall"
            </a>
            <nav class="main-nav" aria-label="Main">
                <ul>
                    {links
                        .into_iter()
                        .filter(|(_, _, service)| has(*service))
                        .map(|(href, label, _)| view! { <li><A href=href>{label}</A></li> })
                        .collect_view()}
                </ul>
            </nav>
            <div class="who">
                {move || person().map(|name| view! { <span class="who-name" dir="auto">{name}</span> })}
                <button
                    type="button"
                    class="button button-quiet"
                    on:click=move |_| config.with_value(|config| session.sign_out(config))
                >
                    "Sign out"
                </button>
            </div>
        </header>
    }
}
