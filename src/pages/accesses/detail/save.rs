//! Saving: read again, bring together, send once, compare. Knows no view. A write is never repeated; where its answer was
//! lost, the access is read back and what was found is told.

use super::load;
use super::load::{AccessId, Loaded};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::app::resource::message_of;
use crate::domain::access::edit::{AccessField, Merge, Values, diff, not_as_requested};
use crate::domain::access::save::{Edit, Next, Reread, judge_reread, next};

/// What is to be saved.
#[derive(Clone)]
pub(crate) struct SaveRequest {
    pub(crate) id: AccessId,
    pub(crate) edit: Edit,
    /// Whether the present values cannot be read.
    pub(crate) without_current_values: bool,
}

/// What came of it.
pub(crate) enum Outcome {
    Saved(Box<Saved>),
    /// The service has these values already; nothing was sent.
    NoChange(Box<Access>),
    /// Somebody else changed it and a person has to look; nothing was sent.
    NeedsReview {
        theirs: Box<Values>,
        merge: Box<Merge>,
    },
    /// Taking back would overwrite what somebody else did to these fields since; nothing was sent.
    ChangedMeanwhile(Vec<AccessField>),
    Failed(Box<Failure>),
}

/// A change that the service has.
pub(crate) struct Saved {
    /// The values before it, as the service had them.
    pub(crate) before: Values,
    pub(crate) sent: AccessPatch,
    /// The access after it.
    pub(crate) now: Access,
    /// The fields that the service made not_as_requested.
    pub(crate) not_as_requested: Vec<AccessField>,
    /// Whether somebody else's changes were kept beside it.
    pub(crate) merged_others: bool,
    /// Whether the answer was lost and the change was found by reading back.
    pub(crate) verified_by_reread: bool,
}

/// A change that the service does not have, as far as we can know.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) error: ApiError,
    /// What that means for the change.
    pub(crate) finding: &'static str,
}

const NOTHING_SENT: &str = "Nothing was sent. What you entered is still here.";
const NOT_SAVED: &str = "Nothing was changed. What you entered is still here.";
const NOT_APPLIED: &str = "We looked again: the service does not have your changes now. What you entered is still here; review and save it again.";
const DIFFERENT: &str = "We looked again: the access is not as it was, nor as you want it. What you entered is still here; review it again to see how it stands.";
const UNKNOWN: &str = "It is not known whether your changes were saved, and they could not be read back. What you entered is still here; review it again once the service answers.";

/// Saves `request`.
pub(crate) async fn save(client: &Client, request: &SaveRequest) -> Outcome {
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

/// Takes `saved` back with `inverse`, while the service still has what we wrote.
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

/// The access as it is now.
async fn reread(client: &Client, request: &SaveRequest) -> Result<Access, Outcome> {
    let failed = |error| {
        Outcome::Failed(Box::new(Failure {
            error,
            finding: NOTHING_SENT,
        }))
    };
    match load::read(client, &request.id, &Cancel::default()).await {
        Ok(Loaded::Found(access)) => Ok(*access),
        Ok(Loaded::NotFound) => {
            let mut error = ApiError::new(ErrorKind::NotFound);
            error.message =
                "This access is no longer there. Somebody may have removed it.".to_owned();
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
    let AccessId { user_id, access_id } = &request.id;
    let answer = access_patch::patch(client, user_id, access_id, &sent, &Cancel::default()).await;
    let (now, lost) = match answer {
        Ok(now) => {
            let confirmed = not_as_requested(&sent, &Values::of(&now)).is_empty();
            if confirmed || request.without_current_values {
                (Some(now), None)
            } else {
                // The answer does not show what was asked for: how it really stands counts.
                (Some(reread(client, request).await.unwrap_or(now)), None)
            }
        }
        Err(error) if error.may_have_applied() => (reread(client, request).await.ok(), Some(error)),
        Err(error) => return failure(error, NOT_SAVED),
    };
    let Some(now) = now else {
        return failure(
            lost.unwrap_or_else(|| ApiError::new(ErrorKind::Unreadable)),
            UNKNOWN,
        );
    };
    let values = Values::of(&now);
    let was_lost = lost.is_some();
    if let Some(error) = lost {
        match judge_reread(&sent, before.as_ref(), &values) {
            Reread::Applied => {}
            Reread::NotApplied => return failure(error, NOT_APPLIED),
            Reread::Different => return failure(error, DIFFERENT),
        }
    }
    let not_as_requested = not_as_requested(&sent, &values);
    Outcome::Saved(Box::new(Saved {
        before: before.unwrap_or_default(),
        sent,
        now,
        not_as_requested,
        merged_others,
        verified_by_reread: was_lost,
    }))
}

fn failure(error: ApiError, finding: &'static str) -> Outcome {
    Outcome::Failed(Box::new(Failure { error, finding }))
}

impl Failure {
    /// What happened, and how long the service asks to wait.
    pub(crate) fn message(&self) -> String {
        message_of(&self.error)
    }
}
