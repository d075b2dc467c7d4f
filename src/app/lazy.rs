//! Code that is loaded when it is first needed: waiting for it, what the page shows until it is ready, and what it shows when it
//! fails to load. The bundler splits it off the main module at each function with the attribute `wasm_split`.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::labels;
use super::resource::Skeleton;
use crate::browser::scheduler::yield_now;
use crate::ui::error_alert::ErrorAlert;
use crate::ui::page::Page;

/// What a split-off function returns.
pub(crate) type LazyView = Result<AnyView, SplitLoaderError>;
pub(crate) type LoadFuture = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Loading,
    Ready,
    Failed,
}

/// A page: `fetch` loads its code, `make` makes its view.
pub(crate) fn lazy_page(
    title: &'static str,
    fetch: fn() -> LoadFuture,
    make: fn() -> Option<AnyView>,
) -> AnyView {
    let waiting = || {
        view! {
            <div class="page">
                <div aria-busy="true"><Skeleton lines=8 /></div>
                <div class="late">
                    <p>{labels::PAGE_LATE}</p>
                    {reload()}
                </div>
            </div>
        }
        .into_any()
    };
    lazy(fetch, make, waiting, move |again| {
        page_not_loaded(title, again)
    })
}

/// A section of a page. Until it is ready there is no placeholder: what it adds was not there before either.
pub(crate) fn lazy_section(
    fetch: fn() -> LoadFuture,
    make: impl Fn() -> Option<AnyView> + Send + 'static,
) -> AnyView {
    lazy(
        fetch,
        make,
        || ().into_any(),
        |again| {
            view! { <ErrorAlert message=labels::SECTION_NOT_LOADED on_retry=Some(again) /> }
                .into_any()
        },
    )
}

fn lazy(
    fetch: fn() -> LoadFuture,
    make: impl Fn() -> Option<AnyView> + Send + 'static,
    waiting: fn() -> AnyView,
    failed: impl Fn(Callback<()>) -> AnyView + Send + 'static,
) -> AnyView {
    let state = RwSignal::new(State::Loading);
    let start = move || {
        let mut fetching = fetch();
        match fetching
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            // Loaded before: no skeleton, not even for a moment.
            Poll::Ready(loaded) => state.set(after(loaded)),
            Poll::Pending => {
                state.set(State::Loading);
                spawn_local(async move {
                    let loaded = fetching.await;
                    // Compiling it has blocked the browser long enough.
                    yield_now().await;
                    // Fails if the page was left in the meantime.
                    let _ = state.try_set(after(loaded));
                });
            }
        }
    };
    start();
    let again = Callback::new(move |()| start());
    let view = move || match state.get() {
        State::Ready => make().unwrap_or_else(|| failed(again)),
        State::Failed => failed(again),
        State::Loading => waiting(),
    };
    view.into_any()
}

fn after(loaded: Result<(), SplitLoaderError>) -> State {
    match loaded {
        Ok(()) => State::Ready,
        Err(_) => State::Failed,
    }
}

/// The view, made by code that is loaded already.
pub(crate) fn poll_ready(made: impl Future<Output = LazyView>) -> Option<AnyView> {
    match pin!(made).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made.ok(),
        Poll::Pending => None,
    }
}

/// The loader gives no reason. A person can do something about two: the network, and a release that removed the files of the
/// version that this tab runs.
fn page_not_loaded(title: &'static str, again: Callback<()>) -> AnyView {
    view! {
        <Page title>
            <ErrorAlert
                message=labels::PAGE_NOT_LOADED
                note=Some(labels::MAY_BE_UPDATED.to_owned())
                on_retry=Some(again)
            />
            {reload()}
        </Page>
    }
    .into_any()
}

fn reload() -> AnyView {
    view! {
        <p>
            <button type="button" class="button" on:click=|_| { let _ = location().reload(); }>{labels::RELOAD}</button>
        </p>
    }
    .into_any()
}
