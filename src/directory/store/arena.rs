//! Records of bytes, one after the other, each contiguous, each found by a 32-bit place.

const SHIFT: u32 = 20;
/// Bytes in a piece. A longer record gets a piece of its own, which the next record does not share.
const SIZE: usize = 1 << SHIFT;

#[derive(Debug, Default)]
pub(crate) struct Arena {
    chunks: Vec<Vec<u8>>,
}

impl Arena {
    /// Keeps the record; its place, or `None` once 4 GB are full.
    pub(crate) fn put(&mut self, record: &[u8]) -> Option<u32> {
        let fits = self
            .chunks
            .last()
            .is_some_and(|last| last.len() + record.len() <= SIZE && last.len() < SIZE);
        if !fits {
            if self.chunks.len() >> (32 - SHIFT) != 0 {
                return None;
            }
            let capacity = if self.chunks.is_empty() { 0 } else { SIZE };
            self.chunks
                .push(Vec::with_capacity(capacity.max(record.len())));
        }
        let number = self.chunks.len() - 1;
        let chunk = self.chunks.last_mut()?;
        let place = (number << SHIFT | chunk.len()) as u32;
        chunk.extend_from_slice(record);
        Some(place)
    }

    /// Which piece a place is in.
    pub(crate) fn piece(place: u32) -> usize {
        (place >> SHIFT) as usize
    }

    /// Where in its piece a place is.
    pub(crate) fn within(place: u32) -> usize {
        place as usize & (SIZE - 1)
    }

    /// All bytes of a piece.
    pub(crate) fn chunk(&self, piece: usize) -> &[u8] {
        self.chunks.get(piece).map_or(&[], Vec::as_slice)
    }

    /// The bytes from a place to the end of its piece.
    pub(crate) fn from(&self, place: u32) -> &[u8] {
        self.chunk(Self::piece(place))
            .get(Self::within(place)..)
            .unwrap_or_default()
    }
}
