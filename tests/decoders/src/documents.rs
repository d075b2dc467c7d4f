//! The documents of the decoders and what reading them shows: samples, and texts made of parts.

use rolecall::api::json::field::List;
use rolecall::pages::rewritten;
use rolecall_directory::{Exporter, Format, Ingest};
use rolecall_text::percent;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::json::{Json, shown};
use crate::wire::Wire;

pub(crate) const USERS: &str = r#"{"items":[{"name":"ada","email":"ada@acme.example","first_name":"Ada","last_name":"Lovelace",
"namespace":"system","tenant":"acme","tenant_type":"ENTERPRISE","idm_type":"SSO","sync_mode":"SCIM","type":"USER",
"disabled":false,"domain_owner":true,"otp_enabled":false,"creation_timestamp":"2023-01-01T00:00:00Z",
"last_login_timestamp":"2024-01-01T00:00:00Z","group_names":["admins","dev"],
"namespace_roles":[{"namespace":"system","role":"ves-io-admin-role"},{"namespace":"*","role":"monitor"}]}]}"#;

pub(crate) const PERSON: &str = r#"{"name":"ada","email":"ada@acme.example","first_name":"Ada","last_name":"L","user_uuid":"6f1c"}"#;
pub(crate) const ERRORS: &str = r#"{"code":8,"message":"Wait","details":[],"errors":[{"code":"x","message":"Wait"}],"error":{"code":"EPERMS",
"message":"No"},"title":"T","detail":"D"}"#;
pub(crate) const LOG: &str = r#"[{"at":"2026-01-01T00:00:00Z","by":"ada","user":"u","access":"1","undo":false,"before":{"roles":["A"],"name":"x"},
"after":{"roles":["A","B"],"two_fa_enabled":true,"sso_id":"x","name":"Robot","language":"en"}}]"#;
pub(crate) const BULK: &str = r#"{"add":["A"],"remove":["B"],"two_factor":true,"language":"en","targets":[{"user":"u","access":"1",
"type":"profile","values":{"roles":["A"],"two_fa_enabled":true,"name":"x","language":"en"}}]}"#;
pub(crate) const DRAFT: &str = r#"{"base":{"roles":["A"],"name":"x"},"mine":{"roles":["A","B"],"two_fa_enabled":true,"sso_id":"x","name":"R",
"language":"en"}}"#;

pub(crate) fn parsed(sample: &str) -> Value {
    serde_json::from_str(sample).unwrap_or_default()
}

pub(crate) fn text_of(document: &Json, dice: &mut Dice) -> String {
    let mut text = String::new();
    document.write(dice, &mut text);
    text
}

pub(crate) fn damaged(mut document: Json, dice: &mut Dice) -> String {
    for _ in 0..=dice.below(5) {
        document.damage(dice);
    }
    text_of(&document, dice)
}

/// A document as the app writes it, which must come back unchanged.
pub(crate) fn canonical(text: &str, read: fn(&str) -> Option<String>) -> (String, String) {
    let written = read(text).unwrap_or_default();
    (written.clone(), written)
}

pub(crate) fn show(document: &impl Wire) -> Option<String> {
    Some(shown(&document.json()).to_string())
}

pub(crate) fn in_envelope(data: Value, message: &str) -> Option<String> {
    Some(shown(&json!({ "message": message, "data": data })).to_string())
}

pub(crate) fn with_results<T: Wire>(list: &impl Wire, results: &List<T>) -> Value {
    let mut data = list.json();
    data["results"] = results.json();
    data
}

/// All users in pieces of any size, as they are exported; the pieces must make no difference.
pub(crate) fn users(text: &str) -> Option<String> {
    let export = |pieces: usize| {
        let mut ingest = Ingest::new();
        for piece in text.as_bytes().chunks(pieces) {
            ingest.push(piece.to_vec());
            ingest.step(1 << 16);
        }
        let (directory, report) = ingest.finish();
        let mut export = Exporter::new(Format::Json, (0..directory.len()).collect());
        let mut json = Vec::new();
        while let Some(chunk) = export.next_chunk(&directory, 100) {
            json.extend(chunk);
        }
        (report.rows, String::from_utf8_lossy(&json).into_owned())
    };
    let whole = export(usize::MAX);
    assert_eq!(whole, export(1 + text.len() % 7));
    parsed(text)["items"].is_array().then_some(whole.1)
}

