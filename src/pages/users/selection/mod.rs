//! The selected users and what can be done with them. `model` owns the selection, `bar` shows it below the table, `copy_emails` and
//! `export` are its actions; the grid shows it in the rows.

pub(crate) mod bar;
pub(crate) mod copy_emails;
pub(crate) mod export;
mod model;

pub(crate) use self::model::UserSelection;
