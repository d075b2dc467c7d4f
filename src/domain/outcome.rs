//! The outcome of a write, as a person reads it. Owns how serious it is; knows no particular write.

use crate::api::http::error::ApiError;

/// How serious an outcome is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Done.
    Success,
    /// Not what was hoped for, but no failure; or not known.
    Warning,
    /// Failed; nothing was changed.
    Error,
}

/// The outcome of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub severity: Severity,
    pub message: String,
    /// The server's own words, as inert text.
    pub detail: Option<String>,
}

impl Outcome {
    #[must_use]
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            detail: None,
        }
    }

    /// Adds the server's own words, where the error has any.
    #[must_use]
    pub fn with_detail(self, error: &ApiError) -> Self {
        Self {
            detail: error.detail.clone(),
            ..self
        }
    }
}
