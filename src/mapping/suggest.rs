//! What somebody may have meant by a word that is not known.

/// The known word that is nearest, when one is near enough.
pub fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let found = found.to_lowercase();
    let likeness = |word: &str| strsim::jaro_winkler(&found, &word.to_lowercase());
    let best = known.iter().map(|word| (likeness(word), *word)).max_by(|left, right| left.0.total_cmp(&right.0));
    best.filter(|(likeness, _)| *likeness > 0.8).map(|(_, word)| word)
}

/// The help for a word that is not known: the nearest one, or all of them.
pub fn nearest_or_all(found: &str, known: &[&str]) -> String {
    match nearest(found, known) {
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
    fn slips_of_the_hand_find_their_word() {
        let known = ["Always", "ObjectAddOnly", "target"];
        assert_eq!(nearest("Allways", &known), Some("Always"));
        assert_eq!(nearest("objectaddonly", &known), Some("ObjectAddOnly"));
        assert_eq!(nearest("traget", &known), Some("target"));
        assert_eq!(nearest("zzz", &known), None);
        assert_eq!(nearest_or_all("zzz", &["a", "b"]), "known are `a`, `b`");
    }
}
