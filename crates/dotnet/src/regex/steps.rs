//! How many steps one search may still take, and whether anybody still waits for it.
//!
//! The question costs more than a step, so it is asked once for many: the steps are handed out in slices. Knows nothing of
//! what a step is.

use super::error::MatchError;
use super::run::Allowance;

/// After how many steps it is asked whether to go on: a few milliseconds.
const SLICE: u64 = 1 << 18;

/// How many steps each unit of the text adds.
const STEPS_PER_UNIT: u64 = 64;

/// The steps of one search.
pub(super) struct Steps<'p> {
    /// Those up to the next question whether to go on.
    slice: u64,
    /// Those after it.
    reserve: u64,
    allowance: Option<&'p dyn Allowance>,
}

impl<'p> Steps<'p> {
    /// So many in addition to those for the length of the text, but no more than the allowance has left.
    pub fn new(most: u64, units: usize, allowance: Option<&'p dyn Allowance>) -> Self {
        let most = most.saturating_add(STEPS_PER_UNIT.saturating_mul(units as u64));
        let left = allowance.map_or(most, |allowance| allowance.budget().left());
        Self { slice: 0, reserve: most.min(left), allowance }
    }

    /// How many are left.
    pub fn left(&self) -> u64 {
        self.slice.saturating_add(self.reserve)
    }

    /// Takes some.
    ///
    /// # Errors
    /// There are not as many, or the search is cancelled.
    #[inline]
    pub fn spend(&mut self, steps: u64) -> Result<(), MatchError> {
        match self.slice.checked_sub(steps) {
            Some(left) => {
                self.slice = left;
                Ok(())
            }
            None => self.next_slice(steps),
        }
    }

    #[cold]
    fn next_slice(&mut self, steps: u64) -> Result<(), MatchError> {
        let left = self.left().checked_sub(steps);
        self.slice = left.unwrap_or_default().min(SLICE);
        self.reserve = left.unwrap_or_default() - self.slice;
        match self.allowance {
            Some(allowance) if allowance.is_cancelled() => Err(MatchError::Cancelled),
            _ => left.map(drop).ok_or(MatchError::TooManySteps),
        }
    }
}
