//! The button and the dialog "Saved views", in which views are opened, renamed and deleted; `form` saves them.

use leptos::html;
use leptos::prelude::*;

use super::form::save_form;
use super::model;
use super::model::{ChangeError, MAX_NAME_LENGTH, SavedView};
use super::store::SavedViewStore;
use crate::browser::focus::focus_soon;
use crate::pages::users::labels::CLOSE;
use crate::pages::users::labels::saved_views as labels;
use crate::pages::users::url::sync::Url;
use crate::ui::announcer::use_announcer;
use crate::ui::dialog::Dialog;
use crate::ui::events::on_key;

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct DialogState {
    url: Url,
    store: SavedViewStore,
    open: RwSignal<bool>,
    /// The view being renamed.
    renaming: RwSignal<Option<String>>,
    /// The view deleted last, with the index it had.
    deleted: RwSignal<Option<(usize, SavedView)>>,
    /// What happened last.
    message: RwSignal<String>,
}

/// The button and its dialog.
pub(crate) fn saved_views(url: Url) -> impl IntoView {
    let dialog = DialogState {
        url,
        store: SavedViewStore::new(),
        open: RwSignal::new(false),
        renaming: RwSignal::new(None),
        deleted: RwSignal::new(None),
        message: RwSignal::new(String::new()),
    };
    // The saved view that is on the page, if any.
    let current = Memo::new(move |_| {
        let state = url.with(|state| state.without_user());
        let mut views = dialog.store.views().into_iter();
        let view = views.find(|view| view.state == state);
        view.map(|view| view.name)
    });
    let is_loading = Memo::new(move |_| dialog.store.is_loading());
    let open = move |_| {
        dialog.renaming.set(None);
        dialog.deleted.set(None);
        dialog.message.set(String::new());
        dialog.open.set(true);
    };
    let on_save = Callback::new(move |name: String| {
        dialog.deleted.set(None);
        dialog.message.set(labels::saved(&name));
    });
    view! {
        <button type="button" class="button views-button" class:views-here=move || current.get().is_some() aria-haspopup="dialog" on:click=open>
            {labels::SAVED_VIEWS}
            {move || current.get().map(|name| view! { <span class="views-name" dir="auto" translate="no">{name}</span> })}
        </button>
        <Dialog id="saved-views" title=labels::SAVED_VIEWS open=dialog.open on_close=move |()| dialog.open.set(false)>
            <button type="button" class="button sheet-close" on:click=move |_| dialog.open.set(false)>{CLOSE}</button>
            {move || if is_loading.get() {
                view! { <p class="quiet">{labels::LOADING}</p> }.into_any()
            } else {
                view! { <div class="views-body">{dialog.list()}{save_form(url, dialog.store, on_save)}</div> }.into_any()
            }}
        </Dialog>
    }
}

impl DialogState {
    fn list(self) -> AnyView {
        let is_empty = Memo::new(move |_| self.store.views().is_empty());
        let rows = move || {
            let renaming = self.renaming.get();
            let views = self.store.views().into_iter().enumerate();
            let rows = views.map(|(index, view)| match &renaming {
                Some(name) if *name == view.name => self.rename_form(index, view),
                _ => self.row(index, view),
            });
            rows.collect_view()
        };
        let undo = move || {
            self.deleted.get().map(|(index, view)| {
                let restore = move |_| {
                    let name = view.name.clone();
                    let restored = self.store.restore(index, view.clone());
                    self.deleted.set(None);
                    self.show(restored, labels::restored(&name));
                    focus_soon(format!("#view-{index}"));
                };
                view! { <button type="button" class="button button-small" id="view-undo" on:click=restore>{labels::UNDO}</button> }
            })
        };
        view! {
            <div class="views-list">
                {move || is_empty.get().then(|| view! { <p class="quiet">{labels::NONE_YET}</p> })}
                <ul aria-label=labels::SAVED_VIEWS hidden=move || is_empty.get()>{rows}</ul>
                <div class="views-summary">
                    <p role="status">{self.message}</p>
                    {undo}
                </div>
            </div>
        }
        .into_any()
    }

    fn row(self, index: usize, view: SavedView) -> AnyView {
        let SavedView { name, state } = view;
        let description = model::describe(&state);
        let (to_open, to_rename, to_delete) = (name.clone(), name.clone(), name.clone());
        let announcer = use_announcer();
        let open = move |_| {
            let state = state.clone();
            self.url.push(|current| *current = state);
            self.open.set(false);
            announcer.announce(labels::opened(&to_open));
        };
        let delete = move |_| {
            let deleted = self.store.delete(&to_delete).map(|deleted| {
                self.deleted.set(deleted);
                focus_soon("#view-undo");
            });
            self.show(deleted, labels::deleted(&to_delete));
        };
        let rename = move |_| {
            self.renaming.set(Some(to_rename.clone()));
            focus_soon("#view-name-new");
        };
        view! {
            <li class="views-line">
                <button type="button" class="views-open" id=format!("view-{index}") on:click=open>
                    <span class="views-title" dir="auto" translate="no">{name.clone()}</span>
                    <span class="quiet small" dir="auto">{description}</span>
                </button>
                <button type="button" class="button button-small button-quiet" id=format!("view-{index}-rename") aria-label=labels::rename(&name) on:click=rename>{labels::RENAME}</button>
                <button type="button" class="button button-small button-quiet" aria-label=labels::delete(&name) on:click=delete>{labels::DELETE}</button>
            </li>
        }
        .into_any()
    }

    /// The row of a view being renamed.
    fn rename_form(self, index: usize, view: SavedView) -> AnyView {
        let field = NodeRef::<html::Input>::new();
        let error = RwSignal::new(None::<&'static str>);
        let name = StoredValue::new(view.name.clone());
        let leave = move || {
            self.renaming.set(None);
            focus_soon(format!("#view-{index}-rename"));
        };
        let save = move || {
            let typed = field.get_untracked().map(|field| field.value());
            let typed = typed.unwrap_or_default();
            match name.with_value(|name| self.store.rename(name, &typed)) {
                Ok(name) => {
                    self.message.set(labels::renamed(&name));
                    self.deleted.set(None);
                    leave();
                }
                Err(refused) => error.set(Some(refused.message())),
            }
        };
        view! {
            <li class="views-line">
                <form class="views-form" on:submit=move |event| {
                    event.prevent_default();
                    save();
                }>
                    <input
                        class="input"
                        type="text"
                        id="view-name-new"
                        node_ref=field
                        aria-label=labels::new_name_of(&view.name)
                        maxlength=MAX_NAME_LENGTH
                        autocomplete="off"
                        aria-invalid=move || error.get().map(|_| "true")
                        aria-describedby="view-name-new-wrong"
                        prop:value=view.name
                        on:keydown=on_key(move |press| {
                            // Escape leaves the field, not the dialog.
                            if press.key() == "Escape" {
                                press.prevent_default();
                                press.stop_propagation();
                                leave();
                            }
                        })
                    />
                    <button type="submit" class="button button-small button-primary">{labels::SAVE}</button>
                    <button type="button" class="button button-small" on:click=move |_| leave()>{labels::CANCEL}</button>
                    <p class="field-error" id="view-name-new-wrong" role="alert">{error}</p>
                </form>
            </li>
        }
        .into_any()
    }

    /// Shows what happened, or why it didn't.
    fn show(self, result: Result<(), ChangeError>, message: String) {
        self.message.set(match result {
            Ok(()) => message,
            Err(error) => error.message().to_owned(),
        });
    }
}
