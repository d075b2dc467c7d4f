//! Switching notifications: what is on its way, what came of it, what can be undone. Belongs to the page and not to a row,
//! since rows come and go with a search.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::Field;
use crate::api::tenant::notifications;
use crate::api::tenant::settings::{Notification, UserSettings};
use crate::app::context::use_client;
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::relative_time::counted;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_outcome::Kept;
use crate::ui::announcer::use_announcer;
use crate::ui::effect::effect;

/// Codes and their wished states, as one request carries them.
pub(crate) type Wishes = Vec<(String, bool)>;

/// One request.
#[derive(Clone)]
struct Batch {
    wishes: Arc<Wishes>,
    /// The words for it, such as a label.
    about: Arc<str>,
    /// How it ended; then it waits for the settings to be read back.
    sent: Option<Result<(), ApiError>>,
}

/// What came of the last change of several at once.
#[derive(Clone)]
pub(crate) struct Bulk {
    pub(crate) message: String,
    pub(crate) failed: bool,
    /// Puts back what was changed.
    pub(crate) undo: Wishes,
}

/// What a row shows beside its switch.
#[derive(Clone, PartialEq)]
pub(crate) enum RowState {
    Still,
    Saving,
    /// The flag tells whether the row speaks for itself: it was switched alone.
    Kept(Kept, bool),
}

#[derive(Clone, Copy)]
pub(crate) struct Preferences {
    read: ApiResource<UserSettings>,
    tabs: TabSync,
    under_way: RwSignal<Vec<Batch>>,
    kept: RwSignal<BTreeMap<String, (Kept, bool)>>,
    bulk: RwSignal<Option<Bulk>>,
    client: StoredValue<Client, LocalStorage>,
    /// All settings are being replaced, this list included: nothing of it may change meanwhile.
    locked: RwSignal<bool>,
}

impl Preferences {
    pub(crate) fn new(read: ApiResource<UserSettings>, tabs: TabSync) -> Self {
        let this = Self {
            read,
            tabs,
            under_way: RwSignal::new(Vec::new()),
            kept: RwSignal::new(BTreeMap::new()),
            bulk: RwSignal::new(None),
            client: StoredValue::new_local(use_client()),
            locked: RwSignal::new(false),
        };
        this.tell_once_read_back();
        this
    }

    /// Sends these wishes in one request, unless one of their codes is under way. `about` names them to the person.
    pub(crate) fn send(self, about: &str, wishes: Wishes) {
        let taken = |code: &String| untrack(|| self.wish(code)).is_some();
        if self.locked.get_untracked()
            || wishes.is_empty()
            || wishes.iter().any(|(code, _)| taken(code))
        {
            return;
        }
        self.kept.update(|kept| {
            // A failure of another row stays until that row is tried again, or all are.
            let alone = wishes.len() == 1;
            kept.retain(|code, (outcome, _)| {
                alone && *outcome != Kept::Saved && wishes.iter().all(|(wished, _)| wished != code)
            });
        });
        self.bulk.set(None);
        let batch = Batch {
            wishes: Arc::new(wishes),
            about: about.into(),
            sent: None,
        };
        let wishes = batch.wishes.clone();
        self.under_way.update(|batches| batches.push(batch));
        let client = self.client.get_value();
        spawn_local(async move {
            let sent = notifications::set(&client, &wishes, &Cancel::default()).await;
            self.tabs.tell_changed();
            self.read.refetch();
            let _ = self.under_way.try_update(|batches| {
                let own = batches
                    .iter_mut()
                    .find(|batch| Arc::ptr_eq(&batch.wishes, &wishes));
                if let Some(batch) = own {
                    batch.sent = Some(sent);
                }
            });
        });
    }

    /// What is wished for a code while it is under way; tracked.
    pub(crate) fn wish(self, code: &str) -> Option<bool> {
        self.under_way.with(|batches| {
            let mut wishes = batches.iter().flat_map(|batch| batch.wishes.iter());
            wishes.find(|(known, _)| known == code).map(|(_, on)| *on)
        })
    }

