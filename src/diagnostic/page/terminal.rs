//! A page as text for a terminal: wrapped, with aligned tables and coloured code. Does not ask the terminal for its width.

use super::blocks::{Block, blocks};
use super::cells::unwrapped;
use crate::diagnostic::render::{Style, paint, shown};
use textwrap::core::display_width;

const CODE: &str = "36";
const HEADING: &str = "1";
const FAINT: &str = "2";
/// The columns between two columns of a table.
const GAP: usize = 2;
/// The minimum width of a column.
const NARROWEST: usize = 8;

/// A page formatted for the width of the style. Inline code keeps its backticks if there is no colour.
pub fn terminal(page: &str, style: &Style) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in blocks(page) {
        let item = matches!(block, Block::Item(..));
        let close = out.is_empty() || after_item && item;
        if !close {
            out.push('\n');
        }
        after_item = item;
        match block {
            Block::Heading(text) => out.push_str(&(paint(&printable(&text), HEADING, style.color) + "\n")),
            Block::Paragraph(text) => wrapped(&text, "", "", style, &mut out),
            Block::Item(bullet, text) => {
                let indent = " ".repeat(bullet.len() + 3);
                wrapped(&text, &format!("  {bullet} "), &indent, style, &mut out);
            }
            Block::Fence(lines) => {
                for line in lines {
                    out.push_str(format!("    {}", printable(&line)).trim_end());
                    out.push('\n');
                }
            }
            Block::Table(head, rows) => table(&head, rows.into_iter().map(|(_, cells)| cells), style, &mut out),
        }
    }
    out
}

/// A paragraph, with the indent of its first line and of the others.
fn wrapped(text: &str, first: &str, others: &str, style: &Style, out: &mut String) {
    let options = textwrap::Options::new(style.width.max(20))
        .initial_indent(first)
        .subsequent_indent(others)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    out.push_str(&textwrap::fill(&inline(text, style), options).replace(HARD_SPACE, " "));
    out.push('\n');
}

/// Replaces a space inside code, so that code is not broken if it fits on one line.
const HARD_SPACE: char = '\u{a0}';

/// A paragraph with its inline code coloured.
fn inline(text: &str, style: &Style) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (before, from) = rest.split_at(start);
        out.push_str(&printable(before));
        let marks = from.len() - from.trim_start_matches('`').len();
        let (fence, inside) = from.split_at(marks);
        match closing(inside, marks) {
            Some(end) => {
                let (code, after) = inside.split_at(end);
                let whole = from.get(..marks + end + marks).unwrap_or(from);
                let code = if style.color && !code.is_empty() { unwrapped(whole) } else { whole };
                out.push_str(&paint(&printable(code).replace(' ', &HARD_SPACE.to_string()), CODE, style.color));
                rest = after.get(marks..).unwrap_or_default();
            }
            None => {
                out.push_str(fence);
                rest = inside;
            }
        }
    }
    out + &printable(rest)
}

/// Where the next run of exactly `marks` backticks begins.
fn closing(text: &str, marks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('`') {
        let rest = text.get(at + found..)?;
        let run = rest.len() - rest.trim_start_matches('`').len();
        if run == marks {
            return Some(at + found);
        }
        at += found + run;
    }
    None
}

fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn table(head: &[String], rows: impl Iterator<Item = Vec<String>>, style: &Style, out: &mut String) {
    let plain = |cell: &String| printable(unwrapped(cell));
    let head: Vec<String> = head.iter().map(plain).collect();
    let rows: Vec<Vec<(String, bool)>> =
        rows.map(|row| row.iter().map(|cell| (plain(cell), unwrapped(cell) != cell)).collect()).collect();
    let widths = widths(&head, &rows, style.width);
    let cells: Vec<(String, &str)> = head.into_iter().map(|cell| (cell, HEADING)).collect();
    line(&cells, &widths, style, out);
    let dash = if style.unicode { "─" } else { "-" };
    let rule: Vec<(String, &str)> = widths.iter().map(|width| (dash.repeat(*width), FAINT)).collect();
    line(&rule, &widths, style, out);
    for row in rows {
        let cells: Vec<(String, &str)> =
            row.into_iter().map(|(cell, code)| (cell, if code { CODE } else { "" })).collect();
        line(&cells, &widths, style, out);
    }
}

/// The widths of the columns: what they need, or less for the widest ones if the terminal is too narrow.
fn widths(head: &[String], rows: &[Vec<(String, bool)>], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = head.iter().map(|cell| display_width(cell)).collect();
    for row in rows {
        for (width, (cell, _)) in widths.iter_mut().zip(row) {
            *width = (*width).max(display_width(cell));
        }
    }
    let room = width.saturating_sub(GAP * widths.len());
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// A row of a table, on as many lines as its tallest cell needs.
fn line(cells: &[(String, &str)], widths: &[usize], style: &Style, out: &mut String) {
    let folded: Vec<Vec<String>> = cells.iter().zip(widths).map(|((cell, _), width)| folded(cell, *width)).collect();
    for index in 0..folded.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = String::new();
        for ((parts, width), (_, color)) in folded.iter().zip(widths).zip(cells) {
            let part = parts.get(index).map_or("", String::as_str);
            let painted = paint(part, color, style.color && !color.is_empty() && !part.is_empty());
            let filler = " ".repeat(width.saturating_sub(display_width(part)) + GAP);
            line.push_str(&(painted + &filler));
        }
        out.push_str("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// The text of a cell wrapped to a width; its spaces are kept if it fits on one line.
fn folded(cell: &str, width: usize) -> Vec<String> {
    if display_width(cell) <= width {
        return vec![cell.to_owned()];
    }
    let options = textwrap::Options::new(width.max(1)).word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::wrap(cell, options).into_iter().map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = " No function has this name, and `Left([mail], 3)` is unharmed.\n\n Lists:\n - one\n - two\n\n\
        \x20| expression                | raises |\n |---|---|\n | `Lower([é])` | `unknown-function` |\n\
        \x20| `IIF([a] \\| 1)` | – |\n\n ```json\n {  }\n ```\n";

    #[test]
    fn a_page_is_laid_out() {
        assert_eq!(
            terminal(PAGE, &Style { width: 40, ..Style::default() }),
            "\
No function has this name, and
`Left([mail], 3)` is unharmed.

Lists:

  - one
  - two

  expression    raises
  ────────────  ────────────────
  Lower([é])    unknown-function
  IIF([a] | 1)  –

    {  }
"
        );
    }

    #[test]
    fn a_narrow_terminal_folds_the_cells() {
        let text = terminal(PAGE, &Style { width: 24, unicode: false, ..Style::default() });
        assert!(text.lines().all(|line| display_width(line) <= 24), "{text}");
        assert!(text.contains("\n  Lower([é])  unknown-\n              function\n  IIF([a] |   –\n  1)\n"), "{text}");
    }

    #[test]
    fn code_is_painted_instead_of_quoted() {
        let text = terminal("Take `a b` and ``c`d``.", &Style { color: true, ..Style::default() });
        assert_eq!(text, "Take \u{1b}[36ma b\u{1b}[0m and \u{1b}[36mc`d\u{1b}[0m.\n");
        let text = terminal("Take `a b` and ``c`d`` and `x.", &Style::default());
        assert_eq!(text, "Take `a b` and ``c`d`` and `x.\n");
    }
}
