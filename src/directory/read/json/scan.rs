//! Finds the end of one JSON value in bytes that arrive in chunks, and rejects bad syntax at the exact byte.
//!
//! A push-down automaton without recursion (each level of nesting costs one bit) and without copies. It does not check UTF-8 or
//! surrogates: those spoil one cell, not the stream.

use super::is_space;

/// What [`Scanner::feed`] found in a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// The value continues in the next chunk.
    More,
    /// The value ended; this many bytes of the chunk belong to it.
    Done(usize),
    /// This byte of the chunk is not allowed here.
    Bad(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    FirstItem,
    FirstKey,
    Key,
    Colon,
    After,
    Text { key: bool },
    Escape { key: bool },
    Hex { key: bool, left: u8 },
    Word(&'static [u8]),
    Minus,
    Zero,
    Digits,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
}

/// The automaton. Feed it the chunks of one value in order.
#[derive(Debug)]
pub(crate) struct Scanner {
    state: State,
    /// One bit per level, 1 for an object.
    levels: Vec<u64>,
    depth: usize,
}

impl Scanner {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Value,
            levels: Vec::new(),
            depth: 0,
        }
    }

    /// Whether the stream may end here: nothing marks the end of a number at the outermost level.
    pub(crate) fn may_end(&self) -> bool {
        self.depth == 0
            && matches!(
                self.state,
                State::Zero | State::Digits | State::Fraction | State::ExponentDigits
            )
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Scan {
        let mut at = 0;
        while at < bytes.len() {
            if let State::Text { key } = self.state {
                at = super::text::plain_run(bytes, at);
                match bytes.get(at) {
                    None => return Scan::More,
                    Some(b'"') if key => self.state = State::Colon,
                    Some(b'"') => {
                        if self.value_ends() {
                            return Scan::Done(at + 1);
                        }
                    }
                    Some(b'\\') => self.state = State::Escape { key },
                    Some(_) => return Scan::Bad(at),
                }
                at += 1;
                continue;
            }
            let byte = bytes[at];
            match self.take(byte) {
                Took::Byte => at += 1,
                Took::Nothing => {}
                Took::Last => return Scan::Done(at + 1),
                Took::Before => return Scan::Done(at),
                Took::Never => return Scan::Bad(at),
            }
        }
        Scan::More
    }

    fn take(&mut self, byte: u8) -> Took {
        match self.state {
            State::Value
            | State::FirstItem
            | State::FirstKey
            | State::Key
            | State::Colon
            | State::After
                if is_space(byte) =>
            {
                Took::Byte
            }
            State::FirstItem if byte == b']' => self.close(false),
            State::Value | State::FirstItem => self.begin(byte),
            State::FirstKey if byte == b'}' => self.close(true),
            State::FirstKey | State::Key if byte == b'"' => self.to(State::Text { key: true }),
            State::Colon if byte == b':' => self.to(State::Value),
            State::After => match byte {
                b',' if self.in_object() => self.to(State::Key),
                b',' => self.to(State::Value),
                b'}' => self.close(true),
                b']' => self.close(false),
                _ => Took::Never,
            },
            State::Escape { key } => match byte {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {
                    self.to(State::Text { key })
                }
                b'u' => self.to(State::Hex { key, left: 4 }),
                _ => Took::Never,
            },
            State::Hex { key, left } if byte.is_ascii_hexdigit() => match left {
                1 => self.to(State::Text { key }),
                _ => self.to(State::Hex {
                    key,
                    left: left - 1,
                }),
            },
            State::Word([first, rest @ ..]) if *first == byte => {
                self.state = State::Word(rest);
                if rest.is_empty() && self.value_ends() {
                    Took::Last
                } else {
                    Took::Byte
                }
            }
            State::Minus => match byte {
                b'0' => self.to(State::Zero),
                b'1'..=b'9' => self.to(State::Digits),
                _ => Took::Never,
            },
            State::Digits if byte.is_ascii_digit() => Took::Byte,
            State::Zero | State::Digits if byte == b'.' => self.to(State::Point),
            State::Point | State::Fraction if byte.is_ascii_digit() => self.to(State::Fraction),
            State::Zero | State::Digits | State::Fraction if matches!(byte, b'e' | b'E') => {
                self.to(State::Exponent)
            }
            State::Exponent if matches!(byte, b'+' | b'-') => self.to(State::ExponentSign),
            State::Exponent | State::ExponentSign | State::ExponentDigits
                if byte.is_ascii_digit() =>
            {
                self.to(State::ExponentDigits)
            }
            State::Zero | State::Digits | State::Fraction | State::ExponentDigits => {
                if self.value_ends() {
                    Took::Before
                } else {
                    Took::Nothing
                }
            }
            State::FirstKey
            | State::Key
            | State::Colon
            | State::Text { .. }
            | State::Hex { .. }
            | State::Word(_)
            | State::Point
            | State::Exponent
            | State::ExponentSign => Took::Never,
        }
    }

    fn begin(&mut self, byte: u8) -> Took {
        match byte {
            b'"' => self.to(State::Text { key: false }),
            b'{' => self.open(true),
            b'[' => self.open(false),
            b't' => self.to(State::Word(b"rue")),
            b'f' => self.to(State::Word(b"alse")),
            b'n' => self.to(State::Word(b"ull")),
            b'-' => self.to(State::Minus),
            b'0' => self.to(State::Zero),
            b'1'..=b'9' => self.to(State::Digits),
            _ => Took::Never,
        }
    }

    fn to(&mut self, state: State) -> Took {
        self.state = state;
        Took::Byte
    }

    fn open(&mut self, object: bool) -> Took {
        let (word, bit) = (self.depth / 64, self.depth % 64);
        if word == self.levels.len() {
            self.levels.push(0);
        }
        self.levels[word] = self.levels[word] & !(1 << bit) | (u64::from(object) << bit);
        self.depth += 1;
        self.to(if object {
            State::FirstKey
        } else {
            State::FirstItem
        })
    }

    fn close(&mut self, object: bool) -> Took {
        if self.depth == 0 || self.in_object() != object {
            return Took::Never;
        }
        self.depth -= 1;
        if self.value_ends() {
            Took::Last
        } else {
            Took::Byte
        }
    }

    fn in_object(&self) -> bool {
        let level = self.depth.wrapping_sub(1);
        self.levels
            .get(level / 64)
            .is_some_and(|word| word >> (level % 64) & 1 == 1)
    }

    /// True when the outermost value is complete.
    fn value_ends(&mut self) -> bool {
        self.state = State::After;
        self.depth == 0
    }
}