    /// Whether anything is under way; tracked.
    pub(crate) fn busy(self) -> bool {
        self.under_way.with(|batches| !batches.is_empty())
    }

    /// Whether nothing may be switched; tracked.
    pub(crate) fn locked(self) -> bool {
        self.locked.get()
    }

    /// Keeps all as it is while the settings are replaced as a whole.
    pub(crate) fn lock(self, locked: bool) {
        let _ = self.locked.try_set(locked);
    }

    /// What the row of a code shows; tracked.
    pub(crate) fn row(self, code: &str) -> RowState {
        if self.wish(code).is_some() {
            return RowState::Saving;
        }
        self.kept.with(|kept| match kept.get(code) {
            Some((kept, alone)) => RowState::Kept(kept.clone(), *alone),
            None => RowState::Still,
        })
    }

    /// What came of the last change of several; tracked.
    pub(crate) fn bulk(self) -> Option<Bulk> {
        self.bulk.get()
    }

    fn tell_once_read_back(self) {
        let announcer = use_announcer();
        effect(move || {
            if self.read.loading()
                || !self
                    .under_way
                    .with(|all| all.iter().any(|one| one.sent.is_some()))
            {
                return;
            }
            let (ended, going): (Vec<Batch>, Vec<Batch>) = self
                .under_way
                .get_untracked()
                .into_iter()
                .partition(|batch| batch.sent.is_some());
            self.under_way.set(going);
            let failed = untrack(|| self.read.error()).is_some();
            let settings = untrack(|| self.read.value()).filter(|_| !failed);
            let items: &[Field<Notification>] =
                match settings.as_deref().map(|now| &now.notifications) {
                    Some(Field::Known(items)) => items,
                    _ => &[],
                };
            for batch in ended {
                if let Some(said) = self.settle(&batch, items) {
                    announcer.announce(said);
                }
            }
        });
    }

    /// Notes what came of a batch; returns what is to be said, unless an alert says it.
    fn settle(self, batch: &Batch, items: &[Field<Notification>]) -> Option<String> {
        let Some(sent) = &batch.sent else {
            return None;
        };
        let alone = batch.wishes.len() == 1;
        let judged = |(code, wish): &(String, bool)| {
            notification_outcome::judge(*wish, sent, notification_outcome::state_of(items, code))
        };
        let outcomes: Vec<Kept> = batch.wishes.iter().map(judged).collect();
        self.kept.update(|kept| {
            for ((code, _), outcome) in batch.wishes.iter().zip(&outcomes) {
                kept.insert(code.clone(), (outcome.clone(), alone));
            }
        });
        let state = if batch.wishes.first().is_some_and(|(_, on)| *on) {
            "on"
        } else {
            "off"
        };
        if alone {
            return (outcomes.first() == Some(&Kept::Saved))
                .then(|| format!("{}: {state}. Saved.", batch.about));
        }
        let bulk = bulk(batch, &outcomes);
        let said = (!bulk.failed).then(|| bulk.message.clone());
        self.bulk.set(Some(bulk));
        said
    }
}

fn bulk(batch: &Batch, outcomes: &[Kept]) -> Bulk {
    let pairs = || batch.wishes.iter().zip(outcomes);
    let undo: Wishes = pairs()
        .filter(|(_, kept)| **kept == Kept::Saved)
        .map(|((code, on), _)| (code.clone(), !on))
        .collect();
    let lost = outcomes.len() - undo.len();
    let why = outcomes.iter().find_map(|kept| match kept {
        Kept::NotSaved(why) | Kept::Unsure(why) => Some(why.clone()),
        Kept::Saved => None,
    });
    let message = match why {
        None => format!("{}: saved.", batch.about),
        Some(why) => format!(
            "{} of {} not changed. {why}",
            lost,
            counted(outcomes.len() as i64, "notification")
        ),
    };
    Bulk {
        message,
        failed: lost > 0,
        undo,
    }
}
