//! Takes along what the table shows, in its order: a file made here, of what is here. Nothing is asked of the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Delimiter, Exporter, Format, time};

use super::breath::Slice;
use super::list::List;
use super::users::Users;
use super::words;
use crate::components::download::download_pieces;
use crate::components::live::use_announcer;
use crate::pages::context::use_client;

/// Users that are written between two looks at the clock.
const STEP_ROWS: usize = 256;

/// The kinds of file, as the person reads them, and what they are called.
const KINDS: [(&str, &str, &str, Format); 3] = [
    (
        "CSV",
        "csv",
        "text/csv;charset=utf-8",
        Format::Csv {
            delimiter: Delimiter::Comma,
        },
    ),
    (
        "CSV with semicolons",
        "csv",
        "text/csv;charset=utf-8",
        Format::Csv {
            delimiter: Delimiter::Semicolon,
        },
    ),
    ("JSON", "json", "application/json", Format::Json),
];

pub(super) fn export(users: Users, list: List) -> impl IntoView {
    let kind = RwSignal::new(0_usize);
    // The part written so far, while writing.
    let part = RwSignal::new(None::<f64>);
    let idle = Memo::new(move |_| part.with(Option::is_none));
    let ready = Memo::new(move |_| idle.get() && list.state().count > 0);
    let announcer = use_announcer();
    let client = StoredValue::new_local(use_client());
    let export = move |_| {
        if !ready.get_untracked() {
            return;
        }
        part.set(Some(0.0));
        let today = client.with_value(|client| time::format_date(client.now_ms()));
        spawn_local(async move {
            let Some((_, ending, media_type, format)) = KINDS.get(kind.get_untracked()).copied()
            else {
                return;
            };
            let rows = list.rows();
            let count = rows.len() as u32;
            let saved = match write(users, Exporter::new(format, rows), part).await {
                Some(pieces) => {
                    download_pieces(&pieces, media_type, &format!("users-{today}.{ending}"))
                }
                None => return,
            };
            announcer.say(match saved {
                true => format!("Exported {}.", words::users(count)),
                false => "The browser could not save the file.".to_owned(),
            });
            let _ = part.try_set(None);
        });
    };
    let option = |(place, (label, ..)): (usize, &(&'static str, &str, &str, Format))| {
        view! { <option value=place>{*label}</option> }
    };
    view! {
        <Show when=move || !idle.get()>
            <progress class="export-part" aria-label="Writing the file" max="1000" value=move || part.get().map(|part| (part * 1000.0) as u32)></progress>
        </Show>
        <label class="filter">
            <span class="filter-name">"Format"</span>
            <select
                class="filter-select"
                on:change:target=move |event| kind.set(event.target().value().parse().unwrap_or_default())
            >
                {KINDS.iter().enumerate().map(option).collect_view()}
            </select>
        </label>
        <button type="button" class="button" aria-disabled=move || (!ready.get()).then_some("true") on:click=export>"Export"</button>
    }
}

/// The file in pieces; `None` when the page was left meanwhile.
async fn write(
    users: Users,
    mut exporter: Exporter,
    part: RwSignal<Option<f64>>,
) -> Option<js_sys::Array> {
    let pieces = js_sys::Array::new();
    let mut slice = Slice::new();
    while let Some(piece) = users.with(|directory| exporter.next_chunk(directory, STEP_ROWS))? {
        pieces.push(&js_sys::Uint8Array::from(piece.as_slice()));
        let (done, all) = exporter.progress();
        if slice.breathe().await {
            part.try_set(Some(done as f64 / all.max(1) as f64));
        }
    }
    Some(pieces)
}
