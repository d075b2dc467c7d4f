//! `/users/:user_id/access/:access_id`: one access, editable. Reads the access and the roles one may give in parallel; what
//! is edited lives in `editor`, what is sent in `save`, what is kept over a sign-in in `draft`.

pub(crate) mod conflict;
pub(crate) mod details;
pub(crate) mod editor;
pub(crate) mod fields;
pub(crate) mod form;
pub(crate) mod load;
pub(crate) mod notice;
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
            },
            // The address is another page's already: this one is about to go.
            (None, before) => before.cloned().unwrap_or_default(),
        })
    });
    view! {
        <Page title=Route::Access.title() lead=|| "See what this access may do and change it. Nothing is saved before you have reviewed it.">
            {move || one(id.get())}
        </Page>
    }
}

fn one(id: AccessId) -> AnyView {
    let asked = id.clone();
    let current = ApiResource::new(move |client, cancel| {
        let id = asked.clone();
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
                <h2>{move || "This user has no access with this number"}</h2>
                <p>{move || "It may have been removed, or the address is not complete."}</p>
                <p><A href=Route::Accesses.path()>{move || "All accesses"}</A></p>
            </div>
        }
        .into_any(),
        load::Loaded::NotReadable(error) => {
            let editor = Editor::without_current_values(id.clone());
            let note = "The present values of this access cannot be read here. You can still change it: only what you fill in is sent, the rest stays as it is.";
            view! {
                <ErrorAlert message=error.message.clone() note=note.to_owned() detail=error.detail.clone() />
                {details(editor)}
                {form(editor, catalogue)}
            }
            .into_any()
        }
        load::Loaded::Found(access) => {
            let editor = Editor::of(id.clone(), access);
            view! {
                {details(editor)}
                {form(editor, catalogue)}
            }
            .into_any()
        }
    }
}
