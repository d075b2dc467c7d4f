//! "Remind me": a calendar entry, and a browser notification once a new request is possible. The reminder is stored in this
//! tab and survives a reload; when it is due, the settings are read again, since the service decides.

use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use super::labels;
use crate::api::http::client::Client;
use crate::api::http::offline;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::use_client;
use crate::app::lazy;
use crate::app::resource::ApiResource;
use crate::browser::focus;
use crate::browser::notifications;
use crate::browser::notifications::Permission;
use crate::browser::storage::StorageArea;
use crate::domain::settings::reminder::{Due, PendingReminder};
use crate::domain::settings::{calendar_event as calendar, poll_schedule};
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::card::Fact;
use crate::ui::effect::effect;
use crate::ui::switch::Switch;

/// Where the tab stores the reminder: two times, nothing about the user.
const KEY: &str = "reminder";
/// Two tabs show one notification.
const TAG: &str = "rolecall:reminder";
/// How often a hidden tab checks the clock; browsers throttle this to once a minute.
const CHECK_INTERVAL: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
struct Reminder {
    read: ApiResource<UserSettings>,
    pending: RwSignal<Option<PendingReminder>>,
    /// The browser's answer when last asked.
    permission: RwSignal<Permission>,
    /// How many reads this tab made while hidden, and how often it has checked the clock since. Checks are counted rather
    /// than time, since the service's clock may be set back.
    reads: StoredValue<(u32, i64)>,
    announcer: Announcer,
    client: StoredValue<Client, LocalStorage>,
}

impl Reminder {
    fn new(read: ApiResource<UserSettings>) -> Self {
        let this = Self {
            read,
            pending: RwSignal::new(
                load().filter(|_| notifications::permission() == Permission::Granted),
            ),
            permission: RwSignal::new(notifications::permission()),
            reads: StoredValue::new((0, 0)),
            announcer: use_announcer(),
            client: StoredValue::new_local(use_client()),
        };
        this.notify_when_allowed();
        this.poll_while_hidden();
        this
    }

    /// Whether the user is waiting for a notification; tracked.
    fn on(self) -> bool {
        self.pending.with(Option::is_some)
    }

    fn now_ms(self) -> i64 {
        self.client.with_value(Client::now_ms)
    }

    fn set(self, pending: Option<PendingReminder>) {
        store(pending);
        self.reads.set_value((0, 0));
        let _ = self.pending.try_set(pending);
    }

    fn switch(self, on: bool) {
        if !on {
            self.set(None);
            return;
        }
        spawn_local(async move {
            let permission = notifications::ask().await;
            if self.permission.try_set(permission).is_some() {
                // The page was left while the browser was asking.
                return;
            }
            if permission == Permission::Granted {
                let settings = self.read.value_untracked();
                self.set(
                    settings.and_then(|settings| PendingReminder::of(&settings, self.now_ms())),
                );
            } else {
                self.announcer
                    .announce(labels::reminder_note(permission, false));
            }
        });
    }

    fn notify_when_allowed(self) {
        effect(move || {
            let (Some(pending), Some(settings)) = (self.pending.get(), self.read.value()) else {
                return;
            };
            match pending.due(&settings, self.now_ms()) {
                Due::Notify => {
                    self.set(None);
                    notifications::show(labels::REMINDER_TITLE, labels::REMINDER_BODY, TAG);
                    self.announcer.announce(labels::REMINDER_ANNOUNCEMENT);
                }
                Due::Drop => self.set(None),
                Due::Check | Due::Wait => {}
            }
        });
    }

    /// While the page is visible, [`super::polling`] reads; in a hidden tab nothing else would.
    fn poll_while_hidden(self) {
        let timer = StoredValue::new(None::<IntervalHandle>);
        let stop = move || {
            if let Some(Some(timer)) = timer.try_update_value(Option::take) {
                timer.clear();
            }
        };
        effect(move || {
            stop();
            if self.on() {
                timer
                    .set_value(set_interval_with_handle(move || self.check(), CHECK_INTERVAL).ok());
            }
        });
        on_cleanup(stop);
    }

    fn check(self) {
        let hidden = document().hidden();
        let (Some(pending), Some(settings)) = (
            self.pending.get_untracked(),
            self.read.value_untracked().filter(|_| hidden),
        ) else {
            return;
        };
        let now = self.now_ms();
        let (reads, checks) = self.reads.get_value();
        self.reads.set_value((reads, checks + 1));
        let failed = untrack(|| self.read.error()).is_some();
        let busy = untrack(|| self.read.loading());
        if busy || pending.due(&settings, now) != Due::Check {
            return;
        }
        let waited = (checks + 1) * CHECK_INTERVAL.as_millis() as i64;
        let is_due = poll_schedule::wait_ms(reads, failed).is_some_and(|wait| waited >= wait);
        if is_due && offline::may_poll() {
            self.reads.set_value((reads + 1, 0));
            self.read.refetch();
        }
    }
}

/// Both kinds of reminder; shown while we know when the next request is possible, and until a reminder has been given.
/// Loaded lazily, since most users wait for nothing.
pub(super) fn reminder(read: ApiResource<UserSettings>, until: Memo<Option<i64>>) -> impl IntoView {
    let needed = Memo::new(move |before| {
        before == Some(&true) || until.with(Option::is_some) || stored().is_some()
    });
    move || {
        needed.get().then(|| {
            lazy::lazy_section(
                || Box::pin(fetch_reminder()),
                move || lazy::poll_ready(make_reminder(read, until)),
            )
        })
    }
}

#[wasm_split(reminder, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_reminder))]
fn make_reminder(read: ApiResource<UserSettings>, until: Memo<Option<i64>>) -> lazy::LazyView {
    let reminder = Reminder::new(read);
    let visible = Memo::new(move |_| until.with(Option::is_some) || reminder.on());
    let row = move || visible.get().then(|| view! { <Row reminder until /> });
    Ok(row.into_any())
}

#[component]
fn Row(reminder: Reminder, until: Memo<Option<i64>>) -> impl IntoView {
    let part = NodeRef::<html::Div>::new();
    // Disappears by itself once a new request is possible.
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    let file = move || calendar::data_url(until.get()?, reminder.now_ms());
    let supported = move || reminder.permission.get() != Permission::Unsupported;
    view! {
        <dl class="facts"><Fact label=labels::REMIND_ME>
            <div class="reminders" node_ref=part>
                {move || file().map(|url| view! {
                    <a class="reminder" href=url download=labels::CALENDAR_FILE>{labels::ADD_TO_CALENDAR}</a>
                })}
                {move || supported().then(|| view! {
                    <Switch
                        label=labels::NOTIFY_ME
                        on=Signal::derive(move || reminder.on())
                        described_by="reminder-note"
                        on_change=move |on| reminder.switch(on)
                    />
                })}
                <p id="reminder-note" class="quiet small">{move || labels::reminder_note(reminder.permission.get(), reminder.on())}</p>
            </div>
        </Fact></dl>
    }
}

fn load() -> Option<PendingReminder> {
    PendingReminder::parse(&stored()?)
}

fn stored() -> Option<String> {
    StorageArea::Session.get(KEY).ok().flatten()
}

/// Without storage the reminder lasts until the next reload.
fn store(pending: Option<PendingReminder>) {
    match pending {
        Some(pending) => _ = StorageArea::Session.set(KEY, &pending.serialize()),
        None => StorageArea::Session.remove(KEY),
    }
}
