//! Exports the list in its order, or the selected users, as a file made in the browser. Sends no request.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Delimiter, Exporter, Format, time};

use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::download::download_pieces;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels::selection as labels;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::events::on_value;

/// Users written between two looks at the clock.
const STEP_ROWS: usize = 256;

struct FileFormat {
    label: &'static str,
    extension: &'static str,
    media_type: &'static str,
    format: Format,
}

const FORMATS: [FileFormat; 3] = [
    FileFormat {
        label: labels::CSV,
        extension: "csv",
        media_type: "text/csv;charset=utf-8",
        format: Format::Csv {
            delimiter: Delimiter::Comma,
        },
    },
    FileFormat {
        label: labels::CSV_WITH_SEMICOLONS,
        extension: "csv",
        media_type: "text/csv;charset=utf-8",
        format: Format::Csv {
            delimiter: Delimiter::Semicolon,
        },
    },
    FileFormat {
        label: labels::JSON,
        extension: "json",
        media_type: "application/json",
        format: Format::Json,
    },
];

/// A handle; copies are the same export.
#[derive(Clone, Copy)]
pub(crate) struct Export {
    users: UserStore,
    /// An index of [`FORMATS`].
    format: RwSignal<usize>,
    /// The part written so far, while a file is being written.
    part: RwSignal<Option<f64>>,
    announcer: Announcer,
    client: StoredValue<Client, LocalStorage>,
}

impl Export {
    pub(crate) fn new(users: UserStore) -> Self {
        Self {
            users,
            format: RwSignal::new(0),
            part: RwSignal::new(None),
            announcer: use_announcer(),
            client: StoredValue::new_local(use_client()),
        }
    }

    /// No file is being written; tracked.
    pub(crate) fn idle(self) -> bool {
        self.part.with(Option::is_none)
    }

    /// Writes these rows into a file whose name starts with `name`, unless a file is being written.
    pub(crate) fn run(self, rows: Vec<u32>, name: &'static str) {
        let Some(file) = FORMATS.get(self.format.get_untracked()) else {
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
            let exporter = Exporter::new(file.format, rows);
            let Some(written) = write(self.users, exporter, self.part).await else {
                return;
            };
            let name = format!("{name}-{today}.{}", file.extension);
            self.announcer.announce(match written {
                None => labels::LIST_CHANGED.to_owned(),
                Some(pieces) if download_pieces(&pieces, file.media_type, &name) => {
                    labels::exported(count)
                }
                Some(_) => labels::FILE_NOT_SAVED.to_owned(),
            });
            let _ = self.part.try_set(None);
        });
    }
}

/// The format, and the button that exports the list.
pub(crate) fn export(export: Export, rows: Rows) -> impl IntoView {
    let idle = Memo::new(move |_| export.idle());
    let ready = Memo::new(move |_| idle.get() && rows.state().count > 0);
    let run = move |_| {
        if ready.get_untracked() {
            export.run(rows.with_rows(<[u32]>::to_vec), "users");
        }
    };
    let options = FORMATS.iter().enumerate();
    let options = options.map(|(index, file)| view! { <option value=index>{file.label}</option> });
    view! {
        <Show when=move || !idle.get()>
            <progress class="export-part" aria-label=labels::WRITING_FILE max="1000" value=move || export.part.get().map(|part| (part * 1000.0) as u32)></progress>
        </Show>
        <label class="filter">
            <span class="filter-name">{labels::FORMAT}</span>
            <select
                class="filter-select"
                on:change=on_value(move |format| export.format.set(format.parse().unwrap_or_default()))
            >
                {options.collect_view()}
            </select>
        </label>
        <button type="button" class="button" aria-disabled=move || (!ready.get()).then_some("true") on:click=run>{labels::EXPORT}</button>
    }
}

/// The file in pieces, or `Some(None)` if rows got other numbers meanwhile and would be other users; `None` if the page is gone.
async fn write(
    users: UserStore,
    mut exporter: Exporter,
    part: RwSignal<Option<f64>>,
) -> Option<Option<js_sys::Array>> {
    let pieces = js_sys::Array::new();
    let generation = users.generation();
    let step = || {
        if users.generation() != generation {
            return Break(Some(false));
        }
        match users.with(|directory| exporter.next_chunk(directory, STEP_ROWS)) {
            None => Break(None),
            Some(None) => Break(Some(true)),
            Some(Some(piece)) => {
                pieces.push(&js_sys::Uint8Array::from(piece.as_slice()));
                let (done, all) = exporter.progress();
                part.try_set(Some(done as f64 / all.max(1) as f64));
                Continue(())
            }
        }
    };
    let is_written = TimeSlice::start().run(step).await?;
    Some(is_written.then_some(pieces))
}
