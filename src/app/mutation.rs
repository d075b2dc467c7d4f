//! One write: sent once, read back, judged, announced. Owns the stage it is in; what is sent, what is read back and what
//! that means are handed in. Knows no page and never repeats a write: after a lost response only reading back can tell.
//!
//! ```text
//! let mutation = Mutation::new();
//! // In an event handler:
//! if !mutation.start() {
//!     return; // One at a time.
//! }
//! spawn_local(async move {
//!     // What has to be read or merged first goes here; `mutation.finish(outcome)` ends a write that isn't sent.
//!     let sent = image::delete(&client, &Cancel::default()).await;
//!     mutation
//!         .sent(
//!             sent,
//!             async move |sent| read_back(settings, sent).await, // Any read will do, or none.
//!             |sent, after| image_change::outcome(sent.as_ref().err(), after),
//!         )
//!         .await;
//! });
//! // In the view: `mutation.stage()`, `mutation.busy()`, `mutation.outcome()`.
//! ```

use std::sync::Arc;

use leptos::prelude::*;

use super::resource::ApiResource;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::domain::outcome::{Outcome, Severity};
use crate::ui::announcer::{Announcer, use_announcer};

/// How far a write has got.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage<O = Outcome> {
    /// Nothing has been sent since the page was opened.
    Idle,
    /// On its way, or being prepared.
    Sending,
    /// It ended like this, and what the server holds now is being read.
    Verifying(Result<(), ApiError>),
    Done(O),
}

/// What a screen reader hears of an outcome.
pub trait Announce {
    /// `None` where something else speaks, such as an alert. With `page_left` nobody sees the page any more.
    fn announcement(&self, page_left: bool) -> Option<String>;
}

impl Announce for Outcome {
    fn announcement(&self, page_left: bool) -> Option<String> {
        // A failure is an alert, which screen readers read out anyway.
        (!page_left && self.severity != Severity::Error).then(|| self.message.clone())
    }
}

/// Copies are the same mutation. Lives as long as the page that made it; a write that was sent goes on after that.
pub struct Mutation<O: 'static = Outcome> {
    stage: RwSignal<Stage<O>>,
    announcer: Announcer,
}

impl<O> Clone for Mutation<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O> Copy for Mutation<O> {}

impl<O: Announce + Clone + Send + Sync + 'static> Default for Mutation<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Announce + Clone + Send + Sync + 'static> Mutation<O> {
    #[must_use]
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Idle),
            announcer: use_announcer(),
        }
    }

    /// How far it has got; tracked.
    #[must_use]
    pub fn stage(self) -> Stage<O> {
        self.stage.get()
    }

    /// Whether it is under way; tracked.
    #[must_use]
    pub fn busy(self) -> bool {
        self.stage
            .with(|stage| matches!(stage, Stage::Sending | Stage::Verifying(_)))
    }

    /// The outcome of the last write; tracked.
    #[must_use]
    pub fn outcome(self) -> Option<O> {
        self.stage.with(|stage| match stage {
            Stage::Done(outcome) => Some(outcome.clone()),
            Stage::Idle | Stage::Sending | Stage::Verifying(_) => None,
        })
    }

    /// Begins a write; false while another one is under way, which then must not be sent.
    #[must_use]
    pub fn start(self) -> bool {
        if untrack(|| self.busy()) {
            return false;
        }
        self.stage.set(Stage::Sending);
        true
    }

    /// The write ended: reads back, judges, announces. Goes on when the page has been left.
    pub async fn sent<S, T>(
        self,
        sent: Result<S, ApiError>,
        read_back: impl AsyncFnOnce(&Result<S, ApiError>) -> T,
        judge: impl FnOnce(Result<S, ApiError>, T) -> O,
    ) {
        let ended = sent.as_ref().map(|_| ()).map_err(ApiError::clone);
        let _ = self.stage.try_set(Stage::Verifying(ended));
        self.finish(verify(sent, read_back, judge).await);
    }

    /// Ends a write with what is known of it: announces the outcome. Also for one that was never sent, or that [`verify`] judged.
    pub fn finish(self, outcome: O) {
        if let Some(message) = outcome.announcement(self.page_left()) {
            self.announcer.announce(message);
        }
        let _ = self.stage.try_set(Stage::Done(outcome));
    }

    /// Whether the page that made it is gone.
    #[must_use]
    pub fn page_left(self) -> bool {
        self.stage.is_disposed()
    }

    /// Forgets the last outcome.
    pub fn reset(self) {
        if untrack(|| self.outcome()).is_some() {
            self.stage.set(Stage::Idle);
        }
    }
}

