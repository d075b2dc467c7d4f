//! The users of the tenant: decoded while they load, kept if the stream is cut, loaded again without losing the old ones. Owns the
//! directory and how the latest read ended. Knows nothing of search, order or views.

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

/// Bytes decoded between two looks at the clock: about a millisecond.
const STEP_BYTES: usize = 64 << 10;

/// How far a read has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Progress {
    pub(crate) users: u32,
    /// From 0 to 1, if the size is known.
    pub(crate) part: Option<f64>,
}

/// A handle; copies are the same users.
#[derive(Clone, Copy)]
pub(crate) struct UserStore {
    snapshots: StoredValue<Rc<RefCell<Snapshots>>, LocalStorage>,
    client: StoredValue<Client, LocalStorage>,
    cancel: StoredValue<Cancel, LocalStorage>,
    version: RwSignal<Version>,
    progress: RwSignal<Option<Progress>>,
    error: RwSignal<Option<LoadError>>,
}

/// Which users are loaded. A row number means the same user as long as `generation` is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) generation: u32,
    pub(crate) rows: u32,
    /// No more users are expected.
    pub(crate) complete: bool,
}

#[derive(Default)]
struct Snapshots {
    current: Snapshot,
    /// A newer response that has fewer users so far than the current one.
    next: Option<Box<Ingest>>,
    /// The snapshot before, until whoever holds its row numbers has transferred them.
    previous: Option<Snapshot>,
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
    /// The read in progress.
    fn ingest(&mut self) -> Option<&mut Ingest> {
        match (&mut self.next, &mut self.current) {
            (Some(next), _) => Some(next),
            (None, Snapshot::Loading(ingest)) => Some(ingest),
            (None, Snapshot::Complete(..)) => None,
        }
    }

    fn replace_current(&mut self, snapshot: Snapshot) {
        self.previous = Some(std::mem::replace(&mut self.current, snapshot));
        self.generation += 1;
    }

    /// The newer response takes over once it has more users than the old one, so that the list never gets shorter.
    fn promote(&mut self) {
        let len = self.current.directory().len();
        if let Some(next) = self.next.take_if(|next| next.directory().len() > len) {
            self.replace_current(Snapshot::Loading(next));
        }
    }

    /// The stream has ended. A complete response always replaces the old one, however short; of an incomplete one, the longer stays.
    fn finish(&mut self) -> Outcome {
        if let Some(next) = self.next.take() {
            let (directory, report) = next.finish();
            let outcome = report.outcome;
            if outcome == Outcome::Complete {
                self.replace_current(Snapshot::Complete(Box::new(directory), report));
            }
            return outcome;
        }
        match std::mem::take(&mut self.current) {
            Snapshot::Loading(ingest) => {
                let (directory, report) = ingest.finish();
                let outcome = report.outcome;
                self.current = Snapshot::Complete(Box::new(directory), report);
                outcome
            }
            complete @ Snapshot::Complete(..) => {
                self.current = complete;
                Outcome::Complete
            }
        }
    }
}

impl UserStore {
    /// Starts loading; leaving the page cancels it.
    pub(crate) fn load() -> Self {
        let users = Self {
            snapshots: StoredValue::new_local(Rc::default()),
            client: StoredValue::new_local(use_client()),
            cancel: StoredValue::new_local(Cancel::default()),
            version: RwSignal::new(Version::default()),
            progress: RwSignal::new(None),
            error: RwSignal::new(None),
        };
        users.refetch();
        on_back_online(move || {
            let has_failed = users.error.try_with_untracked(|error: &Option<LoadError>| {
                error
                    .as_ref()
                    .is_some_and(|error| error.is_about_connection)
            });
            if has_failed == Some(true)
                && users.progress.try_with_untracked(Option::is_none) == Some(true)
            {
                users.refetch();
            }
        });
        on_cleanup(move || {
            let _ = users.cancel.try_with_value(Cancel::cancel);
        });
        users
    }

