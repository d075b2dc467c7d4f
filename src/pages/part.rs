//! Code that comes in a file of its own when it is needed first: how it is waited for, what stands there until it is here, and
//! what is said when it does not come. `.make/bundler` cuts it out of the module at each function marked `wasm_split`.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::load::Skeleton;
use crate::components::breath::pause;
use crate::components::page::Page;
use crate::components::trouble::Trouble;

/// What a function that came apart makes.
pub(super) type Made = Result<AnyView, SplitLoaderError>;
pub(super) type Coming = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Coming,
    Here,
    Failed,
}

/// A page whose code `fetch` brings and `make` makes.
pub(super) fn page(
    title: &'static str,
    fetch: fn() -> Coming,
    make: fn() -> Option<AnyView>,
) -> AnyView {
    let waiting =
        || view! { <div class="page" aria-busy="true"><Skeleton lines=8 /></div> }.into_any();
    coming(fetch, make, waiting, move |again| {
        page_did_not_come(title, again)
    })
}

/// A part of a page. Nothing stands in for it while it is on its way: what it adds was not there before either.
pub(super) fn piece(
    fetch: fn() -> Coming,
    make: impl Fn() -> Option<AnyView> + Send + 'static,
) -> AnyView {
    coming(
        fetch,
        make,
        || ().into_any(),
        |again| {
            let sentence =
                "A part of this page could not be fetched. Check your network and try again.";
            view! { <Trouble sentence again=Some(again) /> }.into_any()
        },
    )
}

fn coming(
    fetch: fn() -> Coming,
    make: impl Fn() -> Option<AnyView> + Send + 'static,
    waiting: fn() -> AnyView,
    failed: impl Fn(Callback<()>) -> AnyView + Send + 'static,
) -> AnyView {
    let state = RwSignal::new(State::Coming);
    let start = move || {
        let mut fetching = fetch();
        match fetching
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            // Was here before: nothing stands in for it, not even for a moment.
            Poll::Ready(came) => state.set(after(came)),
            Poll::Pending => {
                state.set(State::Coming);
                spawn_local(async move {
                    let came = fetching.await;
                    // To bring it to life took its time already.
                    pause().await;
                    // `None` where the person has gone elsewhere meanwhile.
                    let _ = state.try_set(after(came));
                });
            }
        }
    };
    start();
    let again = Callback::new(move |()| start());
    let view = move || match state.get() {
        State::Here => make().unwrap_or_else(|| failed(again)),
        State::Failed => failed(again),
        State::Coming => waiting(),
    };
    view.into_any()
}

fn after(came: Result<(), SplitLoaderError>) -> State {
    match came {
        Ok(()) => State::Here,
        Err(_) => State::Failed,
    }
}

/// What is made by code that is here already.
pub(super) fn now(made: impl Future<Output = Made>) -> Option<AnyView> {
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
            <Trouble
                sentence="This page could not be fetched. Check your network and try again."
                note=Some(UPDATED.to_owned())
                again=Some(again)
            />
            <p>
                <button type="button" class="button" on:click=|_| { let _ = location().reload(); }>"Reload"</button>
            </p>
        </Page>
    }
    .into_any()
}
