//! What a replacement of the settings must carry so that it wipes nothing (tests/PROMISES.md, P51): it is made from a complete read
//! of the settings and of who is signed in, or not at all, with the parts named that are missing.

use crate::api::json::field::Field;
use crate::api::tenant::settings::{Notification, UserSettings};
use crate::api::tenant::settings_put::Replacement;
use crate::api::tenant::whoami::Person;

/// A replacement that changes nothing but the one-time password.
///
/// # Errors
/// The parts that could not be read, in words.
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

/// Why it cannot be changed, for a person.
pub fn refusal(missing: &[&str]) -> String {
    format!(
        "A change sends all settings at once, and these could not be read: {}. So that nothing is wiped, it cannot be changed now.",
        missing.join(", ")
    )
}

/// The codes that are on; `None` unless every item tells its code and its state, and no code tells two.
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
