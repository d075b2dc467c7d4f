//! A list that may be long: its first items at once, the rest on demand, and how many there are. Items that couldn't be
//! read are counted, never dropped silently.

use leptos::prelude::*;

use super::labels;
use super::values::Me;
use crate::api::json::field::Field;
use crate::api::tenant::whoami::Whoami;
use crate::browser::intl;
use crate::ui::badge::MissingValue;

/// Items shown at once.
const INITIAL_COUNT: usize = 8;

/// The items of a list property.
pub(super) struct Listing {
    /// Why there is no list.
    gap: Option<&'static str>,
    /// Each an `li`.
    items: Vec<AnyView>,
    /// Items that couldn't be read.
    unreadable: usize,
}

impl Listing {
    /// Shows each item as an `li`; one for which `show` returns `None` counts as unreadable.
    pub(super) fn of<T>(
        field: &Field<Vec<T>>,
        mut show: impl FnMut(&T) -> Option<AnyView>,
    ) -> Self {
        let all = field.known().map(Vec::as_slice).unwrap_or_default();
        let items: Vec<AnyView> = all.iter().filter_map(&mut show).collect();
        Self {
            gap: field.gap(),
            unreadable: all.len() - items.len(),
            items,
        }
    }

    fn part(self, skip: usize, take: usize) -> AnyView {
        self.items
            .into_iter()
            .skip(skip)
            .take(take)
            .collect_view()
            .into_any()
    }

    /// What is shown where there are no items.
    fn placeholder(&self) -> Option<AnyView> {
        match self.gap {
            Some(word) => Some(view! { <p><MissingValue word /></p> }.into_any()),
            None if self.items.is_empty() && self.unreadable == 0 => {
                Some(view! { <p class="quiet">{labels::NONE}</p> }.into_any())
            }
            None => None,
        }
    }
}

/// A list with its heading, which counts the items.
pub(super) fn listing(me: Me, heading: &'static str, show: fn(&Whoami) -> Listing) -> AnyView {
    let current = move || me.with(|me| show(me));
    let count = Memo::new(move |_| current().items.len());
    let counted = move || (count.get() > 0).then(|| intl::number(count.get() as u64));
    view! {
        <section class="listing">
            <h3>{heading} " " <span class="count">{counted}</span></h3>
            {move || current().placeholder()}
            <ul class="listing-items">{move || current().part(0, INITIAL_COUNT)}</ul>
            <Show when=move || { count.get() > INITIAL_COUNT }>
                <details class="more">
                    <summary>{move || labels::show_more(count.get().saturating_sub(INITIAL_COUNT))}</summary>
                    <ul class="listing-items">{move || current().part(INITIAL_COUNT, usize::MAX)}</ul>
                </details>
            </Show>
            {move || unreadable_note(current().unreadable)}
        </section>
    }
    .into_any()
}

/// Says how many items could not be read.
pub(super) fn unreadable_note(count: usize) -> Option<AnyView> {
    (count > 0).then(|| {
        let word = labels::unreadable_entries(count);
        view! { <p class="small"><MissingValue word /></p> }.into_any()
    })
}
