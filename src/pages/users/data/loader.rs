//! The users on the page: read while they arrive, kept when the answer breaks off, read again without losing the old ones.
//! Owns the directory and what came of the newest read. Knows nothing of search, order or the screen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{BrokenRow, Directory, Ingest, Outcome, Report};

use crate::api::http::client::{Cancel, Client};
use crate::api::http::error::ErrorKind;
use crate::api::tenant::user_roles;
use crate::app::context::use_client;
use crate::app::resource::supersede;
use crate::browser::scheduler::{TimeSlice, now_ms};
use crate::pages::users::load_error::Stop;

/// Bytes that are read between two looks at the clock: about a millisecond.
const STEP_BYTES: usize = 64 << 10;

/// How far a read is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arriving {
    pub(crate) users: u32,
    /// Between 0 and 1, where the size is known.
    pub(crate) part: Option<f64>,
}

/// A handle; copies are the same users.
#[derive(Clone, Copy)]
pub(crate) struct Users {
    shelf: StoredValue<Rc<RefCell<Shelf>>, LocalStorage>,
    client: StoredValue<Client, LocalStorage>,
    under_way: StoredValue<Cancel, LocalStorage>,
    version: RwSignal<Version>,
    arriving: RwSignal<Option<Arriving>>,
    stop: RwSignal<Option<Stop>>,
}

/// Which users there are. A row number means the same user for as long as `edition` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) edition: u32,
    pub(crate) rows: u32,
    /// Nothing more is expected to come.
    pub(crate) settled: bool,
}

#[derive(Default)]
struct Shelf {
    shown: Stock,
    /// A newer answer that does not yet hold as much as what is shown.
    coming: Option<Box<Ingest>>,
    /// What was shown before, until those who hold row numbers have taken theirs along.
    old: Option<Stock>,
    edition: u32,
}

enum Stock {
    Arriving(Box<Ingest>),
    There(Box<Directory>, Report),
}

impl Default for Stock {
    fn default() -> Self {
        Self::Arriving(Box::new(Ingest::new()))
    }
}

impl Stock {
    fn directory(&self) -> &Directory {
        match self {
            Self::Arriving(ingest) => ingest.directory(),
            Self::There(directory, _) => directory,
        }
    }

    fn broken(&self) -> (u64, &[BrokenRow]) {
        match self {
            Self::Arriving(ingest) => ingest.broken_rows(),
            Self::There(_, report) => (report.broken_rows, &report.broken),
        }
    }
}

impl Shelf {
    /// The reading under way.
    fn ingest(&mut self) -> Option<&mut Ingest> {
        match (&mut self.coming, &mut self.shown) {
            (Some(coming), _) => Some(coming),
            (None, Stock::Arriving(ingest)) => Some(ingest),
            (None, Stock::There(..)) => None,
        }
    }

    fn show(&mut self, stock: Stock) {
        self.old = Some(std::mem::replace(&mut self.shown, stock));
        self.edition += 1;
    }

    /// The newer answer takes over once it holds more than the old one, so that nobody's view gets shorter.
    fn promote(&mut self) {
        let old = self.shown.directory().len();
        if let Some(coming) = self.coming.take_if(|coming| coming.directory().len() > old) {
            self.show(Stock::Arriving(coming));
        }
    }

    /// The stream is over. A complete answer is the truth, however short; of a broken one the longer counts.
    fn finish(&mut self) -> Outcome {
        if let Some(coming) = self.coming.take() {
            let (directory, report) = coming.finish();
            let outcome = report.outcome;
            if outcome == Outcome::Complete {
                self.show(Stock::There(Box::new(directory), report));
            }
            return outcome;
        }
        match std::mem::take(&mut self.shown) {
            Stock::Arriving(ingest) => {
                let (directory, report) = ingest.finish();
                let outcome = report.outcome;
                self.shown = Stock::There(Box::new(directory), report);
                outcome
            }
            there @ Stock::There(..) => {
                self.shown = there;
                Outcome::Complete
            }
        }
    }
}

impl Users {
    /// Begins to read; leaving the page ends it.
    pub(crate) fn read() -> Self {
        let users = Self {
            shelf: StoredValue::new_local(Rc::default()),
            client: StoredValue::new_local(use_client()),
            under_way: StoredValue::new_local(Cancel::default()),
            version: RwSignal::new(Version::default()),
            arriving: RwSignal::new(None),
            stop: RwSignal::new(None),
        };
        users.again();
        let listener = window_event_listener_untyped("online", move |_| {
            let offline = |stop: &Option<Stop>| stop.as_ref().is_some_and(|stop| stop.offline);
            if users.stop.try_with_untracked(offline) == Some(true) {
                users.again();
            }
        });
        on_cleanup(move || {
            listener.remove();
            let _ = users.under_way.try_with_value(Cancel::cancel);
        });
        users
    }

