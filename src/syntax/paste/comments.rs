//! Comments, which the language does not have: `//`, `/* */`, `#`, `--`, `<!-- -->`, `<# #>` of PowerShell, `(* *)` of
//! M and Pascal, and `'` of Visual Basic.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};

/// What begins and ends a block.
const BLOCKS: [(&str, &str); 4] = [("/*", "*/"), ("<!--", "-->"), ("<#", "#>"), ("(*", "*)")];

/// Takes off the comments outside of strings, if anything is left then.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut code = Code::new(text);
    // A kind of block whose end was not found once has none further on; searching again for each would take quadratic time.
    let mut blocks = BLOCKS.to_vec();
    while let Some((at, _)) = code.next() {
        let rest = code.from(at);
        let length = match blocks.iter().position(|(open, _)| rest.starts_with(open)) {
            Some(kind) => {
                let length = blocks.get(kind).and_then(|block| closed(rest, *block));
                if length.is_none() {
                    blocks.remove(kind);
                }
                length
            }
            None => is_line_comment(text, at, rest).then(|| rest.find(['\n', '\r']).unwrap_or(rest.len())),
        };
        if let Some(mut length) = length {
            // Of the spaces on both sides, one is enough.
            let before = text.get(..at).unwrap_or_default();
            if before.ends_with(' ') && code.from(at + length).starts_with(' ') {
                length += 1;
            }
            edits.push(edit(at, at + length, ""));
            code.skip_to(at + length);
        }
    }
    let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
    if removed >= text.trim().len() {
        return None;
    }
    a_layer(LayerKind::Comments, "comments", edits)
}

/// The length of the block comment that a text begins with, if it is closed.
fn closed(rest: &str, (open, close): (&str, &str)) -> Option<usize> {
    let inner = rest.get(open.len()..)?;
    inner.find(close).map(|at| open.len() + at + close.len())
}

fn is_line_comment(text: &str, at: usize, rest: &str) -> bool {
    let Some(mark) = ["//", "'", "#", "--", "<--"].into_iter().find(|mark| rest.starts_with(mark)) else {
        return false;
    };
    let before = text.get(..at).unwrap_or_default();
    let blank = before.trim_end_matches(|it: char| it.is_whitespace() && !matches!(it, '\n' | '\r'));
    let is_first = blank.is_empty() || blank.ends_with(['\n', '\r']);
    let is_apart = before.len() > blank.len() || is_first;
    match mark {
        "//" => !before.ends_with(':'),
        "'" => is_first && rest.lines().next().is_some_and(|line| line.matches('\'').count() == 1),
        _ => is_apart && !rest.starts_with("#{"),
    }
}
