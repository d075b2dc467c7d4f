//! Labels that the list, one access and the bulk edit share. What only one of them says is in that folder's `labels`.

use crate::api::access::access_of_user::AccessType;
use crate::api::json::field::List;
use crate::domain::access::edit::AccessField;
use crate::domain::text::displayable;

pub(crate) const UNKNOWN: &str = "Unknown";
pub(crate) const UNREADABLE: &str = "Unreadable";
pub(crate) const UNKNOWN_TYPE: &str = "Unknown type";
pub(crate) const EMPTY: &str = "Empty";
pub(crate) const NEVER: &str = "Never";
pub(crate) const NO_ROLES: &str = "No roles";
pub(crate) const ON: &str = "On";
pub(crate) const OFF: &str = "Off";
pub(crate) const TURN_ON: &str = "Turn on";
pub(crate) const TURN_OFF: &str = "Turn off";
pub(crate) const NO_CHANGE: &str = "No change";
pub(crate) const SELECTION_RESTORED: &str = "Your selection and changes were restored.";
pub(crate) const LANGUAGE_HINT: &str = "A language code such as en or fr.";

pub(crate) const REVIEW_CHANGES: &str = "Review changes";
pub(crate) const SAVE_CHANGES: &str = "Save changes";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const WHAT_WILL_CHANGE: &str = "What will change";

pub(crate) const ROLES_LOADING: &str = "Loading the list of roles…";
pub(crate) const ROLES_UNAVAILABLE: &str = "Roles can't be changed without the list of roles.";

pub(crate) const CHANGE_LOG: &str = "Changes since you signed in";
pub(crate) const CHANGES: &str = "Changes";
pub(crate) const EXPORT_CSV: &str = "Export as CSV";
pub(crate) const EXPORT_JSON: &str = "Export as JSON";

/// The name of an access, also as a link.
pub(crate) fn access(id: &str) -> String {
    format!("Access {id}")
}

/// A customer in a sentence.
pub(crate) fn customer_or_unknown(customer: Option<&str>) -> String {
    customer.map_or_else(|| "unknown".to_owned(), displayable)
}

/// The name of a type of access.
pub(crate) fn type_name(access_type: &AccessType) -> String {
    match access_type {
        AccessType::Ui => "User interface".to_owned(),
        AccessType::Sso => "Single sign-on".to_owned(),
        AccessType::Api => "API".to_owned(),
        AccessType::Profile => "Profile".to_owned(),
        AccessType::Other(name) => displayable(name),
    }
}

/// The IDs of the roles, in the order sent. Unreadable ones are named as such.
pub(crate) fn role_names(roles: &List<String>) -> Vec<String> {
    roles
        .iter()
        .map(|role| {
            role.known()
                .map_or_else(|| UNREADABLE.to_owned(), |role| displayable(role))
        })
        .collect()
}

/// "Name, Language"
pub(crate) fn fields(fields: &[AccessField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
    labels.join(", ")
}

/// When and by whom a change was made.
pub(crate) fn change_made(time: &str, who: &str, is_undo: bool) -> String {
    if is_undo {
        format!("Undone {time} by {who}")
    } else {
        format!("{time} by {who}")
    }
}

/// The name of an exported file.
pub(crate) fn change_log_file(day: &str, extension: &str) -> String {
    format!("access-changes-{day}.{extension}")
}
