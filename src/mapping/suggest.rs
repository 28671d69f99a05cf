//! Suggestions for an unknown word. Which words there are is the caller's business.

use crate::text::nearest;

/// The help for an unknown word: the nearest known one, or all of them.
pub fn nearest_or_all(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected one of {}", list(known)),
    }
}

/// Words in backticks, separated by commas.
pub fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_far_off_is_told_what_there_is() {
        assert_eq!(nearest_or_all("traget", &["source", "target"]), "did you mean `target`?");
        assert_eq!(nearest_or_all("zzz", &["a", "b"]), "expected one of `a`, `b`");
    }
}
