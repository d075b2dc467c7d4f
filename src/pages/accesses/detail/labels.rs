//! What the page of one access says.

use rolecall_text::plural;

use super::notice::Notice;
use crate::domain::access::edit::AccessField;
use crate::domain::text::displayable;
use crate::pages::accesses::labels::{customer_or_unknown, fields};

pub(crate) const LEAD: &str = "View and edit this access. You'll review changes before saving.";

pub(crate) const NOT_FOUND: &str = "Access not found";
pub(crate) const NOT_FOUND_HINT: &str = "It may have been removed, or the link may be incomplete.";
pub(crate) const ALL_ACCESSES: &str = "All accesses";
pub(crate) const NOT_READABLE: &str = "We can't show the current values of this access, but you can still change it. Only the fields you fill in are sent; everything else stays as it is.";

pub(crate) const DETAILS: &str = "About this access";
pub(crate) const ACCESS: &str = "Access";
pub(crate) const TYPE: &str = "Type";
pub(crate) const USER: &str = "User";
pub(crate) const CUSTOMER: &str = "Customer";
pub(crate) const LAST_LOGIN: &str = "Last login";
pub(crate) const CREATED_BY: &str = "Created by";
pub(crate) const CREATED: &str = "Created";
pub(crate) const READ_ONLY_TYPE: &str =
    "We don't know this type. You can change its roles; everything else is read-only.";

pub(crate) const FORM: &str = "Edit access";
pub(crate) const RESTORED: &str = "Your unsaved changes were restored.";
pub(crate) const DISCARD: &str = "Discard";
pub(crate) const DISCARD_CHANGES: &str = "Discard changes";
pub(crate) const UNSAVED: &str = "Not saved yet";

pub(crate) const ROLES: &str = "Roles";
pub(crate) const ROLES_UNREADABLE_HINT: &str =
    "Some of these roles couldn't be read. Saving would lose them, so they can't be changed here.";
pub(crate) const TYPE_WITHOUT_ROLES: &str = "This type of access has no roles.";
pub(crate) const ROLES_UNKNOWN: &str =
    "The current roles are unknown; roles you add will replace them";
pub(crate) const ROLES_UNREADABLE: &str = "The roles couldn't be read";
pub(crate) const ROLE_LOCKED: &str = "Locked: you can't change a role you don't have";

pub(crate) const SSO_ID_HINT: &str = "User's ID at the identity provider.";
pub(crate) const TWO_FACTOR_HINT: &str =
    "They'll set up two-factor authentication at their next sign-in.";
pub(crate) const TWO_FACTOR_UNKNOWN: &str = "We can't tell whether it's on.";
pub(crate) const KEEP_CURRENT: &str = "Leave empty to keep the current value.";
pub(crate) const VALUE_UNREADABLE: &str =
    "The current value couldn't be read. What you enter will replace it; leave empty to keep it.";

pub(crate) const UNDO: &str = "Undo";

pub(crate) const BASE_VALUE: &str = "When you opened it";
pub(crate) const MINE: &str = "Yours";
pub(crate) const THEIRS: &str = "Theirs";
pub(crate) const MERGED: &str = "Someone else changed this access in the meantime. Both changes can be combined; check the result.";
pub(crate) const RESOLVE_CONFLICTS: &str = "Resolve every conflict first.";
pub(crate) const TICK_BOX: &str = "Tick the box to continue.";
pub(crate) const SAVING: &str = "Saving… This can take a few seconds.";
pub(crate) const NOTHING_LEFT: &str = "Nothing left to change: already up to date.";
pub(crate) const CONSEQUENCES: &str = "What this means";
pub(crate) const CONFIRM_NO_ROLES: &str = "Yes, leave this access without any roles";

pub(crate) const REMOVED: &str = "This access no longer exists. Someone may have removed it.";
pub(crate) const NOTHING_SENT: &str = "Nothing was sent. Your input is kept.";
pub(crate) const NOT_SAVED: &str = "Nothing was changed. Your input is kept.";
pub(crate) const NOT_APPLIED: &str =
    "We checked: your changes weren't saved. Your input is kept; review and save it again.";
pub(crate) const DIFFERENT: &str = "We checked: the access now has other values, neither the previous ones nor yours. Your input is kept; review it again to see the current values.";
pub(crate) const OUTCOME_UNKNOWN: &str = "We couldn't find out whether your changes were saved. Your input is kept; review it again once the service responds.";

pub(crate) const UNCLEAR: &str = "Which access?";

