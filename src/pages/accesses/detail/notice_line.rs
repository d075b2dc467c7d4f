//! The page's one `status`: the outcome of the last save, and its "Undo".

use leptos::prelude::*;

use super::editor::Editor;
use super::labels;
use super::notice::Notice;

pub(crate) fn notice_line(editor: Editor) -> impl IntoView {
    view! {
        <div class="notice-line" role="status">
            {move || {
                let notice = editor.notice.get();
                let message = labels::notice(&notice)?;
                let class = if notice.is_success() { "notice-good" } else { "notice-plain" };
                Some(view! {
                    <p class=class>{message}</p>
                    {undo_button(editor, notice)}
                })
            }}
        </div>
    }
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
    let busy = move || editor.mutation.busy().then_some("true");
    Some(view! { <button type="button" class="button" aria-disabled=busy on:click=undo>{labels::UNDO}</button> }.into_any())
}
