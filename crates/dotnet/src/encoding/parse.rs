//! Booleans and integers from strings, as `Boolean.Parse` and `Int64.Parse` (invariant culture, default style) parse
//! them.
//!
//! Knows no other notation: neither hexadecimal digits nor group separators nor fractions.

/// Why a string is not an integer: which of two exceptions `Int64.Parse` throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerError {
    /// It does not have the form of one: `FormatException`.
    Format,
    /// It is one, beyond 64 bits: `OverflowException`.
    Overflow,
}

/// `True` or `False` in any letter case, with white space or NULs around it; `None` for any other string. As
/// `Boolean.TryParse`.
#[inline]
pub fn parse_boolean(text: &str) -> Option<bool> {
    match text {
        // As .NET writes them, and so nearly all of them.
        "True" => return Some(true),
        "False" => return Some(false),
        _ => {}
    }
    let word = text.trim_matches(|character: char| character.is_whitespace() || character == '\0');
    match word {
        _ if word.eq_ignore_ascii_case("true") => Some(true),
        _ if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// An integer: ASCII digits with an optional sign, ASCII white space around them and NULs at the very end. As
/// `Int64.Parse` with `NumberStyles.Integer`.
///
/// # Errors
/// [`IntegerError::Format`] for any other string, [`IntegerError::Overflow`] if the number does not fit.
#[inline]
pub fn parse_integer(text: &str) -> Result<i64, IntegerError> {
    // Unlike trimming, number parsing accepts only tab, line feed, vertical tab, form feed, carriage return and space.
    let is_white = |character: char| matches!(character, '\t'..='\r' | ' ');
    let number = text.trim_start_matches(is_white).trim_end_matches('\0').trim_end_matches(is_white);
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IntegerError::Format);
    }
    number.parse().map_err(|_| IntegerError::Overflow)
}

impl std::fmt::Display for IntegerError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Format => "it is not an integer",
            Self::Overflow => "the integer is beyond 64 bits",
        })
    }
}

impl std::error::Error for IntegerError {}

#[cfg(test)]
mod tests {
    use super::{IntegerError, parse_boolean, parse_integer};

    #[test]
    fn truth_values() {
        for (text, read) in [
            ("True", Some(true)),
            (" fALSE\t", Some(false)),
            ("\0true\0 ", Some(true)),
            ("\u{a0}false", Some(false)),
            ("", None),
            ("1", None),
            ("yes", None),
            ("tru e", None),
        ] {
            assert_eq!(parse_boolean(text), read, "{text:?}");
        }
    }

    #[test]
    fn integers() {
        for (text, read) in [
            (" -12 ", Ok(-12)),
            ("+007", Ok(7)),
            ("\u{b}1\0\0", Ok(1)),
            ("1 \0", Ok(1)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("000000000000000000000000000001", Ok(1)),
            ("9223372036854775808", Err(IntegerError::Overflow)),
            ("1\0 ", Err(IntegerError::Format)),
            ("\u{a0}1", Err(IntegerError::Format)),
            ("+ 1", Err(IntegerError::Format)),
            ("--1", Err(IntegerError::Format)),
            ("1,000", Err(IntegerError::Format)),
            ("١", Err(IntegerError::Format)),
            ("", Err(IntegerError::Format)),
        ] {
            assert_eq!(parse_integer(text), read, "{text:?}");
        }
    }
}
