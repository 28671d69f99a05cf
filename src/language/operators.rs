//! The operators of a language: their precedence, and what is documented. Does not know how they compute.

use crate::syntax::Operator;

/// An operator of a language.
#[derive(Clone, Copy, Debug)]
pub struct OperatorRule {
    operators: &'static [Operator],
    comparisons: bool,
    /// Its precedence: a higher level binds first, and operators of the same level are evaluated from left to right.
    pub level: u8,
    /// Whether the language documents it.
    pub support: Support,
}

/// Whether a language documents an operator that it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// The language documents it.
    Documented,
    /// Only another language documents it: the one with this name.
    DocumentedFor(&'static str),
}

impl OperatorRule {
    /// All comparisons.
    pub(super) const fn comparisons(level: u8) -> Self {
        Self { operators: &[], comparisons: true, level, support: Support::Documented }
    }

    /// These operators.
    pub(super) const fn of(operators: &'static [Operator], level: u8, support: Support) -> Self {
        Self { operators, comparisons: false, level, support }
    }

    /// Whether this rule is for an operator.
    pub(super) fn is_about(&self, operator: Operator) -> bool {
        match operator {
            Operator::Compare(_) => self.comparisons,
            other => self.operators.contains(&other),
        }
    }
}
