//! Back to the row that somebody left: tells which one that is, and goes there once the list has it.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::scroll::Scroll;
use crate::browser::focus::is_idle;
use crate::ui::effect::effect;
use crate::ui::place::{ListState, Places, RowIdentity, RowPlace};

/// How many rows before and after its former index a row is looked for.
const NEAR: u32 = 2_000;

impl Scroll {
    pub(super) fn keep_place(self, places: Places, identity: RowIdentity) {
        places.answer(move || self.place(identity));
        effect(move || {
            let Some(wanted) = places.wanted() else {
                return;
            };
            // Whatever may bring the row.
            self.scroller.track();
            self.count.track();
            identity.state.track();
            spawn_local(async move {
                // The rows follow the address only now.
                tick().await;
                if places.is_wanted() && self.go_to(wanted, identity) == Some(true) {
                    places.want(None);
                }
            });
        });
    }

    /// The row that has the focus or had it last, if it is in view; else the first one. `None` at the top of the list.
    fn place(self, identity: RowIdentity) -> Option<RowPlace> {
        let (geometry, top) = (
            self.geometry.try_get_untracked()?,
            self.scroll_top.try_get_untracked()?,
        );
        let active = self.active.get_untracked();
        let (first, end) = geometry.whole(top);
        let is_active = (first..end).contains(&active)
            && (active > 0 || self.focused.get_untracked().is_some());
        let index = if is_active { active } else { first };
        (is_active || top > 0.0).then(|| RowPlace {
            index,
            key: untrack(|| identity.key.run(index)).unwrap_or_default(),
            below: geometry.below(index, top) as i32,
            is_focused: true,
        })
    }

    /// True once it is there, or will never be.
    fn go_to(self, wanted: RowPlace, identity: RowIdentity) -> Option<bool> {
        let scroller = self.scroller.try_get_untracked()??;
        let count = self.count.try_get_untracked()?;
        let is_it = |index: &u32| {
            *index < count && untrack(|| identity.key.run(*index)) == Some(wanted.key)
        };
        let at = wanted.index;
        let index = match identity.state.try_get_untracked()? {
            ListState::Changing => return Some(false),
            ListState::Loading if is_it(&at) => at,
            ListState::Loading => return Some(false),
            ListState::Complete if count == 0 => return Some(true),
            ListState::Complete => (0..=NEAR)
                .flat_map(|by| [at.saturating_sub(by), at.saturating_add(by)])
                .find(is_it)
                .unwrap_or(at.min(count - 1)),
        };
        // Its height may not be known yet.
        self.measure();
        let top = self
            .geometry
            .try_get_untracked()?
            .top_for(index, wanted.below.into());
        scroller.set_scroll_top(top.round() as i32);
        self.measure();
        self.active.set(index);
        if wanted.is_focused && is_idle() {
            self.focus(index);
        }
        Some(true)
    }
}
