//! What a key means in a grid: to open a row, to move, or something of an element in the row. Selecting has its own keys
//! (`selection`). Moves nothing itself.

use super::row_pool::has_own_action;
use crate::ui::events::KeyPress;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// It is for a link or a button in the row.
    Own,
    Open,
    Move(Step),
    Other,
}

/// Where the focus moves, or the table scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    Right,
    Left,
}

pub(super) fn key_of(press: &KeyPress) -> Key {
    let step = match press.key() {
        "Enter" | " " if has_own_action(press.target()) => return Key::Own,
        "Enter" => return Key::Open,
        _ if press.alt() || press.meta() => return Key::Other,
        "ArrowDown" => Step::Down,
        "ArrowUp" => Step::Up,
        "PageDown" => Step::PageDown,
        "PageUp" => Step::PageUp,
        "Home" => Step::First,
        "End" => Step::Last,
        "ArrowRight" => Step::Right,
        "ArrowLeft" => Step::Left,
        _ => return Key::Other,
    };
    Key::Move(step)
}
