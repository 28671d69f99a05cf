//! Edits of a file that somebody else may have changed in the meantime. Knows nothing of why they are made.

use super::error::CliError;
use super::write;
use attrflow::Edit;
use std::path::Path;

/// The text after the edits, which are sorted from the last to the first.
pub(super) fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut new = text.to_owned();
    for edit in edits {
        let range = edit.span.range();
        if new.is_char_boundary(range.start) && new.is_char_boundary(range.end) {
            new.replace_range(range, &edit.text);
        }
    }
    new
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
