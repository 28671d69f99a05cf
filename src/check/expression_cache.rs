//! The expressions of an object mapping by their texts: each text is parsed and checked once, however many attribute
//! mappings have it, and many texts on several threads.

use super::expression::{Checked, Context, check_expression};
use super::nullability::{Nullability, nullability};
use crate::diagnostic::Diagnostic;
use crate::parallel::parallel_map;
use crate::syntax::{self, Ast};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How much text is worth a thread, in bytes: about what it takes to check while a thread starts, ten times over.
const WORTH_A_THREAD: f64 = 16_384.0;

/// What a text comes to.
pub(super) struct Analysis {
    /// Its tree.
    pub(super) ast: Ast,
    /// The checked tree, where there is no error.
    pub(super) checked: Option<Checked>,
    /// What there is to say about it, with locations in the text.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// When it gives no value.
    pub(super) flow: Option<Nullability>,
}

impl Analysis {
    /// A tree, checked.
    pub(super) fn new(text: &str, ast: Ast, context: Context<'_>) -> Self {
        let always = |name: &str| context.source.and_then(|known| known.get(name)).is_some_and(|known| known.required);
        let (checked, diagnostics) = check_expression(text, &ast, context);
        let flow = checked.as_ref().map(|checked| nullability(checked, &always));
        Self { ast, checked, diagnostics, flow }
    }
}

/// The texts, each read once.
pub(super) struct ExpressionCache<'t> {
    locations: HashMap<&'t str, usize>,
    read: Vec<Analysis>,
}

impl<'t> ExpressionCache<'t> {
    /// Reads the texts.
    pub(super) fn new(texts: impl Iterator<Item = &'t str>, context: Context<'_>) -> Self {
        let (mut locations, mut distinct) = (HashMap::new(), Vec::new());
        for text in texts {
            if let Entry::Vacant(location) = locations.entry(text) {
                location.insert(distinct.len());
                distinct.push(text);
            }
        }
        let weight = |text: &&str| text.len() as f64 / WORTH_A_THREAD;
        let read = parallel_map(&distinct, weight, |text| Analysis::new(text, syntax::parse(text), context));
        Self { locations, read }
    }

    /// What a text comes to.
    pub(super) fn get(&self, text: &str) -> Option<&Analysis> {
        self.read.get(*self.locations.get(text)?)
    }
}
