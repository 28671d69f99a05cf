//! Limits on a run, for mappings that somebody else wrote.

/// How much one record may cost. Code has no loops and patterns have limits of their own, so sizes are what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunLimits {
    /// The longest text that a function may make, in bytes.
    pub longest_text: usize,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self { longest_text: 4 << 20 }
    }
}
