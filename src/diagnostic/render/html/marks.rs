//! A text with marked parts, and numbers after the parts that link to the diagnostics about them.
//!
//! Parts may be nested and overlap; then the decider chooses how the piece is marked.

use super::sheet::Text;
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
) -> String {
    let clamp = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let ranges: Vec<Range<usize>> = parts.iter().map(|part| clamp(part.range.start)..clamp(part.range.end)).collect();
    let mut edges: BTreeSet<usize> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
    edges.extend([0, text.len()]);
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut html = String::new();
    let numbers = |at: usize, html: &mut String| {
        for (part, range) in parts.iter().zip(&ranges).filter(|(_, range)| range.end == at) {
            if let (true, Some(class)) = (range.is_empty(), decide(&[part])) {
                html.push_str(&format!("<mark class=\"{class} point\">&#160;</mark>"));
            }
            if let Some(number) = part.number {
                html.push_str(&format!("<sup><a href=\"#n{number}\">{number}</a></sup>"));
            }
        }
    };
    for (index, at) in edges.iter().enumerate() {
        numbers(*at, &mut html);
        let Some(end) = edges.get(index + 1) else { break };
        let piece = text.get(*at..*end).unwrap_or_default();
        let holding: Vec<&Part> = parts
            .iter()
            .zip(&ranges)
            .filter(|(_, range)| range.start <= *at && *end <= range.end)
            .map(|(part, _)| part)
            .collect();
        match decide(&holding).filter(|_| !holding.is_empty()) {
            Some(class) => {
                let cut = cut(piece, (MOST, 0));
                html.push_str(&format!("<mark class=\"{class}\">{}</mark>", pieces(&cut, shown)));
            }
            None => {
                let sides = (if *at == 0 { 0 } else { AROUND }, if *end == text.len() { 0 } else { AROUND });
                let sides = if parts.is_empty() { (MOST, 0) } else { sides };
                html.push_str(&pieces(&cut(piece, sides), shown));
            }
        }
    }
    html
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

fn pieces(pieces: &[&str], shown: &dyn Fn(&str) -> String) -> String {
    let shown: Vec<String> = pieces.iter().map(|piece| Text(&shown(piece)).to_string()).collect();
    shown.join("<span class=\"dim\"> … </span>")
}
