//! Records of bytes, one after the other. Each is contiguous and found by a 32-bit position.

const SHIFT: u32 = 20;
/// Bytes in a chunk. A longer record gets a chunk of its own.
const SIZE: usize = 1 << SHIFT;

#[derive(Debug, Default)]
pub(crate) struct Arena {
    chunks: Vec<Vec<u8>>,
}

impl Arena {
    /// Stores the record and returns its position, or `None` when 4 GB are full.
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
        let position = (number << SHIFT | chunk.len()) as u32;
        chunk.extend_from_slice(record);
        Some(position)
    }

    /// The chunk that a position is in.
    pub(crate) fn chunk_number(position: u32) -> usize {
        (position >> SHIFT) as usize
    }

    /// The offset of a position in its chunk.
    pub(crate) fn offset(position: u32) -> usize {
        position as usize & (SIZE - 1)
    }

    /// All bytes of a chunk.
    pub(crate) fn chunk(&self, number: usize) -> &[u8] {
        self.chunks.get(number).map_or(&[], Vec::as_slice)
    }

    /// The bytes from a position to the end of its chunk.
    pub(crate) fn from(&self, position: u32) -> &[u8] {
        self.chunk(Self::chunk_number(position))
            .get(Self::offset(position)..)
            .unwrap_or_default()
    }
}
