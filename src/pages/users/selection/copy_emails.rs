//! The e-mail addresses of the selection, on the clipboard; where the browser refuses, as a text to copy by hand.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::Addresses;

use crate::browser::clipboard;
use crate::browser::download::download;
use crate::browser::intl::number;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::dialog::Dialog;

/// Users that are looked at between two looks at the clock.
const STEP_ROWS: usize = 2_048;
/// More than this a text box does not take well: it is a file then.
const LARGEST_BOX: usize = 1 << 20;

/// What came of copying; copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct CopyEmails {
    users: UserStore,
    note: RwSignal<Option<String>>,
    /// What the clipboard did not take.
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

    /// The selection has changed: what was copied is old.
    pub(crate) fn forget(self) {
        if self.note.with_untracked(Option::is_some) {
            self.note.set(None);
        }
    }

    pub(crate) fn run(self, rows: Vec<u32>) {
        spawn_local(async move {
            let mut addresses = Addresses::new(rows);
            let mut slice = TimeSlice::start();
            loop {
                let step = |directory: &_| addresses.step(directory, STEP_ROWS);
                match self.users.with(step) {
                    None => return,
                    Some(true) => break,
                    Some(false) => _ = slice.yield_if_due().await,
                }
            }
            let said = in_words(&addresses);
            if addresses.taken() == 0 || clipboard::copy(addresses.text()).await {
                self.announcer.announce(said.clone());
                let _ = self.note.try_set(Some(said));
            } else {
                let _ = self.refused.try_set(Some(addresses.text().to_owned()));
            }
        });
    }
}

/// "Copied 12 e-mail addresses. 1 user has none."
fn in_words(addresses: &Addresses) -> String {
    let mut said = match addresses.taken() {
        0 => "No e-mail address to copy.".to_owned(),
        1 => "Copied 1 e-mail address.".to_owned(),
        taken => format!("Copied {} e-mail addresses.", number(taken.into())),
    };
    match addresses.without() {
        0 => {}
        1 => said += " Of 1 user none is known.",
        without => said += &format!(" Of {} users none is known.", number(without.into())),
    }
    match addresses.unfit() {
        0 => {}
        1 => said += " 1 was left out: no mail program should be given it.",
        unfit => {
            said += &format!(
                " {} were left out: no mail program should be given them.",
                number(unfit.into())
            )
        }
    }
    said
}

/// The text to copy by hand, while there is one.
pub(crate) fn refused(copied: CopyEmails) -> impl IntoView {
    let text = copied.refused;
    let open = Memo::new(move |_| text.with(Option::is_some));
    let close = move || text.set(None);
    let own = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(own) = own.get() {
            // After the dialog has taken the focus.
            request_animation_frame(move || {
                let _ = own.focus();
                own.select();
            });
        }
    });
    let fits =
        move || text.with(|text| text.as_ref().is_some_and(|text| text.len() <= LARGEST_BOX));
    view! {
        <Dialog id="addresses" title="Copy the addresses by hand" open on_close=move |()| close()>
            <p>"The browser did not allow this page to use the clipboard. Copy the text from here, or save it as a file."</p>
            {move || fits().then(|| view! {
                <textarea
                    class="input addresses"
                    node_ref=own
                    readonly
                    rows="6"
                    aria-label="E-mail addresses"
                    prop:value=move || text.get().unwrap_or_default()
                ></textarea>
            })}
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| {
                    let saved = text.with_untracked(|text| text.as_ref().is_some_and(|text| download(text, "text/plain;charset=utf-8", "addresses.txt")));
                    copied.announcer.announce(if saved { "Saved as addresses.txt." } else { "The browser could not save the file." });
                }>"Save as a file"</button>
                <button type="button" class="button button-primary" on:click=move |_| close()>"Close"</button>
            </div>
        </Dialog>
    }
}