    /// Reads again. What is on screen stays until there is something better.
    pub(crate) fn again(self) {
        let cancel = supersede(self.under_way);
        let (Some(shelf), Some(client)) = (self.shelf.try_get_value(), self.client.try_get_value())
        else {
            return;
        };
        {
            let mut shelf = shelf.borrow_mut();
            match &shelf.shown {
                Stock::Arriving(ingest) if ingest.directory().is_empty() => {
                    shelf.show(Stock::default())
                }
                Stock::Arriving(_) => {
                    shelf.finish();
                    shelf.coming = Some(Box::new(Ingest::new()));
                }
                Stock::There(..) => shelf.coming = Some(Box::new(Ingest::new())),
            }
        }
        self.arriving.set(Some(Arriving {
            users: 0,
            part: None,
        }));
        spawn_local(self.take(shelf, client, cancel));
    }

    async fn take(self, shelf: Rc<RefCell<Shelf>>, client: Client, cancel: Cancel) {
        let stopped = self.stream(&shelf, &client, &cancel).await;
        if cancel.is_cancelled() {
            return;
        }
        let outcome = shelf.borrow_mut().finish();
        let rows = shelf.borrow().shown.directory().len();
        let _ = self
            .stop
            .try_set(stopped.or_else(|| Stop::of_outcome(outcome, rows)));
        let _ = self.arriving.try_set(None);
        self.publish(&shelf, true);
    }

    /// Reads the answer to its end, or says why it did not come to it.
    async fn stream(
        self,
        shelf: &Rc<RefCell<Shelf>>,
        client: &Client,
        cancel: &Cancel,
    ) -> Option<Stop> {
        let mut body = match user_roles::open(client, cancel).await {
            Ok(body) => body,
            Err(error) => {
                return Some(Stop::of_error(
                    error,
                    shelf.borrow().shown.directory().len(),
                ));
            }
        };
        let length = body.length().filter(|length| *length > 0);
        let mut slice = TimeSlice::start();
        let mut published = f64::NEG_INFINITY;
        loop {
            match body.next().await {
                Ok(Some(piece)) => shelf.borrow_mut().ingest()?.push(piece),
                Ok(None) => return None,
                Err(error) if error.kind == ErrorKind::Aborted => return None,
                Err(error) => {
                    return Some(Stop::of_error(
                        error,
                        shelf.borrow().shown.directory().len(),
                    ));
                }
            }
            loop {
                let progress = shelf.borrow_mut().ingest()?.step(STEP_BYTES);
                // Often at first; a million rows need not be counted ten times a second.
                if now_ms() - published > 100.0 + f64::from(progress.rows) / 1_000.0 {
                    // What is shown anew is a task of its own.
                    slice.yield_now().await;
                    published = now_ms();
                    let part = length.map(|length| progress.bytes as f64 / length as f64);
                    let _ = self.arriving.try_set(Some(Arriving {
                        users: progress.rows,
                        part,
                    }));
                    shelf.borrow_mut().promote();
                    self.publish(shelf, false);
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

    fn publish(self, shelf: &Rc<RefCell<Shelf>>, settled: bool) {
        let version = {
            let shelf = shelf.borrow();
            let rows = shelf.shown.directory().len();
            Version {
                edition: shelf.edition,
                rows,
                settled,
            }
        };
        if self.version.try_get_untracked() != Some(version) {
            let _ = self.version.try_set(version);
        }
    }

    /// Looks at the users there are; `None` once the page is gone. Not tracked: [`Users::version`] is.
    pub(crate) fn with<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let shelf = self.shelf.try_get_value()?;
        let shelf = shelf.borrow();
        Some(look(shelf.shown.directory()))
    }

    /// Looks at the users of the edition before; `None` once they are forgotten.
    pub(crate) fn with_old<T>(self, look: impl FnOnce(&Directory) -> T) -> Option<T> {
        let shelf = self.shelf.try_get_value()?;
        let shelf = shelf.borrow();
        shelf.old.as_ref().map(|old| look(old.directory()))
    }

    /// Nobody needs the edition before any more.
    pub(crate) fn forget_old(self) {
        if let Some(shelf) = self.shelf.try_get_value() {
            shelf.borrow_mut().old = None;
        }
    }

    /// How many items of the answer are no users, and the first of them. Tracked.
    pub(crate) fn broken(self) -> (u64, Vec<BrokenRow>) {
        self.version.track();
        let Some(shelf) = self.shelf.try_get_value() else {
            return (0, Vec::new());
        };
        let shelf = shelf.borrow();
        let (count, first) = shelf.shown.broken();
        (count, first.to_vec())
    }

    /// Which users there are; tracked.
    pub(crate) fn version(self) -> Version {
        self.version.get()
    }

    /// As [`Users::version`], not tracked.
    pub(crate) fn version_untracked(self) -> Version {
        self.version.get_untracked()
    }

    /// How far the read is; `None` when none is under way. Tracked.
    pub(crate) fn arriving(self) -> Option<Arriving> {
        self.arriving.get()
    }

    /// Why the newest read did not come to a good end; tracked.
    pub(crate) fn stop(self) -> Option<Stop> {
        self.stop.get()
    }
}
