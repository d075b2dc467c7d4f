//! Saved views on screen: the button, and the dialog in which they are opened, saved, renamed and deleted.

use leptos::html;
use leptos::prelude::*;

use super::model;
use super::model::{LONGEST, SavedView};
use super::store::SavedViewStore;
use crate::pages::users::url::sync::Url;
use crate::ui::announcer::use_announcer;
use crate::ui::dialog::Dialog;

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
pub(crate) struct DialogState {
    pub(crate) view: Url,
    pub(crate) kept: SavedViewStore,
    open: RwSignal<bool>,
    /// The view whose name is being changed.
    renaming: RwSignal<Option<String>>,
    /// The view deleted last, and where it stood.
    pub(crate) deleted: RwSignal<Option<(usize, SavedView)>>,
    /// What happened, said once.
    pub(crate) told: RwSignal<String>,
}

/// The button and its dialog.
pub(crate) fn views(view: Url) -> impl IntoView {
    let desk = DialogState {
        view,
        kept: SavedViewStore::new(),
        open: RwSignal::new(false),
        renaming: RwSignal::new(None),
        deleted: RwSignal::new(None),
        told: RwSignal::new(String::new()),
    };
    // The view that is on screen, if it is kept.
    let here = Memo::new(move |_| {
        let shown = view.with(|shown| shown.without_user());
        let kept = desk.kept.views();
        let own = kept.into_iter().find(|own| own.shown == shown);
        own.map(|own| own.name)
    });
    let waiting = Memo::new(move |_| desk.kept.waiting());
    let begin = move |_| {
        desk.renaming.set(None);
        desk.deleted.set(None);
        desk.told.set(String::new());
        desk.open.set(true);
    };
    view! {
        <button type="button" class="button views-button" class:views-here=move || here.get().is_some() aria-haspopup="dialog" on:click=begin>
            "Saved views"
            {move || here.get().map(|name| view! { <span class="views-name" dir="auto">{name}</span> })}
        </button>
        <Dialog id="saved-views" title="Saved views" open=desk.open on_close=move |()| desk.open.set(false)>
            <button type="button" class="button sheet-close" on:click=move |_| desk.open.set(false)>"Close"</button>
            {move || match waiting.get() {
                true => view! { <p class="quiet">"Asking who is signed in."</p> }.into_any(),
                false => view! { <div class="views-body">{desk.list()}{desk.form()}</div> }.into_any(),
            }}
        </Dialog>
    }
}

impl DialogState {
    fn list(self) -> AnyView {
        let none = Memo::new(move |_| self.kept.views().is_empty());
        let lines = move || {
            let renaming = self.renaming.get();
            let views = self.kept.views().into_iter().enumerate();
            let lines = views.map(|(place, own)| match &renaming {
                Some(name) if *name == own.name => self.renamed(place, own),
                _ => self.line(place, own),
            });
            lines.collect_view()
        };
        let undo = move || {
            self.deleted.get().map(|(place, own)| {
                let back = move |_| {
                    let (own, name) = (own.clone(), own.name.clone());
                    let done = self.kept.change(|views| views.insert(place.min(views.len()), own));
                    self.deleted.set(None);
                    self.announce(done, format!("“{name}” is back."));
                    focus_soon(format!("view-{place}"));
                };
                view! { <button type="button" class="button button-small" id="view-undo" on:click=back>"Undo"</button> }
            })
        };
        view! {
            <div class="views-list">
                {move || none.get().then(|| view! { <p class="quiet">"None yet. Search, filter and sort, then save what you see under a name."</p> })}
                <ul aria-label="Saved views" hidden=move || none.get()>{lines}</ul>
                <div class="views-told">
                    <p role="status">{self.told}</p>
                    {undo}
                </div>
            </div>
        }
        .into_any()
    }

