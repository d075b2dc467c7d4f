//! JSON as broken as it comes: a tree that may hold the same key twice and text that is no JSON, made from a valid sample.

use serde_json::Value;

use crate::dice::Dice;

#[derive(Debug, Clone)]
pub(crate) enum Json {
    /// As it stands: a number, a word, or anything else.
    Raw(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Objects of these keys are maps: their keys are data.
const MAPS: [&str; 4] = [
    "namespace_role_map",
    "tenant_flags",
    "addon_service_status",
    "tile_access",
];
/// Texts of these keys are timestamps.
const TIMES: [&str; 8] = [
    "last_requesting_time",
    "creation_timestamp",
    "last_login_timestamp",
    "tos_accepted_at",
    "last_login_at",
    "created_at",
    "at",
    "login",
];

impl Json {
    fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(map) => {
                let pairs = map
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::of(value)));
                Self::Object(pairs.collect())
            }
            other => Self::Raw(other.to_string()),
        }
    }

    /// Another valid document of the same kind: other values, lists of other lengths, maps with other keys, some fields null or left
    /// out. `needed` are the keys without which it is another kind.
    pub(crate) fn valid(sample: &Value, needed: &[&str], dice: &mut Dice) -> Self {
        vary("", sample, needed, dice)
    }

    pub(crate) fn write(&self, dice: &mut Dice, out: &mut String) {
        let space = |dice: &mut Dice, out: &mut String| {
            if dice.one_in(40) {
                out.push_str(dice.word(&[" ", "\n", "\t", "\r\n  "]));
            }
        };
        space(dice, out);
        match self {
            Self::Raw(text) => out.push_str(text),
            Self::Text(text) => write_text(text, dice, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(dice, out);
                }
                out.push(']');
            }
            Self::Object(pairs) => {
                out.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    space(dice, out);
                    write_text(key, dice, out);
                    space(dice, out);
                    out.push(':');
                    value.write(dice, out);
                }
                out.push('}');
            }
        }
        space(dice, out);
    }

    /// How many values there are, itself included.
    fn len(&self) -> usize {
        1 + match self {
            Self::Raw(_) | Self::Text(_) => 0,
            Self::List(items) => items.iter().map(Self::len).sum(),
            Self::Object(pairs) => pairs.iter().map(|(_, value)| value.len()).sum(),
        }
    }

    fn nth(&mut self, index: &mut usize) -> Option<&mut Self> {
        if *index == 0 {
            return Some(self);
        }
        *index -= 1;
        match self {
            Self::Raw(_) | Self::Text(_) => None,
            Self::List(items) => items.iter_mut().find_map(|item| item.nth(index)),
            Self::Object(pairs) => pairs.iter_mut().find_map(|(_, value)| value.nth(index)),
        }
    }

    /// One change that a careless, newer or hostile service could make.
    pub(crate) fn damage(&mut self, dice: &mut Dice) {
        let mut index = dice.below(self.len());
        let Some(place) = self.nth(&mut index) else {
            return;
        };
        match place {
            Self::Object(pairs) if !pairs.is_empty() && !dice.one_in(4) => {
                let at = dice.below(pairs.len());
                match dice.below(6) {
                    0 => _ = pairs.remove(at),
                    1 => pairs[at].1 = Self::Raw("null".to_owned()),
                    2 => {
                        let twin = (pairs[at].0.clone(), anything(dice));
                        let before = dice.below(pairs.len() + 1);
                        pairs.insert(before, twin);
                    }
                    3 => pairs[at].0 = dice.text(12),
                    4 => {
                        let other = dice.below(pairs.len());
                        pairs.swap(at, other);
                    }
                    _ => pairs.push((dice.text(8), anything(dice))),
                }
            }
            Self::List(items) if !items.is_empty() && !dice.one_in(4) => match dice.below(4) {
                0 => _ = items.pop(),
                1 => items.push(anything(dice)),
                2 => items.reverse(),
                _ => items.extend_from_within(..),
            },
            Self::Text(text) if dice.one_in(2) => {
                text.insert_str(
                    0,
                    dice.word(&["FUTURE_", "\u{feff}", " ", "9999-", "\u{0}", "\u{202e}"]),
                );
            }
            place => *place = anything(dice),
        }
    }
}

