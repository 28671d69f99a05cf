//! The expressions of an object mapping by their texts. Each text is parsed and checked only once, even if several
//! attribute mappings have it; many texts are checked on several threads. Does not know which attribute mappings they are of.

use super::analysis::Analysis;
use super::expression::Context;
use super::nullability::{Nullability, nullability};
use crate::parallel::parallel_map;
use crate::syntax::Ast;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How much text is worth a thread, in bytes: about ten times what can be checked while a thread starts.
const WORTH_A_THREAD: f64 = 16_384.0;

/// The analysis of the expression of an attribute mapping, and when it has no value.
pub(super) struct AnalyzedExpression {
    /// The syntax tree, the checked tree and the diagnostics.
    pub(super) analysis: Analysis,
    /// When it has no value.
    pub(super) nullability: Option<Nullability>,
}

impl AnalyzedExpression {
    fn new(analysis: Analysis, context: Context<'_>) -> Self {
        let always =
            |name: &str| context.source_schema.and_then(|known| known.get(name)).is_some_and(|known| known.required);
        let nullability = analysis.checked.as_ref().map(|checked| nullability(checked, &always));
        Self { analysis, nullability }
    }

    /// The analysis of a syntax tree.
    pub(super) fn of_tree(text: &str, ast: Ast, context: Context<'_>) -> Self {
        Self::new(Analysis::of_tree(text, ast, context), context)
    }
}

/// The texts; each is analyzed once.
pub(super) struct ExpressionCache<'t> {
    indexes: HashMap<&'t str, usize>,
    expressions: Vec<AnalyzedExpression>,
}

impl<'t> ExpressionCache<'t> {
    /// Analyzes the texts.
    pub(super) fn new(texts: impl Iterator<Item = &'t str>, context: Context<'_>) -> Self {
        let (mut indexes, mut distinct) = (HashMap::new(), Vec::new());
        for text in texts {
            if let Entry::Vacant(index) = indexes.entry(text) {
                index.insert(distinct.len());
                distinct.push(text);
            }
        }
        let weight = |text: &&str| text.len() as f64 / WORTH_A_THREAD;
        let analyze = |text: &&str| AnalyzedExpression::new(Analysis::new(text, context), context);
        Self { indexes, expressions: parallel_map(&distinct, weight, analyze) }
    }

    /// The analysis of a text.
    pub(super) fn get(&self, text: &str) -> Option<&AnalyzedExpression> {
        self.expressions.get(*self.indexes.get(text)?)
    }
}
