//! The cells of tables: `\|` is a bar, and a cell that is inline code is its content. Does not know what the columns mean.

use super::blocks::{Block, blocks};

/// A row of a page's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the row in the page, counted from 1.
    pub line: usize,
    /// The column name and the text of the cell, from left to right: inline code without its backticks, `\|` as `|`.
    pub cells: Vec<(String, String)>,
    /// Whether the row has more or fewer cells than the header, usually because of a bar without its backslash.
    pub ragged: bool,
}

impl Row {
    /// The cell of a column; `None` if the table has no such column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.as_str())
    }
}

/// The rows of all tables of a page, from top to bottom. A row of a ragged table has a cell for every column of the
/// header, with empty cells for missing ones; cells beyond the header are dropped.
pub fn rows(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for block in blocks(page) {
        let Block::Table(head, lines) = block else { continue };
        for (line, cells) in lines {
            let ragged = cells.len() != head.len();
            let texts = cells.iter().map(|cell| unwrapped(cell)).chain(std::iter::repeat(""));
            let cells = head.iter().map(|name| unwrapped(name).to_owned()).zip(texts.map(str::to_owned)).collect();
            rows.push(Row { line, cells, ragged });
        }
    }
    rows
}

/// The cells of a line, trimmed, with `\|` as `|`.
pub(super) fn split(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, cells.last_mut()) {
            ('\\', Some(cell)) if characters.next_if_eq(&'|').is_some() => cell.push('|'),
            ('|', _) => cells.push(String::new()),
            (other, Some(cell)) => cell.push(other),
            (_, None) => {}
        }
    }
    // The text after the last bar is a cell only if it is not empty.
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The content of a cell that is only inline code, with any number of backticks; any other cell unchanged.
///
/// As in Markdown, a space on both sides belongs to the backticks. Two backticks alone are the empty string.
pub(super) fn unwrapped(cell: &str) -> &str {
    let rest = cell.trim_start_matches('`');
    let marks = cell.len() - rest.len();
    if rest.is_empty() {
        return if marks.is_multiple_of(2) { "" } else { cell };
    }
    let inside = rest.trim_end_matches('`');
    let one_code = marks > 0 && rest.len() - inside.len() == marks && !runs(inside).any(|run| run == marks);
    if !one_code {
        return cell;
    }
    let spaced = inside.strip_prefix(' ').and_then(|inside| inside.strip_suffix(' '));
    spaced.filter(|_| !inside.trim().is_empty()).unwrap_or(inside)
}

/// The lengths of the runs of backticks.
fn runs(text: &str) -> impl Iterator<Item = usize> {
    text.split(|character| character != '`').map(str::len).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<Vec<String>> {
        rows(page).into_iter().map(|row| row.cells.into_iter().map(|(_, text)| text).collect()).collect()
    }

    #[test]
    fn cells_are_what_they_mean() {
        let page = " Text.\n\n | expression | record | gives |\n |---|---|---|\n\
            | `Replace([a], , \"(b\\|c)\", , \"\", , )` | `{\"a\": 1}` | `\"x\"` |\n\
            | `` `tick` `` | `` ` `` | absent |\n\
            | `` |  | ` ` |\n | `a` or `b` | `  two ` | `\"\\\\d\"` |\n";
        let page: String = page.lines().map(|line| format!(" {}\n", line.trim())).collect();
        assert_eq!(
            texts(&page),
            [
                ["Replace([a], , \"(b|c)\", , \"\", , )", "{\"a\": 1}", "\"x\""],
                ["`tick`", "`", "absent"],
                ["", "", " "],
                ["`a` or `b`", " two", "\"\\\\d\""],
            ]
        );
        let row = &rows(&page)[0];
        assert_eq!((row.line, row.get("gives"), row.get("raises")), (5, Some("\"x\""), None));
    }

    #[test]
    fn a_bar_without_its_backslash_is_noticed() {
        let page = "| expression | gives |\n|---|---|\n| `a|b` | x |\n| `c` |\n| `d` | |\n";
        let ragged: Vec<bool> = rows(page).iter().map(|row| row.ragged).collect();
        assert_eq!(ragged, [true, true, false]);
        assert_eq!(texts(page)[1], ["c", ""]);
    }

    #[test]
    fn every_table_of_the_registry_is_whole() {
        for entry in crate::diagnostic::registry::all() {
            for row in rows(entry.page()) {
                assert!(!row.ragged, "{}: line {} of the page", entry.code, row.line);
                assert!(row.get("raises").is_some_and(|raises| !raises.is_empty()), "{}", entry.code);
            }
        }
    }
}
