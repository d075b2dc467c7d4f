//! One read that a page shows: its last good answer, its trouble, whether it is under way. Leaving the page ends it; a
//! newer wish ends an older one, so that late answers never win.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::use_client;
use crate::api::http::client::{Cancel, Client};
use crate::api::http::error::{ApiError, ErrorKind};
use crate::domain::relative_time::remaining;
use crate::ui::error_alert::Trouble;

/// An answer whose type only its [`Read`] knows. All reads share one machine this way: it would otherwise be compiled
/// once for each type of answer, which cost 12 KB each.
type AnyAnswer = Arc<dyn Any + Send + Sync>;
type Reading = Pin<Box<dyn Future<Output = Result<AnyAnswer, ApiError>>>>;

/// A read and what came of it. Copies are the same read.
pub struct Read<T> {
    machine: Machine,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

impl<T: Send + Sync + 'static> Read<T> {
    /// Starts reading at once; `fetch` runs again on [`Read::again`], and by itself once the network is back.
    pub fn new<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Client, Cancel) -> Fut + 'static,
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        let read = Self::idle(fetch);
        read.again();
        read
    }

    /// As [`Read::new`], but waits for the first [`Read::again`].
    pub fn idle<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Client, Cancel) -> Fut + 'static,
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        let machine = Machine::new(Box::new(move |client, cancel| {
            let answer = fetch(client, cancel);
            Box::pin(async move { Ok(Arc::new(answer.await?) as AnyAnswer) })
        }));
        Self {
            machine,
            answer: PhantomData,
        }
    }

    /// Reads again; what is on screen stays until the new answer is there.
    pub fn again(self) {
        self.machine.again();
    }

    /// The last good answer; tracked.
    #[must_use]
    pub fn value(self) -> Option<Arc<T>> {
        self.machine.value.get()?.downcast().ok()
    }

    /// The last good answer, for a handler; not tracked.
    #[must_use]
    pub fn value_untracked(self) -> Option<Arc<T>> {
        self.machine.value.get_untracked()?.downcast().ok()
    }

    /// Why the newest read failed; tracked.
    #[must_use]
    pub fn trouble(self) -> Option<ApiError> {
        self.machine.trouble.get()
    }

    /// Whether a read is under way; tracked.
    #[must_use]
    pub fn busy(self) -> bool {
        self.machine.busy.get()
    }
}

/// Takes the place of what is under way and ends it: late answers never win.
pub(crate) fn newest(under_way: StoredValue<Cancel, LocalStorage>) -> Cancel {
    let cancel = Cancel::default();
    if let Some(older) = under_way.try_update_value(|slot| std::mem::replace(slot, cancel.clone()))
    {
        older.cancel();
    }
    cancel
}

/// What all reads do, whatever they read.
#[derive(Clone, Copy)]
struct Machine {
    value: RwSignal<Option<AnyAnswer>>,
    trouble: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    start: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

impl Machine {
    fn new(fetch: Box<dyn Fn(Client, Cancel) -> Reading>) -> Self {
        let client = use_client();
        let value = RwSignal::new(None);
        let trouble = RwSignal::new(None);
        let busy = RwSignal::new(false);
        let under_way = StoredValue::new_local(Cancel::default());
        let start: Rc<dyn Fn()> = Rc::new(move || {
            let cancel = newest(under_way);
            let _ = busy.try_set(true);
            let reading = fetch(client.clone(), cancel.clone());
            spawn_local(async move {
                let outcome = reading.await;
                // A newer read has taken over, or the page is gone.
                if cancel.is_cancelled() {
                    return;
                }
                match outcome {
                    Ok(answer) => {
                        let _ = value.try_set(Some(answer));
                        let _ = trouble.try_set(None);
                    }
                    Err(error) => {
                        let _ = trouble.try_set(Some(error));
                    }
                }
                let _ = busy.try_set(false);
            });
        });
        let machine = Self {
            value,
            trouble,
            busy,
            start: StoredValue::new_local(start),
        };
        let listener = window_event_listener_untyped("online", move |_| {
            let waits = trouble.try_with_untracked(|trouble: &Option<ApiError>| {
                trouble
                    .as_ref()
                    .is_some_and(|error| error.kind == ErrorKind::Offline)
            });
            if waits == Some(true) {
                machine.again();
            }
        });
        on_cleanup(move || {
            listener.remove();
            let _ = under_way.try_with_value(Cancel::cancel);
        });
        machine
    }

    fn again(self) {
        if let Some(start) = self.start.try_get_value() {
            start();
        }
    }

    /// The frame of [`Loaded`]: `content` is made when the first answer is there.
    fn frame(self, lines: usize, content: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        let there = Memo::new(move |_| self.value.with(Option::is_some));
        let waiting = move || {
            (self.busy.get() && !there.get()).then(|| view! { <Skeleton lines /> }.into_any())
        };
        let trouble = move || {
            let error = self.trouble.get()?;
            Some(view! { <ErrorNote error again=move |()| self.again() /> }.into_any())
        };
        view! {
            <div class="part" aria-busy=move || self.busy.get().then_some("true")>
                {trouble}
                {waiting}
                {move || there.get().then(&content)}
            </div>
        }
        .into_any()
    }
}

/// What happened, and how long the service asks to wait where it does.
pub(crate) fn sentence_of(error: &ApiError) -> String {
    let wait_ms = error.retry_after.map(|seconds| i64::from(seconds) * 1000);
    match wait_ms.and_then(|wait_ms| remaining(wait_ms, 0)) {
        Some(wait) => format!("{} The service asks you to wait {wait}.", error.sentence),
        None => error.sentence.clone(),
    }
}

/// A read's error in its place on the page; "Try again" is offered where it may help.
#[component]
pub fn ErrorNote(mut error: ApiError, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let again = error.kind.retryable().then_some(again);
    if error.kind == ErrorKind::Invalid {
        // The sentence of this kind is about what was entered; a read sends nothing.
        "The service did not accept the question. Try again; if it stays, tell your admin."
            .clone_into(&mut error.sentence);
    }
    view! { <Trouble sentence=sentence_of(&error) detail=error.detail again /> }
}

/// Shows a read: lines in grey until it is there, its trouble above what is known, then `children`, which are made once
/// and follow the newest answer, so that focus survives a new read.
#[component]
pub fn Loaded<T, F, V>(
    read: Read<T>,
    /// How many grey lines stand for it while it loads.
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
    read.machine.frame(lines, Box::new(content))
}

/// Grey lines where text will be.
#[component]
pub fn Skeleton(lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton">
            <span class="visually-hidden">"Loading"</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
