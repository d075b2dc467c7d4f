//! The users on the page: read while they arrive, kept when the answer breaks off, read again without losing the old ones.
//! Owns the directory and what came of the newest read. Knows nothing of search, order or the screen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{BrokenRow, Directory, Ingest, Outcome, Report};

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ErrorKind;
use crate::api::tenant::user_roles;
use crate::app::context::use_client;
use crate::app::resource::supersede;
use crate::browser::online::on_back_online;
use crate::browser::scheduler::{TimeSlice, now_ms};
use crate::pages::users::load_error::LoadError;

/// Bytes that are read between two looks at the clock: about a millisecond.
const STEP_BYTES: usize = 64 << 10;

/// How far a read is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Progress {
    pub(crate) users: u32,
    /// Between 0 and 1, where the size is known.
    pub(crate) part: Option<f64>,
}

/// A handle; copies are the same users.
#[derive(Clone, Copy)]
pub(crate) struct UserStore {
    snapshots: StoredValue<Rc<RefCell<Snapshots>>, LocalStorage>,
    client: StoredValue<Client, LocalStorage>,
    under_way: StoredValue<Cancel, LocalStorage>,
    version: RwSignal<Version>,
    progress: RwSignal<Option<Progress>>,
    error: RwSignal<Option<LoadError>>,
}

/// Which users there are. A row number means the same user for as long as `generation` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) generation: u32,
    pub(crate) rows: u32,
    /// Nothing more is expected to come.
    pub(crate) complete: bool,
}

#[derive(Default)]
struct Snapshots {
    shown: Snapshot,
    /// A newer answer that does not yet hold as much as what is shown.
    coming: Option<Box<Ingest>>,
    /// What was shown before, until those who hold row numbers have taken theirs along.
    old: Option<Snapshot>,
    generation: u32,
}

enum Snapshot {
    Loading(Box<Ingest>),
    Complete(Box<Directory>, Report),
}

impl Default for Snapshot {
    fn default() -> Self {
        Self::Loading(Box::new(Ingest::new()))
    }
}

impl Snapshot {
    fn directory(&self) -> &Directory {
        match self {
            Self::Loading(ingest) => ingest.directory(),
            Self::Complete(directory, _) => directory,
        }
    }

    fn broken(&self) -> (u64, &[BrokenRow]) {
        match self {
            Self::Loading(ingest) => ingest.broken_rows(),
            Self::Complete(_, report) => (report.broken_rows, &report.broken),
        }
    }
}

impl Snapshots {
    /// The reading under way.
    fn ingest(&mut self) -> Option<&mut Ingest> {
        match (&mut self.coming, &mut self.shown) {
            (Some(coming), _) => Some(coming),
            (None, Snapshot::Loading(ingest)) => Some(ingest),
            (None, Snapshot::Complete(..)) => None,
        }
    }

    fn show(&mut self, snapshot: Snapshot) {
        self.old = Some(std::mem::replace(&mut self.shown, snapshot));
        self.generation += 1;
    }

    /// The newer answer takes over once it holds more than the old one, so that nobody's view gets shorter.
    fn promote(&mut self) {
        let old = self.shown.directory().len();
        if let Some(coming) = self.coming.take_if(|coming| coming.directory().len() > old) {
            self.show(Snapshot::Loading(coming));
        }
    }

    /// The stream is over. A complete answer is the truth, however short; of a broken one the longer counts.
    fn finish(&mut self) -> Outcome {
        if let Some(coming) = self.coming.take() {
            let (directory, report) = coming.finish();
            let outcome = report.outcome;
            if outcome == Outcome::Complete {
                self.show(Snapshot::Complete(Box::new(directory), report));
            }
            return outcome;
        }
        match std::mem::take(&mut self.shown) {
            Snapshot::Loading(ingest) => {
                let (directory, report) = ingest.finish();
                let outcome = report.outcome;
                self.shown = Snapshot::Complete(Box::new(directory), report);
                outcome
            }
            there @ Snapshot::Complete(..) => {
                self.shown = there;
                Outcome::Complete
            }
        }
    }
}

impl UserStore {
    /// Begins to read; leaving the page ends it.
    pub(crate) fn read() -> Self {
        let users = Self {
            snapshots: StoredValue::new_local(Rc::default()),
            client: StoredValue::new_local(use_client()),
            under_way: StoredValue::new_local(Cancel::default()),
            version: RwSignal::new(Version::default()),
            progress: RwSignal::new(None),
            error: RwSignal::new(None),
        };
        users.again();
        on_back_online(move || {
            let offline =
                |error: &Option<LoadError>| error.as_ref().is_some_and(|error| error.offline);
            if users.error.try_with_untracked(offline) == Some(true) {
                users.again();
            }
        });
        on_cleanup(move || {
            let _ = users.under_way.try_with_value(Cancel::cancel);
        });
        users
    }

