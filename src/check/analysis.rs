//! A text, parsed and checked: the one way from a text to an expression that can be compiled.

use super::expression::{Checked, Context, check_expression};
use crate::diagnostic::Diagnostic;
use crate::syntax::{self, Ast};

/// What a text comes to.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Its tree.
    pub ast: Ast,
    /// The checked tree, where there is no error.
    pub checked: Option<Checked>,
    /// Everything there is to say about it; the spans are in the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// Parses and checks a text.
    pub fn new(text: &str, context: Context<'_>) -> Self {
        Self::of_tree(text, syntax::parse(text), context)
    }

    /// Checks a tree; `text` is what the spans in it are about.
    pub fn of_tree(text: &str, ast: Ast, context: Context<'_>) -> Self {
        let (checked, diagnostics) = check_expression(text, &ast, context);
        Self { ast, checked, diagnostics }
    }
}