pub(crate) fn pairs(keys: &[&str], dice: &mut Dice) -> String {
    let values = [
        "on",
        "off",
        "no",
        "(none)",
        "!x",
        "=x",
        "never",
        "30d",
        "user",
        "-otp",
        "type:desc",
        "a,b",
        "%2C",
        "1002",
    ];
    let pairs = (0..dice.below(6)).map(|_| {
        let key = *dice.pick(keys);
        let value = if dice.one_in(2) {
            (*dice.pick(&values)).to_owned()
        } else {
            dice.text(10)
        };
        format!("{key}={}", percent::encode(&value))
    });
    pairs.collect::<Vec<_>>().join("&")
}

pub(crate) fn roles_query(dice: &mut Dice) -> String {
    pairs(
        &[
            "q",
            "sort",
            "user",
            "compare",
            "show",
            "otp",
            "status",
            "role",
            "namespace",
            "login",
            "idm",
        ],
        dice,
    )
}

pub(crate) fn query(dice: &mut Dice) -> String {
    let words = [
        "ann",
        "-is:disabled",
        "role:admin",
        "login:<2024-01-01",
        "login:>30d",
        "\"a b\"",
        "-",
        "otp:on",
        "ns:\"x",
        "is:",
        "or",
        "(",
        "2024-13-45",
    ];
    let terms = (0..dice.below(6)).map(|_| {
        if dice.one_in(3) {
            dice.text(8)
        } else {
            (*dice.pick(&words)).to_owned()
        }
    });
    terms.collect::<Vec<_>>().join(" ")
}

pub(crate) fn accesses_address(address: &str) -> Option<String> {
    let query = address.split_once('?').map_or(address, |(_, query)| query);
    Some(rewritten::accesses_address(query))
}

pub(crate) fn bytes(dice: &mut Dice, longest: usize) -> Vec<u8> {
    (0..dice.below(longest + 1))
        .map(|_| dice.below(256) as u8)
        .collect()
}

/// The head of a picture, and what it says.
pub(crate) fn picture(dice: &mut Dice) -> (Vec<u8>, String) {
    let (width, height) = (1 + dice.below(5_000) as u16, 1 + dice.below(5_000) as u16);
    let big = |side: u16| u32::from(side).to_be_bytes();
    if dice.one_in(2) {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(big(width).into_iter().chain(big(height)));
        png.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        (png, format!("image/png {width} {height}"))
    } else {
        let mut jpeg =
            b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08".to_vec();
        jpeg.extend(height.to_be_bytes().into_iter().chain(width.to_be_bytes()));
        jpeg.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9]);
        (jpeg, format!("image/jpeg {width} {height}"))
    }
}

/// Milliseconds since 1970 of a valid timestamp, counted day by day of the calendar.
pub(crate) fn millis(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap_or_default();
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [
        31,
        if is_leap { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400 - 719_162;
    let days = years + lengths[..month as usize - 1].iter().sum::<i64>() + day - 1;
    let zone = if text.ends_with('Z') {
        "+00:00"
    } else {
        &text[text.len() - 6..]
    };
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let offset = sign
        * (zone[1..3].parse::<i64>().unwrap_or_default() * 60
            + zone[4..6].parse::<i64>().unwrap_or_default());
    let fraction: String = text[19..]
        .strip_prefix('.')
        .unwrap_or("")
        .chars()
        .take_while(char::is_ascii_digit)
        .chain("000".chars())
        .take(3)
        .collect();
    let seconds =
        ((days * 24 + number(11, 13)) * 60 + number(14, 16) - offset) * 60 + number(17, 19);
    seconds * 1_000 + fraction.parse::<i64>().unwrap_or_default()
}
