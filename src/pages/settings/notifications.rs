//! The list of notifications: search, all on, all off, undo. An unreadable item keeps its place and is counted; a list that
//! wasn't sent isn't shown as an empty one, and can't be switched.

use leptos::prelude::*;

use super::data::SettingsData;
use super::labels;
use super::notification_changes::NotificationChanges;
use super::notification_row::row;
use crate::api::json::field::{Field, List};
use crate::api::tenant::settings::Notification;
use crate::browser::focus;
use crate::browser::intl::lower;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_summary;
use crate::domain::settings::notification_summary::SEARCH_ABOVE;
use crate::ui::badge::MissingValue;
use crate::ui::card::Card;
use crate::ui::error_alert::ErrorAlert;
use crate::ui::events::on_value;

type Items = Memo<Option<Field<List<Notification>>>>;

pub(super) fn notifications_card(
    settings: SettingsData,
    notifications: NotificationChanges,
) -> impl IntoView {
    let list: Items = settings.part(|now| now.notifications.clone());
    // Here and not in the list, so that a new read keeps what was typed.
    let query = RwSignal::new(String::new());
    let shape = Memo::new(move |_| list.with(|list| Shape::of(list.as_ref())));
    let count = Memo::new(move |_| with_items(list, <[_]>::len));
    view! {
        <Card title=labels::NOTIFICATIONS id="notifications">
            {move || (count.get() > SEARCH_ABOVE).then(|| view! { <Search query list /> })}
            {move || (count.get() > 1).then(|| view! { <AllAtOnce list notifications /> })}
            {move || match shape.get() {
                Shape::NotLoaded => settings.placeholder(5),
                Shape::NotReported => view! {
                    <p><MissingValue word=labels::NOTIFICATIONS_NOT_REPORTED /></p>
                    <p class="quiet">{labels::NOTIFICATIONS_NOT_REPORTED_HINT}</p>
                }
                .into_any(),
                Shape::Unreadable => view! {
                    <p><MissingValue word=labels::UNREADABLE /></p>
                    <p class="quiet">{labels::NOTIFICATIONS_UNREADABLE_HINT}</p>
                }
                .into_any(),
                Shape::Empty => view! { <p class="quiet">{labels::NOTIFICATIONS_EMPTY}</p> }.into_any(),
                Shape::Items => view! { <Rows list query notifications /> }.into_any(),
            }}
        </Card>
    }
}

/// What there is to show. A change of a row doesn't change it, so the focus stays where it is.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    NotLoaded,
    NotReported,
    Unreadable,
    Empty,
    Items,
}

impl Shape {
    fn of(list: Option<&Field<List<Notification>>>) -> Self {
        match list {
            None => Self::NotLoaded,
            Some(Field::Null | Field::Missing) => Self::NotReported,
            Some(Field::Unreadable(_)) => Self::Unreadable,
            Some(Field::Known(items)) if items.is_empty() => Self::Empty,
            Some(Field::Known(_)) => Self::Items,
        }
    }
}

#[component]
fn Rows(list: Items, query: RwSignal<String>, notifications: NotificationChanges) -> impl IntoView {
    let summary = move || {
        with_items(list, |items| {
            notification_summary::text(notification_summary::summary(items))
        })
    };
    let unreadable = Memo::new(move |_| {
        with_items(list, |items| {
            items.iter().filter(|item| item.known().is_none()).count()
        })
    });
    let found = Memo::new(move |_| {
        let query = query.get();
        with_items(list, |items| {
            // A short list has no search, and a word typed into a longer list must not hide anything.
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
        {move || (unreadable.get() > 0).then(|| view! {
            <p class="callout callout-caution">{labels::notifications_unreadable(unreadable.get())}</p>
        })}
        <ul class="notification-list" aria-label=labels::NOTIFICATIONS>
            <For each=move || found.get() key=|index| *index let:index>
                {row(index, Memo::new(move |_| with_items(list, |items| items.get(index).cloned())), notifications)}
            </For>
        </ul>
    }
}

/// The items, none if they aren't known; tracked.
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
            labels::notifications_found(found.count(), items.len())
        })
    };
    view! {
        <div class="notification-search">
            <label class="field-label" for="notification-search">{labels::NOTIFICATIONS_SEARCH}</label>
            <input
                id="notification-search"
                class="input"
                type="search"
                autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                prop:value=query
                on:input=on_value(move |text| query.set(text))
            />
            <p role="status" class="quiet">{found}</p>
        </div>
    }
}

/// All on, all off, the outcome, and Undo.
#[component]
fn AllAtOnce(list: Items, notifications: NotificationChanges) -> impl IntoView {
    let changes = move |on: bool| {
        with_items(list, |items| {
            notification_outcome::pending_changes(items, on)
        })
    };
    let button = move |label: &'static str, success: &'static str, on: bool| {
        let disabled = Memo::new(move |_| {
            notifications.busy() || notifications.locked() || changes(on).is_empty()
        });
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || disabled.get().then_some("true")
                on:click=move |_| if !disabled.get_untracked() { notifications.send(success, untrack(|| changes(on))) }
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="settings-actions">
            {button(labels::TURN_ALL_ON, labels::ALL_TURNED_ON, true)}
            {button(labels::TURN_ALL_OFF, labels::ALL_TURNED_OFF, false)}
        </div>
        {move || notifications.bulk().map(|bulk| view! {
            <BulkMessage message=bulk.message failed=bulk.failed undo=bulk.undo notifications />
        })}
    }
}

/// The outcome of a change of several.
#[component]
fn BulkMessage(
    message: String,
    failed: bool,
    undo: Vec<(String, bool)>,
    notifications: NotificationChanges,
) -> impl IntoView {
    let part = NodeRef::<leptos::html::Div>::new();
    // "Undo" disappears when pressed.
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    let text = if failed {
        view! { <ErrorAlert message /> }.into_any()
    } else {
        view! { <p>{message}</p> }.into_any()
    };
    let undo = (!undo.is_empty()).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| notifications.send(labels::UNDONE, undo.clone())>{labels::UNDO}</button>
        }
    });
    view! { <div class="callout notification-callout" node_ref=part>{text}{undo}</div> }
}
