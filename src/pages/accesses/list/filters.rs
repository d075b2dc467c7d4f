//! The filters of the list. They only change the URL; the page follows the URL.

use leptos::html;
use leptos::prelude::*;

use super::labels;
use super::loader::AccessLoader;
use super::status::count;
use super::url_state::{NO_ROLE, UrlState, is_customer, read_login, write_login};
use crate::api::access::access_of_user::AccessType;
use crate::domain::access::filter::LastLogin;
use crate::domain::text::displayable;
use crate::pages::accesses::labels::{NO_ROLES, type_name};
use crate::ui::events::{on_checked, on_value};

/// All types that are a connection, by the service's own wildcard.
const CONNECTIONS: &str = "*_connection";

/// The options of the filter for the last login.
const LOGINS: [LastLogin; 7] = [
    LastLogin::Never,
    LastLogin::Within(7),
    LastLogin::Within(30),
    LastLogin::Within(90),
    LastLogin::NotWithin(90),
    LastLogin::NotWithin(365),
    LastLogin::Unknown,
];

pub(crate) fn filters(
    view: Memo<UrlState>,
    loader: AccessLoader,
    go: Callback<UrlState>,
) -> impl IntoView {
    let user = NodeRef::<html::Input>::new();
    let is_filtered = Memo::new(move |_| view.with(UrlState::is_filtered));
    let change = move |change: &dyn Fn(&mut UrlState)| {
        // A field that leaves the page with something typed into it still reports a change, when there is no list any more.
        let Some(mut to) = view.try_get_untracked() else {
            return;
        };
        change(&mut to);
        go.run(to);
    };
    view! {
        <form class="tools" role="search" aria-label=labels::FILTERS on:submit=|event| event.prevent_default()>
            <div class="tools-row">
                <div class="tools-search">
                    <input
                        class="input"
                        node_ref=user
                        type="search"
                        autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                        spellcheck="false"
                        aria-label=labels::USER
                        placeholder=labels::USER_PLACEHOLDER
                        prop:value=move || view.with(|view| view.user.clone())
                        on:change=on_value(move |text| {
                            let value = text.trim().to_owned();
                            change(&|to| to.user.clone_from(&value));
                        })
                    />
                </div>
                <Show when=move || is_filtered.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        // The button disappears: the first filter takes the focus.
                        if let Some(user) = user.get_untracked() {
                            let _ = user.focus();
                        }
                        go.run(view.with_untracked(UrlState::cleared));
                    }>{labels::CLEAR_FILTERS}</button>
                </Show>
                {count(loader)}
            </div>
            <div class="tools-row">
                {select(labels::TYPE, view, |view| view.access_type.clone(), types, move |value| {
                    change(&|to| to.access_type.clone_from(&value));
                })}
                {select(labels::ROLE, view, |view| view.role.clone(), move |view| roles(view, loader), move |value| {
                    change(&|to| to.role.clone_from(&value));
                })}
                {select(labels::LAST_LOGIN, view, |view| view.login.map(write_login).unwrap_or_default(), logins, move |value| {
                    change(&|to| to.login = read_login(&value));
                })}
                {customer(view, go)}
                <label class="confirm filter-check">
                    <input
                        type="checkbox"
                        prop:checked=move || view.with(|view| !view.without_subsidiaries)
                        on:change=on_checked(move |with| {
                            change(&|to| to.without_subsidiaries = !with);
                        })
                    />
                    <span>{labels::SUBSIDIARIES}</span>
                </label>
            </div>
        </form>
    }
}

