//! The filters of the list. They only write the address; the page follows the address.

use leptos::html;
use leptos::prelude::*;

use super::loader::Rows;
use super::status::count;
use super::url_state::{NO_ROLE, ViewState, is_customer, read_login, write_login};
use crate::api::access::access_of_user::AccessType;
use crate::domain::access::filter::LastLogin;
use crate::domain::text::displayable;
use crate::pages::accesses::labels::type_name;

/// Every type that is a connection, by the service's own wildcard.
const CONNECTIONS: &str = "*_connection";

/// What one may choose of the last login.
const LOGINS: [LastLogin; 7] = [
    LastLogin::Never,
    LastLogin::Within(7),
    LastLogin::Within(30),
    LastLogin::Within(90),
    LastLogin::NotWithin(90),
    LastLogin::NotWithin(365),
    LastLogin::Unknown,
];

pub(crate) fn filters(view: Memo<ViewState>, rows: Rows, go: Callback<ViewState>) -> impl IntoView {
    let user = NodeRef::<html::Input>::new();
    let narrowed = Memo::new(move |_| view.with(ViewState::is_filtered));
    let change = move |change: &dyn Fn(&mut ViewState)| {
        let mut to = view.get_untracked();
        change(&mut to);
        go.run(to);
    };
    view! {
        <form class="tools" role="search" aria-label="Filter accesses" on:submit=|event| event.prevent_default()>
            <div class="tools-row">
                <div class="tools-search">
                    <input
                        class="input"
                        node_ref=user
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label="User"
                        placeholder="User's identifier; * stands for anything"
                        prop:value=move || view.with(|view| view.user.clone())
                        on:change=move |event| {
                            let value = event_target_value(&event).trim().to_owned();
                            change(&|to| to.user.clone_from(&value));
                        }
                    />
                </div>
                <Show when=move || narrowed.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        // The button leaves with the filters: the first of them takes the focus.
                        if let Some(user) = user.get_untracked() {
                            let _ = user.focus();
                        }
                        go.run(view.with_untracked(ViewState::cleared));
                    }>"Clear filters"</button>
                </Show>
                {count(rows)}
            </div>
            <div class="tools-row">
                {pick("Type", view, |view| view.access_type.clone(), types, move |value| {
                    change(&|to| to.access_type.clone_from(&value));
                })}
                {pick("Role", view, |view| view.role.clone(), move |view| roles(view, rows), move |value| {
                    change(&|to| to.role.clone_from(&value));
                })}
                {pick("Last login", view, |view| view.login.map(write_login).unwrap_or_default(), logins, move |value| {
                    change(&|to| to.login = read_login(&value));
                })}
                {customer(view, go)}
                <label class="confirm filter-check">
                    <input
                        type="checkbox"
                        prop:checked=move || view.with(|view| !view.without_subsidiaries)
                        on:change=move |event| {
                            let with = event_target_checked(&event);
                            change(&|to| to.without_subsidiaries = !with);
                        }
                    />
                    <span>"With subsidiaries"</span>
                </label>
            </div>
        </form>
    }
}

/// A choice of one value, the empty one being any. `options` gives what travels and what it is called.
fn pick(
    name: &'static str,
    view: Memo<ViewState>,
    chosen: fn(&ViewState) -> String,
    options: impl Fn(&ViewState) -> Vec<(String, String)> + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let now = Memo::new(move |_| view.with(chosen));
    let options = Memo::new(move |_| {
        let mut options = view.with(&options);
        // What somebody wrote into the address is offered too, so that the view says what it shows.
        let now = now.get();
        if !now.is_empty() && !options.iter().any(|(value, _)| *value == now) {
            options.push((now.clone(), displayable(&now)));
        }
        options
    });
    let options = move || {
        let now = now.get();
        let any = now.is_empty();
        let rest = options.get().into_iter().map(|(value, label)| {
            let selected = value == now;
            view! { <option value=value prop:selected=selected>{label}</option> }
        });
        view! {
            <option value="" prop:selected=any>"Any"</option>
            {rest.collect_view()}
        }
    };
    view! {
        <label class="filter" class:filter-on=move || now.with(|now| !now.is_empty())>
            <span class="filter-name">{name}</span>
            <select class="filter-select" on:change=move |event| choose(event_target_value(&event))>{options}</select>
        </label>
    }
    .into_any()
}

fn types(_: &ViewState) -> Vec<(String, String)> {
    let known = AccessType::KNOWN.iter();
    let mut types: Vec<_> = known
        .map(|one| (one.wire().to_owned(), type_name(one)))
        .collect();
    types.push((CONNECTIONS.to_owned(), "Every connection".to_owned()));
    types
}

/// The roles on the rows that have arrived.
fn roles(_: &ViewState, rows: Rows) -> Vec<(String, String)> {
    let mut roles = vec![(NO_ROLE.to_owned(), "No roles".to_owned())];
    roles.extend(rows.roles().into_iter().map(|role| {
        let label = displayable(&role);
        (role, label)
    }));
    roles
}

fn logins(_: &ViewState) -> Vec<(String, String)> {
    let words = |login| match login {
        LastLogin::Never => "Never".to_owned(),
        LastLogin::Unknown => "Unknown".to_owned(),
        LastLogin::Within(days) => format!("In the last {days} days"),
        LastLogin::NotWithin(days) => format!("Not in the last {days} days"),
    };
    LOGINS
        .into_iter()
        .map(|login| (write_login(login), words(login)))
        .collect()
}

/// The number of a customer. Anything else is told at once: the service would refuse the whole question.
fn customer(view: Memo<ViewState>, go: Callback<ViewState>) -> AnyView {
    let wrong = RwSignal::new(false);
    let now = Memo::new(move |_| view.with(|view| view.customer.clone()));
    Effect::new(move |_| {
        now.with(|_| ());
        wrong.set(false);
    });
    let choose = move |text: String| {
        let is_right = is_customer(&text);
        wrong.set(!is_right);
        if is_right {
            let mut to = view.get_untracked();
            to.customer = text;
            go.run(to);
        }
    };
    view! {
        <label class="filter" class:filter-on=move || now.with(|now| !now.is_empty()) class:filter-wrong=move || wrong.get()>
            <span class="filter-name">"Customer"</span>
            <input
                class="filter-select filter-text"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                placeholder="Any"
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=move || wrong.get().then_some("filter-customer-wrong")
                prop:value=move || now.get()
                on:change=move |event| choose(event_target_value(&event).trim().to_owned())
            />
        </label>
        {move || wrong.get().then(|| view! { <span class="field-error" id="filter-customer-wrong" role="alert">"A customer is a number, such as 1002."</span> })}
    }
    .into_any()
}
