//! Whether an anchor holds at a position of a text.
//!
//! Knows no patterns.

use super::ast::Anchor;
use super::unicode;

/// Whether it holds; the last match ended at `continuation`.
#[inline]
pub(super) fn holds(anchor: Anchor, text: &[u16], location: usize, continuation: usize) -> bool {
    let line_feed = Some(u16::from(b'\n'));
    let end = text.len();
    let before = || text.get(location.checked_sub(1)?).copied();
    let after = || text.get(location).copied();
    let word = |unit: Option<u16>| unit.is_some_and(unicode::joins_words);
    match anchor {
        Anchor::Start => location == 0,
        Anchor::LineStart => location == 0 || before() == line_feed,
        Anchor::End => location == end || (location + 1 == end && after() == line_feed),
        Anchor::LineEnd => location == end || after() == line_feed,
        Anchor::VeryEnd => location == end,
        Anchor::Continuation => location == continuation,
        Anchor::WordEdge => word(before()) != word(after()),
        Anchor::NoWordEdge => word(before()) == word(after()),
    }
}
