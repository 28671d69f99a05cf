//! Limits on a run, for mappings that somebody else wrote. Knows nothing of how they are kept.

use crate::dotnet::regex;
use crate::vm::PatternLimits;

/// How much one record may cost. Reaching a limit is a diagnostic about the record or its attribute, and touches
/// nothing else.
///
/// What a mapping costs before any record is read has limits of its own: an expression may have 1,000,000 bytes, nest
/// 128 deep (64 in a browser's module) and have 4,096 arguments in a call; a record may nest 512 deep, and how large it
/// may be is said where records are read ([`Records::new`](crate::record::Records::new)). Code has no loops, so a run
/// ends when its code does: there is no limit on instructions.
///
/// ```
/// use attrflow::tool::RunLimits;
///
/// // For tenants that pay nothing: a quarter of a megabyte a record, and no patterns that take their time.
/// let limits = RunLimits { largest_payload: 256 << 10, pattern_steps: 100_000, ..RunLimits::default() };
/// assert!(limits.longest_text > limits.largest_payload);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunLimits {
    /// The longest string that a function may make, in bytes: `text-too-long`. 4 MiB unless it is said otherwise.
    pub longest_text: usize,
    /// The largest payload, in bytes as it is sent: `payload-too-large`. Of an object that exists, what it has after
    /// the request. 64 MiB unless it is said otherwise.
    pub largest_payload: usize,
    /// The longest regular expression, in bytes: `bad-pattern`. 32 KiB, which is also the most that has an effect.
    pub longest_pattern: usize,
    /// How many steps a pattern may take on one string, in addition to 64 for each UTF-16 unit of the string, where it
    /// cannot be matched in linear time: `pattern-failed`. 4,000,000 unless it is said otherwise.
    pub pattern_steps: u64,
    /// How many steps all patterns of a record may take together, whatever their strings are: `pattern-failed`. A
    /// pattern that runs in linear time takes an eighth of a step, at worst, for each of its pieces and each byte.
    /// 40,000,000 unless it is said otherwise, which is less than two seconds.
    pub record_steps: u64,
    /// How many bytes the strings that functions make for one record may take together: `record-over-budget`. 256 MiB
    /// unless it is said otherwise.
    pub record_bytes: usize,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self {
            longest_text: 4 << 20,
            largest_payload: 64 << 20,
            longest_pattern: regex::MAX_PATTERN,
            pattern_steps: regex::STEPS,
            record_steps: 10 * regex::STEPS,
            record_bytes: 256 << 20,
        }
    }
}

impl RunLimits {
    /// What of it is about patterns.
    pub(super) fn patterns(&self) -> PatternLimits {
        PatternLimits { longest: self.longest_pattern, steps: self.pattern_steps }
    }
}
