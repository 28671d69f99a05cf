//! Parses and checks the text of an expression, in one step for whoever needs the tree as well. Knows nothing of files.

use super::expression::{Checked, Context, check_expression};
use crate::diagnostic::Diagnostic;
use crate::syntax::Ast;

/// The result of parsing and checking a text.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The syntax tree.
    pub ast: Ast,
    /// The checked tree, if there is no error.
    pub checked: Option<Checked>,
    /// All diagnostics; their spans are in the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// Parses and checks a text.
    pub fn new(text: &str, context: Context<'_>) -> Self {
        Self::of_tree(text, context.language.parse(text), context)
    }

    /// Checks a syntax tree; `text` is the text that its spans refer to.
    pub fn of_tree(text: &str, ast: Ast, context: Context<'_>) -> Self {
        let (checked, diagnostics) = check_expression(text, &ast, context);
        Self { ast, checked, diagnostics }
    }
}
