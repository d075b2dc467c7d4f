//! A grid of which only the rows in view are in the page. Owns `aria-rowcount` and `aria-rowindex`, the one tab stop, and what a
//! row is; scrolling, clicks, keys and selecting have a file each. Knows no API and no row: cells are handed in. A link with
//! `data-row-link` leads to what the row opens; any other, or a button, handles its own clicks and keys.
//!
//! A row of the page is for an *index* (the third of those listed), whoever is listed there: when the order changes, its cells
//! change and the focus stays. A row that has the focus stays in the page, however far it is scrolled away.

mod click;
pub mod header;
mod keyboard;
mod place;
mod row_pool;
mod scroll;
pub mod selection;
mod viewport;

use leptos::prelude::*;

use self::click::Clicks;
use self::keyboard::{Key, key_of};
use self::row_pool::{RowPool, index_of};
use self::scroll::Scroll;
use self::selection::Selection;
use self::viewport::ROW_HEIGHT;
use super::effect::effect;
use super::events::on_key;
use super::place::{Places, RowIdentity};

/// Which row this is, which may be another one in a moment.
#[derive(Clone, Copy)]
pub struct RowPosition {
    pub index: Signal<u32>,
    /// It can be seen. Others are kept ready on either side, and need not hurry.
    pub in_view: Signal<bool>,
}

/// The grid, named `label`. Indices count from 0.
#[component]
pub fn VirtualRows(
    label: &'static str,
    /// A CSS length. In less room than that, the table scrolls sideways.
    min_width: &'static str,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<u32>,
    /// The cells of the header row.
    #[prop(into)]
    head: ViewFn,
    /// The cells of a row, which is at one index and then at another: they follow it themselves.
    cells: Callback<RowPosition, AnyView>,
    /// Enter or a click on the row at an index.
    on_open: Callback<u32>,
    /// Whenever this changes, the first row scrolls into view.
    #[prop(into)]
    from_top: Signal<u32>,
    /// So that Back returns to the row that somebody left.
    identity: RowIdentity,
    /// Given if rows can be selected.
    #[prop(optional)]
    selection: Option<Selection>,
) -> impl IntoView {
    let scroll = Scroll::new(count);
    let window = scroll.window();
    let in_page = move || {
        let (window, count) = (window.get(), count.get());
        let mut indices: Vec<u32> = (window.first..window.end).collect();
        // The focus, and where it is about to go.
        if let Some(focused) = scroll.focused.get() {
            for index in [focused, scroll.active.get()] {
                if index < count
                    && let Err(at) = indices.binary_search(&index)
                {
                    indices.insert(at, index);
                }
            }
        }
        indices
    };
    let in_view = Memo::new(move |_| scroll.in_view());
    let tab_stop = Memo::new(move |_| {
        let (window, active) = (window.get(), scroll.active.get());
        let reachable =
            (window.first..window.end).contains(&active) || scroll.focused.get().is_some();
        match reachable {
            true => active,
            false => scroll.first_whole(),
        }
    });
    let row = move |index: Signal<u32>| {
        let offscreen = move || {
            let (window, index) = (window.get(), index.get());
            !(window.first..window.end).contains(&index)
        };
        let is_in_view = Memo::new(move |_| {
            let (first, end) = in_view.get();
            (first..end).contains(&index.get())
        });
        let position = RowPosition {
            index,
            in_view: is_in_view.into(),
        };
        let selected = move || {
            let is_selected = selection?.is_selected.run(index.get())?;
            Some(if is_selected { "true" } else { "false" })
        };
        view! {
            <tr
                role="row"
                class:offscreen=offscreen
                aria-selected=selected
                tabindex=move || if tab_stop.get() == index.get() { "0" } else { "-1" }
            >
                {cells.run(position)}
            </tr>
        }
        .into_any()
    };
    let pool = StoredValue::new_local(RowPool::new(Box::new(row)));
    Effect::new(move |_| {
        if let Some(body) = scroll.body.get() {
            let indices = in_page();
            pool.update_value(|pool| pool.show(&body, &indices));
        }
    });
    // The elements around may be used again by the next grid.
    on_cleanup(move || _ = pool.try_update_value(RowPool::clear));
    let places = use_context::<Places>().unwrap_or_default();
    scroll.follow(from_top, places);
    scroll.keep_place(places, identity);
    if let Some(selection) = selection {
        effect(move || {
            // What says how many are selected takes room from the rows.
            selection.any.track();
            scroll.measure_soon();
        });
        effect(move || selection.set_in_view(scroll.whole_in_view()));
    }
    let open = move |index: Option<u32>| {
        if let Some(index) = index {
            scroll.active.set(index);
            on_open.run(index);
        }
    };
    let clicks = Clicks::new(Callback::new(move |index| open(Some(index))));
    view! {
        <div class="rows-box" node_ref=scroll.scroller on:scroll=move |_| scroll.on_scroll()>
            <div class="rows-runway" style:min-width=min_width style:height=move || pixels(scroll.height() + ROW_HEIGHT)>
                <table
                    class="rows"
                    role="grid"
                    aria-label=label
                    aria-readonly="true"
                    aria-multiselectable=selection.map(|_| "true")
                    aria-rowcount=move || count.get() + 1
                    style:top=move || pixels(window.get().top)
                >
                    <thead role="rowgroup">
                        <tr role="row" aria-rowindex="1">{head.run()}</tr>
                    </thead>
                    <tbody
                        role="rowgroup"
                        node_ref=scroll.body
                        on:focusin=move |event| {
                            if let Some(index) = index_of(event.target()) {
                                scroll.active.set(index);
                                scroll.focused.set(Some(index));
                            }
                        }
                        on:focusout=move |_| scroll.focused.set(None)
                        on:keydown=on_key(move |press| {
                            let index = scroll.active.get_untracked();
                            match key_of(press) {
                                Key::Own => {}
                                Key::Open => {
                                    press.prevent_default();
                                    open(index_of(press.target()));
                                }
                                _ if selection.is_some_and(|selection| selection.key(press, index)) => {}
                                Key::Move(step) => {
                                    press.prevent_default();
                                    scroll.step(step);
                                }
                                Key::Other => {}
                            }
                        })
                        on:mousedown=move |event| if selection.is_some() { Selection::press(&event) }
                        on:click=move |event| {
                            if let Some(index) = selection.and_then(|selection| selection.click(&event)) {
                                scroll.focus(index);
                            } else {
                                clicks.click(&event);
                            }
                        }
                    ></tbody>
                </table>
            </div>
        </div>
    }
}

/// Whole pixels: Rust's writer of fractions would cost 25 KB of WebAssembly for this alone.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
