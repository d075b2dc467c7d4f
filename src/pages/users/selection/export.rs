//! Takes along what the table shows, in its order, or what is selected: a file made here, of what is here. Nothing is asked of
//! the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Delimiter, Exporter, Format, time};

use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::download::download_pieces;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels;
use crate::ui::announcer::{Announcer, use_announcer};

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

/// The file that is being written, if any; copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Export {
    users: UserStore,
    kind: RwSignal<usize>,
    /// The part written so far, while writing.
    part: RwSignal<Option<f64>>,
    announcer: Announcer,
    client: StoredValue<Client, LocalStorage>,
}

impl Export {
    pub(crate) fn new(users: UserStore) -> Self {
        Self {
            users,
            kind: RwSignal::new(0),
            part: RwSignal::new(None),
            announcer: use_announcer(),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// No file is being written; tracked.
    pub(crate) fn idle(self) -> bool {
        self.part.with(Option::is_none)
    }

    /// Writes these rows into a file whose name begins so, unless one is being written.
    pub(crate) fn run(self, rows: Vec<u32>, name: &'static str) {
        let kind = KINDS.get(self.kind.get_untracked()).copied();
        let Some((_, ending, media_type, format)) = kind else {
            return;
        };
        if self.part.with_untracked(Option::is_some) {
            return;
        }
        self.part.set(Some(0.0));
        let today = self
            .client
            .with_value(|client| time::format_date(client.now_ms()));
        let count = rows.len() as u32;
        spawn_local(async move {
            let pieces = write(self.users, Exporter::new(format, rows), self.part).await;
            let Some(pieces) = pieces else { return };
            let saved = download_pieces(&pieces, media_type, &format!("{name}-{today}.{ending}"));
            self.announcer.announce(match saved {
                true => format!("Exported {}.", labels::users(count)),
                false => "The browser could not save the file.".to_owned(),
            });
            let _ = self.part.try_set(None);
        });
    }
}

/// The kind of file, and the button that writes what is listed.
pub(crate) fn export(export: Export, list: Rows) -> impl IntoView {
    let idle = Memo::new(move |_| export.idle());
    let ready = Memo::new(move |_| idle.get() && list.state().count > 0);
    let run = move |_| {
        if ready.get_untracked() {
            export.run(list.with_rows(<[u32]>::to_vec), "users");
        }
    };
    let option = |(place, (label, ..)): (usize, &(&'static str, &str, &str, Format))| {
        view! { <option value=place>{*label}</option> }
    };
    view! {
        <Show when=move || !idle.get()>
            <progress class="export-part" aria-label="Writing the file" max="1000" value=move || export.part.get().map(|part| (part * 1000.0) as u32)></progress>
        </Show>
        <label class="filter">
            <span class="filter-name">"Format"</span>
            <select
                class="filter-select"
                on:change:target=move |event| export.kind.set(event.target().value().parse().unwrap_or_default())
            >
                {KINDS.iter().enumerate().map(option).collect_view()}
            </select>
        </label>
        <button type="button" class="button" aria-disabled=move || (!ready.get()).then_some("true") on:click=run>"Export"</button>
    }
}

/// The file in pieces; `None` when the page was left meanwhile.
async fn write(
    users: UserStore,
    mut exporter: Exporter,
    part: RwSignal<Option<f64>>,
) -> Option<js_sys::Array> {
    let pieces = js_sys::Array::new();
    let mut slice = TimeSlice::start();
    while let Some(piece) = users.with(|directory| exporter.next_chunk(directory, STEP_ROWS))? {
        pieces.push(&js_sys::Uint8Array::from(piece.as_slice()));
        let (done, all) = exporter.progress();
        if slice.yield_if_due().await {
            part.try_set(Some(done as f64 / all.max(1) as f64));
        }
    }
    Some(pieces)
}
