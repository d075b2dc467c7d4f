//! A list that may be long: its first items at once, the others on demand, and how many there are; items that could not
//! be read are counted, never left out in silence.

use leptos::prelude::*;

use super::Me;
use crate::api::json::field::Field;
use crate::api::tenant::whoami::Whoami;
use crate::browser::intl;
use crate::ui::badge::MissingValue;

/// As many items stand on the page at once.
const AT_ONCE: usize = 8;

/// The items of a list property.
pub(super) struct Listing {
    /// Why there is no list.
    gap: Option<&'static str>,
    /// Each an `li`.
    items: Vec<AnyView>,
    /// Items that could not be read.
    lost: usize,
}

impl Listing {
    /// Shows each item as an `li`; one that `show` cannot make anything of counts as unreadable.
    pub(super) fn of<T>(
        field: &Field<Vec<T>>,
        mut show: impl FnMut(&T) -> Option<AnyView>,
    ) -> Self {
        let all = field.known().map(Vec::as_slice).unwrap_or_default();
        let items: Vec<AnyView> = all.iter().filter_map(&mut show).collect();
        Self {
            gap: field.gap(),
            lost: all.len() - items.len(),
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

    /// What stands where there are no items.
    fn nothing(&self) -> Option<AnyView> {
        match self.gap {
            Some(word) => Some(view! { <p><MissingValue word /></p> }.into_any()),
            None if self.items.is_empty() && self.lost == 0 => {
                Some(view! { <p class="quiet">"None"</p> }.into_any())
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
            {move || current().nothing()}
            <ul class="listing-items">{move || current().part(0, AT_ONCE)}</ul>
            <Show when=move || { count.get() > AT_ONCE }>
                <details class="more">
                    <summary>"Show " {move || intl::number(count.get().saturating_sub(AT_ONCE) as u64)} " more"</summary>
                    <ul class="listing-items">{move || current().part(AT_ONCE, usize::MAX)}</ul>
                </details>
            </Show>
            {move || lost_note(current().lost)}
        </section>
    }
    .into_any()
}

/// Says how many items could not be read.
pub(super) fn lost_note(lost: usize) -> Option<AnyView> {
    let word = match lost {
        0 => return None,
        1 => "1 unreadable entry".to_owned(),
        more => format!("{} unreadable entries", intl::number(more as u64)),
    };
    Some(view! { <p class="small"><MissingValue word /></p> }.into_any())
}