pub(crate) fn access_of_customer(access: &str, customer: &str) -> String {
    format!(
        "Access {} of customer {}",
        displayable(access),
        displayable(customer)
    )
}

fn all_customers(customers: &[Option<String>]) -> String {
    let named: Vec<String> = customers
        .iter()
        .map(|customer| customer_or_unknown(customer.as_deref()))
        .collect();
    named.join(", ")
}

/// The access shown shares its number with others.
pub(crate) fn shared(access: &str, customer: Option<&str>, others: &[Option<String>]) -> String {
    let (access, customer) = (displayable(access), customer_or_unknown(customer));
    let others = all_customers(others);
    format!(
        "This is access {access} of customer {customer}. The user's list gives the number {access} twice: also for customer {others}. The service changes an access by its user and number alone and doesn't say which of them it will change, so nothing is saved here."
    )
}

/// The number isn't this customer's access, or several are.
pub(crate) fn unclear(
    access: &str,
    customer: Option<&str>,
    customers: &[Option<String>],
) -> String {
    let (access, list) = (displayable(access), all_customers(customers));
    match customer {
        Some(customer) if !customers.iter().flatten().any(|own| own == customer) => format!(
            "In the user's own list, access {access} isn't of customer {} but of customer {list}. That is the one the service will change under this number.",
            displayable(customer)
        ),
        _ => format!("The user's list has access {access} several times: of customer {list}."),
    }
}

pub(crate) const SHARED_NUMBER: &str =
    "Several accesses of this user have this number, and the service could change another one.";

/// Announced when the page has been left before the save ended.
pub(crate) fn saved_after_leaving(access_id: &str) -> String {
    format!("Access {access_id} saved.")
}

/// The hint of a text field while its current value is known.
pub(crate) fn hint(field: AccessField) -> &'static str {
    match field {
        AccessField::Language => crate::pages::accesses::labels::LANGUAGE_HINT,
        AccessField::SsoId => SSO_ID_HINT,
        AccessField::Name | AccessField::Roles | AccessField::TwoFactor => "",
    }
}

/// The hint of a text field while its current value is unknown, and so is the type that has it.
pub(crate) fn hint_unknown(field: AccessField) -> &'static str {
    match field {
        AccessField::Language => "For API accesses. Leave empty to keep the current value.",
        AccessField::SsoId => "For single sign-on. Leave empty to keep the current value.",
        AccessField::Name => {
            "For API accesses and profiles. Leave empty to keep the current value."
        }
        AccessField::Roles | AccessField::TwoFactor => KEEP_CURRENT,
    }
}

/// How many roles of the catalogue are missing from the options.
pub(crate) fn unreadable_roles(count: usize) -> Option<String> {
    (count > 0).then(|| {
        plural(
            count as u64,
            "1 role in the list couldn't be read.",
            "{n} roles in the list couldn't be read.",
        )
    })
}

pub(crate) fn conflict(fields: usize) -> String {
    plural(
        fields as u64,
        "Someone else changed the same field. Choose which value to keep.",
        "Someone else changed the same fields. Choose which values to keep.",
    )
}

/// The outcome of a save in one or more sentences; `None` while there is none.
pub(crate) fn notice(notice: &Notice) -> Option<String> {
    let different = |changed: &[AccessField]| {
        (!changed.is_empty()).then(|| {
            format!(
                "However, the service shows a different value for: {}. Check it above.",
                fields(changed)
            )
        })
    };
    Some(match notice {
        Notice::Nothing => return None,
        Notice::NothingToSave => "No changes to save.".to_owned(),
        Notice::NoChange => "Already up to date. Nothing was sent.".to_owned(),
        Notice::Saved {
            not_as_requested,
            merged_others,
            verified_by_reread,
            unchanged_since,
            ..
        } => {
            let mut sentences = vec!["Saved.".to_owned()];
            if *verified_by_reread {
                sentences.push(
                    "The response was lost, but we checked: your changes are in place.".to_owned(),
                );
            }
            if *merged_others {
                sentences.push(
                    "Someone else had changed this access in the meantime; their changes were kept."
                        .to_owned(),
                );
            }
            sentences.extend(different(not_as_requested));
            if *unchanged_since {
                sentences.push("No changes since then.".to_owned());
            }
            sentences.join(" ")
        }
        Notice::Undone { not_as_requested } => {
            let mut sentences = vec!["Change undone.".to_owned()];
            sentences.extend(different(not_as_requested));
            sentences.join(" ")
        }
        Notice::NotUndone(changed) => format!(
            "Couldn't undo: someone else has since changed {}. Nothing was sent.",
            fields(changed)
        ),
    })
}
