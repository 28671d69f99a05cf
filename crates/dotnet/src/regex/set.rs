//! Sets of UTF-16 code units, which .NET character classes are.
//!
//! Knows nothing of patterns and nothing of Unicode's properties.

use std::sync::Arc;

/// The first and the last surrogate.
pub const SURROGATES: (u16, u16) = (0xD800, 0xDFFF);

/// A set of UTF-16 code units: sorted ranges that neither touch nor overlap. Copies share the ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSet {
    ranges: Arc<[(u16, u16)]>,
    /// The members below 128, one bit each.
    ascii: u128,
}

impl UnitSet {
    /// The set of all units of some ranges, both ends included, in any order.
    pub fn new(mut ranges: Vec<(u16, u16)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u16, u16)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if u32::from(low) <= u32::from(last.1) + 1 => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        let mut ascii = 0;
        for &(low, high) in merged.iter().take_while(|range| range.0 < 128) {
            for unit in low..=high.min(127) {
                ascii |= 1 << unit;
            }
        }
        Self { ranges: merged.into(), ascii }
    }

    /// The set of one unit.
    pub fn of(unit: u16) -> Self {
        Self::new(vec![(unit, unit)])
    }

    /// The ranges, sorted.
    pub fn ranges(&self) -> &[(u16, u16)] {
        &self.ranges
    }

    /// Whether a unit is in the set.
    pub fn contains(&self, unit: u16) -> bool {
        if unit < 128 {
            return self.ascii >> unit & 1 == 1;
        }
        let after = self.ranges.partition_point(|range| range.0 <= unit);
        after.checked_sub(1).and_then(|at| self.ranges.get(at)).is_some_and(|range| unit <= range.1)
    }

    /// The units that are not in the set.
    pub fn complement(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = Some(0u16);
        for &(low, high) in self.ranges.iter() {
            if let Some(start) = next
                && start < low
            {
                ranges.push((start, low - 1));
            }
            next = high.checked_add(1);
        }
        ranges.extend(next.map(|start| (start, u16::MAX)));
        Self::new(ranges)
    }

    /// The units that are in either set.
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.ranges.iter().chain(other.ranges.iter()).copied().collect())
    }

    /// The units of this set that are not in the other.
    pub fn without(&self, other: &Self) -> Self {
        self.complement().union(other).complement()
    }

    /// Whether any half of a surrogate pair is in the set.
    pub fn has_surrogates(&self) -> bool {
        self.ranges.iter().any(|&(low, high)| low <= SURROGATES.1 && high >= SURROGATES.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complement_and_difference_reach_both_ends() {
        let letters = UnitSet::new(vec![(b'a'.into(), b'z'.into()), (0, 0), (u16::MAX, u16::MAX)]);
        assert_eq!(letters.complement().complement(), letters);
        assert!(!letters.complement().contains(0) && !letters.complement().contains(u16::MAX));
        let consonants = letters.without(&UnitSet::new("aeiou".encode_utf16().map(|unit| (unit, unit)).collect()));
        assert!(consonants.contains(b'b'.into()) && !consonants.contains(b'e'.into()));
        assert_eq!(UnitSet::new(vec![]).complement().ranges(), [(0, u16::MAX)]);
    }
}
