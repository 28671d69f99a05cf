//! Culture names, as far as casing and title casing depend on them.
//!
//! Knows no formats, calendars or collations: dates and numbers are invariant everywhere.

/// The effects of a culture on letter case: .NET's `CultureInfo`, as far as `TextInfo` depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Culture {
    dotted_i: DottedI,
    joins_ij: bool,
}

/// How `i`, `I`, `ı` and `İ` pair up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum DottedI {
    /// `i` with `I`; the other two map to themselves.
    #[default]
    Invariant,
    /// `i` with `I`; `İ` falls to `i` and `ı` rises to `I`.
    Named,
    /// `i` with `İ` and `ı` with `I`.
    Turkic,
}

/// Why a culture name is rejected, where .NET throws `CultureNotFoundException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCulture {
    /// One character other than `C`, or more than 85.
    Length,
    /// A character other than an ASCII letter, an ASCII digit, `-` or `_`.
    Character(char),
    /// A separator first, last or next to another, or a second `_`.
    Separator,
    /// The language part has more than 11 characters.
    Language,
}

impl std::error::Error for BadCulture {}

impl std::fmt::Display for BadCulture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length => formatter.write_str("a culture name has between 2 and 85 characters"),
            Self::Character(character) => {
                write!(formatter, "`{}` is not allowed in a culture name", character.escape_debug())
            }
            Self::Separator => formatter.write_str("a culture name has a separator in the wrong position"),
            Self::Language => formatter.write_str("the language of a culture name has at most 11 characters"),
        }
    }
}

impl Culture {
    /// `CultureInfo.InvariantCulture`, whose name is the empty string.
    pub const INVARIANT: Self = Self { dotted_i: DottedI::Invariant, joins_ij: false };

    /// The culture with a name such as `tr-TR`, as `CultureInfo.GetCultureInfo` finds it; letter case of the name does not
    /// matter.
    ///
    /// .NET on ICU accepts every well-formed name, known or not (`xx-XX` is a culture like any other), so only the form
    /// is checked here. `_` introduces an alternate sort order, which has no effect on case. The three names of the root of
    /// all cultures, `und`, `root` and `C`, are the invariant one.
    ///
    /// # Errors
    /// What is wrong with the name, if it is not well-formed.
    pub fn parse(name: &str) -> Result<Self, BadCulture> {
        if ["", "C", "root", "und"].iter().any(|root| name.eq_ignore_ascii_case(root)) {
            return Ok(Self::INVARIANT);
        }
        let mut previous_separates = true;
        let mut sort_orders = 0;
        for character in name.chars() {
            let separates = matches!(character, '-' | '_');
            if !separates && !character.is_ascii_alphanumeric() {
                return Err(BadCulture::Character(character));
            }
            sort_orders += usize::from(character == '_');
            if (separates && previous_separates) || sort_orders > 1 {
                return Err(BadCulture::Separator);
            }
            previous_separates = separates;
        }
        if previous_separates {
            return Err(BadCulture::Separator);
        }
        if name.len() < 2 || name.len() > 85 {
            return Err(BadCulture::Length);
        }
        let (language, has_region) = match name.split_once(['-', '_']) {
            Some((language, _)) => (language, name.as_bytes().get(language.len()) == Some(&b'-')),
            None => (name, false),
        };
        if language.len() > 11 {
            return Err(BadCulture::Language);
        }
        // ICU rewrites three-letter codes to the two-letter ones.
        let is = |codes: [&str; 2]| codes.iter().any(|code| language.eq_ignore_ascii_case(code));
        let turkic = is(["tr", "tur"]) || is(["az", "aze"]);
        Ok(Self {
            dotted_i: if turkic { DottedI::Turkic } else { DottedI::Named },
            // .NET looks for the prefix `nl-`: plain `nl` does not join.
            joins_ij: has_region && is(["nl", "nld"]),
        })
    }

    #[inline]
    pub(super) fn dotted_i(self) -> DottedI {
        self.dotted_i
    }

    /// Whether `ij` at the start of a word is one letter, as in Dutch.
    pub(super) fn joins_ij(self) -> bool {
        self.joins_ij
    }
}

#[cfg(test)]
mod tests {
    use super::{BadCulture, Culture};

    #[test]
    fn well_formed_names_are_cultures() {
        for name in ["", "tr", "EN-us", "xx-XX", "zz", "az-Latn-AZ", "de-DE_phoneb", "zh-Hant-TW"] {
            assert!(Culture::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn malformed_names_say_what_is_wrong() {
        let long = "en-".to_owned() + &"a".repeat(83);
        for (name, reason) in [
            ("a", BadCulture::Length),
            (long.as_str(), BadCulture::Length),
            ("not a culture!", BadCulture::Character(' ')),
            ("türk", BadCulture::Character('ü')),
            ("en--US", BadCulture::Separator),
            ("-en", BadCulture::Separator),
            ("en-", BadCulture::Separator),
            ("de_a_b", BadCulture::Separator),
            ("twelveletter-US", BadCulture::Language),
        ] {
            assert_eq!(Culture::parse(name), Err(reason), "{name}");
        }
    }
}
