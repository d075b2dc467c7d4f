//! What came of a save, in the one `status` of the page.

use leptos::prelude::*;

use super::editor::Editor;
use crate::api::access::access_patch::AccessPatch;
use crate::domain::access::edit::AccessField;

/// What there is to say.
#[derive(Clone, PartialEq)]
pub(crate) enum Notice {
    Nothing,
    /// Nothing was edited.
    NothingToSave,
    /// The service has these values already.
    NoChange,
    Saved {
        /// What was sent, and what takes it back.
        undo: Option<Box<(AccessPatch, AccessPatch)>>,
        /// The fields that the service made not_as_requested.
        not_as_requested: Vec<AccessField>,
        merged_others: bool,
        verified_by_reread: bool,
        /// Whether a save was asked for again without any change.
        unchanged_since: bool,
    },
    Undone {
        not_as_requested: Vec<AccessField>,
    },
    /// Somebody else changed these since.
    NotUndone(Vec<AccessField>),
}

pub(crate) fn notice_line(editor: Editor) -> impl IntoView {
    view! {
        <div class="notice-line" role="status">
            {move || {
                let notice = editor.notice.get();
                let (tone, words) = words(&notice);
                (!words.is_empty()).then(|| view! {
                    <p class=tone>{words}</p>
                    {undo_button(editor, notice)}
                })
            }}
        </div>
    }
}

/// A class and a sentence; an empty one says nothing.
fn words(notice: &Notice) -> (&'static str, String) {
    const GOOD: &str = "notice-good";
    const PLAIN: &str = "notice-plain";
    match notice {
        Notice::Nothing => (PLAIN, String::new()),
        Notice::NothingToSave => (
            PLAIN,
            "Nothing has been changed, so there is nothing to save.".to_owned(),
        ),
        Notice::NoChange => (
            PLAIN,
            "The access is already as you want it. Nothing was sent.".to_owned(),
        ),
        Notice::Saved {
            not_as_requested,
            merged_others,
            verified_by_reread,
            unchanged_since,
            ..
        } => {
            let mut words = "Saved.".to_owned();
            if *verified_by_reread {
                words.push_str(" The answer was lost on the way, but we looked again and the service has your changes.");
            }
            if *merged_others {
                words.push_str(
                    " Somebody else had changed this access meanwhile; their changes were kept.",
                );
            }
            push_otherwise(&mut words, not_as_requested);
            if *unchanged_since {
                words.push_str(" Nothing has been changed since.");
            }
            (
                if not_as_requested.is_empty() {
                    GOOD
                } else {
                    PLAIN
                },
                words,
            )
        }
        Notice::Undone { not_as_requested } => {
            let mut words = "Undone. The access is as it was before.".to_owned();
            if !not_as_requested.is_empty() {
                words = "Undone.".to_owned();
                push_otherwise(&mut words, not_as_requested);
            }
            (PLAIN, words)
        }
        Notice::NotUndone(fields) => (
            PLAIN,
            format!(
                "Not undone: somebody else has changed {} since. Nothing was sent.",
                labels(fields)
            ),
        ),
    }
}

fn push_otherwise(words: &mut String, fields: &[AccessField]) {
    if !fields.is_empty() {
        words.push_str(&format!(
            " But the service shows something else than was asked for in: {}. Check it above.",
            labels(fields)
        ));
    }
}

fn labels(fields: &[AccessField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
    labels.join(", ")
}

fn undo_button(editor: Editor, notice: Notice) -> Option<AnyView> {
    let Notice::Saved {
        undo: Some(undo), ..
    } = notice
    else {
        return None;
    };
    let (sent, inverse) = *undo;
    let undo = move |_| editor.undo(sent.clone(), inverse.clone());
    let busy = move || editor.busy.get().then_some("true");
    Some(view! { <button type="button" class="button" aria-disabled=busy on:click=undo>"Undo"</button> }.into_any())
}
