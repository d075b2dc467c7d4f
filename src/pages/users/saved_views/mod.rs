//! Views saved under a name in this browser: `model` is the list of saved views, `store` keeps it in the browser's storage, `dialog`
//! and `form` show it.

pub(crate) mod dialog;
mod form;
pub(crate) mod model;
mod store;

pub(crate) use self::model::describe;
