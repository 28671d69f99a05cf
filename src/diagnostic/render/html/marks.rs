//! A text with marked parts, and numbers after the parts that link to the diagnostics about them.
//!
//! Parts may be nested and overlap; then `decide` chooses how the piece is marked. Knows nothing of diagnostics.

use maud::{Markup, html};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many bytes of unmarked text are shown on each side of a mark.
const AROUND: usize = 240;

/// How many bytes of a marked piece are shown.
const MOST: usize = 4_000;

/// A part of a text.
pub struct Part {
    /// Its range in bytes of the text.
    pub range: Range<usize>,
    /// The number of the diagnostic about it, which is also the link target; `None` for a part without a number.
    pub number: Option<usize>,
}

/// The text as HTML. `decide` receives the parts that contain a piece, and returns the class that the piece is marked
/// with; `shown` converts a piece of the text into what is displayed.
pub fn marked<'p>(
    text: &str,
    parts: &'p [Part],
    decide: &dyn Fn(&[&'p Part]) -> Option<&'static str>,
    shown: &dyn Fn(&str) -> String,
) -> Markup {
    let clamp = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let ranges: Vec<Range<usize>> = parts.iter().map(|part| clamp(part.range.start)..clamp(part.range.end)).collect();
    let mut edges: BTreeSet<usize> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
    edges.extend([0, text.len()]);
    let edges: Vec<usize> = edges.into_iter().collect();
    let holding = |start: usize, end: usize| -> Vec<&Part> {
        let holding = parts.iter().zip(&ranges).filter(|(_, range)| range.start <= start && end <= range.end);
        holding.map(|(part, _)| part).collect()
    };
    let (most, around) = ((MOST, 0), |inside: bool| if inside { AROUND } else { 0 });
    html! {
        @for (index, at) in edges.iter().enumerate() {
            @for (part, range) in parts.iter().zip(&ranges).filter(|(_, range)| range.end == *at) {
                @if range.is_empty() && let Some(class) = decide(&[part]) { mark class={ (class) " point" } { "\u{a0}" } }
                @if let Some(number) = part.number { sup { a href={ "#n" (number) } { (number) } } }
            }
            @if let Some(end) = edges.get(index + 1) {
                @let piece = text.get(*at..*end).unwrap_or_default();
                @let holding = holding(*at, *end);
                @let sides = if parts.is_empty() { most } else { (around(*at > 0), around(*end < text.len())) };
                @match decide(&holding).filter(|_| !holding.is_empty()) {
                    Some(class) => mark class=(class) { (pieces(&cut(piece, most), shown)) },
                    None => (pieces(&cut(piece, sides), shown)),
                }
            }
        }
    }
}

/// The beginning and the end of a piece, if it is clearly longer than both together.
fn cut(piece: &str, (before, after): (usize, usize)) -> Vec<&str> {
    if piece.len() <= before + after + AROUND {
        return vec![piece];
    }
    let first = (0..=before).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0);
    let last = (piece.len() - after..=piece.len()).find(|at| piece.is_char_boundary(*at)).unwrap_or(piece.len());
    vec![piece.get(..first).unwrap_or_default(), piece.get(last..).unwrap_or_default()]
}

fn pieces(pieces: &[&str], shown: &dyn Fn(&str) -> String) -> Markup {
    html! {
        @for (index, piece) in pieces.iter().enumerate() {
            @if index > 0 { span.dim { " … " } }
            (shown(piece))
        }
    }
}
