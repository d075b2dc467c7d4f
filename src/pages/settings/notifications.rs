//! The list of notifications: search, all on, all off, undo. An unreadable item keeps its place and is counted; a list that
//! was not sent is not shown as an empty one, and nothing of it can be switched.

use leptos::prelude::*;

use super::data::SettingsData;
use super::notification_changes::Preferences;
use super::notification_row::row;
use crate::api::json::field::{Field, List};
use crate::api::tenant::settings::Notification;
use crate::browser::focus;
use crate::browser::intl::lower;
use crate::domain::relative_time::counted;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_summary;
use crate::domain::settings::notification_summary::SEARCH_ABOVE;
use crate::ui::badge::MissingValue;
use crate::ui::card::Card;
use crate::ui::error_alert::ErrorAlert;

type Items = Memo<Option<Field<List<Notification>>>>;

pub(super) fn notifications_card(
    settings: SettingsData,
    preferences: Preferences,
) -> impl IntoView {
    let list: Items = settings.part(|now| now.notifications.clone());
    // Here and not in the list, so that a new read keeps what was typed.
    let query = RwSignal::new(String::new());
    let shape = Memo::new(move |_| list.with(|list| Shape::of(list.as_ref())));
    let count = Memo::new(move |_| with_items(list, <[_]>::len));
    view! {
        <Card title="Notifications" id="notifications">
            {move || (count.get() > SEARCH_ABOVE).then(|| view! { <Search query list /> })}
            {move || (count.get() > 1).then(|| view! { <AllAtOnce list preferences /> })}
            {move || match shape.get() {
                Shape::NotThere => settings.placeholder(5),
                Shape::NotReported => view! {
                    <p><MissingValue word="None reported" /></p>
                    <p class="quiet">"The service did not tell which notifications there are, so this is not an empty list."</p>
                }
                .into_any(),
                Shape::Unreadable => view! {
                    <p><MissingValue word="Unreadable" /></p>
                    <p class="quiet">"The list of notifications could not be read."</p>
                }
                .into_any(),
                Shape::Empty => view! { <p class="quiet">"None. There are no notifications for you."</p> }.into_any(),
                Shape::Items => view! { <Rows list query preferences /> }.into_any(),
            }}
        </Card>
    }
}

/// What there is to show. A row that changes does not change it, so that focus stays where it is.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    NotThere,
    NotReported,
    Unreadable,
    Empty,
    Items,
}

impl Shape {
    fn of(list: Option<&Field<List<Notification>>>) -> Self {
        match list {
            None => Self::NotThere,
            Some(Field::Null | Field::Missing) => Self::NotReported,
            Some(Field::Unreadable(_)) => Self::Unreadable,
            Some(Field::Known(items)) if items.is_empty() => Self::Empty,
            Some(Field::Known(_)) => Self::Items,
        }
    }
}

#[component]
fn Rows(list: Items, query: RwSignal<String>, preferences: Preferences) -> impl IntoView {
    let summary = move || {
        with_items(list, |items| {
            notification_summary::words(notification_summary::summary(items))
        })
    };
    let lost = Memo::new(move |_| {
        with_items(list, |items| {
            items.iter().filter(|item| item.known().is_none()).count()
        })
    });
    let found = Memo::new(move |_| {
        let query = query.get();
        with_items(list, |items| {
            // A short list has no search, and a word typed into a longer one must not hide any of it.
            let query = if items.len() > SEARCH_ABOVE {
                query.as_str()
            } else {
                ""
            };
            let all = items.iter().enumerate();
            all.filter(|(_, item)| notification_summary::matches(item, query, lower))
                .map(|(index, _)| index)
                .collect::<Vec<usize>>()
        })
    });
    view! {
        <p class="quiet">{summary}</p>
        {move || (lost.get() > 0).then(|| view! {
            <p class="told told-caution">{format!("{} could not be read.", counted(lost.get() as i64, "notification"))}</p>
        })}
        <ul class="notification-list" aria-label="Notifications">
            <For each=move || found.get() key=|index| *index let:index>
                {row(index, Memo::new(move |_| with_items(list, |items| items.get(index).cloned())), preferences)}
            </For>
        </ul>
    }
}

/// Looks at the items, none if they are not known; tracked.
fn with_items<T>(list: Items, look: impl FnOnce(&[Field<Notification>]) -> T) -> T {
    list.with(|list| match list {
        Some(Field::Known(items)) => look(items),
        _ => look(&[]),
    })
}

#[component]
fn Search(query: RwSignal<String>, list: Items) -> impl IntoView {
    let found = move || {
        let query = query.get();
        if query.trim().is_empty() {
            return String::new();
        }
        with_items(list, |items| {
            let found = items
                .iter()
                .filter(|item| notification_summary::matches(item, &query, lower));
            format!(
                "{} of {}",
                found.count(),
                counted(items.len() as i64, "notification")
            )
        })
    };
    view! {
        <div class="notification-search">
            <label class="field-label" for="notification-search">"Search notifications"</label>
            <input
                id="notification-search"
                class="input"
                type="search"
                autocomplete="off"
                prop:value=query
                on:input=move |event| query.set(event_target_value(&event))
            />
            <p role="status" class="quiet">{found}</p>
        </div>
    }
}

/// All on, all off, what came of it, and the way back.
#[component]
fn AllAtOnce(list: Items, preferences: Preferences) -> impl IntoView {
    let wishes =
        move |on: bool| with_items(list, |items| notification_outcome::to_switch(items, on));
    let button = move |label: &'static str, about: &'static str, on: bool| {
        let off =
            Memo::new(move |_| preferences.busy() || preferences.locked() || wishes(on).is_empty());
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || off.get().then_some("true")
                on:click=move |_| if !off.get_untracked() { preferences.send(about, untrack(|| wishes(on))) }
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="settings-actions">
            {button("Turn all on", "All notifications on", true)}
            {button("Turn all off", "All notifications off", false)}
        </div>
        {move || preferences.bulk().map(|bulk| view! {
            <Told message=bulk.message failed=bulk.failed undo=bulk.undo preferences />
        })}
    }
}

/// What came of a change of several.
#[component]
fn Told(
    message: String,
    failed: bool,
    undo: Vec<(String, bool)>,
    preferences: Preferences,
) -> impl IntoView {
    let part = NodeRef::<leptos::html::Div>::new();
    // "Undo" leaves when it is pressed.
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    let words = if failed {
        view! { <ErrorAlert message /> }.into_any()
    } else {
        view! { <p>{message}</p> }.into_any()
    };
    let undo = (!undo.is_empty()).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| preferences.send("Undone", undo.clone())>"Undo"</button>
        }
    });
    view! { <div class="told notification-told" node_ref=part>{words}{undo}</div> }
}
