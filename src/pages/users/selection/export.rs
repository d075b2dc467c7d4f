//! Exports the list in its order, or the selected users, as a file made in the browser. Sends no request.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Delimiter, Exporter, Fit, Format, Layout};
use rolecall_text::csv::MAX_ROWS;

use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::download::download_pieces;
use crate::browser::local_day;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels::selection as labels;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::dialog::Dialog;
use crate::ui::events::on_value;

/// Users written between two looks at the clock.
const STEP_ROWS: usize = 256;

struct FileFormat {
    label: &'static str,
    extension: &'static str,
    media_type: &'static str,
    format: Format,
}

const fn csv(label: &'static str, delimiter: Delimiter, layout: Layout) -> FileFormat {
    FileFormat {
        label,
        extension: "csv",
        media_type: "text/csv;charset=utf-8",
        format: Format::Csv { delimiter, layout },
    }
}

static FORMATS: [FileFormat; 5] = [
    csv(labels::CSV, Delimiter::Comma, Layout::User),
    csv(
        labels::CSV_WITH_SEMICOLONS,
        Delimiter::Semicolon,
        Layout::User,
    ),
    csv(labels::CSV_PER_GRANT, Delimiter::Comma, Layout::Grant),
    csv(
        labels::CSV_PER_GRANT_WITH_SEMICOLONS,
        Delimiter::Semicolon,
        Layout::Grant,
    ),
    FileFormat {
        label: labels::JSON,
        extension: "json",
        media_type: "application/json",
        format: Format::Json,
    },
];

impl FileFormat {
    /// The same with one line per grant; `None` if it is that already, or no table.
    fn per_grant(&self) -> Option<&'static Self> {
        let Format::Csv {
            delimiter,
            layout: Layout::User,
        } = self.format
        else {
            return None;
        };
        let layout = Layout::Grant;
        let format = Format::Csv { delimiter, layout };
        FORMATS.iter().find(|file| file.format == format)
    }
}

/// A file that is written but not saved: the person is asked first.
struct Unsaved {
    file: &'static FileFormat,
    pieces: js_sys::Array,
    rows: Vec<u32>,
    name: &'static str,
    fit: Fit,
    /// Of the users; the rows mean others in another one.
    generation: Option<u32>,
}

/// A handle; copies are the same export.
#[derive(Clone, Copy)]
pub(crate) struct Export {
    users: UserStore,
    /// An index of [`FORMATS`].
    format: RwSignal<usize>,
    /// The part written so far, while a file is being written.
    part: RwSignal<Option<f64>>,
    /// The file that a spreadsheet cannot show as a whole.
    unsaved: StoredValue<Option<Unsaved>, LocalStorage>,
    /// How much of it; `None` while nothing is asked.
    asked: RwSignal<Option<Fit>>,
    announcer: Announcer,
    client: StoredValue<Client, LocalStorage>,
}

impl Export {
    pub(crate) fn new(users: UserStore) -> Self {
        Self {
            users,
            format: RwSignal::new(0),
            part: RwSignal::new(None),
            unsaved: StoredValue::new_local(None),
            asked: RwSignal::new(None),
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
        if let Some(file) = FORMATS.get(self.format.get_untracked()) {
            self.write(file, rows, name);
        }
    }

    fn write(self, file: &'static FileFormat, rows: Vec<u32>, name: &'static str) {
        if self.part.with_untracked(Option::is_some) {
            return;
        }
        self.part.set(Some(0.0));
        spawn_local(async move {
            let exporter = Exporter::new(file.format, rows);
            let Some(written) = write(self.users, exporter, self.part).await else {
                return;
            };
            let _ = self.part.try_set(None);
            let Some((pieces, exporter)) = written else {
                return self.announcer.announce(labels::LIST_CHANGED.to_owned());
            };
            let fit = exporter.fit();
            let unsaved = Unsaved {
                file,
                pieces,
                rows: exporter.into_rows(),
                name,
                fit,
                generation: self.users.generation(),
            };
            if fit.is_whole() {
                self.save(&unsaved);
            } else {
                let _ = self.unsaved.try_set_value(Some(unsaved));
                let _ = self.asked.try_set(Some(fit));
            }
        });
    }

    fn save(self, unsaved: &Unsaved) {
        let Unsaved {
            file, name, fit, ..
        } = unsaved;
        let Some(now) = self.client.try_with_value(Client::now_ms) else {
            return;
        };
        let name = format!("{name}-{}.{}", local_day::iso(now), file.extension);
        let count = unsaved.rows.len() as u32;
        let is_saved = download_pieces(&unsaved.pieces, file.media_type, &name);
        let message = match file.format {
            _ if !is_saved => labels::FILE_NOT_SAVED.to_owned(),
            Format::Csv {
                layout: Layout::Grant,
                ..
            } => labels::exported_lines(count, fit.lines - 1),
            Format::Csv { .. } | Format::Json => labels::exported(count),
        };
        self.announcer.announce(message);
    }

    /// The answer to the question: nothing, the file as it is, or another one.
    fn take(self) -> Option<Unsaved> {
        self.asked.set(None);
        self.unsaved.try_update_value(Option::take).flatten()
    }
}

/// The dialog that says what a spreadsheet would cut off, before anything is saved.
pub(crate) fn export_question(export: Export) -> impl IntoView {
    let open = Memo::new(move |_| export.asked.with(Option::is_some));
    let fit = move || export.asked.get().unwrap_or_default();
    let cells = move || {
        let Fit {
            long_cells,
            longest,
            ..
        } = fit();
        (long_cells > 0).then(|| view! { <p>{labels::long_cells(long_cells, longest)}</p> })
    };
    let lines = move || {
        let lines = fit().lines;
        (lines > MAX_ROWS).then(|| view! { <p>{labels::too_many_lines(lines)}</p> })
    };
    let per_grant = move || {
        export.asked.track();
        let other = |unsaved: &Option<Unsaved>| unsaved.as_ref()?.file.per_grant();
        export.unsaved.try_with_value(other).flatten()
    };
    let instead = move |_| {
        if let (Some(file), Some(unsaved)) = (per_grant(), export.take()) {
            if unsaved.generation == export.users.generation() {
                export.write(file, unsaved.rows, unsaved.name);
            } else {
                export.announcer.announce(labels::LIST_CHANGED.to_owned());
            }
        }
    };
    let anyway = move |_| {
        if let Some(unsaved) = export.take() {
            export.save(&unsaved);
        }
    };
    view! {
        <Dialog id="export-question" title=labels::TOO_MUCH open on_close=move |()| _ = export.take()>
            {cells}
            {lines}
            <p>{labels::NOTHING_SAVED_YET}</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| _ = export.take()>{labels::CANCEL}</button>
                <button type="button" class="button" on:click=anyway>{labels::EXPORT_ANYWAY}</button>
                {move || per_grant().is_some().then(|| view! {
                    <button type="button" class="button button-primary" on:click=instead>{labels::PER_GRANT_INSTEAD}</button>
                })}
            </div>
        </Dialog>
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
) -> Option<Option<(js_sys::Array, Exporter)>> {
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
    Some(is_written.then_some((pieces, exporter)))
}
