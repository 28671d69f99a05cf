//! What a text is that has neither a name nor a format to tell it: binary, Markdown, LDIF, the header of a table.
//!
//! Knows no JSON and no TOML, except that comments of TOML look like headings.

use super::{FileKind, OF_RECORDS};

/// The kind of a text that has no name to tell it: a heading, the first line of LDIF, the header of a table.
pub fn kind(head: &str) -> FileKind {
    let mut lines = head.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let begins = |line: &str, word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    // LDIF may have comments in front.
    let said = head.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    if begins(said, "dn:") || begins(said, "version:") {
        return FileKind::Records;
    }
    if is_markdown(head) {
        return FileKind::Markdown;
    }
    let is_header = |delimiter: char| {
        let names = first.split(delimiter).map(|name| name.trim_matches(&['"', ' ', '\u{feff}'][..]));
        let is_known = |name: &str| OF_RECORDS.iter().any(|known| known.eq_ignore_ascii_case(name));
        first.contains(delimiter)
            && second.contains(delimiter)
            && names.clone().any(is_known)
            && names.clone().all(|name| !name.contains(&['=', '[', '{', '('][..]))
    };
    if [',', ';', '\t'].into_iter().any(is_header) { FileKind::Records } else { FileKind::Unknown }
}

/// Whether a text was none: bytes that are no characters, and characters that no text has, are at least a tenth of its
/// beginning, and one of them is zero. One of them alone is a damaged text.
pub fn is_binary(head: &str) -> bool {
    const FIRST: usize = 1_000;
    let is_odd = |c: char| c == char::REPLACEMENT_CHARACTER || c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let odd = head.chars().take(FIRST).filter(|c| is_odd(*c)).count();
    odd > 3 && odd * 10 > head.chars().take(FIRST).count() && head.chars().take(FIRST).any(|c| c == '\0')
}

/// Whether a text is Markdown: a heading or a picture first, and then more of its marks, but nothing of TOML, whose
/// comments look like headings.
fn is_markdown(head: &str) -> bool {
    let is_heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let mut lines = head.lines().map(str::trim_end);
    let begins =
        lines.find(|line| !line.is_empty()).is_some_and(|line| is_heading(line) || line.starts_with(['!', '[']));
    let (mut marks, mut is_code) = (false, false);
    for line in lines.map(str::trim_start) {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        let is_toml = line.split_once('=').is_some_and(|(key, _)| !key.trim().contains(' ') && !key.is_empty())
            || line.starts_with('[') && line.ends_with(']');
        if is_toml && !is_code && !is_fence {
            return false;
        }
        let is_item = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("> ");
        marks |= is_fence || is_item || !is_code && (line.contains("](") || line.starts_with("##"));
    }
    begins && marks
}
