//! One read that a page shows: its last good response, its error, whether it is loading. Leaving the page ends it; a newer read
//! ends an older one, so that a late response never wins.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::use_client;
use super::labels;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::browser::online::on_back_online;
use crate::domain::relative_time::remaining;
use crate::ui::error_alert::ErrorAlert;

/// A response whose type only its [`ApiResource`] knows. All reads share one [`State`] this way; compiled once per type, it cost
/// 12 KB each.
type AnyResponse = Arc<dyn Any + Send + Sync>;
type Reading = Pin<Box<dyn Future<Output = Result<AnyResponse, ApiError>>>>;

/// A read and its state. Copies are the same read.
pub struct ApiResource<T> {
    state: State,
    response: PhantomData<fn() -> T>,
}

impl<T> Clone for ApiResource<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ApiResource<T> {}

impl<T: Send + Sync + 'static> ApiResource<T> {
    /// Reads at once; `fetch` runs again on [`ApiResource::refetch`], and by itself when the browser is online again.
    pub fn new<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Client, Cancel) -> Fut + 'static,
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        let read = Self::lazy(fetch);
        read.refetch();
        read
    }

    /// As [`ApiResource::new`], but waits for the first [`ApiResource::refetch`].
    pub fn lazy<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Client, Cancel) -> Fut + 'static,
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        let state = State::new(Box::new(move |client, cancel| {
            let response = fetch(client, cancel);
            Box::pin(async move { Ok(Arc::new(response.await?) as AnyResponse) })
        }));
        Self {
            state,
            response: PhantomData,
        }
    }

    /// Reads again. The current value stays until the new one is here.
    pub fn refetch(self) {
        self.state.refetch();
    }

    /// The last good response; tracked.
    #[must_use]
    pub fn value(self) -> Option<Arc<T>> {
        self.state.value.get()?.downcast().ok()
    }

    /// The last good response, for event handlers; not tracked.
    #[must_use]
    pub fn value_untracked(self) -> Option<Arc<T>> {
        self.state.value.get_untracked()?.downcast().ok()
    }

    /// Why the newest read failed; tracked.
    #[must_use]
    pub fn error(self) -> Option<ApiError> {
        self.state.error.get()
    }

    /// Whether a read is under way; tracked.
    #[must_use]
    pub fn loading(self) -> bool {
        self.state.loading.get()
    }

    /// Waits until no read is under way: the value, or `None` when the newest read failed or the page has been left.
    pub async fn settled(self) -> Option<Arc<T>> {
        self.state.settled().await?.downcast().ok()
    }
}

/// Cancels what is under way and returns the token of its successor: a late response never wins.
pub(crate) fn supersede(under_way: StoredValue<Cancel, LocalStorage>) -> Cancel {
    let cancel = Cancel::default();
    if let Some(older) = under_way.try_update_value(|slot| std::mem::replace(slot, cancel.clone()))
    {
        older.cancel();
    }
    cancel
}

/// What all reads do, whatever their type.
#[derive(Clone, Copy)]
struct State {
    value: RwSignal<Option<AnyResponse>>,
    error: RwSignal<Option<ApiError>>,
    loading: RwSignal<bool>,
    start: StoredValue<Rc<dyn Fn()>, LocalStorage>,
    /// Whoever waits for the end of a read.
    waiting: StoredValue<Vec<Waker>>,
}

