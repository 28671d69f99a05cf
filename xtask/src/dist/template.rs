//! Files that are the same in every release but for a few words: `xtask/templates`, with `@WORD@` where one stands.

use super::failed;
use crate::shell::{Failure, root};

/// A template with its words filled in. A word that nobody gives, or that the template does not have, is a mistake.
pub(super) fn filled(name: &str, words: &[(&str, &str)]) -> Result<String, Failure> {
    let path = root().join("xtask/templates").join(name);
    let template = std::fs::read_to_string(&path).map_err(|why| failed(name, format!("{}: {why}", path.display())))?;
    fill(&template, words).map_err(|why| failed(name, why))
}

fn fill(template: &str, words: &[(&str, &str)]) -> Result<String, String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, word, after)) = next(rest) {
        let (_, value) =
            words.iter().find(|(known, _)| *known == word).ok_or(format!("nothing is given for @{word}@"))?;
        text += before;
        text += value;
        rest = after;
    }
    match words.iter().find(|(word, _)| !template.contains(&format!("@{word}@"))) {
        Some((word, _)) => Err(format!("the template has no @{word}@")),
        None => Ok(text + rest),
    }
}

/// The next word: what stands before it, its name, and what stands after it. Capitals, digits and `_` between two `@`.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let is_part = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
    text.match_indices('@').find_map(|(at, _)| {
        let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let (word, after) = behind.split_once('@')?;
        (!word.is_empty() && word.chars().all(is_part)).then_some((before, word, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template, the words that are given, and what comes of them.
    type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], Option<&'r str>);

    #[test]
    fn every_word_is_filled_and_used() {
        let rows: [Row; 8] = [
            ("a @B@ c", &[("B", "b")], Some("a b c")),
            ("@A@@A@", &[("A", "x")], Some("xx")),
            ("a@b.c and @B_1@", &[("B_1", "d")], Some("a@b.c and d")),
            ("steps@v1 @A@", &[("A", "@A@")], Some("steps@v1 @A@")),
            ("\"$@\" @@", &[], Some("\"$@\" @@")),
            ("", &[], Some("")),
            ("a @B@", &[], None),
            ("a", &[("B", "b")], None),
        ];
        for (template, words, expected) in rows {
            assert_eq!(fill(template, words).ok().as_deref(), expected, "{template}");
        }
    }
}