/// After a write that ended like `sent`: reads back, then judges. [`Mutation::sent`] without a stage, for one of many writes.
pub async fn verify<S, T, O>(
    sent: Result<S, ApiError>,
    read_back: impl AsyncFnOnce(&Result<S, ApiError>) -> T,
    judge: impl FnOnce(Result<S, ApiError>, T) -> O,
) -> O {
    let after = read_back(&sent).await;
    judge(sent, after)
}

/// Reads `resource` again after a write that ended like `sent`; `None` when it can't be read, or the page has been left.
pub async fn read_back<T: Send + Sync + 'static, S>(
    resource: ApiResource<T>,
    sent: &Result<S, ApiError>,
) -> Option<Arc<T>> {
    // Where nothing can be read either, a second error would help nobody.
    let futile =
        |error: &ApiError| matches!(error.kind, ErrorKind::Offline | ErrorKind::Unauthenticated);
    if !sent.as_ref().is_err_and(futile) {
        resource.refetch();
    }
    resource.settled().await
}

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn run(future: impl Future<Output = ()>) {
        let finished = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(finished, Poll::Ready(()));
    }

    fn outcome(message: &str) -> Outcome {
        Outcome::new(Severity::Success, message)
    }

    #[test]
    fn starts_only_once_at_a_time() {
        let mutation = Mutation::<Outcome>::new();
        assert!(mutation.start());
        assert!(mutation.busy());
        assert!(!mutation.start());
        mutation.finish(outcome("nothing to send"));
        assert!(!mutation.busy());
        assert!(mutation.start());
    }

    #[test]
    fn judges_by_how_the_write_ended_and_by_what_was_read_back() {
        let mutation = Mutation::new();
        assert!(mutation.start());
        run(mutation.sent(
            Ok(1),
            async |_| 2,
            |sent, after| {
                assert_eq!((sent, after), (Ok(1), 2));
                outcome("saved")
            },
        ));
        assert_eq!(mutation.outcome(), Some(outcome("saved")));
    }

    #[test]
    fn says_how_the_write_ended_while_it_reads_back() {
        let mutation = Mutation::new();
        let lost = ApiError::new(ErrorKind::Timeout);
        assert!(mutation.start());
        let read_back = async |_: &Result<(), ApiError>| poll_fn(|_| Poll::<()>::Pending).await;
        let mut sent = pin!(mutation.sent(Err(lost.clone()), read_back, |_, ()| outcome("never")));
        let pending = sent.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(pending, Poll::Pending);
        assert_eq!(mutation.stage(), Stage::Verifying(Err(lost)));
        assert!(mutation.busy());
        assert!(!mutation.start());
    }

    #[test]
    fn forgets_an_outcome_but_never_a_write_under_way() {
        let mutation = Mutation::new();
        assert!(mutation.start());
        mutation.reset();
        assert_eq!(mutation.stage(), Stage::Sending);
        mutation.finish(outcome("not sent"));
        mutation.reset();
        assert_eq!(mutation.stage(), Stage::Idle);
    }

    #[test]
    fn leaves_failures_to_the_alert_and_says_nothing_on_a_page_that_was_left() {
        assert_eq!(
            outcome("saved").announcement(false),
            Some("saved".to_owned())
        );
        assert_eq!(outcome("saved").announcement(true), None);
        let failed = Outcome::new(Severity::Error, "failed");
        assert_eq!(failed.announcement(false), None);
    }
}
