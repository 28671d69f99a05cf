//! Expressions as text and as trees. Parsing never fails: every text has a tree, and its errors are a list of
//! diagnostics beside it.
//!
//! Knows nothing of functions, attributes or dialects.

mod ast;
mod build;
mod grammar;
mod json;
mod limits;
mod literal;
pub mod paste;
mod print;
mod tree;

pub use ast::{Ast, Call, Expression, Node, Operator};
pub use json::to_json;
pub use limits::Limits;
pub use literal::quote;
#[cfg(feature = "connect")]
pub use literal::with_escaped_quotes;
pub(crate) use literal::{has_line_escape, requote};
pub use print::{outline, print};
pub use tree::{Tree, TreeKind};

/// The tree of a text.
pub fn parse(text: &str) -> Ast {
    parse_within(text, &Limits::default())
}

/// The tree of a text, with custom limits.
pub fn parse_within(text: &str, limits: &Limits) -> Ast {
    match limits.refuse(text) {
        Some(diagnostic) => Ast::refused(text, diagnostic),
        None => build::build(text, limits),
    }
}
