//! The sets of `\d`, `\s`, `\w`, `\b` and `\p{…}` as in .NET 9: basic plane only, Unicode 15.0. Knows no patterns.

use std::sync::OnceLock;

use super::blocks;
use super::set::UnitSet;
use crate::casing::category;

const SPACE: &[(u16, u16)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0x85, 0x85),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
];

/// What `\d` matches.
pub fn digits() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| property(&["Nd"]))
}

/// What `\s` matches.
pub fn spaces() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| UnitSet::new(SPACE.to_vec()))
}

/// What `\w` matches.
pub fn words() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| property(&["L", "Mn", "Nd", "Pc"]))
}

/// Whether `\b` counts a unit as part of a word: `\w` and the two zero-width joiners.
pub fn joins_words(unit: u16) -> bool {
    matches!(unit, 0x200C | 0x200D) || words().contains(unit)
}

/// The general category with that name, case-sensitive, or `None` if there is none.
pub fn category(name: &str) -> Option<UnitSet> {
    category::is_known(name).then(|| property(&[name]))
}

/// The ranges of a named block such as `IsGreek`, case-sensitive, or `None` if .NET has no such block.
pub fn block(name: &str) -> Option<UnitSet> {
    blocks::BLOCKS.iter().find(|block| block.0 == name).map(|block| UnitSet::new(vec![(block.1, block.2)]))
}

/// The part of some categories that is in the basic plane.
fn property(names: &[&str]) -> UnitSet {
    let unit = |code: u32| u16::try_from(code).ok();
    let ranges = category::ranges(names).into_iter();
    UnitSet::new(ranges.filter_map(|(first, last)| Some((unit(first)?, unit(last).unwrap_or(u16::MAX)))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(set: &UnitSet) -> usize {
        set.ranges().iter().map(|range| usize::from(range.1 - range.0) + 1).sum()
    }

    #[test]
    fn sizes_are_those_of_dotnet_9() {
        assert_eq!(size(digits()), 370);
        assert_eq!(size(spaces()), 25);
        assert_eq!(size(words()), 50_410);
        for (name, members) in
            [("Lu", 1_127), ("Ll", 1_445), ("Lo", 46_126), ("Mn", 1_065), ("Cs", 2_048), ("P", 625), ("Zl", 1)]
        {
            assert_eq!(size(&category(name).unwrap()), members, "{name}");
        }
        assert_eq!(category("lu"), None);
        assert_eq!(block("IsGreek"), block("IsGreekandCoptic"));
    }
}
