//! Saving: read again, bring together, send once, compare. Knows no view. A write is never repeated; where its answer was
//! lost, the access is read back and what was found is told.

use super::load;
use super::load::{Current, Place};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::app::resource::message_of;
use crate::domain::access::edit::{AccessField, Merge, Values, diff, not_as_wanted};
use crate::domain::access::save::{Edit, Found, Next, found, next};

/// What is to be saved.
#[derive(Clone)]
pub(crate) struct Wish {
    pub(crate) place: Place,
    pub(crate) edit: Edit,
    /// Whether the present values cannot be read.
    pub(crate) unseen: bool,
}

/// What came of it.
pub(crate) enum Outcome {
    Saved(Box<Saved>),
    /// The service has these values already; nothing was sent.
    Already(Box<Access>),
    /// Somebody else changed it and a person has to look; nothing was sent.
    Look {
        theirs: Box<Values>,
        merge: Box<Merge>,
    },
    /// Taking back would overwrite what somebody else did to these fields since; nothing was sent.
    ChangedSince(Vec<AccessField>),
    Failed(Box<Failure>),
}

/// A change that the service has.
pub(crate) struct Saved {
    /// The values before it, as the service had them.
    pub(crate) before: Values,
    pub(crate) sent: AccessPatch,
    /// The access after it.
    pub(crate) now: Access,
    /// The fields that the service made otherwise.
    pub(crate) otherwise: Vec<AccessField>,
    /// Whether somebody else's changes were kept beside it.
    pub(crate) kept_others: bool,
    /// Whether the answer was lost and the change was found by reading back.
    pub(crate) found: bool,
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
const NOT_THERE: &str = "We looked again: the service does not have your changes now. What you entered is still here; review and save it again.";
const OTHERWISE: &str = "We looked again: the access is not as it was, nor as you want it. What you entered is still here; review it again to see how it stands.";
const NOT_KNOWN: &str = "It is not known whether your changes were saved, and they could not be read back. What you entered is still here; review it again once the service answers.";

/// Saves `wish`.
pub(crate) async fn save(client: &Client, wish: &Wish) -> Outcome {
    if wish.unseen {
        let Edit {
            fields, base, mine, ..
        } = &wish.edit;
        let patch = diff(fields, base, mine);
        return send(client, wish, None, patch, false).await;
    }
    let now = match look(client, wish).await {
        Ok(now) => now,
        Err(outcome) => return outcome,
    };
    let theirs = Values::of(&now);
    match next(&wish.edit, &theirs) {
        Next::Look(merge) => Outcome::Look {
            theirs: Box::new(theirs),
            merge: Box::new(merge),
        },
        Next::Already => Outcome::Already(Box::new(now)),
        Next::Send { patch, kept_others } => {
            send(client, wish, Some(theirs), patch, kept_others).await
        }
    }
}

/// Takes `saved` back with `inverse`, while the service still has what we wrote.
pub(crate) async fn undo(
    client: &Client,
    wish: &Wish,
    sent: &AccessPatch,
    inverse: AccessPatch,
) -> Outcome {
    let now = match look(client, wish).await {
        Ok(now) => now,
        Err(outcome) => return outcome,
    };
    let theirs = Values::of(&now);
    let changed = not_as_wanted(sent, &theirs);
    if !changed.is_empty() {
        return Outcome::ChangedSince(changed);
    }
    send(client, wish, Some(theirs), inverse, false).await
}

/// The access as it is now.
async fn look(client: &Client, wish: &Wish) -> Result<Access, Outcome> {
    let failed = |error| {
        Outcome::Failed(Box::new(Failure {
            error,
            finding: NOTHING_SENT,
        }))
    };
    match load::read(client, &wish.place, &Cancel::default()).await {
        Ok(Current::Known(access)) => Ok(*access),
        Ok(Current::Absent) => {
            let mut error = ApiError::new(ErrorKind::NotFound);
            error.message =
                "This access is no longer there. Somebody may have removed it.".to_owned();
            Err(failed(error))
        }
        Ok(Current::Withheld(error)) | Err(error) => Err(failed(error)),
    }
}

async fn send(
    client: &Client,
    wish: &Wish,
    before: Option<Values>,
    sent: AccessPatch,
    kept_others: bool,
) -> Outcome {
    let Place { user_id, access_id } = &wish.place;
    let answer = access_patch::patch(client, user_id, access_id, &sent, &Cancel::default()).await;
    let (now, lost) = match answer {
        Ok(now) => {
            let confirmed = not_as_wanted(&sent, &Values::of(&now)).is_empty();
            if confirmed || wish.unseen {
                (Some(now), None)
            } else {
                // The answer does not show what was asked for: how it really stands counts.
                (Some(look(client, wish).await.unwrap_or(now)), None)
            }
        }
        Err(error) if error.may_have_applied() => (look(client, wish).await.ok(), Some(error)),
        Err(error) => return failure(error, NOT_SAVED),
    };
    let Some(now) = now else {
        return failure(
            lost.unwrap_or_else(|| ApiError::new(ErrorKind::Unreadable)),
            NOT_KNOWN,
        );
    };
    let values = Values::of(&now);
    let was_lost = lost.is_some();
    if let Some(error) = lost {
        match found(&sent, before.as_ref(), &values) {
            Found::There => {}
            Found::Untouched => return failure(error, NOT_THERE),
            Found::Otherwise => return failure(error, OTHERWISE),
        }
    }
    let otherwise = not_as_wanted(&sent, &values);
    Outcome::Saved(Box::new(Saved {
        before: before.unwrap_or_default(),
        sent,
        now,
        otherwise,
        kept_others,
        found: was_lost,
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
