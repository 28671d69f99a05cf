//! How a date may be parsed: .NET's `DateTimeStyles`, and which of them may be combined.
//!
//! Knows nothing of dates. A set that .NET would reject cannot be created.

use std::fmt;

/// A set of .NET's `DateTimeStyles`; the default is [`Styles::NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Styles(u16);

const ALL: u16 = 0xFF;

/// The names in .NET's spelling.
const NAMES: [(&str, Styles); 10] = [
    ("None", Styles::NONE),
    ("AllowLeadingWhite", Styles::ALLOW_LEADING_WHITE),
    ("AllowTrailingWhite", Styles::ALLOW_TRAILING_WHITE),
    ("AllowInnerWhite", Styles::ALLOW_INNER_WHITE),
    ("AllowWhiteSpaces", Styles::ALLOW_WHITE_SPACES),
    ("NoCurrentDateDefault", Styles::NO_CURRENT_DATE_DEFAULT),
    ("AdjustToUniversal", Styles::ADJUST_TO_UNIVERSAL),
    ("AssumeLocal", Styles::ASSUME_LOCAL),
    ("AssumeUniversal", Styles::ASSUME_UNIVERSAL),
    ("RoundtripKind", Styles::ROUNDTRIP_KIND),
];

impl Styles {
    /// `None`: nothing is allowed beyond the format.
    pub const NONE: Self = Self(0);
    /// `AllowLeadingWhite`: white space before the date.
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    /// `AllowTrailingWhite`: white space after the date.
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    /// `AllowInnerWhite`: white space within the date.
    pub const ALLOW_INNER_WHITE: Self = Self(4);
    /// `AllowWhiteSpaces`: the three before.
    pub const ALLOW_WHITE_SPACES: Self = Self(7);
    /// `NoCurrentDateDefault`: a time alone is on the first day of year 1, not on today.
    pub const NO_CURRENT_DATE_DEFAULT: Self = Self(8);
    /// `AdjustToUniversal`: the result is UTC.
    pub const ADJUST_TO_UNIVERSAL: Self = Self(0x10);
    /// `AssumeLocal`: a text without a zone is in the local time zone.
    pub const ASSUME_LOCAL: Self = Self(0x20);
    /// `AssumeUniversal`: a text without a zone is in UTC.
    pub const ASSUME_UNIVERSAL: Self = Self(0x40);
    /// `RoundtripKind`: the text's own kind is kept.
    pub const ROUNDTRIP_KIND: Self = Self(0x80);
    /// `AdjustToUniversal, AssumeUniversal`: a text without a zone is in UTC, and the result is UTC.
    pub const UNIVERSAL: Self = Self(0x50);
    /// `RoundtripKind, AllowLeadingWhite, AllowTrailingWhite`.
    pub const ROUNDTRIP_TRIMMED: Self = Self(0x83);

    /// Parses a list of names between commas, each with or without `DateTimeStyles.` before it, or one number; names
    /// are case-sensitive.
    ///
    /// # Errors
    /// An unknown name, or styles that exclude each other, for which `DateTime.Parse` throws `ArgumentException`.
    pub fn parse(list: &str) -> Result<Self, StylesError> {
        let number = list.trim();
        if number.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-')) {
            let bits = number.parse::<i32>().ok().and_then(|bits| u16::try_from(bits).ok());
            return bits.filter(|bits| bits & !ALL == 0).map(Self).ok_or_else(|| unknown(list, number))?.validated();
        }
        let mut styles = Self::NONE;
        for item in list.split(',') {
            let name = item.trim();
            let bare = name.strip_prefix("DateTimeStyles.").unwrap_or(name);
            let known = NAMES.iter().find(|(known, _)| *known == bare).map(|(_, style)| *style);
            styles.0 |= known.ok_or_else(|| unknown(list, name))?.0;
        }
        styles.validated()
    }

    /// Whether every style of `other` is in the set.
    #[inline]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn validated(self) -> Result<Self, StylesError> {
        let clash = |one: (&'static str, Self), other: (&'static str, Self)| {
            (self.contains(one.1) && self.contains(other.1)).then_some(StylesError::Clash(one.0, other.0))
        };
        let [.., adjust, local, universal, roundtrip] = NAMES;
        let clashes = [(local, universal), (roundtrip, adjust), (roundtrip, local), (roundtrip, universal)];
        clashes.into_iter().find_map(|(one, other)| clash(one, other)).map_or(Ok(self), Err)
    }
}

/// Why a list of styles is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StylesError {
    /// A name in the list is not a style.
    Unknown {
        /// The name.
        name: String,
        /// Its location in the list, in bytes.
        at: usize,
    },
    /// Two styles exclude each other; their names.
    Clash(&'static str, &'static str),
}

fn unknown(list: &str, name: &str) -> StylesError {
    // The name is a part of the list, so its location is the distance between the two.
    let at = (name.as_ptr() as usize).saturating_sub(list.as_ptr() as usize);
    StylesError::Unknown { name: name.to_owned(), at }
}

impl StylesError {
    /// The style that was probably meant, if one differs from the name only by case.
    pub fn meant(&self) -> Option<&'static str> {
        let Self::Unknown { name, .. } = self else { return None };
        let bare = name.strip_prefix("DateTimeStyles.").unwrap_or(name);
        NAMES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(bare))
    }
}

impl fmt::Display for StylesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, .. } => write!(formatter, "`{name}` is not a date style"),
            Self::Clash(one, other) => {
                write!(formatter, "the date styles `{one}` and `{other}` exclude each other")
            }
        }
    }
}

impl std::error::Error for StylesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_an_enum_is() {
        for (list, expected) in [
            ("RoundtripKind,AllowLeadingWhite, AllowTrailingWhite", Ok(Styles::ROUNDTRIP_TRIMMED)),
            (" DateTimeStyles.AssumeUniversal , AdjustToUniversal ", Ok(Styles::UNIVERSAL)),
            ("None", Ok(Styles::NONE)),
            ("7", Ok(Styles::ALLOW_WHITE_SPACES)),
            ("none", Err("`none` is not a date style")),
            ("None,", Err("`` is not a date style")),
            ("", Err("`` is not a date style")),
            ("256", Err("`256` is not a date style")),
            ("96", Err("the date styles `AssumeLocal` and `AssumeUniversal` exclude each other")),
            ("AssumeLocal,RoundtripKind", Err("the date styles `RoundtripKind` and `AssumeLocal` exclude each other")),
        ] {
            assert_eq!(Styles::parse(list).map_err(|error| error.to_string()), expected.map_err(str::to_owned));
        }
        let error = Styles::parse("None, assumelocal").unwrap_err();
        assert_eq!(error.meant(), Some("AssumeLocal"));
        assert_eq!(error, StylesError::Unknown { name: "assumelocal".to_owned(), at: 6 });
    }
}
