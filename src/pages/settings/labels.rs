//! Every text of this page but the outcomes of its writes, which are beside their decisions in `domain/settings`. Whole
//! sentences with parameters: none is put together from halves. The seam for other languages.

use rolecall_text::plural;

use crate::browser::notifications::Permission;
use crate::domain::settings::otp::OtpLabel;

pub(super) const LEAD: &str = "Your access, sign-in security, profile image and notifications.";

// What a value is, where there is none.
pub(super) const NOT_LOADED: &str = "Not loaded";
pub(super) const NOT_REPORTED: &str = "Not reported";
pub(super) const UNREADABLE: &str = "Unreadable";
pub(super) const ON: &str = OtpLabel::On.text();
pub(super) const OFF: &str = OtpLabel::Off.text();
pub(super) const UNKNOWN: &str = OtpLabel::Unknown.text();

// Said by several cards.
pub(super) const CANCEL: &str = "Cancel";
pub(super) const CHECK_AGAIN: &str = "Check again";
pub(super) const CHECKING: &str = "Checking…";
pub(super) const SERVER_DETAIL: &str = "What the server said";

pub(super) fn checked_again(message: &str, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => format!("Checked again. {message} {reason}"),
        None => format!("Checked again. {message}"),
    }
}

pub(super) fn tried_again(error: &str) -> String {
    format!("Tried again. {error}")
}

// Initial access
pub(super) const INITIAL_ACCESS: &str = "Initial access";
pub(super) const REQUEST_ACCESS: &str = "Request access";
pub(super) const REQUEST_HINT: &str = "We'll email your tenant's admins.";
pub(super) const REQUEST_SENDING: &str = "Sending your request…";
pub(super) const REQUEST_BUSY: &str = "Your request is being sent.";
pub(super) const REQUEST_BUSY_ELSEWHERE: &str =
    "Another tab is sending your request. Check again in a moment.";
pub(super) const REQUEST_LOADING: &str = "Loading your settings…";
pub(super) const REQUEST_NOT_LOADED: &str =
    "We can't tell whether you can request access: your settings couldn't be loaded.";
pub(super) const REQUEST_NOT_ALLOWED: &str = "You can't request access right now.";
pub(super) const LAST_REQUEST: &str = "Last request";
pub(super) const EMAIL_TO_ADMINS: &str = "Email to admins";
pub(super) const EMAIL_SENT: &str = "Sent";
pub(super) const EMAIL_NOT_SENT: &str = "Not sent yet";
pub(super) const NEXT_REQUEST: &str = "Next request possible";

pub(super) fn request_rate_limited(left: &str) -> String {
    format!("Too many requests. Try again in {left}.")
}

// Reminder
pub(super) const REMIND_ME: &str = "Remind me";
pub(super) const ADD_TO_CALENDAR: &str = "Add to my calendar";
pub(super) const CALENDAR_FILE: &str = "request-access.ics";
pub(super) const NOTIFY_ME: &str = "Notify me in this browser";
pub(super) const REMINDER_TITLE: &str = "You can request access again";
pub(super) const REMINDER_BODY: &str = "A new request for initial access is possible now.";
pub(super) const REMINDER_ANNOUNCEMENT: &str = "You can request access again.";

pub(super) fn reminder_note(permission: Permission, on: bool) -> &'static str {
    match (permission, on) {
        (Permission::Granted, true) => {
            "You'll get a notification once you can request access again. Keep this page open until then; a background tab is enough."
        }
        (Permission::Granted, false) => "",
        (Permission::Open, _) => "Your browser will ask whether this site may notify you.",
        (Permission::Denied, _) => {
            "Your browser is blocking notifications from this site. Allow notifications for this site in the browser's settings and turn this on again, or use your calendar."
        }
        (Permission::Unsupported, _) => "This browser can't notify you. Use your calendar instead.",
    }
}

// One-time password
pub(super) const OTP: &str = "One-time password";
pub(super) const OTP_SWITCH: &str = "One-time password when signing in";
pub(super) const OTP_NOT_LOADED: &str =
    "We can't tell whether it's on or off: your settings couldn't be loaded.";
pub(super) const OTP_REPORTED_STATUS: &str = "Status as reported:";
pub(super) const OTP_STUCK: &str = "This is taking longer than usual. We've stopped checking; if it doesn't change, contact your admin.";
pub(super) const OTP_SENDING: &str = "Saving your change…";
pub(super) const OTHER_CHANGE_SAVING: &str = "Another change is being saved.";
pub(super) const OTP_LOADING_USER: &str = "Checking who is signed in…";
pub(super) const FIRST_NAME: &str = "first name";
pub(super) const LAST_NAME: &str = "last name";

pub(super) fn otp_question(turn_on: bool) -> &'static str {
    if turn_on {
        "Turn on the one-time password?"
    } else {
        "Turn off the one-time password?"
    }
}

pub(super) fn otp_consequence(turn_on: bool) -> &'static str {
    if turn_on {
        "You'll be asked for a one-time password when you sign in. Have your authenticator app ready before you sign out."
    } else {
        "Anyone who knows your password will be able to sign in. Turn it off only if you have to."
    }
}

