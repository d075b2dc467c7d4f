//! Saving one access: reread, merge, send once, verify. Never repeats a write: after a lost response, rereading shows whether it was
//! applied. Shared by the form and the bulk edit; knows no view.

use super::load::{AccessId, Loaded};
use super::{labels, load};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::app::mutation::{Announce, verify};
use crate::app::resource::message_of;
use crate::domain::access::edit::{AccessField, Merge, Values, diff, not_as_requested};
use crate::domain::access::save::{Edit, Next, Reread, judge_reread, next};

/// An edit to save.
#[derive(Clone)]
pub(crate) struct SaveRequest {
    pub(crate) id: AccessId,
    pub(crate) edit: Edit,
    /// The current values cannot be read.
    pub(crate) without_current_values: bool,
}

/// How a save ended.
pub(crate) enum Outcome {
    Saved(Box<Saved>),
    /// The service already has these values; nothing was sent.
    NoChange(Box<Access>),
    /// Someone else changed it, and the person must review again; nothing was sent.
    NeedsReview {
        theirs: Box<Values>,
        merge: Box<Merge>,
    },
    /// Undoing would overwrite someone else's changes to these fields; nothing was sent.
    ChangedMeanwhile(Vec<AccessField>),
    Failed(Box<Failure>),
}

/// A saved change.
pub(crate) struct Saved {
    /// The values before the change.
    pub(crate) before: Values,
    pub(crate) sent: AccessPatch,
    /// The access after the change.
    pub(crate) now: Access,
    /// The fields that the service set differently.
    pub(crate) not_as_requested: Vec<AccessField>,
    /// Someone else's changes were kept.
    pub(crate) merged_others: bool,
    /// The response was lost; rereading showed that the change is in place.
    pub(crate) verified_by_reread: bool,
}

/// A change that was not saved, as far as we know.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) error: ApiError,
    /// What this means for the change.
    pub(crate) finding: &'static str,
}

/// Saves an edit.
pub(crate) async fn save(client: &Client, request: &SaveRequest) -> Outcome {
    if request.without_current_values && request.id.customer.is_some() {
        // The page was opened for one of several accesses of this number.
        return failure(number_is_shared(), labels::NOTHING_SENT);
    }
    if request.without_current_values {
        let Edit {
            fields, base, mine, ..
        } = &request.edit;
        let patch = diff(fields, base, mine);
        return send(client, request, None, patch, false).await;
    }
    let now = match reread(client, request).await {
        Ok(now) => now,
        Err(outcome) => return outcome,
    };
    let theirs = Values::of(&now);
    match next(&request.edit, &theirs) {
        Next::NeedsReview(merge) => Outcome::NeedsReview {
            theirs: Box::new(theirs),
            merge: Box::new(merge),
        },
        Next::NoChange => Outcome::NoChange(Box::new(now)),
        Next::Send {
            patch,
            merged_others,
        } => send(client, request, Some(theirs), patch, merged_others).await,
    }
}

/// Undoes what was `sent` by sending `inverse`, unless someone has changed these fields since.
pub(crate) async fn undo(
    client: &Client,
    request: &SaveRequest,
    sent: &AccessPatch,
    inverse: AccessPatch,
) -> Outcome {
    let now = match reread(client, request).await {
        Ok(now) => now,
        Err(outcome) => return outcome,
    };
    let theirs = Values::of(&now);
    let changed = not_as_requested(sent, &theirs);
    if !changed.is_empty() {
        return Outcome::ChangedMeanwhile(changed);
    }
    send(client, request, Some(theirs), inverse, false).await
}

/// The current access.
async fn reread(client: &Client, request: &SaveRequest) -> Result<Access, Outcome> {
    let failed = |error| {
        Outcome::Failed(Box::new(Failure {
            error,
            finding: labels::NOTHING_SENT,
        }))
    };
    match load::read(client, &request.id, &Cancel::default()).await {
        Ok(Loaded::Found(access, others)) if others.is_empty() => Ok(*access),
        Ok(Loaded::Found(..) | Loaded::Unclear(_)) => Err(failed(number_is_shared())),
        Ok(Loaded::NotFound) => {
            let mut error = ApiError::new(ErrorKind::NotFound);
            error.message = labels::REMOVED.to_owned();
            Err(failed(error))
        }
        Ok(Loaded::NotReadable(error)) | Err(error) => Err(failed(error)),
    }
}

async fn send(
    client: &Client,
    request: &SaveRequest,
    before: Option<Values>,
    sent: AccessPatch,
    merged_others: bool,
) -> Outcome {
    let AccessId {
        user_id, access_id, ..
    } = &request.id;
    let response = access_patch::patch(client, user_id, access_id, &sent, &Cancel::default()).await;
    verify(
        response,
        async |response| {
            let is_needed = match response {
                // A response that does not show what was requested: only the stored access counts.
                Ok(now) => {
                    !request.without_current_values
                        && !not_as_requested(&sent, &Values::of(now)).is_empty()
                }
                Err(error) => error.may_have_applied(),
            };
            if is_needed {
                reread(client, request).await.ok()
            } else {
                None
            }
        },
        |response, after| {
            let (now, verified_by_reread) = match (response, after) {
                (Ok(now), after) => (after.unwrap_or(now), false),
                (Err(error), _) if !error.may_have_applied() => {
                    return failure(error, labels::NOT_SAVED);
                }
                (Err(error), None) => return failure(error, labels::OUTCOME_UNKNOWN),
                (Err(error), Some(now)) => {
                    match judge_reread(&sent, before.as_ref(), &Values::of(&now)) {
                        Reread::Applied => (now, true),
                        Reread::NotApplied => return failure(error, labels::NOT_APPLIED),
                        Reread::Different => return failure(error, labels::DIFFERENT),
                    }
                }
            };
            Outcome::Saved(Box::new(Saved {
                before: before.clone().unwrap_or_default(),
                not_as_requested: not_as_requested(&sent, &Values::of(&now)),
                sent: sent.clone(),
                now,
                merged_others,
                verified_by_reread,
            }))
        },
    )
    .await
}

fn number_is_shared() -> ApiError {
    let mut error = ApiError::new(ErrorKind::Conflict);
    error.message = labels::SHARED_NUMBER.to_owned();
    error
}

fn failure(error: ApiError, finding: &'static str) -> Outcome {
    Outcome::Failed(Box::new(Failure { error, finding }))
}

impl Failure {
    /// What happened, and how long to wait if the service says so.
    pub(crate) fn message(&self) -> String {
        message_of(&self.error)
    }
}

/// How a save ended, for the mutation of the form: the form shows the rest.
#[derive(Clone, PartialEq)]
pub(crate) struct Finished {
    saved_access: Option<String>,
}

impl Finished {
    pub(crate) fn of(outcome: &Outcome, id: &AccessId) -> Self {
        let is_saved = matches!(outcome, Outcome::Saved(_));
        Self {
            saved_access: is_saved.then(|| id.access_id.clone()),
        }
    }
}

impl Announce for Finished {
    /// On the page, the notice or the alert speaks.
    fn announcement(&self, page_left: bool) -> Option<String> {
        let access_id = self.saved_access.as_deref().filter(|_| page_left)?;
        Some(labels::saved_after_leaving(access_id))
    }
}
