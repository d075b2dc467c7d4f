//! Pages whose code lies in a file of its own, fetched when somebody first goes there: a person who asks for access does
//! not pay for the admin's tables. `.make/bin/wasm-bindgen` cuts them out of the module; the loader of `.make/finish.mjs`
//! fetches the one that the address names while the module itself is still on its way, by the first word of the address.
//!
//! Knows how a page comes and what stands there until it does, not what is on it.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::access::Access;
use super::accesses::Accesses;
use super::account::Account;
use super::load::Skeleton;
use super::roles::Roles;
use crate::components::page::Page;
use crate::components::trouble::Trouble;

type Made = Result<AnyView, SplitLoaderError>;
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

#[wasm_split(roles, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_roles))]
fn make_roles() -> Made {
    Ok(view! { <Roles /> }.into_any())
}

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_account))]
fn make_account() -> Made {
    Ok(view! { <Account /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_accesses))]
fn make_accesses() -> Made {
    Ok(view! { <Accesses /> }.into_any())
}

#[wasm_split(accesses, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_access))]
fn make_access() -> Made {
    Ok(view! { <Access /> }.into_any())
}

/// `/roles`
pub fn roles() -> AnyView {
    apart("Roles", || Box::pin(fetch_roles()), || now(make_roles()))
}

/// `/account`
pub fn account() -> AnyView {
    apart(
        "Account",
        || Box::pin(fetch_account()),
        || now(make_account()),
    )
}

/// `/accesses`
pub fn accesses() -> AnyView {
    apart(
        "Accesses",
        || Box::pin(fetch_accesses()),
        || now(make_accesses()),
    )
}

/// `/users/{user_id}/access/{access_id}`
pub fn access() -> AnyView {
    apart("Access", || Box::pin(fetch_access()), || now(make_access()))
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Coming,
    Here,
    Failed,
}

fn apart(title: &'static str, fetch: fn() -> Coming<()>, make: fn() -> Option<AnyView>) -> AnyView {
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
                    // `None` where the person has gone elsewhere meanwhile.
                    let _ = state.try_set(after(fetching.await));
                });
            }
        }
    };
    start();
    let page = move || match state.get() {
        State::Here => make().unwrap_or_else(|| did_not_come(title, start)),
        State::Failed => did_not_come(title, start),
        State::Coming => view! {
            <div class="page" aria-busy="true"><Skeleton lines=8 /></div>
        }
        .into_any(),
    };
    page.into_any()
}

fn after(came: Result<(), SplitLoaderError>) -> State {
    match came {
        Ok(()) => State::Here,
        Err(_) => State::Failed,
    }
}

/// What a future gives that has nothing to wait for.
fn now(made: impl Future<Output = Made>) -> Option<AnyView> {
    match pin!(made).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made.ok(),
        Poll::Pending => None,
    }
}

const UPDATED: &str = "If that does not help, Rolecall may have been updated since you opened it: reload to get the new version.";

/// The loader tells no reason. There are two a person can do something about: the network, and a release that took away
/// the files of the version this tab runs.
fn did_not_come(title: &'static str, again: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    view! {
        <Page title>
            <Trouble
                sentence="This page could not be fetched. Check your network and try again."
                note=Some(UPDATED.to_owned())
                again=Some(Callback::new(move |()| again()))
            />
            <p>
                <button type="button" class="button" on:click=|_| { let _ = location().reload(); }>"Reload"</button>
            </p>
        </Page>
    }
    .into_any()
}
