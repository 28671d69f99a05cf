//! Pages: the Markdown of diagnostics and functions, read as far as the pages use it – headings, paragraphs, lists, tables,
//! fences, inline code – and the rows of their tables, which the tests run.
//!
//! Knows nothing of what the columns mean.

mod blocks;
mod cells;
#[cfg(feature = "pretty")]
mod terminal;

pub use cells::{Row, rows};
#[cfg(feature = "pretty")]
pub use terminal::terminal;

/// The page without the space that every line of a doc comment begins with.
pub fn markdown(page: &str) -> String {
    let indented = page.lines().all(|line| line.is_empty() || line.starts_with(' '));
    let line = |line: &str| line.strip_prefix(' ').filter(|_| indented).unwrap_or(line).trim_end().to_owned() + "\n";
    page.lines().map(line).collect()
}
