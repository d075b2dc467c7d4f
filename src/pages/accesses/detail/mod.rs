//! `/users/:user_id/access/:access_id`: one access, editable. Loads the access and the roles that may be assigned in parallel.
//! `editor` holds the state of the edit, `save` sends it; the rest shows it.

pub(crate) mod conflict;
pub(crate) mod details;
pub(crate) mod editor;
pub(crate) mod fields;
pub(crate) mod form;
pub(crate) mod labels;
pub(crate) mod load;
pub(crate) mod notice;
pub(crate) mod notice_line;
pub(crate) mod review;
pub(crate) mod roles_field;
pub(crate) mod save;
pub(crate) mod two_factor_choice;

use std::sync::Arc;

use leptos::prelude::*;
use rolecall_text::percent;

use self::details::details;
use self::editor::Editor;
use self::form::form;
use self::load::AccessId;
use crate::api::access::roles;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::{ApiResource, Loaded};
use crate::app::router::{A, use_url};
use crate::app::routes::{Route, access_params};
use crate::ui::error_alert::ErrorAlert;
use crate::ui::page::Page;

/// The page.
#[component]
pub fn Access() -> impl IntoView {
    let url = use_url();
    let id = Memo::new(move |before: Option<&AccessId>| {
        url.with(|url| match (access_params(url.path()), before) {
            (Some((user_id, access_id)), _) => AccessId {
                user_id: percent::decode(user_id),
                access_id: percent::decode(access_id),
                customer: url
                    .search()
                    .split('&')
                    .find_map(|pair| pair.strip_prefix("customer="))
                    .map(percent::decode_query),
            },
            // The URL is already another page's: this page is about to go.
            (None, before) => before.cloned().unwrap_or_default(),
        })
    });
    view! {
        <Page title=Route::Access.title() lead=|| labels::LEAD>
            {move || access(id.get())}
        </Page>
    }
}

fn access(id: AccessId) -> AnyView {
    let requested = id.clone();
    let current = ApiResource::new(move |client, cancel| {
        let id = requested.clone();
        async move { load::read(&client, &id, &cancel).await }
    });
    let catalogue =
        ApiResource::new(|client, cancel| async move { roles::get(&client, &cancel).await });
    let id = StoredValue::new(id);
    view! {
        <Loaded read=current lines=10 let:first>
            {id.with_value(|id| body(id, &first.get_untracked(), catalogue))}
        </Loaded>
    }
    .into_any()
}

fn body(
    id: &AccessId,
    current: &Arc<load::Loaded>,
    catalogue: ApiResource<RolesCatalogue>,
) -> AnyView {
    match &**current {
        load::Loaded::NotFound => view! {
            <div class="empty">
                <h2>{move || labels::NOT_FOUND}</h2>
                <p>{move || labels::NOT_FOUND_HINT}</p>
                <p><A href=Route::Accesses.path()>{move || labels::ALL_ACCESSES}</A></p>
            </div>
        }
        .into_any(),
        load::Loaded::NotReadable(error) => {
            let editor = Editor::without_current_values(id.clone());
            view! {
                <ErrorAlert message=error.message.clone() note=labels::NOT_READABLE.to_owned() detail=error.detail.clone() />
                {details(editor)}
                {form(editor, catalogue)}
            }
            .into_any()
        }
        load::Loaded::Unclear(customers) => unclear(id, customers),
        load::Loaded::Found(access, others, _) => {
            let editor = Editor::of(id.clone(), access);
            let own = access.customer_id.known().map(String::as_str);
            let shared = (!others.is_empty()).then(|| labels::shared(&id.access_id, own, others));
            view! {
                {shared.map(|shared| view! { <p class="rest" dir="auto">{shared}</p> })}
                {details(editor)}
                {form(editor, catalogue)}
            }
            .into_any()
        }
    }
}

/// The number belongs to several accesses, or to others than the one that is meant: a link to each.
fn unclear(id: &AccessId, customers: &[Option<String>]) -> AnyView {
    let links = customers.iter().flatten().map(|customer| {
        let to = AccessId {
            customer: Some(customer.clone()),
            ..id.clone()
        };
        let label = labels::access_of_customer(&id.access_id, customer);
        view! { <li><A href=to.href()>{label}</A></li> }
    });
    let message = labels::unclear(&id.access_id, id.customer.as_deref(), customers);
    view! {
        <div class="empty">
            <h2>{labels::UNCLEAR}</h2>
            <p dir="auto">{message}</p>
            <ul class="choice-list">{links.collect_view()}</ul>
            <p><A href=Route::Accesses.path()>{move || labels::ALL_ACCESSES}</A></p>
        </div>
    }
    .into_any()
}