enum Took {
    Byte,
    Nothing,
    Last,
    Before,
    Never,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::read::json::row::RawRow;
    use proptest::prelude::*;

    fn scan(bytes: &[u8]) -> Scan {
        Scanner::new().feed(bytes)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn accepts_exactly_what_serde_json_accepts(
            text in "[\\[\\]{}:,\"ab\\\\u019eE.+ \\-tfn]{0,24}|[-+]?[0-9]{0,3}[.]?[0-9]{0,2}[eE]?[-+]?[0-9]{0,2}|\\{(\"[a-c]\" ?: ?(1|null|\\[\\]|\\{\\}|true|\"\\\\u00e9\") ?,? ?){0,3}\\}?",
        ) {
            let accepted = serde_json::from_str::<&serde_json::value::RawValue>(&text);
            let padded = format!("{}\n", text.trim_ascii_start());
            let found = match scan(padded.as_bytes()) {
                Scan::Done(end) => padded[end..].trim_ascii().is_empty(),
                Scan::More | Scan::Bad(_) => false,
            };
            prop_assert_eq!(found, accepted.is_ok(), "{} {:?}", text, accepted);
            // Byte by byte it finds the same.
            let mut scanner = Scanner::new();
            let mut at = 0;
            let slow = loop {
                let Some(byte) = padded.as_bytes().get(at) else { break Scan::More };
                match scanner.feed(&[*byte]) {
                    Scan::More => at += 1,
                    Scan::Done(used) => break Scan::Done(at + used),
                    Scan::Bad(used) => break Scan::Bad(at + used),
                }
            };
            prop_assert_eq!(slow, scan(padded.as_bytes()));
            // The row reader accepts exactly the objects.
            let read = RawRow::new().read(padded.as_bytes()).ok();
            let expected = match scan(padded.as_bytes()) {
                Scan::Done(end) if padded.starts_with('{') => Some(end),
                _ => None,
            };
            prop_assert_eq!(read, expected);
        }
    }
}
