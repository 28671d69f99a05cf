//! A text with parts of it marked, and numbers behind the parts that lead to what is said about them.
//!
//! Parts may lie in each other and overlap; where they do, the decider says what the piece is marked as.

use super::sheet::Text;
use std::collections::BTreeSet;
use std::ops::Range;

/// How much of a text without marks is shown on either side of them.
const AROUND: usize = 240;

/// How much of a marked piece is shown.
const MOST: usize = 4_000;

/// A part of a text.
pub struct Part {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// The number of what is said about it, and the address that this leads to; nothing for a part without a number.
    pub number: Option<usize>,
}

/// The text as HTML. `decide` gets the parts that hold a piece, and says which class the piece is marked with; `shown` turns
/// a piece of the text into what is to be read.
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

/// The beginning and the end of a piece, where it is longer than both together and a bit.
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
