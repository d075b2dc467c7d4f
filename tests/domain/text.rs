//! Names and hostile text.

use proptest::prelude::*;
use rolecall::api::json::field::Field;
use rolecall::domain::text::{display_name, displayable, has_visible_text, initials};

#[test]
fn prefers_the_full_name_then_username_then_email() {
    let name = |first: &str, last: &str, name: &str, email: &str| {
        let known = |text: &str| Field::Known(text.to_owned());
        display_name(&known(first), &known(last), &known(name), &known(email))
    };
    assert_eq!(name("Ada", "Lovelace", "ada", "a@x"), "Ada Lovelace");
    assert_eq!(name(" Ada ", "", "ada", "a@x"), "Ada");
    assert_eq!(name("", "Lovelace", "ada", "a@x"), "Lovelace");
    assert_eq!(name("", " ", "ada", "a@x"), "ada");
    assert_eq!(
        name("\u{200b}", "\u{3164}", "", "a@x"),
        "a@x",
        "invisible names do not count"
    );
    assert_eq!(name("", "", "", ""), "unknown user");
    assert_eq!(
        name("null", "", "", ""),
        "null",
        "a real name that looks like null"
    );
    let gap = Field::Unreadable("7".into());
    assert_eq!(
        display_name(&Field::Null, &Field::Missing, &gap, &gap),
        "unknown user"
    );
}

#[test]
fn initials_work_in_every_script() {
    for (name, letters) in [
        ("Ada Lovelace", "AL"),
        ("ada", "a"),
        ("Ada King Lovelace", "AL"),
        ("ada.lovelace@acme.example", "al"),
        ("@handle", "h"),
        ("Élodie Ångström", "ÉÅ"),
        ("山田 太郎", "山太"),
        ("محمد علي", "مع"),
        ("ßen", "ß"),
        ("", "?"),
        ("\u{202e}", "?"),
        ("🙂", "?"),
        ("7 of 9", "79"),
        ("(Ada)", "A"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}

#[test]
fn marks_hidden_characters_but_keeps_joiners_that_scripts_need() {
    for (text, shown) in [
        ("plain", "plain"),
        ("", ""),
        ("a\nb\tc", "a b c"),
        ("a\u{202e}b", "a\u{fffd}b"),
        ("a\u{200b}b", "a\u{fffd}b"),
        ("ad\u{200d}min", "ad\u{fffd}min"),
        ("a\u{0}b", "a\u{fffd}b"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("👩\u{200d}🚀", "👩\u{200d}🚀"),
        ("葛\u{e0100}", "葛\u{e0100}"),
        ("\u{200b}\u{200b}", "(invisible text, 2 characters)"),
        (" ", "(invisible text, 1 character)"),
        ("\u{feff}x", "\u{fffd}x"),
        (
            "<img src=x onerror=alert(1)>",
            "<img src=x onerror=alert(1)>",
        ),
        ("a\u{2066}b\u{2069}", "a\u{fffd}b\u{fffd}"),
        ("x\u{e0041}", "x\u{fffd}"),
        ("e\u{301}", "e\u{301}"),
    ] {
        assert_eq!(displayable(text), shown, "{text:?}");
    }
}

proptest! {
    #[test]
    fn displayable_text_is_visible_and_never_reorders(text in any::<String>()) {
        let shown = displayable(&text);
        prop_assert!(text.is_empty() || has_visible_text(&shown), "{:?}", shown);
        let reorders = |char| matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assert!(!shown.contains(reorders) && !shown.contains(char::is_control));
        prop_assert!((1..=2).contains(&initials(&text).chars().count()));
    }
}
