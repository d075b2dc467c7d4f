//! Interning: each thing is stored once and has a number, in the order of first appearance.
//!
//! Why not `HashMap`: three kinds of keys share one copy of this code, and entries are small. The plain alternative would be
//! `hashbrown::HashTable`.

use crate::fold::fold;

/// Finds the number of a thing by its hash. The caller stores the things themselves.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Number + 1, or 0 for a free slot. The length is a power of two.
    slots: Vec<u32>,
    hashes: Vec<u32>,
}

impl Index {
    pub(crate) fn find(&self, hash: u32, mut same: impl FnMut(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let id = self.slots[slot].checked_sub(1)?;
            if self.hashes[id as usize] == hash && same(id) {
                return Some(id);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Gives the next number to a thing that must not be there yet.
    pub(crate) fn add(&mut self, hash: u32) -> u32 {
        let id = self.hashes.len() as u32;
        self.hashes.push(hash);
        if self.hashes.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.slots.len() * 2).max(16)];
            for (id, &hash) in (1..).zip(&self.hashes) {
                occupy(&mut self.slots, hash, id);
            }
        } else {
            occupy(&mut self.slots, hash, id + 1);
        }
        id
    }
}

fn occupy(slots: &mut [u32], hash: u32, value: u32) {
    let mask = slots.len() - 1;
    let mut slot = hash as usize & mask;
    while slots[slot] != 0 {
        slot = (slot + 1) & mask;
    }
    slots[slot] = value;
}

pub(crate) fn hash_words(words: impl IntoIterator<Item = u32>) -> u32 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for word in words {
        hash = (hash ^ u64::from(word)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    hash as u32
}

fn hash_bytes(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let tail = rest.iter().fold(bytes.len() as u32, |tail, &byte| {
        tail << 8 ^ u32::from(byte)
    });
    hash_words(
        words
            .iter()
            .map(|&word| u32::from_le_bytes(word))
            .chain([tail]),
    )
}

/// Whether two short texts are equal. In WebAssembly, the library's comparison of bytes is a call and goes byte by byte.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((words_a, rest_a), (words_b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let words = words_a.iter().zip(words_b);
    words
        .map(|(a, b)| (u64::from_le_bytes(*a), u64::from_le_bytes(*b)))
        .all(|(a, b)| a == b)
        && rest_a.iter().zip(rest_b).all(|(a, b)| a == b)
}

/// Names (of roles, namespaces, groups, enum values), each stored once with its folded form.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    texts: Vec<Box<str>>,
    folded: Vec<Box<str>>,
    index: Index,
}

impl Symbols {
    /// The number of the name, which is added if it is new; `None` if it is not text. Tries `guess` first: values repeat from row to row.
    pub(crate) fn intern(&mut self, bytes: &[u8], guess: &mut u32) -> Option<u32> {
        if self
            .texts
            .get(*guess as usize)
            .is_some_and(|last| same(last.as_bytes(), bytes))
        {
            return Some(*guess);
        }
        let hash = hash_bytes(bytes);
        let known = self
            .index
            .find(hash, |id| same(self.texts[id as usize].as_bytes(), bytes));
        *guess = match known {
            Some(id) => id,
            None => {
                let text = std::str::from_utf8(bytes).ok()?;
                self.texts.push(text.into());
                self.folded.push(fold(text).into());
                self.index.add(hash)
            }
        };
        Some(*guess)
    }

    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.index.find(hash_bytes(text.as_bytes()), |id| {
            *self.texts[id as usize] == *text
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn text(&self, id: u32) -> Option<&str> {
        self.texts.get(id as usize).map(|text| &**text)
    }

    /// The folded forms, in the order of their numbers.
    pub(crate) fn folded(&self) -> &[Box<str>] {
        &self.folded
    }
}