    /// Loads again. The users on the page stay until there are more.
    pub(crate) fn refetch(self) {
        let cancel = supersede(self.cancel);
        let (Some(snapshots), Some(client)) =
            (self.snapshots.try_get_value(), self.client.try_get_value())
        else {
            return;
        };
        {
            let mut snapshots = snapshots.borrow_mut();
            match &snapshots.current {
                Snapshot::Loading(ingest) if ingest.directory().is_empty() => {
                    snapshots.replace_current(Snapshot::default())
                }
                Snapshot::Loading(_) => {
                    snapshots.finish();
                    snapshots.next = Some(Box::new(Ingest::new()));
                }
                Snapshot::Complete(..) => snapshots.next = Some(Box::new(Ingest::new())),
            }
        }
        self.progress.set(Some(Progress {
            users: 0,
            part: None,
        }));
        spawn_local(self.receive(snapshots, client, cancel));
    }

    async fn receive(self, snapshots: Rc<RefCell<Snapshots>>, client: Client, cancel: Cancel) {
        let error = self.stream(&snapshots, &client, &cancel).await;
        if cancel.is_cancelled() {
            return;
        }
        let outcome = snapshots.borrow_mut().finish();
        let rows = snapshots.borrow().current.directory().len();
        let _ = self
            .error
            .try_set(error.or_else(|| LoadError::from_outcome(outcome, rows)));
        let _ = self.progress.try_set(None);
        self.publish(&snapshots, true);
    }

    /// Reads the response to its end, or returns why that failed.
    async fn stream(
        self,
        snapshots: &Rc<RefCell<Snapshots>>,
        client: &Client,
        cancel: &Cancel,
    ) -> Option<LoadError> {
        let mut body = match user_roles::open(client, cancel).await {
            Ok(body) => body,
            Err(error) => {
                return Some(LoadError::from_error(
                    error,
                    snapshots.borrow().current.directory().len(),
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
                    return Some(LoadError::from_error(
                        error,
                        snapshots.borrow().current.directory().len(),
                    ));
                }
            }
            loop {
                let progress = snapshots.borrow_mut().ingest()?.step(STEP_BYTES);
                // Often at first; a million rows don't need a redraw ten times a second.
                if now_ms() - published > 100.0 + f64::from(progress.rows) / 1_000.0 {
                    // Drawing gets a task of its own.
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
            let rows = snapshots.current.directory().len();
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

    /// The users loaded so far; `None` once the page is gone. Not tracked: [`UserStore::version`] is.
    pub(crate) fn with<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let snapshots = self.snapshots.try_get_value()?;
        let snapshots = snapshots.borrow();
        Some(look(snapshots.current.directory()))
    }

    /// As in [`Version`]; not tracked, and right at any moment: a [`Version`] follows a little later.
    pub(crate) fn generation(self) -> Option<u32> {
        let snapshots = self.snapshots.try_get_value()?;
        let snapshots = snapshots.borrow();
        Some(snapshots.generation)
    }

    /// The users of the generation before; `None` once they are dropped.
    pub(crate) fn with_previous<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let snapshots = self.snapshots.try_get_value()?;
        let snapshots = snapshots.borrow();
        let previous = snapshots.previous.as_ref();
        previous.map(|previous| look(previous.directory()))
    }

    /// Drops the users of the generation before.
    pub(crate) fn drop_previous(self) {
        if let Some(snapshots) = self.snapshots.try_get_value() {
            snapshots.borrow_mut().previous = None;
        }
    }

    /// How many rows of the response are unreadable, and the first of them. Tracked.
    pub(crate) fn broken(self) -> (u64, Vec<BrokenRow>) {
        self.version.track();
        let Some(snapshots) = self.snapshots.try_get_value() else {
            return (0, Vec::new());
        };
        let snapshots = snapshots.borrow();
        let (count, first) = snapshots.current.broken();
        (count, first.to_vec())
    }

    /// Tracked.
    pub(crate) fn version(self) -> Version {
        self.version.get()
    }

    /// As [`UserStore::version`], not tracked.
    pub(crate) fn version_untracked(self) -> Version {
        self.version.get_untracked()
    }

    /// These are all users of the tenant, as far as the service says; tracked.
    pub(crate) fn all_here(self) -> bool {
        self.version.with(|version| version.complete) && self.error.with(Option::is_none)
    }

    /// `None` while nothing loads. Tracked.
    pub(crate) fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Why the latest read failed; tracked.
    pub(crate) fn error(self) -> Option<LoadError> {
        self.error.get()
    }
}
