//! `String.Split`, by a separator string or by a set of separator characters. Pieces are slices and are not trimmed.
//!
//! Knows no options: empty pieces are kept, and dropping them is the caller's. `String.Trim` needs nothing here: .NET and
//! `str::trim` have the same white space.

/// The pieces between occurrences of `separator`, as `String.Split(String)` gives them; the whole string if the separator
/// is empty. There is always at least one.
#[inline]
pub fn split<'a>(text: &'a str, separator: &str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let parts = if separator.is_empty() { None } else { current.split_once(separator) };
        rest = parts.map(|(_, after)| after);
        Some(parts.map_or(current, |(before, _)| before))
    })
}

/// The pieces between any of the `separators`, as `String.Split(Char[])` gives them; an empty set means white space. There
/// is always at least one.
#[inline]
pub fn split_any<'a>(text: &'a str, separators: &str) -> impl Iterator<Item = &'a str> {
    text.split(move |character: char| match separators.is_empty() {
        true => character.is_whitespace(),
        false => separators.contains(character),
    })
}

#[cfg(test)]
mod tests {
    use super::{split, split_any};

    #[test]
    fn pieces_keep_their_blanks() {
        let pieces = |separator| split("a, b,,c", separator).collect::<Vec<_>>();
        assert_eq!(pieces(","), ["a", " b", "", "c"]);
        assert_eq!(pieces(", "), ["a", "b,,c"]);
        assert_eq!(pieces(""), ["a, b,,c"]);
        assert_eq!(split("", ",").collect::<Vec<_>>(), [""]);
        assert_eq!(split_any("a b\tc", "").collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
