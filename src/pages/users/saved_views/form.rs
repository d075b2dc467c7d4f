//! Saving what is on screen as a view: the lower half of the dialog of `views`.

use leptos::html;
use leptos::prelude::*;

use super::dialog::DialogState;
use super::model;
use super::model::{LONGEST, MOST, SavedView};

impl DialogState {
    /// Saves what is on screen.
    pub(crate) fn form(self) -> AnyView {
        let field = NodeRef::<html::Input>::new();
        let typed = RwSignal::new(String::new());
        let wrong = RwSignal::new(None::<&'static str>);
        let replacing = RwSignal::new(false);
        let save = move || {
            if field.get_untracked().is_none() {
                return;
            }
            let name = match model::name(&typed.get_untracked()) {
                Ok(name) => name,
                Err(error) => return wrong.set(Some(error.words())),
            };
            let shown = self.view.with_untracked(|shown| shown.without_user());
            let may_replace = replacing.get_untracked();
            let own = SavedView {
                name: name.clone(),
                shown,
            };
            let mut refused = None;
            let done = self.kept.change(|views| match model::place(views, &name) {
                Some(place) if may_replace => views[place] = own,
                Some(_) => {
                    refused = Some("There is a view of this name. Save again to replace it.")
                }
                None if views.len() >= MOST => {
                    refused = Some("50 views are kept already. Delete one first.")
                }
                None => views.push(own),
            });
            replacing.set(
                refused.is_some() && self.kept.views_untracked().len() <= MOST && !may_replace,
            );
            if let Some(message) = refused.or(done.err()) {
                wrong.set(Some(message));
            } else {
                wrong.set(None);
                replacing.set(false);
                typed.set(String::new());
                self.deleted.set(None);
                self.told.set(format!("“{name}” saved."));
            }
        };
        let off = Memo::new(move |_| self.kept.trouble());
        let says = move || self.view.with(model::in_words);
        view! {
            <form class="views-form views-new" on:submit=move |event| {
                event.prevent_default();
                if off.get_untracked().is_none() {
                    save();
                }
            }>
                <div class="field">
                    <label for="view-name">"Save the present view as"</label>
                    <input
                        class="input"
                        type="text"
                        id="view-name"
                        node_ref=field
                        maxlength=LONGEST
                        autocomplete="off"
                        placeholder="Name"
                        aria-invalid=move || wrong.get().map(|_| "true")
                        aria-describedby="view-name-hint view-name-wrong"
                        prop:value=typed
                        on:input:target=move |event| {
                            typed.set(event.target().value());
                            wrong.set(None);
                            replacing.set(false);
                        }
                    />
                    <p class="field-hint" id="view-name-hint" dir="auto">{says}</p>
                    <p class="field-error" id="view-name-wrong" role="alert">{move || off.get().or(wrong.get())}</p>
                </div>
                <button type="submit" class="button button-primary" aria-disabled=move || off.get().map(|_| "true")>
                    {move || if replacing.get() { "Replace" } else { "Save view" }}
                </button>
            </form>
            <p class="quiet small">
                "Views are kept in this browser alone and leave it when you sign out. A bookmark of the page keeps a view for longer."
            </p>
        }
        .into_any()
    }
}
