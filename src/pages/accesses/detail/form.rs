//! The form "Edit access": the fields of its type, and the buttons that review or discard the changes.

use leptos::prelude::*;

use super::editor::Editor;
use super::fields::{text_field, two_factor};
use super::labels;
use super::notice_line::notice_line;
use super::review::review_dialog;
use super::roles_field::roles_field;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::ApiResource;
use crate::domain::access::edit::AccessField;
use crate::pages::accesses::labels as shared;
use crate::ui::error_alert::ErrorAlert;

pub(crate) fn form(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> impl IntoView {
    let fields = Memo::new(move |_| editor.fields());
    let is_changed = Memo::new(move |_| !editor.patch().is_empty());
    view! {
        <form
            class="card"
            aria-label=labels::FORM
            aria-busy=move || editor.mutation.busy().then_some("true")
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                editor.start_review();
            }
        >
            <header class="card-head"><h2>{move || labels::FORM}</h2></header>
            {move || editor.restored.get().then(|| restored(editor))}
            {move || fields.get().iter().map(|field| control(editor, catalogue, *field)).collect_view()}
            {move || editor.failure.get().map(|failure| view! {
                <ErrorAlert
                    message=failure.message()
                    note=failure.finding.to_owned()
                    detail=failure.error.detail.clone()
                    takes_focus=true
                />
            })}
            <div class="form-actions">
                <button
                    type="submit"
                    class="button button-primary"
                    node_ref=editor.review_button
                    aria-disabled=move || editor.mutation.busy().then_some("true")
                >
                    {shared::REVIEW_CHANGES}
                </button>
                {move || is_changed.get().then(|| view! {
                    <button type="button" class="button" on:click=move |_| editor.discard()>{labels::DISCARD_CHANGES}</button>
                    <span class="quiet">{move || labels::UNSAVED}</span>
                })}
            </div>
            {notice_line(editor)}
        </form>
        {review_dialog(editor, catalogue)}
    }
}

fn control(editor: Editor, catalogue: ApiResource<RolesCatalogue>, field: AccessField) -> AnyView {
    match field {
        AccessField::Roles => roles_field(editor, catalogue).into_any(),
        AccessField::TwoFactor => two_factor(editor).into_any(),
        AccessField::SsoId | AccessField::Name | AccessField::Language => {
            text_field(editor, field).into_any()
        }
    }
}

fn restored(editor: Editor) -> AnyView {
    view! {
        <div class="restored">
            <p>{move || labels::RESTORED}</p>
            <button type="button" class="button" on:click=move |_| editor.discard()>{labels::DISCARD}</button>
        </div>
    }
    .into_any()
}
