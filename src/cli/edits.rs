//! Writes an edited file that somebody else may have changed in the meantime. Knows nothing of why it is edited.

use super::error::CliError;
use super::write;
use std::path::Path;

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

    #[test]
    fn a_patch_shows_what_changes() {
        let shown = patch("m.toml", "a\nb\nc\n", "a\nB\nc\n");
        assert_eq!(shown, "--- m.toml\n+++ m.toml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
    }
}
