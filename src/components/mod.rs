//! Parts of a page. They know no API and no route; what they show is handed in.

pub mod breath;
pub mod card;
pub mod clipboard;
pub mod combobox;
pub mod dialog;
pub mod download;
pub mod focus;
pub mod format;
pub mod keep;
pub mod live;
pub mod notify;
pub mod page;
pub mod status;
pub mod switch;
pub mod time;
pub mod trouble;
mod virtual_body;
pub mod virtual_marks;
pub mod virtual_rows;
mod virtual_window;
pub mod watch;
