//! Parts of a page that every page may use, each with its block in `style/ui.css` or `style/grid.css`. They know no API and no route;
//! what they show is handed in.

pub mod announcer;
pub mod badge;
pub mod card;
pub mod combobox;
pub mod dialog;
pub mod effect;
pub mod error_alert;
pub mod events;
pub mod grid;
pub mod page;
pub mod paper;
pub mod place;
pub mod switch;
pub mod timestamp;