pub(super) fn otp_confirm(turn_on: bool) -> &'static str {
    if turn_on { "Turn on" } else { "Turn off" }
}

pub(super) fn nothing_changed(error: &str) -> String {
    format!("{error} Nothing was changed.")
}

// Profile image
pub(super) const PROFILE_IMAGE: &str = "Profile image";
pub(super) const IMAGE_NOT_REPORTED: &str =
    "We couldn't find out whether you have a profile image.";
pub(super) const IMAGE_UNREADABLE: &str = "Your profile image couldn't be read.";
pub(super) const IMAGE_CHOOSE: &str = "Choose an image";
pub(super) const IMAGE_DROP: &str = "Drop your image here";
pub(super) const IMAGE_REMOVE: &str = "Remove image";
pub(super) const IMAGE_SAVING: &str = "Saving your profile image…";
pub(super) const IMAGE_CONTINUE: &str = "Back to your image";
pub(super) const IMAGE_REMOVE_QUESTION: &str = "Remove your profile image?";
pub(super) const IMAGE_REMOVE_CONSEQUENCE: &str =
    "Your initials will be shown instead. You can choose another image at any time.";
pub(super) const IMAGE_REMOVE_CONFIRM: &str = "Remove it";
pub(super) const CROP_TITLE: &str = "Crop your profile image";
pub(super) const CROP_NOT_LOADED: &str =
    "The crop tool couldn't be loaded. Check your network and choose the image again.";
pub(super) const CROP_PREVIEW: &str = "Preview of your profile image";
pub(super) const CROP_HINT: &str = "Drag the image or use the sliders.";
pub(super) const CROP_ZOOM: &str = "Zoom";
pub(super) const CROP_X: &str = "Horizontal position";
pub(super) const CROP_Y: &str = "Vertical position";
pub(super) const CROP_PRIVACY: &str = "Location and camera details are removed before upload.";
pub(super) const IMAGE_SAVE: &str = "Save image";
pub(super) const IMAGE_HIDDEN: &str = "This browser hides the pixels of images from websites, to protect you from tracking, so your image can't be saved as you see it. Nothing was sent. Allow this site to use canvas data, in the browser or the extension that blocks it, or use another browser.";
pub(super) const IMAGE_NOT_DRAWN: &str = "This browser couldn't draw your image. Nothing was sent. Close this and choose the image again.";

pub(super) fn image_facts(format: &str, width: u32, height: u32) -> String {
    format!("{format}, {width} × {height} pixels")
}

pub(super) fn percent(value: i32) -> String {
    format!("{value}%")
}

// Notifications
pub(super) const NOTIFICATIONS: &str = "Notifications";
pub(super) const NOTIFICATIONS_NOT_REPORTED: &str = "None reported";
pub(super) const NOTIFICATIONS_NOT_REPORTED_HINT: &str =
    "We couldn't find out which notifications there are.";
pub(super) const NOTIFICATIONS_UNREADABLE_HINT: &str =
    "The list of notifications couldn't be read.";
pub(super) const NOTIFICATIONS_EMPTY: &str = "No notifications available.";
pub(super) const NOTIFICATIONS_SEARCH: &str = "Search notifications";
pub(super) const TURN_ALL_ON: &str = "Turn all on";
pub(super) const TURN_ALL_OFF: &str = "Turn all off";
pub(super) const ALL_TURNED_ON: &str = "All notifications turned on.";
pub(super) const ALL_TURNED_OFF: &str = "All notifications turned off.";
pub(super) const UNDO: &str = "Undo";
pub(super) const UNDONE: &str = "Change undone.";
pub(super) const SAVING: &str = "Saving…";
pub(super) const SAVED: &str = "Saved";
pub(super) const NO_LABEL: &str = "No label";
pub(super) const NO_CODE: &str = "none";
pub(super) const NO_DESCRIPTION: &str = "No description";
pub(super) const CODE: &str = "Code";

pub(super) fn notifications_unreadable(count: usize) -> String {
    plural(
        count as u64,
        "1 notification couldn't be read.",
        "{n} notifications couldn't be read.",
    )
}

pub(super) fn notifications_found(found: usize, total: usize) -> String {
    plural(
        total as u64,
        "{found} of 1 notification",
        "{found} of {n} notifications",
    )
    .replace("{found}", &rolecall_text::grouped(found as u64))
}

/// A notification was switched alone.
pub(super) fn notification_saved(label: &str, on: bool) -> String {
    if on {
        format!("{label}: on. Saved.")
    } else {
        format!("{label}: off. Saved.")
    }
}

pub(super) fn not_saved(reason: &str) -> String {
    format!("Not saved. {reason}")
}

pub(super) fn not_confirmed(reason: &str) -> String {
    format!("Not confirmed. {reason}")
}

/// Of several notifications switched at once, `failed` could not be.
pub(super) fn not_all_changed(failed: usize, total: usize, reason: &str) -> String {
    let failed = rolecall_text::grouped(failed as u64);
    let message = plural(
        total as u64,
        "The notification wasn't changed.",
        "{failed} of {n} notifications weren't changed.",
    );
    format!("{} {reason}", message.replace("{failed}", &failed))
}
