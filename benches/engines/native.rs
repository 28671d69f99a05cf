//! Functions that the languages do not have, the same code for all.

use attrflow::tool::normalize_diacritics;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

static SIGNS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[()\s-]+").expect("it is a pattern"));

/// The language's own table of letters with diacritics.
pub fn plain(text: &str) -> Cow<'_, str> {
    normalize_diacritics(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A telephone number without parentheses, spaces and dashes.
pub fn phone(text: &str) -> Cow<'_, str> {
    SIGNS.replace_all(text, "")
}

/// The date of a timestamp, if it is one.
pub fn day(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let whole = bytes.len() == 20 && bytes.ends_with(b"Z") && bytes.get(10) == Some(&b'T');
    (whole && digits(0, 4) && digits(5, 7) && digits(8, 10) && digits(11, 13)).then(|| &text[..10])
}

/// The first letters of a string.
pub fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The strings that have a value, joined with commas.
pub fn joined<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let there: Vec<&str> = texts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    there.join(", ")
}
