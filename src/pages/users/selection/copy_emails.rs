//! Copies the email addresses of the selected users; if the browser refuses, offers them as a text to copy manually.

use std::ops::ControlFlow::{Break, Continue};

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::Addresses;

use crate::browser::clipboard;
use crate::browser::download::download;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::labels;
use crate::pages::users::labels::selection as selection_labels;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::dialog::Dialog;

/// Users handled between two looks at the clock.
const STEP_ROWS: usize = 2_048;
/// A longer text is too much for a text box: it is offered as a file only.
const MAX_TEXT_BOX: usize = 1 << 20;

/// A handle; copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct CopyEmails {
    users: UserStore,
    note: RwSignal<Option<String>>,
    /// The text that the clipboard didn't take.
    refused: RwSignal<Option<String>>,
    announcer: Announcer,
}

impl CopyEmails {
    pub(crate) fn new(users: UserStore) -> Self {
        Self {
            users,
            note: RwSignal::new(None),
            refused: RwSignal::new(None),
            announcer: use_announcer(),
        }
    }

    /// What was copied last; tracked.
    pub(crate) fn note(self) -> Option<String> {
        self.note.get()
    }

    /// The selection has changed: the note is out of date.
    pub(crate) fn clear_note(self) {
        if self.note.with_untracked(Option::is_some) {
            self.note.set(None);
        }
    }

    pub(crate) fn run(self, rows: Vec<u32>) {
        spawn_local(async move {
            let mut addresses = Addresses::new(rows);
            let generation = self.users.generation();
            let step = || {
                // Rows that have other numbers now would be other users.
                if self.users.generation() != generation {
                    return Break(Some(false));
                }
                let is_done = self
                    .users
                    .with(|directory| addresses.step(directory, STEP_ROWS));
                match is_done {
                    Some(false) => Continue(()),
                    is_done => Break(is_done),
                }
            };
            match TimeSlice::start().run(step).await {
                None => return,
                Some(false) => {
                    let _ = self
                        .note
                        .try_set(Some(selection_labels::LIST_CHANGED.to_owned()));
                    self.announcer.announce(selection_labels::LIST_CHANGED);
                    return;
                }
                Some(true) => {}
            }
            let copied = selection_labels::copied(
                addresses.taken(),
                addresses.without(),
                addresses.invalid(),
            );
            if addresses.taken() == 0 || clipboard::copy(addresses.text()).await {
                self.announcer.announce(copied.clone());
                let _ = self.note.try_set(Some(copied));
            } else {
                let _ = self.refused.try_set(Some(addresses.text().to_owned()));
            }
        });
    }
}

/// The dialog with the text, if the clipboard didn't take it.
pub(crate) fn copy_manually(copy_emails: CopyEmails) -> impl IntoView {
    let text = copy_emails.refused;
    let open = Memo::new(move |_| text.with(Option::is_some));
    let close = move || text.set(None);
    let text_box = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(text_box) = text_box.get() {
            // After the dialog has taken the focus.
            request_animation_frame(move || {
                let _ = text_box.focus();
                text_box.select();
            });
        }
    });
    let fits =
        move || text.with(|text| text.as_ref().is_some_and(|text| text.len() <= MAX_TEXT_BOX));
    let save = move |_| {
        let saved = text.with_untracked(|text| {
            text.as_ref()
                .is_some_and(|text| download(text, "text/plain;charset=utf-8", "addresses.txt"))
        });
        copy_emails.announcer.announce(if saved {
            selection_labels::ADDRESSES_SAVED
        } else {
            selection_labels::FILE_NOT_SAVED
        });
    };
    view! {
        <Dialog id="addresses" title=selection_labels::COPY_MANUALLY open on_close=move |()| close()>
            <p>{selection_labels::CLIPBOARD_REFUSED}</p>
            {move || fits().then(|| view! {
                <textarea
                    class="input addresses"
                    node_ref=text_box
                    readonly
                    rows="6"
                    aria-label=selection_labels::EMAIL_ADDRESSES
                    prop:value=move || text.get().unwrap_or_default()
                ></textarea>
            })}
            <div class="dialog-actions">
                <button type="button" class="button" on:click=save>{selection_labels::SAVE_AS_FILE}</button>
                <button type="button" class="button button-primary" on:click=move |_| close()>{labels::CLOSE}</button>
            </div>
        </Dialog>
    }
}
