//! A column: a vector that grows without moving its elements.

const SHIFT: usize = 14;
const SIZE: usize = 1 << SHIFT;

#[derive(Debug)]
pub(crate) struct Chunked<T> {
    chunks: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Copy> Chunked<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn push(&mut self, value: T) {
        if self.len >> SHIFT == self.chunks.len() {
            // A small tenant need not pay for a whole first chunk.
            self.chunks
                .push(Vec::with_capacity(if self.len == 0 { 0 } else { SIZE }));
        }
        self.chunks[self.len >> SHIFT].push(value);
        self.len += 1;
    }

    /// The value at `index`, which must be below [`Self::len`].
    pub(crate) fn at(&self, index: usize) -> T {
        self.chunks[index >> SHIFT][index & (SIZE - 1)]
    }
}
