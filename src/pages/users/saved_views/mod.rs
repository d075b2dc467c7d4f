//! Views saved under a name in this browser: `model` is a saved view, `store` keeps them, `dialog` and `form` show them.

pub(crate) mod dialog;
pub(crate) mod form;
pub(crate) mod model;
pub(crate) mod store;
