//! Whatever the app reads, fed with documents: valid ones, which must be read exactly, valid ones with one to five defects, and noise
//! (tests/PROMISES.md, P5). Document `n` of a decoder is the same everywhere, so that a failure in a browser can be looked at here.
//! `decoders` lists the decoders, `documents`, `json` and `dice` make what they read.

mod decoders;
mod dice;
mod documents;
mod json;
#[path = "../../decoding/samples.rs"]
mod samples;
#[path = "../../decoding/wire.rs"]
mod wire;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use wasm_bindgen::prelude::wasm_bindgen;

pub use decoders::{DECODERS, Decoder};
use dice::Dice;

/// A document, and whether it is valid.
pub struct Case {
    pub text: String,
    /// What reading it must show; `None` for a document that need not be readable.
    pub expected: Option<String>,
}

/// Document `number` of a decoder.
pub fn case(decoder: &Decoder, number: u64) -> Case {
    let mut dice = Dice::of(number);
    let (text, expected) = (decoder.valid)(&mut dice);
    match number % 4 {
        0 => Case {
            text,
            expected: Some(expected),
        },
        1 | 2 => match decoder.damaged {
            Some(damaged) => Case {
                text: damaged(&mut dice),
                expected: None,
            },
            None => Case {
                text: noise(&text, &mut dice),
                expected: None,
            },
        },
        _ => Case {
            text: noise(&text, &mut dice),
            expected: None,
        },
    }
}

/// A valid text cut, with bytes flipped as a lenient browser decodes them, spliced with itself; or nothing of it at all.
fn noise(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    if dice.one_in(5) {
        return dice.text(200);
    }
    for _ in 0..=dice.below(5) {
        let at = dice.below(bytes.len());
        match dice.below(4) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            2 => {
                let from = dice.below(bytes.len());
                let to = (from + dice.below(30)).min(bytes.len());
                let piece = bytes[from..to].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => _ = bytes.splice(at..at, dice.text(4).into_bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Decoder {
    /// The error of one document; `None` if all is well. A panic is not caught.
    pub fn check(&self, number: u64) -> Option<String> {
        let case = case(self, number);
        let read = (self.read)(&case.text);
        let expected = case.expected?;
        (read.as_deref() != Some(&*expected))
            .then(|| format!("read {read:?} instead of {expected:?}"))
    }

    /// The documents up to `cases` that make it panic or read anything else than is there.
    pub fn failures(&self, cases: u64) -> Vec<(u64, String)> {
        let check = |number| {
            catch_unwind(AssertUnwindSafe(|| self.check(number)))
                .unwrap_or_else(|_| Some("panic".to_owned()))
        };
        (0..cases)
            .filter_map(|number| Some((number, check(number)?)))
            .collect()
    }
}

static CURRENT: AtomicU64 = AtomicU64::new(0);

/// The names of all decoders, one a line.
#[wasm_bindgen]
pub fn names() -> String {
    let names: Vec<&str> = DECODERS.iter().map(|decoder| decoder.name).collect();
    names.join("\n")
}

/// In a browser: feeds documents `from` to `to` - 1 to the decoder; the first error, or nothing. A panic ends the module.
#[wasm_bindgen]
pub fn run(name: &str, from: u32, to: u32) -> Option<String> {
    let decoder = DECODERS.iter().find(|decoder| decoder.name == name)?;
    (u64::from(from)..u64::from(to)).find_map(|number| {
        CURRENT.store(number, Ordering::Relaxed);
        decoder
            .check(number)
            .map(|why| format!("document {number}: {why}"))
    })
}

/// The document that was read last, for a panic.
#[wasm_bindgen]
pub fn current() -> u32 {
    CURRENT.load(Ordering::Relaxed) as u32
}
