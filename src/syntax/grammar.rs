//! The pest parser made of `grammar/expression.pest`; with `build`, the only location that names pest.

/// The parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/expression.pest"]
#[allow(missing_docs)]
pub(super) struct Grammar;