fn vary(key: &str, sample: &Value, needed: &[&str], dice: &mut Dice) -> Json {
    match sample {
        Value::Null => Json::of(sample),
        Value::Bool(_) => Json::Raw(dice.word(&["true", "false"]).to_owned()),
        // Beyond a float's 53 bits, too.
        Value::Number(_) => Json::Raw(dice.word(&["0", "7", "9007199254740993"]).to_owned()),
        // What an envelope says is not read.
        Value::String(text) if key == "message" => Json::Text(text.clone()),
        Value::String(_) if TIMES.contains(&key) => Json::Text(dice.time()),
        // An id is never empty.
        Value::String(_) if ["id", "user"].contains(&key) => {
            Json::Text(format!("u{}", dice.text(12)))
        }
        Value::String(text) => Json::Text(if dice.one_in(3) {
            text.clone()
        } else {
            dice.text(12)
        }),
        Value::Array(items) => {
            let count = if items.is_empty() { 0 } else { dice.below(4) };
            let items =
                (0..count).map(|_| vary(key, &items[dice.below(items.len())], needed, dice));
            Json::List(items.collect())
        }
        Value::Object(map) if MAPS.contains(&key) => {
            let some = map.values().next().unwrap_or(&Value::Null);
            let count = dice.below(4);
            let pairs = (0..count).map(|number| {
                (
                    format!("{number}{}", dice.text(6)),
                    vary("", some, needed, dice),
                )
            });
            Json::Object(pairs.collect())
        }
        Value::Object(map) => {
            let mut pairs = Vec::new();
            for (key, value) in map {
                let need = needed.contains(&key.as_str());
                match dice.below(16) {
                    0 if !need => {}
                    1 if !need => pairs.push((key.clone(), Json::Raw("null".to_owned()))),
                    _ => pairs.push((key.clone(), vary(key, value, needed, dice))),
                }
            }
            if pairs.len() > 1 && dice.one_in(4) {
                let other = dice.below(pairs.len());
                pairs.swap(0, other);
            }
            Json::Object(pairs)
        }
    }
}

fn anything(dice: &mut Dice) -> Json {
    match dice.below(12) {
        0 => Json::Raw("null".to_owned()),
        1 => Json::Raw(dice.word(&["true", "false"]).to_owned()),
        2 => Json::Raw(dice.number()),
        3 => Json::Text(dice.text(30)),
        4 => Json::Text(dice.time()),
        5 => Json::List((0..dice.below(4)).map(|_| anything(dice)).collect()),
        6 => Json::Object(
            (0..dice.below(3))
                .map(|_| (dice.text(6), anything(dice)))
                .collect(),
        ),
        7 => {
            // A lone half of a letter, and an escape that ends too soon.
            let escapes = [
                "\"\\ud800\"",
                "\"\\udfff\\ud800\"",
                "\"a\\ud83dz\"",
                "\"\\u12\"",
                "\"\\x\"",
            ];
            Json::Raw((*dice.pick(&escapes)).to_owned())
        }
        8 if dice.one_in(8) => {
            let depth = dice.pick(&[20, 126, 127, 128, 129, 3_000]);
            let (open, close) = dice.pick(&[("[", "]"), ("{\"a\":", "}")]);
            Json::Raw(format!("{}1{}", open.repeat(*depth), close.repeat(*depth)))
        }
        9 if dice.one_in(8) => Json::Text(dice.word(&["x", "é", "\u{1f600}", "\\"]).repeat(5_000)),
        10 => Json::List(Vec::new()),
        _ => Json::Object(Vec::new()),
    }
}

/// Any legal way to write a text.
fn write_text(text: &str, dice: &mut Dice, out: &mut String) {
    let escapes_all = dice.one_in(20);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if !escapes_all => out.push_str("\\n"),
            letter if letter < ' ' || escapes_all => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

impl Json {
    /// As a reader shows it: numbers as text, for some readers keep them so.
    pub(crate) fn shown(&self) -> Value {
        match self {
            Self::Raw(text) => shown(&serde_json::from_str(text).unwrap_or_default()),
            Self::Text(text) => text.as_str().into(),
            Self::List(items) => items.iter().map(Self::shown).collect(),
            Self::Object(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(key, value)| (key.clone(), value.shown()));
                Value::Object(pairs.collect())
            }
        }
    }

    /// Changes every text under this key.
    pub(crate) fn each_text(&mut self, key: &str, change: &dyn Fn(&str) -> String) {
        match self {
            Self::Raw(_) | Self::Text(_) => {}
            Self::List(items) => items
                .iter_mut()
                .for_each(|item| item.each_text(key, change)),
            Self::Object(pairs) => {
                for (name, value) in pairs {
                    match value {
                        Self::Text(text) if name == key => *text = change(text),
                        value => value.each_text(key, change),
                    }
                }
            }
        }
    }
}

/// The same for what has been read.
pub(crate) fn shown(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Array(items) => items.iter().map(shown).collect(),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| (key.clone(), shown(value)));
            Value::Object(pairs.collect())
        }
        other => other.clone(),
    }
}
