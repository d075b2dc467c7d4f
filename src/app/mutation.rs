//! The course of one change: sent once, the settings read back, what came of it said once. Owns what is in flight; what is
//! sent and how its end is judged is handed in. Nothing here repeats anything.

use std::sync::Arc;

use leptos::prelude::*;

use super::resource::ApiResource;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::settings::UserSettings;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::initial_access_outcome::{Outcome, Severity};
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::effect::effect;

/// Where a change stands.
#[derive(Clone, PartialEq)]
pub(crate) enum Stage {
    /// Nothing was sent since the page was opened.
    Idle,
    /// It is on its way.
    Sending,
    /// It ended so; the settings are being read back.
    Verifying(Result<(), ApiError>),
    /// What came of it.
    Done(Outcome),
}

/// Judges by how the change ended and by the settings read back, `None` when they could not be.
type Judge = Box<dyn Fn(&Result<(), ApiError>, Option<&UserSettings>) -> Outcome>;

#[derive(Clone, Copy)]
pub(crate) struct Mutation {
    read: ApiResource<UserSettings>,
    tabs: TabSync,
    stage: RwSignal<Stage>,
    judge: StoredValue<Option<Judge>, LocalStorage>,
    announcer: Announcer,
}

impl Mutation {
    pub(crate) fn new(read: ApiResource<UserSettings>, tabs: TabSync) -> Self {
        let this = Self {
            read,
            tabs,
            stage: RwSignal::new(Stage::Idle),
            judge: StoredValue::new_local(None),
            announcer: use_announcer(),
        };
        this.tell_once_read_back();
        this
    }

    /// Where it stands; tracked.
    pub(crate) fn stage(self) -> Stage {
        self.stage.get()
    }

    /// Whether a change or its reading back is under way; tracked.
    pub(crate) fn busy(self) -> bool {
        self.stage
            .with(|stage| matches!(stage, Stage::Sending | Stage::Verifying(_)))
    }

    /// What came of the last change; tracked.
    pub(crate) fn outcome(self) -> Option<Outcome> {
        self.stage.with(|stage| match stage {
            Stage::Done(outcome) => Some(outcome.clone()),
            Stage::Idle | Stage::Sending | Stage::Verifying(_) => None,
        })
    }

    /// A change begins; false when one is under way, for then none may.
    #[must_use]
    pub(crate) fn start(
        self,
        judge: impl Fn(&Result<(), ApiError>, Option<&UserSettings>) -> Outcome + 'static,
    ) -> bool {
        if untrack(|| self.busy()) {
            return false;
        }
        self.judge.set_value(Some(Box::new(judge)));
        self.stage.set(Stage::Sending);
        true
    }

    /// It was sent and ended so: the other tabs and this one read how it stands. The page may be gone meanwhile.
    pub(crate) fn sent(self, sent: Result<(), ApiError>) {
        self.tabs.tell_changed();
        // Where nothing can be read either, a second complaint helps nobody.
        let in_vain = |error: &ApiError| {
            matches!(error.kind, ErrorKind::Offline | ErrorKind::Unauthenticated)
        };
        if !sent.as_ref().is_err_and(in_vain) {
            self.read.refetch();
        }
        let _ = self.stage.try_set(Stage::Verifying(sent));
    }

    /// It ended without anything having been sent.
    pub(crate) fn not_sent(self, outcome: Outcome) {
        let _ = self.stage.try_set(Stage::Done(outcome));
    }

    /// What came of the last change is history.
    pub(crate) fn reset(self) {
        if untrack(|| self.outcome()).is_some() {
            self.stage.set(Stage::Idle);
        }
    }

    fn tell_once_read_back(self) {
        effect(move || {
            if self.read.loading() {
                return;
            }
            let Stage::Verifying(sent) = self.stage.get() else {
                return;
            };
            let failed = untrack(|| self.read.error()).is_some();
            let after: Option<Arc<UserSettings>> =
                untrack(|| self.read.value()).filter(|_| !failed);
            let judged = self
                .judge
                .with_value(|judge| Some(judge.as_ref()?(&sent, after.as_deref())));
            let Some(outcome) = judged else {
                return;
            };
            // Failures are alerts, which are read out by themselves.
            if outcome.severity != Severity::Error {
                self.announcer.announce(outcome.message.clone());
            }
            self.stage.set(Stage::Done(outcome));
        });
    }
}