/// A select for one value; empty means any. `options` are values and their labels.
fn select(
    name: &'static str,
    view: Memo<UrlState>,
    selected: fn(&UrlState) -> String,
    options: impl Fn(&UrlState) -> Vec<(String, String)> + Send + Sync + 'static,
    on_select: impl Fn(String) + 'static,
) -> AnyView {
    let now = Memo::new(move |_| view.with(selected));
    // Names, not words of ours.
    let names = name == labels::ROLE;
    let options = Memo::new(move |_| {
        let mut options = view.with(&options);
        // A value from the URL that is not in the list is shown too.
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
            view! { <option value=value translate=names.then_some("no") prop:selected=selected>{label}</option> }
        });
        view! {
            <option value="" prop:selected=any>{labels::ANY}</option>
            {rest.collect_view()}
        }
    };
    view! {
        <label class="filter" class:filter-on=move || now.with(|now| !now.is_empty())>
            <span class="filter-name">{name}</span>
            <select class="filter-select" on:change=on_value(on_select)>{options}</select>
        </label>
    }
    .into_any()
}

fn types(_: &UrlState) -> Vec<(String, String)> {
    let known = AccessType::KNOWN.iter();
    let mut types: Vec<_> = known
        .map(|one| (one.wire().to_owned(), type_name(one)))
        .collect();
    types.push((CONNECTIONS.to_owned(), labels::ALL_CONNECTIONS.to_owned()));
    types
}

/// The roles on the loaded rows.
fn roles(_: &UrlState, loader: AccessLoader) -> Vec<(String, String)> {
    let mut roles = vec![(NO_ROLE.to_owned(), NO_ROLES.to_owned())];
    roles.extend(loader.roles().into_iter().map(|role| {
        let label = displayable(&role);
        (role, label)
    }));
    roles
}

fn logins(_: &UrlState) -> Vec<(String, String)> {
    LOGINS
        .into_iter()
        .map(|login| (write_login(login), labels::last_login(login)))
        .collect()
}

/// The filters that are set, in words.
pub(crate) fn describe(view: &UrlState) -> String {
    let named = |options: Vec<(String, String)>, now: &str| {
        let option = options.into_iter().find(|(value, _)| value == now);
        option.map_or_else(|| displayable(now), |(_, label)| label)
    };
    let role = match view.role.as_str() {
        NO_ROLE => NO_ROLES.to_owned(),
        role => displayable(role),
    };
    let login = view.login.map(labels::last_login).unwrap_or_default();
    let mut parts: Vec<String> = [
        (labels::USER, displayable(&view.user)),
        (labels::TYPE, named(types(view), &view.access_type)),
        (labels::ROLE, role),
        (labels::LAST_LOGIN, login),
        (labels::CUSTOMER, view.customer.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| format!("{name}: {value}"))
    .collect();
    if view.without_subsidiaries {
        parts.push(labels::NO_SUBSIDIARIES.to_owned());
    }
    if parts.is_empty() {
        labels::ALL_ACCESSES.to_owned()
    } else {
        parts.join(" · ")
    }
}

/// The customer's number. Anything else is an error at once: the service would reject the whole request.
fn customer(view: Memo<UrlState>, go: Callback<UrlState>) -> AnyView {
    let invalid = RwSignal::new(false);
    let now = Memo::new(move |_| view.with(|view| view.customer.clone()));
    Effect::new(move |_| {
        now.with(|_| ());
        invalid.set(false);
    });
    let apply = move |text: String| {
        // As above.
        let Some(mut to) = view.try_get_untracked() else {
            return;
        };
        let is_valid = is_customer(&text);
        invalid.set(!is_valid);
        if is_valid {
            to.customer = text;
            go.run(to);
        }
    };
    view! {
        <label class="filter" class:filter-on=move || now.with(|now| !now.is_empty()) class:filter-wrong=move || invalid.get()>
            <span class="filter-name">{labels::CUSTOMER}</span>
            <input
                class="filter-select filter-text"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                placeholder=labels::ANY
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || invalid.get().then_some("filter-customer-error")
                prop:value=move || now.get()
                on:change=on_value(move |text| apply(text.trim().to_owned()))
            />
        </label>
        {move || invalid.get().then(|| view! { <span class="field-error" id="filter-customer-error" role="alert">{labels::CUSTOMER_ERROR}</span> })}
    }
    .into_any()
}
