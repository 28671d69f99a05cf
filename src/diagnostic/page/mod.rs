//! Pages: a reader for the Markdown of diagnostics and functions, limited to what the pages use – headings, paragraphs,
//! lists, tables, fences, inline code – and for the rows of their tables, which the tests run.
//!
//! Knows nothing of the meaning of the columns.

mod blocks;
mod cells;
pub mod links;
#[cfg(feature = "pretty")]
mod terminal;

pub use cells::{Row, rows};
#[cfg(feature = "pretty")]
pub use terminal::terminal;

/// The page without the space at the beginning of every line of a doc comment.
pub fn markdown(page: &str) -> String {
    let indented = page.lines().all(|line| line.is_empty() || line.starts_with(' '));
    let line = |line: &str| line.strip_prefix(' ').filter(|_| indented).unwrap_or(line).trim_end().to_owned() + "\n";
    page.lines().map(line).collect()
}
