//! What a replacement of the settings must carry so that it erases nothing (tests/PROMISES.md, P51): it is made from a
//! complete read of the settings and of the signed-in user, or not at all, naming the parts that are missing.

use crate::api::json::field::Field;
use crate::api::tenant::settings::{Notification, UserSettings};
use crate::api::tenant::settings_put::Replacement;
use crate::api::tenant::whoami::Person;

/// A replacement that changes nothing but the one-time password.
///
/// # Errors
/// The names of the parts that couldn't be read.
pub fn with_otp(
    settings: &UserSettings,
    me: &Person,
    otp_enabled: bool,
) -> Result<Replacement, Vec<&'static str>> {
    let codes = enabled_codes(&settings.notifications);
    let mut missing = Vec::new();
    for (known, part) in [
        (codes.is_some(), "notifications"),
        (settings.image.known().is_some(), "profile image"),
        (me.first_name.known().is_some(), "first name"),
        (me.last_name.known().is_some(), "last name"),
    ] {
        if !known {
            missing.push(part);
        }
    }
    match (
        codes,
        settings.image.known(),
        me.first_name.known(),
        me.last_name.known(),
    ) {
        (Some(enabled_notifications), Some(image), Some(first_name), Some(last_name)) => {
            Ok(Replacement {
                enabled_notifications,
                first_name: first_name.clone(),
                last_name: last_name.clone(),
                image: image.clone(),
                otp_enabled,
            })
        }
        _ => Err(missing),
    }
}

/// Why it can't be changed, as a message.
pub fn missing_message(missing: &[&str]) -> String {
    format!(
        "We couldn't read these settings: {}. To avoid losing settings, this can't be changed now.",
        missing.join(", ")
    )
}

/// The codes that are on; `None` unless every item has a code and a state, and no code has two states.
fn enabled_codes(list: &Field<Vec<Field<Notification>>>) -> Option<Vec<String>> {
    let mut on = Vec::new();
    let mut off = Vec::new();
    for item in list.known()? {
        let item = item.known()?;
        let code = item.code.known().filter(|code| !code.is_empty())?;
        let side = if *item.enabled.known()? {
            &mut on
        } else {
            &mut off
        };
        if !side.contains(code) {
            side.push(code.clone());
        }
    }
    on.iter().all(|code| !off.contains(code)).then_some(on)
}
