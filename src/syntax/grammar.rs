//! The pest parser generated from `grammar/expression.pest`; only this module and `build` use pest. What the pairs mean is
//! in `build`.

/// The parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/expression.pest"]
#[allow(missing_docs)]
pub(super) struct Grammar;
