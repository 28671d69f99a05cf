//! Edits of a file that somebody else may have changed in the meantime. Knows nothing of why they are made.

use super::error::CliError;
use super::write;
use attrflow::Edit;
use std::path::Path;

/// The text after the edits, which are sorted from the last to the first and do not overlap. It is written once from the
/// front: an edit in place moves all that is behind it.
pub(super) fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits.iter().rev() {
        let range = edit.span.range();
        let between = text.get(kept..range.start).filter(|_| text.is_char_boundary(range.end));
        if let Some(between) = between {
            new.push_str(between);
            new.push_str(&edit.text);
            kept = range.end;
        }
    }
    new.push_str(text.get(kept..).unwrap_or_default());
    new
}

/// What changes between two texts, as a patch. Lines that either has once are matched first: with Myers' algorithm alone, many
/// changes in a long file take time in the square of their number.
pub(super) fn patch(name: &str, old: &str, new: &str) -> String {
    let difference = similar::TextDiff::configure().algorithm(similar::Algorithm::Patience).diff_lines(old, new);
    difference.unified_diff().header(name, name).to_string()
}

/// Overwrites a file, unless its bytes are not the text that was checked: then an edit would change more than intended.
pub(super) fn apply(name: &str, text: &str, new: &str) -> Result<(), CliError> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let bytes = std::fs::read(name).map_err(|error| CliError::usage(format!("`{name}` cannot be read: {error}")))?;
    let mark = if bytes.starts_with(MARK) { MARK } else { b"" };
    if bytes.get(mark.len()..) != Some(text.as_bytes()) {
        let message = format!("`{name}` cannot be edited: it is not UTF-8, or has changed since it was read");
        return Err(CliError::with_help(message, "save it as UTF-8 first"));
    }
    write::replace(Path::new(name), &[mark, new.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::Span;

    #[test]
    fn edits_are_made_where_they_were_meant() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let all = [edit(7, 9, "é"), edit(4, 4, "new "), edit(0, 3, "")];
        for (text, chosen, expected) in [
            ("one two three", &all[..], " new twoéhree"),
            ("one two three", &all[2..], " two three"),
            ("one two three", &[], "one two three"),
            ("", &[edit(0, 0, "all")], "all"),
            // Within a character, and behind the end.
            ("aé", &[edit(2, 3, "x")], "aé"),
            ("a", &[edit(1, 2, "x")], "a"),
        ] {
            assert_eq!(edited(text, &chosen.iter().collect::<Vec<_>>()), expected, "{text}");
        }
    }

    #[test]
    fn a_patch_shows_what_changes() {
        let shown = patch("m.toml", "a\nb\nc\n", "a\nB\nc\n");
        assert_eq!(shown, "--- m.toml\n+++ m.toml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
    }
}
