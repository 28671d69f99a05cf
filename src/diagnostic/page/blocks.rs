//! The blocks of a page. Knows nothing of inline code, except in tables: see `cells`.

use super::cells;

/// A block of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading, without its `#` characters.
    Heading(String),
    /// A paragraph on one line.
    Paragraph(String),
    /// A list item: its bullet or number, and its text.
    Item(String, String),
    /// A table: the header and the rows, each row with its line number, counted from 1.
    Table(Vec<String>, Vec<(usize, Vec<String>)>),
    /// Lines that are shown unchanged.
    Fence(Vec<String>),
}

/// The blocks of a page in order.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let markdown = super::markdown(page);
    let mut lines = markdown.lines().enumerate().peekable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut running = false;
    while let Some((number, line)) = lines.next() {
        let text = line.trim();
        let continues = std::mem::replace(&mut running, false);
        if text.is_empty() {
            continue;
        }
        if let Some(fence) = opening(text) {
            let inside = std::iter::from_fn(|| lines.next().map(|(_, line)| line).filter(|line| !closes(line, fence)));
            blocks.push(Block::Fence(inside.map(str::to_owned).collect()));
        } else if let Some(heading) = heading(text) {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(head) = table_head(text, lines.peek().map(|(_, next)| *next)) {
            lines.next();
            let rows = std::iter::from_fn(|| lines.next_if(|(_, line)| line.trim().starts_with('|')));
            let rows = rows.map(|(number, line)| (number + 1, cells::split(line))).collect();
            blocks.push(Block::Table(head, rows));
        } else if let Some((bullet, item)) = item(text) {
            blocks.push(Block::Item(bullet.to_owned(), item.to_owned()));
            running = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(before) | Block::Item(_, before)) if continues && number > 0 => {
                    before.push(' ');
                    before.push_str(text);
                }
                _ => blocks.push(Block::Paragraph(text.to_owned())),
            }
            running = true;
        }
    }
    blocks
}

fn opening(text: &str) -> Option<&str> {
    let marks = text.len() - text.trim_start_matches('`').len();
    text.get(..marks).filter(|fence| fence.len() >= 3 && !text.trim_start_matches('`').contains('`'))
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.len() >= fence.len() && line.bytes().all(|byte| byte == b'`')
}

fn heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    rest.strip_prefix(' ').filter(|_| (1..=6).contains(&(text.len() - rest.len()))).map(str::trim)
}

/// The cells of a table header: a line of cells above a line of dashes.
fn table_head(text: &str, next: Option<&str>) -> Option<Vec<String>> {
    let rule = cells::split(next.filter(|_| text.starts_with('|'))?);
    let dashes = |cell: &String| cell.contains('-') && cell.bytes().all(|byte| matches!(byte, b'-' | b':'));
    let head = cells::split(text);
    (rule.iter().all(dashes) && rule.len() == head.len()).then_some(head)
}

fn item(text: &str) -> Option<(&str, &str)> {
    let (bullet, rest) = text.split_once(' ')?;
    let number = bullet.strip_suffix('.').is_some_and(|number| !number.is_empty() && number.len() < 4);
    let numbered = number && bullet.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (numbered || matches!(bullet, "-" | "*" | "+")).then_some((bullet, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_into_blocks() {
        let page = " One\n two.\n\n # Head\n - a\n   b\n - c\n\n | x | y |\n |---|:-:|\n | 1 | 2 |\n\n ```json\n {\n\n   1\n }\n ```\n End - it is.\n";
        let text = str::to_owned;
        assert_eq!(
            blocks(page),
            [
                Block::Paragraph(text("One two.")),
                Block::Heading(text("Head")),
                Block::Item(text("-"), text("a b")),
                Block::Item(text("-"), text("c")),
                Block::Table(vec![text("x"), text("y")], vec![(11, vec![text("1"), text("2")])]),
                Block::Fence(vec![text("{"), text(""), text("  1"), text("}")]),
                Block::Paragraph(text("End - it is.")),
            ]
        );
    }

    #[test]
    fn what_looks_like_a_table_and_is_none_stays_text() {
        assert_eq!(blocks("| a | b |\n| c | d |").len(), 1);
        assert!(matches!(&blocks("| a | b |\n|---|")[..], [Block::Paragraph(_)]));
    }
}
