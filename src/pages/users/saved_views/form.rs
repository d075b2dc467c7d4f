//! The form that saves the current view: the lower half of the dialog "Saved views".

use leptos::html;
use leptos::prelude::*;

use super::model;
use super::model::{ChangeError, MAX_NAME_LENGTH};
use super::store::SavedViewStore;
use crate::pages::users::labels::saved_views as labels;
use crate::pages::users::url::sync::Url;
use crate::ui::events::on_value;

/// `on_save` learns the name of the saved view.
pub(super) fn save_form(url: Url, store: SavedViewStore, on_save: Callback<String>) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<&'static str>);
    let may_replace = RwSignal::new(false);
    let save = move || {
        if field.get_untracked().is_none() {
            return;
        }
        let state = url.with_untracked(|state| state.without_user());
        let saved =
            typed.with_untracked(|typed| store.save(typed, state, may_replace.get_untracked()));
        may_replace.set(saved == Err(ChangeError::Exists));
        match saved {
            Ok(name) => {
                error.set(None);
                typed.set(String::new());
                on_save.run(name);
            }
            Err(refused) => error.set(Some(refused.message())),
        }
    };
    let type_name = move |name: String| {
        // Form fillers send "change" alone, browsers after "input".
        if typed.with_untracked(|typed| *typed != name) {
            typed.set(name);
            error.set(None);
            may_replace.set(false);
        }
    };
    let store_error = Memo::new(move |_| store.error());
    let description = move || url.with(model::describe);
    view! {
        <form class="views-form views-new" on:submit=move |event| {
            event.prevent_default();
            if store_error.get_untracked().is_none() {
                save();
            }
        }>
            <div class="field">
                <label for="view-name">{labels::SAVE_AS}</label>
                <input
                    class="input"
                    type="text"
                    id="view-name"
                    node_ref=field
                    maxlength=MAX_NAME_LENGTH
                    autocomplete="off"
                    placeholder=labels::NAME
                    aria-invalid=move || error.get().map(|_| "true")
                    aria-describedby="view-name-hint view-name-wrong"
                    prop:value=typed
                    on:input=on_value(type_name)
                    on:change=on_value(type_name)
                />
                <p class="field-hint" id="view-name-hint" dir="auto">{description}</p>
                <p class="field-error" id="view-name-wrong" role="alert">{move || store_error.get().or(error.get())}</p>
            </div>
            <button type="submit" class="button button-primary" aria-disabled=move || store_error.get().map(|_| "true")>
                {move || if may_replace.get() { labels::REPLACE } else { labels::SAVE_VIEW }}
            </button>
        </form>
        <p class="quiet small">{labels::LIFETIME}</p>
    }
    .into_any()
}