    /// Reads again. What is on screen stays until there is something better.
    pub(crate) fn again(self) {
        let cancel = supersede(self.under_way);
        let (Some(snapshots), Some(client)) =
            (self.snapshots.try_get_value(), self.client.try_get_value())
        else {
            return;
        };
        {
            let mut snapshots = snapshots.borrow_mut();
            match &snapshots.shown {
                Snapshot::Loading(ingest) if ingest.directory().is_empty() => {
                    snapshots.show(Snapshot::default())
                }
                Snapshot::Loading(_) => {
                    snapshots.finish();
                    snapshots.coming = Some(Box::new(Ingest::new()));
                }
                Snapshot::Complete(..) => snapshots.coming = Some(Box::new(Ingest::new())),
            }
        }
        self.progress.set(Some(Progress {
            users: 0,
            part: None,
        }));
        spawn_local(self.take(snapshots, client, cancel));
    }

    async fn take(self, snapshots: Rc<RefCell<Snapshots>>, client: Client, cancel: Cancel) {
        let stopped = self.stream(&snapshots, &client, &cancel).await;
        if cancel.is_cancelled() {
            return;
        }
        let outcome = snapshots.borrow_mut().finish();
        let rows = snapshots.borrow().shown.directory().len();
        let _ = self
            .error
            .try_set(stopped.or_else(|| LoadError::of_outcome(outcome, rows)));
        let _ = self.progress.try_set(None);
        self.publish(&snapshots, true);
    }

    /// Reads the answer to its end, or says why it did not come to it.
    async fn stream(
        self,
        snapshots: &Rc<RefCell<Snapshots>>,
        client: &Client,
        cancel: &Cancel,
    ) -> Option<LoadError> {
        let mut body = match user_roles::open(client, cancel).await {
            Ok(body) => body,
            Err(error) => {
                return Some(LoadError::of_error(
                    error,
                    snapshots.borrow().shown.directory().len(),
                ));
            }
        };
        let length = body.length().filter(|length| *length > 0);
        let mut slice = TimeSlice::start();
        let mut published = f64::NEG_INFINITY;
        loop {
            match body.next().await {
                Ok(Some(piece)) => snapshots.borrow_mut().ingest()?.push(piece),
                Ok(None) => return None,
                Err(error) if error.kind == ErrorKind::Aborted => return None,
                Err(error) => {
                    return Some(LoadError::of_error(
                        error,
                        snapshots.borrow().shown.directory().len(),
                    ));
                }
            }
            loop {
                let progress = snapshots.borrow_mut().ingest()?.step(STEP_BYTES);
                // Often at first; a million rows need not be counted ten times a second.
                if now_ms() - published > 100.0 + f64::from(progress.rows) / 1_000.0 {
                    // What is shown anew is a task of its own.
                    slice.yield_now().await;
                    published = now_ms();
                    let part = length.map(|length| progress.bytes as f64 / length as f64);
                    let _ = self.progress.try_set(Some(Progress {
                        users: progress.rows,
                        part,
                    }));
                    snapshots.borrow_mut().promote();
                    self.publish(snapshots, false);
                    slice.yield_now().await;
                }
                slice.yield_if_due().await;
                if cancel.is_cancelled() || progress.stopped {
                    return None;
                }
                if progress.waiting == 0 {
                    break;
                }
            }
        }
    }

    fn publish(self, snapshots: &Rc<RefCell<Snapshots>>, complete: bool) {
        let version = {
            let snapshots = snapshots.borrow();
            let rows = snapshots.shown.directory().len();
            Version {
                generation: snapshots.generation,
                rows,
                complete,
            }
        };
        if self.version.try_get_untracked() != Some(version) {
            let _ = self.version.try_set(version);
        }
    }

    /// Looks at the users there are; `None` once the page is gone. Not tracked: [`UserStore::version`] is.
    pub(crate) fn with<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let snapshots = self.snapshots.try_get_value()?;
        let snapshots = snapshots.borrow();
        Some(look(snapshots.shown.directory()))
    }

    /// Looks at the users of the edition before; `None` once they are forgotten.
    pub(crate) fn with_old<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let snapshots = self.snapshots.try_get_value()?;
        let snapshots = snapshots.borrow();
        snapshots.old.as_ref().map(|old| look(old.directory()))
    }

    /// Nobody needs the edition before any more.
    pub(crate) fn forget_old(self) {
        if let Some(snapshots) = self.snapshots.try_get_value() {
            snapshots.borrow_mut().old = None;
        }
    }

    /// How many items of the answer are no users, and the first of them. Tracked.
    pub(crate) fn broken(self) -> (u64, Vec<BrokenRow>) {
        self.version.track();
        let Some(snapshots) = self.snapshots.try_get_value() else {
            return (0, Vec::new());
        };
        let snapshots = snapshots.borrow();
        let (count, first) = snapshots.shown.broken();
        (count, first.to_vec())
    }

    /// Which users there are; tracked.
    pub(crate) fn version(self) -> Version {
        self.version.get()
    }

    /// As [`UserStore::version`], not tracked.
    pub(crate) fn version_untracked(self) -> Version {
        self.version.get_untracked()
    }

    /// How far the read is; `None` when none is under way. Tracked.
    pub(crate) fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Why the newest read did not come to a good end; tracked.
    pub(crate) fn error(self) -> Option<LoadError> {
        self.error.get()
    }
}
