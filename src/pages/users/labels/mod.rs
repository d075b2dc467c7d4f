//! Every string of the users page, as whole sentences with parameters: the seam for other languages. `user` names what a user
//! has, `facets` what it can be filtered by, the other files are named after the part of the page that shows their strings. Titles of
//! columns are in `columns.rs`. Pure: knows no view and no browser.

pub(crate) mod choice;
pub(crate) mod compare;
pub(crate) mod facets;
pub(crate) mod filters;
pub(crate) mod loading;
pub(crate) mod paper;
pub(crate) mod saved_views;
pub(crate) mod selection;
mod user;

pub(crate) use user::*;
