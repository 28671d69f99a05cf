//! What somebody may have meant by a word that is not known.

use crate::text::nearest;

/// The help for a word that is not known: the nearest one, or all of them.
pub fn nearest_or_all(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", list(known)),
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
        assert_eq!(nearest_or_all("zzz", &["a", "b"]), "known are `a`, `b`");
    }
}
