//! Which of the open levels of a JSON text are objects: one bit per level, so that nesting cannot exhaust the stack.
//! Knows nothing else of the text.

use super::malformed::NESTING_LIMIT;

/// Which of the open levels are objects.
#[derive(Default)]
pub(super) struct Levels {
    objects: [u64; NESTING_LIMIT / 64],
    depth: usize,
}

impl Levels {
    /// Opens a level, unless there are too many.
    pub fn enter(&mut self, object: bool) -> bool {
        let Some(word) = self.objects.get_mut(self.depth / 64) else { return false };
        let bit = 1 << (self.depth % 64);
        *word = if object { *word | bit } else { *word & !bit };
        self.depth += 1;
        true
    }

    pub fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether the innermost level is an object; `None` outside all levels.
    pub fn innermost(&self) -> Option<bool> {
        let index = self.depth.checked_sub(1)?;
        Some(self.objects.get(index / 64)? >> (index % 64) & 1 == 1)
    }
}