impl State {
    fn new(fetch: Box<dyn Fn(Client, Cancel) -> Reading>) -> Self {
        let client = use_client();
        let value = RwSignal::new(None);
        let error = RwSignal::new(None);
        let loading = RwSignal::new(false);
        let under_way = StoredValue::new_local(Cancel::default());
        let waiting = StoredValue::new(Vec::<Waker>::new());
        let wake = move || {
            let wakers = waiting.try_update_value(std::mem::take);
            wakers.into_iter().flatten().for_each(Waker::wake);
        };
        let start: Rc<dyn Fn()> = Rc::new(move || {
            let cancel = supersede(under_way);
            let _ = loading.try_set(true);
            let reading = fetch(client.clone(), cancel.clone());
            spawn_local(async move {
                let outcome = reading.await;
                // A newer read has replaced it, or the page was left.
                if cancel.is_cancelled() {
                    return;
                }
                match outcome {
                    Ok(response) => {
                        let _ = value.try_set(Some(response));
                        let _ = error.try_set(None);
                    }
                    Err(failure) => {
                        let _ = error.try_set(Some(failure));
                    }
                }
                let _ = loading.try_set(false);
                wake();
            });
        });
        let state = Self {
            value,
            error,
            loading,
            start: StoredValue::new_local(start),
            waiting,
        };
        on_back_online(move || {
            let has_failed = error.try_with_untracked(|error: &Option<ApiError>| {
                error
                    .as_ref()
                    .is_some_and(|error| error.kind.is_about_connection())
            });
            if has_failed == Some(true) && loading.try_get_untracked() == Some(false) {
                state.refetch();
            }
        });
        on_cleanup(move || {
            let _ = under_way.try_with_value(Cancel::cancel);
            wake();
        });
        state
    }

    async fn settled(self) -> Option<AnyResponse> {
        poll_fn(|context| match self.loading.try_get_untracked() {
            Some(true) => {
                let waker = context.waker().clone();
                self.waiting
                    .try_update_value(|waiting| waiting.push(waker))
                    .map_or(Poll::Ready(()), |()| Poll::Pending)
            }
            Some(false) | None => Poll::Ready(()),
        })
        .await;
        let failed = self.error.try_get_untracked()?.is_some();
        self.value.try_get_untracked()?.filter(|_| !failed)
    }

    fn refetch(self) {
        if let Some(start) = self.start.try_get_value() {
            start();
        }
    }

    /// The frame of [`Loaded`]: `content` is made with the first response.
    fn frame(self, lines: usize, content: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        let is_ready = Memo::new(move |_| self.value.with(Option::is_some));
        let waiting = move || {
            (self.loading.get() && !is_ready.get()).then(|| view! { <Skeleton lines /> }.into_any())
        };
        let error = move || {
            let error = self.error.get()?;
            Some(view! { <ErrorMessage error on_retry=move |()| self.refetch() /> }.into_any())
        };
        view! {
            <div class="part" aria-busy=move || self.loading.get().then_some("true")>
                {error}
                {waiting}
                {move || is_ready.get().then(&content)}
            </div>
        }
        .into_any()
    }
}

/// The message of an error, with the time that the service asks to wait, if it does.
pub(crate) fn message_of(error: &ApiError) -> String {
    let wait_ms = error.retry_after.map(|seconds| i64::from(seconds) * 1000);
    match wait_ms.and_then(|wait_ms| remaining(wait_ms, 0)) {
        Some(wait) => labels::with_wait(&error.message, &wait),
        None => error.message.clone(),
    }
}

/// A read's error, shown where its data would be; offers "Try again" if that may help.
#[component]
pub fn ErrorMessage(mut error: ApiError, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let on_retry = error.kind.retryable().then_some(on_retry);
    if error.kind == ErrorKind::Invalid {
        labels::READ_REJECTED.clone_into(&mut error.message);
    }
    view! { <ErrorAlert message=message_of(&error) detail=error.detail on_retry /> }
}

/// Shows a read: a skeleton until the first response, an error above the last good one, then `children`. They are made once and
/// follow the newest response, so that the focus survives a refetch.
#[component]
pub fn Loaded<T, F, V>(
    read: ApiResource<T>,
    /// Lines of the skeleton.
    #[prop(default = 4)]
    lines: usize,
    children: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let content = move || {
        let Some(first) = read.value_untracked() else {
            return ().into_any();
        };
        let newest = Signal::derive(move || read.value().unwrap_or_else(|| first.clone()));
        children(newest).into_any()
    };
    read.state.frame(lines, Box::new(content))
}

/// Gray lines in place of text that is loading.
#[component]
pub fn Skeleton(lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton">
            <span class="visually-hidden">{labels::LOADING}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
