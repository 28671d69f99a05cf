//! The sets behind `\d`, `\s`, `\w`, `\b` and `\p{…}` as .NET 9 has them: basic plane only, Unicode 15.
//!
//! General categories come from `regex-syntax`, whose tables `regex` links anyway. They are Unicode 16's, so the
//! characters that came after 15 are taken back to unassigned.

use std::sync::OnceLock;

use regex_syntax::hir::{Class, HirKind};

use super::blocks;
use super::set::{SURROGATES, UnitSet};

/// Basic-plane characters that .NET 9's tables do not know yet.
const UNASSIGNED: &[(u16, u16)] = &[
    (0x0897, 0x0897),
    (0x1B4E, 0x1B4F),
    (0x1B7F, 0x1B7F),
    (0x1C89, 0x1C8A),
    (0x2427, 0x2429),
    (0x2FFC, 0x2FFF),
    (0x31E4, 0x31E5),
    (0x31EF, 0x31EF),
    (0xA7CB, 0xA7CD),
    (0xA7DA, 0xA7DC),
];

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

/// The general categories .NET knows by name.
const CATEGORIES: &[&str] = &[
    "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
    "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
];

/// What `\d` matches.
pub fn digits() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| property(r"\p{Nd}"))
}

/// What `\s` matches.
pub fn spaces() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| UnitSet::new(SPACE.to_vec()))
}

/// What `\w` matches.
pub fn words() -> &'static UnitSet {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    SET.get_or_init(|| property(r"[\p{L}\p{Mn}\p{Nd}\p{Pc}]"))
}

/// Whether `\b` counts a unit as part of a word: `\w` and the two zero-width joiners.
pub fn joins_words(unit: u16) -> bool {
    matches!(unit, 0x200C | 0x200D) || words().contains(unit)
}

/// The general category of a name, exact case, or nothing when there is none.
pub fn category(name: &str) -> Option<UnitSet> {
    if !CATEGORIES.contains(&name) {
        return None;
    }
    let surrogates = UnitSet::new(vec![SURROGATES]);
    Some(match name {
        "Cs" => surrogates,
        "C" => property(r"\p{C}").union(&surrogates).union(&UnitSet::new(UNASSIGNED.to_vec())),
        "Cn" => property(r"\p{Cn}").union(&UnitSet::new(UNASSIGNED.to_vec())),
        _ => property(&format!(r"\p{{{name}}}")),
    })
}

/// The ranges of a named block such as `IsGreek`, exact case, or nothing when .NET knows none.
pub fn block(name: &str) -> Option<UnitSet> {
    blocks::BLOCKS.iter().find(|block| block.0 == name).map(|block| UnitSet::new(vec![(block.1, block.2)]))
}

/// Whether .NET 9's tables know the character.
pub fn is_assigned(unit: u16) -> bool {
    static SET: OnceLock<UnitSet> = OnceLock::new();
    !SET.get_or_init(|| category("Cn").unwrap_or_else(|| UnitSet::new(vec![]))).contains(unit)
}

/// The basic plane's share of a class in `regex`'s own syntax, without what .NET 9 does not know.
fn property(class: &str) -> UnitSet {
    let parsed = regex_syntax::parse(class);
    let mut ranges = Vec::new();
    if let Ok(HirKind::Class(Class::Unicode(class))) = parsed.map(regex_syntax::hir::Hir::into_kind) {
        for range in class.iter() {
            let Ok(low) = u16::try_from(u32::from(range.start())) else { continue };
            ranges.push((low, u16::try_from(u32::from(range.end())).unwrap_or(u16::MAX)));
        }
    }
    // Ranges of characters run across the gap of the surrogates.
    let mut outside = UNASSIGNED.to_vec();
    outside.push(SURROGATES);
    UnitSet::new(ranges).without(&UnitSet::new(outside))
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
        for (name, members) in [("Lu", 1_127), ("Ll", 1_445), ("Lo", 46_126), ("Mn", 1_065), ("Cs", 2_048), ("P", 625)]
        {
            assert_eq!(size(&category(name).unwrap()), members, "{name}");
        }
        assert_eq!(category("lu"), None);
        assert_eq!(block("IsGreek"), block("IsGreekandCoptic"));
    }
}
