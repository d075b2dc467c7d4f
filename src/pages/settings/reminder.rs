//! "Remind me": a calendar entry, and a notification of the browser once the service lets one ask again. The wish for it
//! lives in this tab, over a reload; when its time has come the settings are read, and what they say decides.

use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::api::http::client::Client;
use crate::api::tenant::settings::UserSettings;
use crate::app::context::use_client;
use crate::app::lazy;
use crate::app::resource::ApiResource;
use crate::browser::focus;
use crate::browser::notifications;
use crate::browser::notifications::Permission;
use crate::browser::storage::StorageArea;
use crate::domain::settings::reminder::{Due, Wish, due, wish};
use crate::domain::settings::{calendar_event as calendar, poll_schedule};
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::card::Fact;
use crate::ui::effect::effect;
use crate::ui::switch::Switch;

/// Where the tab keeps the wish. Two times and nothing about the person.
const KEY: &str = "reminder";
/// Two tabs show one notification.
const TAG: &str = "rolecall:reminder";
/// How often a hidden tab looks at the clock; browsers let it do so once a minute at most.
const LOOK: Duration = Duration::from_secs(20);

const ALLOWED: &str = "You may ask for access again";

#[derive(Clone, Copy)]
struct Reminder {
    read: ApiResource<UserSettings>,
    wish: RwSignal<Option<Wish>>,
    /// The browser's last word, as far as it was heard.
    permission: RwSignal<Permission>,
    /// How often this tab asked while hidden, and how often it has looked at the clock since. Looks are counted, not
    /// times: the service's clock may be put back.
    asked: StoredValue<(u32, i64)>,
    announcer: Announcer,
    client: StoredValue<Client, LocalStorage>,
}

impl Reminder {
    fn new(read: ApiResource<UserSettings>) -> Self {
        let this = Self {
            read,
            wish: RwSignal::new(
                kept().filter(|_| notifications::permission() == Permission::Granted),
            ),
            permission: RwSignal::new(notifications::permission()),
            asked: StoredValue::new((0, 0)),
            announcer: use_announcer(),
            client: StoredValue::new_local(use_client()),
        };
        this.tell_when_allowed();
        this.look_while_hidden();
        this
    }

    /// Whether one waits for a notification; tracked.
    fn on(self) -> bool {
        self.wish.with(Option::is_some)
    }

    fn now_ms(self) -> i64 {
        self.client.with_value(Client::now_ms)
    }

    fn set(self, wish: Option<Wish>) {
        keep(wish);
        self.asked.set_value((0, 0));
        let _ = self.wish.try_set(wish);
    }

    fn switch(self, on: bool) {
        if !on {
            self.set(None);
            return;
        }
        spawn_local(async move {
            let answer = notifications::ask().await;
            if self.permission.try_set(answer).is_some() {
                // The page was left while the browser asked.
                return;
            }
            if answer == Permission::Granted {
                let settings = self.read.value_untracked();
                self.set(settings.and_then(|settings| wish(&settings, self.now_ms())));
            } else {
                self.announcer.announce(note(answer, false));
            }
        });
    }

    fn tell_when_allowed(self) {
        effect(move || {
            let (Some(wish), Some(settings)) = (self.wish.get(), self.read.value()) else {
                return;
            };
            match due(wish, &settings, self.now_ms()) {
                Due::Tell => {
                    self.set(None);
                    let body = "The service takes a request for initial access again.";
                    notifications::show(ALLOWED, body, TAG);
                    self.announcer.announce(format!("{ALLOWED}."));
                }
                Due::Forget => self.set(None),
                Due::Ask | Due::Wait => {}
            }
        });
    }

    /// While somebody looks the page follows by itself ([`super::polling`]); in a hidden tab nothing else would ask.
    fn look_while_hidden(self) {
        let timer = StoredValue::new(None::<IntervalHandle>);
        let stop = move || {
            if let Some(Some(timer)) = timer.try_update_value(Option::take) {
                timer.clear();
            }
        };
        effect(move || {
            stop();
            if self.on() {
                timer.set_value(set_interval_with_handle(move || self.look(), LOOK).ok());
            }
        });
        on_cleanup(stop);
    }

    fn look(self) {
        let hidden = document().hidden() && window().navigator().on_line();
        let (Some(wish), Some(settings)) = (
            self.wish.get_untracked(),
            self.read.value_untracked().filter(|_| hidden),
        ) else {
            return;
        };
        let now = self.now_ms();
        let (reads, looks) = self.asked.get_value();
        self.asked.set_value((reads, looks + 1));
        let failed = untrack(|| self.read.error()).is_some();
        let busy = untrack(|| self.read.loading());
        if busy || due(wish, &settings, now) != Due::Ask {
            return;
        }
        let waited = (looks + 1) * LOOK.as_millis() as i64;
        if poll_schedule::wait_ms(reads, failed).is_some_and(|wait| waited >= wait) {
            self.asked.set_value((reads + 1, 0));
            self.read.refetch();
        }
    }
}

/// Both ways of being reminded; there while it is known when one may ask again, and until a wish has come true. Comes apart
/// from the page, for most people wait for nothing.
pub(super) fn reminder(read: ApiResource<UserSettings>, until: Memo<Option<i64>>) -> impl IntoView {
    let needed = Memo::new(move |before| {
        before == Some(&true) || until.with(Option::is_some) || kept_text().is_some()
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
    let there = Memo::new(move |_| until.with(Option::is_some) || reminder.on());
    let row = move || there.get().then(|| view! { <Row reminder until /> });
    Ok(row.into_any())
}

#[component]
fn Row(reminder: Reminder, until: Memo<Option<i64>>) -> impl IntoView {
    let part = NodeRef::<html::Div>::new();
    // Leaves by itself when one may ask again.
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    let file = move || calendar::data_url(until.get()?, reminder.now_ms());
    let supported = move || reminder.permission.get() != Permission::Unsupported;
    view! {
        <dl class="facts"><Fact label="Remind me">
            <div class="reminders" node_ref=part>
                {move || file().map(|url| view! {
                    <a class="reminder" href=url download="ask-for-access.ics">"Add to my calendar"</a>
                })}
                {move || supported().then(|| view! {
                    <Switch
                        label="Notify me in this browser"
                        on=Signal::derive(move || reminder.on())
                        described_by="reminder-note"
                        on_change=move |on| reminder.switch(on)
                    />
                })}
                <p id="reminder-note" class="quiet small">{move || note(reminder.permission.get(), reminder.on())}</p>
            </div>
        </Fact></dl>
    }
}

fn note(permission: Permission, on: bool) -> &'static str {
    match (permission, on) {
        (Permission::Granted, true) => {
            "You get a notification once the service lets you ask again. Keep this page open until then; a tab in the background is enough."
        }
        (Permission::Granted, false) => "",
        (Permission::Open, _) => "Your browser asks you first whether this site may notify you.",
        (Permission::Denied, _) => {
            "Your browser does not let this site notify you. Allow notifications in its settings for this site and switch it on again, or use your calendar."
        }
        (Permission::Unsupported, _) => {
            "This browser cannot notify you. Use your calendar instead."
        }
    }
}

fn kept() -> Option<Wish> {
    Wish::of_text(&kept_text()?)
}

fn kept_text() -> Option<String> {
    StorageArea::Session.get(KEY).ok().flatten()
}

/// Without storage the wish lives until the next reload.
fn keep(wish: Option<Wish>) {
    match wish {
        Some(wish) => _ = StorageArea::Session.set(KEY, &wish.text()),
        None => StorageArea::Session.remove(KEY),
    }
}
