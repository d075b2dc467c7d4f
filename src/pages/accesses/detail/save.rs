//! Saving one access: reread, merge, send once, verify. Never repeats a write: after a lost response, rereading shows whether it was
//! applied. Only a write that the service refused because someone else was faster (412) starts again with rereading. Shared by the form and the bulk edit; knows no view.

use super::load::{AccessId, Loaded};
use super::{labels, load};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::http::precondition::Precondition;
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

/// What to do with the current access.
enum Decision {
    Stop(Outcome),
    Send {
        patch: AccessPatch,
        merged_others: bool,
    },
}

/// Saves an edit.
pub(crate) async fn save(client: &Client, request: &SaveRequest) -> Outcome {
    if request.without_current_values && request.id.customer.is_some() {
        // The page was opened for one of several accesses of this number.
        return failure(number_is_shared(), labels::NOTHING_SENT);
    }
    let edit = &request.edit;
    if request.without_current_values {
        let patch = diff(edit.fields, &edit.base, &edit.mine);
        return send(client, request, None, None, patch, false).await;
    }
    reread_and_send(client, request, |now, theirs| match next(edit, theirs) {
        Next::NeedsReview(merge) => Decision::Stop(Outcome::NeedsReview {
            theirs: Box::new(theirs.clone()),
            merge: Box::new(merge),
        }),
        Next::NoChange => Decision::Stop(Outcome::NoChange(Box::new(now))),
        Next::Send {
            patch,
            merged_others,
        } => Decision::Send {
            patch,
            merged_others,
        },
    })
    .await
}

/// Undoes what was `sent` by sending `inverse`, unless someone has changed these fields since.
pub(crate) async fn undo(
    client: &Client,
    request: &SaveRequest,
    sent: &AccessPatch,
    inverse: AccessPatch,
) -> Outcome {
    reread_and_send(client, request, |_, theirs| {
        let changed = not_as_requested(sent, theirs);
        if changed.is_empty() {
            Decision::Send {
                patch: inverse.clone(),
                merged_others: false,
            }
        } else {
            Decision::Stop(Outcome::ChangedMeanwhile(changed))
        }
    })
    .await
}

/// Rereads, decides and sends; again from the start if someone else was faster.
async fn reread_and_send(
    client: &Client,
    request: &SaveRequest,
    decide: impl Fn(Access, &Values) -> Decision,
) -> Outcome {
    let mut precondition = Precondition::default();
    let mut conflict = None;
    let mut finding = labels::NOTHING_SENT;
    loop {
        let (now, etag) = match reread(client, request).await {
            Ok(read) => read,
            Err(error) => {
                // The conflict is what the person has to know; that nothing more could be read only hides it.
                return conflict.unwrap_or_else(|| failure(error, finding));
            }
        };
        precondition.set(etag);
        let theirs = Values::of(&now);
        let (patch, merged_others) = match decide(now, &theirs) {
            Decision::Stop(outcome) => return outcome,
            Decision::Send {
                patch,
                merged_others,
            } => (patch, merged_others),
        };
        if let Some(conflict) = conflict {
            return conflict;
        }
        let if_match = precondition.if_match();
        finding = labels::NOT_SAVED;
        let outcome = send(
            client,
            request,
            if_match,
            Some(theirs),
            patch,
            merged_others,
        )
        .await;
        match &outcome {
            Outcome::Failed(failure) if precondition.refused(&failure.error) => {}
            // Without a tag to compare, only the values can show what it is in conflict with.
            Outcome::Failed(failure) if failure.error.kind == ErrorKind::Conflict => {
                conflict = Some(outcome);
            }
            _ => return outcome,
        }
    }
}

/// The current access and its entity tag.
async fn reread(
    client: &Client,
    request: &SaveRequest,
) -> Result<(Access, Option<String>), ApiError> {
    match load::read(client, &request.id, &Cancel::default()).await {
        Ok(Loaded::Found(access, others, etag)) if others.is_empty() => Ok((*access, etag)),
        Ok(Loaded::Found(..) | Loaded::Unclear(_)) => Err(number_is_shared()),
        Ok(Loaded::NotFound) => {
            let mut error = ApiError::new(ErrorKind::NotFound);
            error.message = labels::REMOVED.to_owned();
            Err(error)
        }
        Ok(Loaded::NotReadable(error)) | Err(error) => Err(error),
    }
}

async fn send(
    client: &Client,
    request: &SaveRequest,
    if_match: Option<&str>,
    before: Option<Values>,
    sent: AccessPatch,
    merged_others: bool,
) -> Outcome {
    let AccessId {
        user_id, access_id, ..
    } = &request.id;
    let cancel = Cancel::default();
    let response = access_patch::patch(client, user_id, access_id, &sent, if_match, &cancel).await;
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
                reread(client, request).await.ok().map(|read| read.0)
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