    fn line(self, place: usize, own: SavedView) -> AnyView {
        let SavedView { name, shown } = own;
        let says = model::in_words(&shown);
        let (to_open, to_rename, to_delete) = (name.clone(), name.clone(), name.clone());
        let announcer = use_announcer();
        let open = move |_| {
            let shown = shown.clone();
            self.view.push(|now| *now = shown);
            self.open.set(false);
            announcer.announce(format!("View “{to_open}” opened."));
        };
        let delete = move |_| {
            let mut gone = None;
            let done = self.kept.change(|views| {
                if let Some(place) = model::place(views, &to_delete) {
                    gone = Some((place, views.remove(place)));
                }
            });
            if done.is_ok() {
                self.deleted.set(gone);
                focus_soon("view-undo".to_owned());
            }
            self.announce(done, format!("“{to_delete}” deleted."));
        };
        let rename = move |_| {
            self.renaming.set(Some(to_rename.clone()));
            focus_soon("view-name-new".to_owned());
        };
        view! {
            <li class="views-line">
                <button type="button" class="views-open" id=format!("view-{place}") on:click=open>
                    <span class="views-title" dir="auto">{name.clone()}</span>
                    <span class="quiet small" dir="auto">{says}</span>
                </button>
                <button type="button" class="button button-small button-quiet" id=format!("view-{place}-rename") aria-label=format!("Rename {name}") on:click=rename>"Rename"</button>
                <button type="button" class="button button-small button-quiet" aria-label=format!("Delete {name}") on:click=delete>"Delete"</button>
            </li>
        }
        .into_any()
    }

    /// A line whose name is being changed.
    fn renamed(self, place: usize, own: SavedView) -> AnyView {
        let field = NodeRef::<html::Input>::new();
        let wrong = RwSignal::new(None::<&'static str>);
        let before = own.name.clone();
        let leave = move || {
            self.renaming.set(None);
            focus_soon(format!("view-{place}-rename"));
        };
        let save = move || {
            let typed = field
                .get_untracked()
                .map_or_else(String::new, |field| field.value());
            let name = match model::name(&typed) {
                Ok(name) => name,
                Err(error) => return wrong.set(Some(error.words())),
            };
            let mut taken = false;
            let done = self.kept.change(|views| {
                match (model::place(views, &before), model::place(views, &name)) {
                    (Some(own), other) if other.is_none_or(|other| other == own) => {
                        views[own].name.clone_from(&name)
                    }
                    _ => taken = true,
                }
            });
            if taken {
                wrong.set(Some("Another view has this name."));
            } else if let Err(message) = done {
                wrong.set(Some(message));
            } else {
                self.told.set(format!("Renamed to “{name}”."));
                self.deleted.set(None);
                leave();
            }
        };
        let save = StoredValue::new(save);
        let run = move || save.with_value(|save| save());
        view! {
            <li class="views-line">
                <form class="views-form" on:submit=move |event| {
                    event.prevent_default();
                    run();
                }>
                    <input
                        class="input"
                        type="text"
                        id="view-name-new"
                        node_ref=field
                        aria-label=format!("New name of {}", own.name)
                        maxlength=LONGEST
                        autocomplete="off"
                        aria-invalid=move || wrong.get().map(|_| "true")
                        aria-describedby="view-name-new-wrong"
                        prop:value=own.name.clone()
                        on:keydown=move |event| {
                            // Escape leaves the field, not the dialog.
                            if event.key() == "Escape" {
                                event.prevent_default();
                                event.stop_propagation();
                                leave();
                            }
                        }
                    />
                    <button type="submit" class="button button-small button-primary">"Save"</button>
                    <button type="button" class="button button-small" on:click=move |_| leave()>"Cancel"</button>
                    <p class="field-error" id="view-name-new-wrong" role="alert">{wrong}</p>
                </form>
            </li>
        }
        .into_any()
    }

    pub(crate) fn announce(self, done: Result<(), &'static str>, said: String) {
        self.told.set(match done {
            Ok(()) => said,
            Err(message) => message.to_owned(),
        });
    }
}

/// For an element that is about to be drawn.
fn focus_soon(id: String) {
    crate::browser::focus::focus_soon(format!("#{id}"));
}
