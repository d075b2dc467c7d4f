//! Code that comes in a file of its own when it is needed first: how it is waited for, what stands there until it is here, and
//! what is said when it does not come. `.make/bundler` cuts it out of the module at each function marked `wasm_split`.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::resource::Skeleton;
use crate::browser::scheduler::yield_now;
use crate::ui::error_alert::ErrorAlert;
use crate::ui::page::Page;

/// What a function that came apart makes.
pub(crate) type LazyView = Result<AnyView, SplitLoaderError>;
pub(crate) type LoadFuture = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Loading,
    Ready,
    Failed,
}

/// A page whose code `fetch` brings and `make` makes.
pub(crate) fn lazy_page(
    title: &'static str,
    fetch: fn() -> LoadFuture,
    make: fn() -> Option<AnyView>,
) -> AnyView {
    let waiting =
        || view! { <div class="page" aria-busy="true"><Skeleton lines=8 /></div> }.into_any();
    lazy(fetch, make, waiting, move |again| {
        page_did_not_come(title, again)
    })
}

/// A part of a page. Nothing stands in for it while it is on its way: what it adds was not there before either.
pub(crate) fn lazy_section(
    fetch: fn() -> LoadFuture,
    make: impl Fn() -> Option<AnyView> + Send + 'static,
) -> AnyView {
    lazy(
        fetch,
        make,
        || ().into_any(),
        |again| {
            let message =
                "A part of this page could not be fetched. Check your network and try again.";
            view! { <ErrorAlert message on_retry=Some(again) /> }.into_any()
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
            // Was here before: nothing stands in for it, not even for a moment.
            Poll::Ready(came) => state.set(after(came)),
            Poll::Pending => {
                state.set(State::Loading);
                spawn_local(async move {
                    let came = fetching.await;
                    // To bring it to life took its time already.
                    yield_now().await;
                    // `None` where the person has gone elsewhere meanwhile.
                    let _ = state.try_set(after(came));
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

fn after(came: Result<(), SplitLoaderError>) -> State {
    match came {
        Ok(()) => State::Ready,
        Err(_) => State::Failed,
    }
}

/// What is made by code that is here already.
pub(crate) fn poll_ready(made: impl Future<Output = LazyView>) -> Option<AnyView> {
    match pin!(made).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made.ok(),
        Poll::Pending => None,
    }
}

const UPDATED: &str = "If that does not help, Rolecall may have been updated since you opened it: reload to get the new version.";

/// The loader tells no reason. There are two a person can do something about: the network, and a release that took away
/// the files of the version this tab runs.
fn page_did_not_come(title: &'static str, again: Callback<()>) -> AnyView {
    view! {
        <Page title>
            <ErrorAlert
                message="This page could not be fetched. Check your network and try again."
                note=Some(UPDATED.to_owned())
                on_retry=Some(again)
            />
            <p>
                <button type="button" class="button" on:click=|_| { let _ = location().reload(); }>"Reload"</button>
            </p>
        </Page>
    }
    .into_any()
}
